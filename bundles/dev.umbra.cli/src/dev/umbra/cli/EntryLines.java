package dev.umbra.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;

/**
 * An entry as lines for people; not the text of messages, thoughts and terminals, which streams. Foreign text is made
 * harmless here.
 */
final class EntryLines {
	enum Style {
		PLAIN, DIM, RED, BOLD
	}

	/** @param text without a line end at its end; inside there may be some */
	record Line(Style style, String text) {
	}

	private EntryLines() {
	}

	/** @param asked whether the question of this entry was shown before */
	static List<Line> of(Entry entry, boolean asked) {
		List<Line> lines = new ArrayList<>();
		switch (entry.detail()) {
		case Detail.Tool tool -> tool(lines, entry, tool);
		case Detail.Plan(List<Detail.PlanItem> items) -> items.forEach(item -> add(lines, Style.DIM,
				box(item.status()) + " " + TerminalSafe.oneLine(item.content())));
		case Detail.Permission permission -> permission(lines, entry, permission, asked);
		case Detail.Input input -> input(lines, entry, input, asked);
		case Detail.Login login -> login(lines, entry, login, asked);
		case Detail.Fault(String code, String message, String hint) -> {
			add(lines, Style.RED, "✗ " + TerminalSafe.stripped(message) + (code.isEmpty() ? "" : " (" + TerminalSafe.oneLine(code) + ")"));
			if (hint != null) {
				add(lines, Style.PLAIN, "  " + TerminalSafe.stripped(hint));
			}
		}
		case Detail.Unknown(String name, String raw) -> add(lines, Style.DIM,
				"· update of a kind not known here: " + TerminalSafe.oneLine(name));
		case Detail.Lifecycle life -> add(lines, Style.DIM, "· " + TerminalSafe.stripped(entry.text()));
		case Detail.Plain() -> plain(lines, entry);
		case Detail.Prompt(List<Enclosure> enclosures) -> {
			plain(lines, entry);
			enclosures.forEach(enclosure -> enclosure(lines, enclosure));
		}
		case Detail.Media(Enclosure enclosure) -> enclosure(lines, enclosure);
		case Detail.Notice(String severity) -> notice(lines, entry, severity);
		case Detail.Compaction compaction -> compaction(lines, compaction);
		}
		return lines;
	}

	private static void add(List<Line> lines, Style style, String text) {
		lines.add(new Line(style, text));
	}

	private static void plain(List<Line> lines, Entry entry) {
		if (entry.kind() == EntryKind.PROMPT) {
			TerminalSafe.stripped(entry.text()).lines().forEach(text -> add(lines, Style.BOLD, "> " + text));
		} else {
			add(lines, Style.DIM, "· " + TerminalSafe.stripped(entry.text()));
		}
	}

	private static void notice(List<Line> lines, Entry entry, String severity) {
		String text = TerminalSafe.stripped(entry.text());
		switch (severity) {
		case "error" -> add(lines, Style.RED, "✗ " + text);
		case "warning" -> add(lines, Style.BOLD, "! " + text);
		default -> add(lines, Style.DIM, "· " + text);
		}
	}

	private static void compaction(List<Line> lines, Detail.Compaction compaction) {
		switch (compaction.state()) {
		case "in_progress" -> add(lines, Style.DIM, "· the agent makes its context smaller …");
		case "completed" -> add(lines, Style.DIM, "· the agent has made its context smaller");
		case "failed" -> add(lines, Style.RED, "✗ the agent could not make its context smaller"
				+ (compaction.error() == null ? "" : ": " + TerminalSafe.oneLine(compaction.error())));
		default -> add(lines, Style.DIM, "· making the context smaller: " + TerminalSafe.oneLine(compaction.state()));
		}
	}

	private static void enclosure(List<Line> lines, Enclosure enclosure) {
		String kind = enclosure.kind().name().toLowerCase(Locale.ROOT);
		String size = enclosure.blob() == null ? "" : ", " + size(enclosure.bytes());
		add(lines, Style.DIM, "  [" + TerminalSafe.oneLine(enclosure.name()) + ": "
				+ (enclosure.mimeType() == null ? kind : TerminalSafe.oneLine(enclosure.mimeType())) + size + "]");
	}

	private static String size(long bytes) {
		return bytes < 1024 ? bytes + " bytes" : bytes < 1 << 20 ? (bytes + 512 >> 10) + " KiB" : (bytes + (1 << 19) >> 20) + " MiB";
	}

