package dev.umbra.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * A transcript for people: text streams as it comes, thoughts dimmed, a tool call is one line when it ends. All foreign
 * text is made harmless first.
 */
final class PrintedTranscript implements Transcript {
	private static final String DIM = "\u001b[2m";
	private static final String RED = "\u001b[31m";
	private static final String BOLD = "\u001b[1m";
	private static final String PLAIN = "\u001b[0m";
	private final Terminal terminal;
	private final boolean styled;
	/** Texts that are still growing. */
	private final Map<EntryId, Growing> growing = new HashMap<>();
	private @Nullable EntryId current;
	private boolean atLineStart = true;

	private static final class Growing {
		private final EntryKind kind;
		private final TerminalSafe safe = new TerminalSafe();

		Growing(EntryKind kind) {
			this.kind = kind;
		}
	}

	PrintedTranscript(Terminal terminal) {
		this.terminal = terminal;
		this.styled = terminal.styled();
	}

	@Override
	public void appeared(Entry entry) {
		if (entry.kind() == EntryKind.MESSAGE || entry.kind() == EntryKind.THOUGHT) {
			growing.put(entry.id(), new Growing(entry.kind()));
			stream(entry.id(), entry.text());
			if (!entry.status().open()) {
				ended(entry, entry.length());
			}
		} else if (!entry.status().open() || entry.kind() == EntryKind.PERMISSION || entry.kind() == EntryKind.PLAN) {
			block(entry);
		}
	}

	@Override
	public void grew(long revision, EntryId entry, long offset, String text) {
		stream(entry, text);
	}

	@Override
	public void ended(Entry entry, long shown) {
		if (growing.containsKey(entry.id())) {
			if (shown < entry.text().length()) {
				stream(entry.id(), entry.text().substring((int) shown));
			}
			growing.remove(entry.id());
			newLine();
			current = null;
			if (entry.status() == EntryStatus.FAILED || entry.status() == EntryStatus.CANCELLED) {
				line(DIM, "(" + entry.status().word() + ")");
			}
		} else if (entry.kind() != EntryKind.MESSAGE && entry.kind() != EntryKind.THOUGHT) {
			block(entry);
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
			line(DIM, "(the turn ended: " + TerminalSafe.oneLine(stopReason) + ")");
		}
	}

	@Override
	public void flush() {
		terminal.flush();
	}

	private void stream(EntryId id, String text) {
		Growing entry = growing.get(id);
		if (entry == null || text.isEmpty()) {
			return;
		}
		if (!id.equals(current)) {
			newLine();
			current = id;
		}
		String safe = entry.safe.strip(text);
		if (safe.isEmpty()) {
			return;
		}
		terminal.print(entry.kind == EntryKind.THOUGHT ? style(DIM, safe) : safe);
		atLineStart = safe.endsWith("\n");
	}

	private void block(Entry entry) {
		newLine();
		current = null;
		switch (entry.detail()) {
		case Detail.Tool tool -> tool(entry, tool);
		case Detail.Plan(List<Detail.PlanItem> items) -> items.forEach(item -> line(DIM, box(item.status()) + " "
				+ TerminalSafe.oneLine(item.content())));
		case Detail.Permission permission -> permission(entry, permission);
		case Detail.Fault(String code, String message, String hint) -> {
			line(RED, "✗ " + TerminalSafe.stripped(message) + (code.isEmpty() ? "" : " (" + TerminalSafe.oneLine(code) + ")"));
			if (hint != null) {
				line("", "  " + TerminalSafe.stripped(hint));
			}
		}
		case Detail.Unknown(String name, String raw) -> line(DIM, "· update of a kind not known here: "
				+ TerminalSafe.oneLine(name));
		case Detail.Lifecycle life -> line(DIM, "· " + TerminalSafe.stripped(entry.text()));
		case Detail.Plain() -> plain(entry);
		case Detail.Prompt(List<Enclosure> enclosures) -> {
			plain(entry);
			enclosures.forEach(this::enclosure);
		}
		case Detail.Media(Enclosure enclosure) -> enclosure(enclosure);
		case Detail.Notice notice -> plain(entry);
		case Detail.Compaction compaction -> line(DIM, "· context made smaller: " + TerminalSafe.oneLine(compaction.state()));
		case Detail.Input input -> plain(entry);
		case Detail.Login login -> plain(entry);
		}
	}

	private void enclosure(Enclosure enclosure) {
		line(DIM, "  [" + TerminalSafe.oneLine(enclosure.name()) + "]");
	}

	private void plain(Entry entry) {
		if (entry.kind() == EntryKind.PROMPT) {
			TerminalSafe.stripped(entry.text()).lines().forEach(text -> line(BOLD, "> " + text));
		} else {
			line(DIM, "· " + TerminalSafe.stripped(entry.text()));
		}
	}

	private void tool(Entry entry, Detail.Tool tool) {
		String title = TerminalSafe.oneLine(tool.title().isEmpty() ? tool.kind() : tool.title());
		switch (entry.status()) {
		case DONE -> line("", "✓ " + title);
		case FAILED -> line(RED, "✗ " + title);
		case CANCELLED, EXPIRED -> line(DIM, "✗ " + title + " (" + entry.status().word() + ")");
		case PENDING, RUNNING -> line(DIM, "… " + title);
		}
	}

	private void permission(Entry entry, Detail.Permission permission) {
		if (entry.status().open()) {
			line(BOLD, "? " + TerminalSafe.shown(permission.title()) + (permission.kind().isEmpty() ? ""
					: " (" + TerminalSafe.shown(permission.kind()) + ")"));
			if (permission.command() != null) {
				line("", "  $ " + TerminalSafe.shown(permission.command()));
			}
			permission.paths().stream().filter(path -> permission.content().stream().noneMatch(
					piece -> piece instanceof Detail.ToolContent.Diff diff && diff.path().equals(path)))
					.forEach(path -> line("", "  " + TerminalSafe.shown(path)));
			DiffText.lines(permission.content()).forEach(text -> line("", "  " + text));
			return;
		}
		String answer = permission.options().stream().filter(option -> option.id().equals(permission.chosen()))
				.map(Detail.Option::name).findFirst().orElse(entry.status().word());
		line(DIM, "  → " + TerminalSafe.oneLine(answer)
				+ (permission.answeredBy() == null ? "" : ", by " + TerminalSafe.oneLine(permission.answeredBy())));
	}

	private static String box(String status) {
		return switch (status) {
		case "completed" -> "[x]";
		case "in_progress" -> "[>]";
		default -> "[ ]";
		};
	}

	private void line(String style, String text) {
		terminal.line(style.isEmpty() ? text : style(style, text));
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
