package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;

/**
 * A conversation as text, for an agent that does not know it any more: the newest prompts and messages, the oldest of which
 * are left out when there are too many.
 *
 * @param text for the agent, at most {@link #LIMIT} UTF-16 code units; empty if nothing was said before
 * @param cut whether the beginning was left out
 */
record EarlierConversation(String text, boolean cut) {
	static final int LIMIT = 64 * 1024;
	/** So many entries, tool calls included, are looked at. */
	private static final int ENTRIES = 2000;
	private static final String WHOLE = "What follows, up to the line of dashes, is our earlier conversation, which you do not "
			+ "have any more. Take it as context for the prompt after it; do not answer it again.\n";
	private static final String CUT = WHOLE + "It is long: its beginning is left out.\n";
	private static final String END = "\n----------\n";

	/** @param present the turn that begins now, whose own prompt is left out */
	static CompletionStage<EarlierConversation> read(Entries entries, SessionId session, TurnId present) {
		return entries.newest(session, ENTRIES, LIMIT).thenApply(slice -> of(slice.entries(), slice.more(), present));
	}

	/** @param more whether there are older entries than these, which are in ordinal order */
	static EarlierConversation of(List<Entry> entries, boolean more, TurnId present) {
		int left = LIMIT - CUT.length() - END.length();
		boolean cut = more;
		List<String> pieces = new ArrayList<>();
		for (Entry entry : entries.reversed()) {
			String piece = present.equals(entry.turn()) ? null : piece(entry);
			if (piece == null) {
				continue;
			}
			if (piece.length() > left) {
				cut = true;
				if (pieces.isEmpty()) {
					pieces.addFirst("\n[…]" + tail(piece, left - 4));
				}
				break;
			}
			left -= piece.length();
			pieces.addFirst(piece);
		}
		return pieces.isEmpty() ? new EarlierConversation("", false)
				: new EarlierConversation((cut ? CUT : WHOLE) + String.join("", pieces) + END, cut);
	}

	private static @Nullable String piece(Entry entry) {
		if (entry.text().isBlank()) {
			return null;
		}
		String who = entry.kind() == EntryKind.PROMPT ? "I said" : entry.kind() == EntryKind.MESSAGE ? "You said" : null;
		return who == null ? null
				: "\n" + who + ":\n" + entry.text().strip() + (entry.length() > entry.text().length() ? "[…]" : "") + "\n";
	}

	/** The last of a text, never a half of a code point. */
	private static String tail(String text, int length) {
		int from = text.length() - length;
		return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
	}
}