	/** The one line of a tool call, and what it made besides text. */
	private static void tool(List<Line> lines, Entry entry, Detail.Tool tool) {
		String title = title(tool) + ends(tool);
		switch (entry.status()) {
		case DONE -> add(lines, Style.PLAIN, "✓ " + title);
		case FAILED -> add(lines, Style.RED, "✗ " + title);
		case CANCELLED, EXPIRED -> add(lines, Style.DIM, "✗ " + title + " (" + entry.status().word() + ")");
		case PENDING, RUNNING -> add(lines, Style.DIM, "… " + title);
		}
		for (Detail.ToolContent piece : tool.content()) {
			if (piece instanceof Detail.ToolContent.Media(Enclosure enclosure)) {
				enclosure(lines, enclosure);
			}
		}
	}

	static String title(Detail.Tool tool) {
		return TerminalSafe.oneLine(tool.title().isEmpty() ? tool.kind() : tool.title());
	}

	/** How its commands ended, where there is something to say of it. */
	private static String ends(Detail.Tool tool) {
		StringBuilder ends = new StringBuilder();
		for (Detail.TerminalRun run : tool.terminals()) {
			if (run.signal() != null) {
				ends.append(" (ended by ").append(TerminalSafe.oneLine(run.signal())).append(')');
			} else if (run.exitCode() != null && run.exitCode() != 0) {
				ends.append(" (exit code ").append(run.exitCode()).append(')');
			}
			if (run.leftOut() > 0) {
				ends.append(" (").append(size(run.leftOut())).append(" of its output were not kept)");
			}
		}
		return ends.toString();
	}

	private static void permission(List<Line> lines, Entry entry, Detail.Permission permission, boolean asked) {
		if (!asked) {
			add(lines, Style.BOLD, "? " + TerminalSafe.shown(permission.title())
					+ (permission.kind().isEmpty() ? "" : " (" + TerminalSafe.shown(permission.kind()) + ")"));
			if (permission.command() != null) {
				add(lines, Style.PLAIN, "  $ " + TerminalSafe.shown(permission.command()));
			}
			permission.paths().stream().filter(path -> permission.content().stream()
					.noneMatch(piece -> piece instanceof Detail.ToolContent.Diff diff && diff.path().equals(path)))
					.forEach(path -> add(lines, Style.PLAIN, "  " + TerminalSafe.shown(path)));
			DiffText.lines(permission.content()).forEach(text -> add(lines, Style.PLAIN, "  " + text));
		}
		if (!entry.status().open()) {
			String chosen = permission.options().stream().filter(option -> option.id().equals(permission.chosen()))
					.map(Detail.Option::name).findFirst().orElse(entry.status().word());
			String by = permission.decidedBy() != null ? permission.decidedBy() : permission.answeredBy();
			answered(lines, chosen, by);
		}
	}

	private static void answered(List<Line> lines, String what, @Nullable String by) {
		add(lines, Style.DIM, "  → " + TerminalSafe.oneLine(what) + (by == null ? "" : ", by " + TerminalSafe.oneLine(by)));
	}

	private static void input(List<Line> lines, Entry entry, Detail.Input input, boolean asked) {
		if (!asked) {
			String title = input.title().isEmpty() ? "The agent asks for input" : input.title();
			add(lines, Style.BOLD, "? " + TerminalSafe.shown(title));
			if (!entry.text().isBlank() && !entry.text().equals(title)) {
				TerminalSafe.shown(entry.text()).lines().forEach(text -> add(lines, Style.PLAIN, "  " + text));
			}
			if (input.url() != null) {
				add(lines, Style.PLAIN, "  " + TerminalSafe.shown(input.url()));
			}
		}
		if (!entry.status().open()) {
			String how = input.action() == null ? entry.status().word() : switch (input.action()) {
			case "accept" -> input.content() == null ? "accepted" : input.content();
			case "decline" -> "declined";
			case "cancel" -> "cancelled";
			default -> input.action();
			};
			answered(lines, how, input.answeredBy());
		}
	}

	private static void login(List<Line> lines, Entry entry, Detail.Login login, boolean asked) {
		if (!asked) {
			add(lines, Style.BOLD, "? " + TerminalSafe.shown(entry.text().isBlank() ? "The agent wants a login" : entry.text()));
		}
		if (!entry.status().open()) {
			String how = login.methods().stream().filter(method -> method.id().equals(login.chosen())).map(Detail.LoginMethod::name)
					.findFirst().orElse(entry.status().word());
			answered(lines, how, login.answeredBy());
		}
	}

	private static String box(String status) {
		return switch (status) {
		case "completed" -> "[x]";
		case "in_progress" -> "[>]";
		default -> "[ ]";
		};
	}
}
