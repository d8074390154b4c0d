package dev.umbra.cli;

import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;

/** Fetches what a page left out of a long text. Blocks; for {@code main} only. */
final class WholeText {
	private static final int RANGE = 1 << 20;
	private final Sessions sessions;
	private final String session;

	WholeText(Sessions sessions, String session) {
		this.sessions = sessions;
		this.session = session;
	}

	/** The entry with all of the text it had when it was read. */
	Entry of(Entry entry) {
		if (entry.length() <= entry.text().length()) {
			return entry;
		}
		StringBuilder text = new StringBuilder(entry.text());
		while (text.length() < entry.length()) {
			int wanted = (int) Math.min(RANGE, entry.length() - text.length());
			Sessions.TextRange range = Call
					.get(sessions.text(new Sessions.ReadText(session, entry.id(), text.length(), wanted)));
			if (range.text().isEmpty()) {
				break;
			}
			text.append(range.text(), 0, Math.min(wanted, range.text().length()));
		}
		return new Entry(entry.id(), entry.ordinal(), entry.revision(), entry.turn(), entry.kind(), entry.status(),
				text.toString(), text.length(), entry.created(), entry.ended(), entry.detail());
	}
}
