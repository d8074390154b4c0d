package dev.umbra.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * A transcript for people: text streams as it comes, thoughts dimmed, a tool call is one line when it ends, with what its
 * commands print below a line of their own before. All foreign text is made harmless first.
 */
final class PrintedTranscript implements Transcript {
	private static final String DIM = "\u001b[2m";
	private static final String RED = "\u001b[31m";
	private static final String BOLD = "\u001b[1m";
	private static final String PLAIN = "\u001b[0m";
	/** Lines of a command's output that are shown where it is over already. */
	private static final int OLD_OUTPUT = 20;
	private final Terminal terminal;
	private final boolean styled;
	/** Texts that are still growing. */
	private final Map<EntryId, Growing> growing = new HashMap<>();
	/** Questions that were shown and not answered yet. */
	private final Set<EntryId> asked = new HashSet<>();
	private @Nullable EntryId current;
	private boolean atLineStart = true;

	private static final class Growing {
		private final TerminalSafe safe = new TerminalSafe();
		private Entry entry;

		Growing(Entry entry) {
			this.entry = entry;
		}

		boolean tool() {
			return entry.kind() == EntryKind.TOOL;
		}
	}

	PrintedTranscript(Terminal terminal) {
		this.terminal = terminal;
		this.styled = terminal.styled();
	}

	private static boolean streams(Entry entry) {
		return entry.kind() == EntryKind.TOOL && entry.status().open()
				|| (entry.kind() == EntryKind.MESSAGE || entry.kind() == EntryKind.THOUGHT) && !(entry.detail() instanceof Detail.Media);
	}

	private static boolean shownWhileOpen(Entry entry) {
		return switch (entry.kind()) {
		case PERMISSION, INPUT, PLAN -> true;
		case NOTICE -> entry.detail() instanceof Detail.Compaction;
		case PROMPT, MESSAGE, THOUGHT, TOOL, ERROR, LIFECYCLE, UNKNOWN -> false;
		};
	}

	@Override
	public void appeared(Entry entry) {
		if (streams(entry)) {
			growing.put(entry.id(), new Growing(entry));
			stream(entry.id(), entry.text());
			if (!entry.status().open()) {
				ended(entry, entry.length());
			}
		} else if (!entry.status().open() || shownWhileOpen(entry)) {
			output(entry.kind() == EntryKind.TOOL ? entry.text() : "");
			block(entry);
		}
	}

	@Override
	public void grew(long revision, EntryId entry, long offset, String text) {
		stream(entry, text);
	}

	@Override
	public void changed(Entry entry) {
		Growing known = growing.get(entry.id());
		if (known != null) {
			known.entry = entry;
		}
	}

	@Override
	public void ended(Entry entry, long shown) {
		if (!growing.containsKey(entry.id())) {
			if (!streams(entry)) {
				output(entry.kind() == EntryKind.TOOL ? entry.text().substring((int) Math.min(shown, entry.text().length())) : "");
				block(entry);
			}
			return;
		}
		if (shown < entry.text().length()) {
			stream(entry.id(), entry.text().substring((int) shown));
		}
		growing.remove(entry.id());
		newLine();
		current = null;
		if (entry.kind() == EntryKind.TOOL) {
			block(entry);
		} else if (entry.status() == EntryStatus.FAILED || entry.status() == EntryStatus.CANCELLED) {
			line(EntryLines.Style.DIM, "(" + entry.status().word() + ")");
		}
	}

	@Override
	public void status(SessionSummary summary) {
		// the entries say it
	}

	@Override
	public void finished(String stopReason) {
		newLine();
		if (!stopReason.equals("end_turn")) {
			line(EntryLines.Style.DIM, "(the turn ended: " + TerminalSafe.oneLine(stopReason) + ")");
		}
	}

	@Override
	public void flush() {
		terminal.flush();
	}

	private void stream(EntryId id, String text) {
		Growing known = growing.get(id);
		if (known == null || text.isEmpty()) {
			return;
		}
		if (!id.equals(current)) {
			newLine();
			current = id;
			if (known.entry.detail() instanceof Detail.Tool tool) {
				line(EntryLines.Style.DIM, "… " + EntryLines.title(tool));
			}
		}
		String safe = known.safe.strip(text);
		if (safe.isEmpty()) {
			return;
		}
		if (known.tool()) {
			terminal.print(style(DIM, indented(safe)));
		} else {
			terminal.print(known.entry.kind() == EntryKind.THOUGHT ? style(DIM, safe) : safe);
		}
		atLineStart = safe.endsWith("\n");
	}

	/** What a command prints, two columns in; a line may come in pieces. */
	private String indented(String text) {
		boolean ends = text.endsWith("\n");
		String body = (ends ? text.substring(0, text.length() - 1) : text).replace("\n", "\n  ");
		return (atLineStart ? "  " : "") + body + (ends ? "\n" : "");
	}

	/** The end of what the commands of a tool call printed while nobody looked. */
	private void output(String text) {
		if (text.isBlank()) {
			return;
		}
		newLine();
		current = null;
		List<String> lines = TerminalSafe.stripped(text).lines().toList();
		int left = Math.max(0, lines.size() - OLD_OUTPUT);
		if (left > 0) {
			line(EntryLines.Style.DIM, "  … " + left + (left == 1 ? " line" : " lines") + " before");
		}
		lines.subList(left, lines.size()).forEach(one -> line(EntryLines.Style.DIM, "  " + one));
	}

	private void block(Entry entry) {
		newLine();
		current = null;
		boolean before = entry.status().open() ? !asked.add(entry.id()) : asked.remove(entry.id());
		EntryLines.of(entry, before).forEach(one -> line(one.style(), one.text()));
	}

	private void line(EntryLines.Style style, String text) {
		terminal.line(switch (style) {
		case PLAIN -> text;
		case DIM -> style(DIM, text);
		case RED -> style(RED, text);
		case BOLD -> style(BOLD, text);
		});
		atLineStart = true;
	}

	private void newLine() {
		if (!atLineStart) {
			terminal.line("");
			atLineStart = true;
		}
	}

	private String style(String style, String text) {
		return styled ? style + text + PLAIN : text;
	}
}
