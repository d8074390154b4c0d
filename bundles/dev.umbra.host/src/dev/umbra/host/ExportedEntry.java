package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.LineDiff;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.ToolKind;

/**
 * An entry as people read it in a document, whatever the document's form. Secrets are blotted out of all of it.
 *
 * @param folded whether it is only looked at by who wants to
 */
record ExportedEntry(String heading, boolean folded, List<Piece> pieces) {
	/** What it consists of, in order. */
	sealed interface Piece {
		/** The entry's own text. @param label before it, or empty */
		record Body(String label, ExportForm.Frame frame) implements Piece {
		}

		/** The whole output of a tool call, of which the entry has only a part. */
		record Whole(String label) implements Piece {
		}

		record Line(String text) implements Piece {
		}

		record Items(List<String> texts) implements Piece {
		}

		/** Every character counts. */
		record Code(String label, String text) implements Piece {
		}

		record Diff(String path, boolean added, List<String> lines) implements Piece {
		}

		record Enclosed(Enclosure enclosure) implements Piece {
		}
	}

	static ExportedEntry of(Entry entry, String agent, UnaryOperator<String> blot) {
		return new Maker(entry, blot).made(agent);
	}

	/** Puts one together; on one thread. */
	private static final class Maker {
		private final Entry entry;
		private final UnaryOperator<String> blot;
		private final List<Piece> pieces = new ArrayList<>();

		Maker(Entry entry, UnaryOperator<String> blot) {
			this.entry = entry;
			this.blot = blot;
		}

		ExportedEntry made(String agent) {
			return switch (entry.kind()) {
			case PROMPT -> said("You", ExportForm.Frame.TYPED);
			case MESSAGE -> said(blot.apply(agent) + ended(), ExportForm.Frame.SAID);
			case THOUGHT -> folded(said("Thought" + ended(), ExportForm.Frame.ASIDE));
			case TOOL, PLAN, PERMISSION, INPUT, UNKNOWN -> detailed();
			case NOTICE -> said("Notice", ExportForm.Frame.ASIDE);
			case ERROR -> said("Error", ExportForm.Frame.ASIDE);
			case LIFECYCLE -> said("Session", ExportForm.Frame.ASIDE);
			};
		}

		private static ExportedEntry folded(ExportedEntry said) {
			return new ExportedEntry(said.heading, true, said.pieces);
		}

		private String ended() {
			return switch (entry.status()) {
			case DONE -> "";
			case PENDING, RUNNING -> " (not ended)";
			case FAILED -> " (cut off)";
			case CANCELLED -> " (stopped)";
			case EXPIRED -> " (expired)";
			};
		}

		private ExportedEntry said(String heading, ExportForm.Frame frame) {
			pieces.add(new Piece.Body("", frame));
			switch (entry.detail()) {
			case Detail.Prompt(List<Enclosure> enclosures) -> enclosures.forEach(this::enclosed);
			case Detail.Media(Enclosure enclosure) -> enclosed(enclosure);
			case Detail.Fault(String code, String message, String hint) -> {
				if (hint != null) {
					line(hint);
				}
			}
			case Detail.Compaction compaction -> {
				if (compaction.error() != null) {
					line(compaction.error());
				}
			}
			default -> {
				// the text says it all
			}
			}
			return new ExportedEntry(heading, false, pieces);
		}

		private ExportedEntry detailed() {
			return switch (entry.detail()) {
			case Detail.Tool tool -> tool(tool);
			case Detail.Plan(List<Detail.PlanItem> items) -> {
				pieces.add(new Piece.Items(items.stream().map(item -> box(item.status()) + " " + blot.apply(item.content())).toList()));
				yield new ExportedEntry("Plan", false, pieces);
			}
			case Detail.Permission permission -> permission(permission);
			case Detail.Input input -> input(input);
			case Detail.Login login -> {
				pieces.add(new Piece.Body("", ExportForm.Frame.ASIDE));
				yield new ExportedEntry("Login: " + status(), false, pieces);
			}
			case Detail.Unknown(String name, String raw) -> {
				pieces.add(new Piece.Code("", blot.apply(raw)));
				yield new ExportedEntry(blot.apply(name), true, pieces);
			}
			default -> said("Entry", ExportForm.Frame.ASIDE);
			};
		}

		private ExportedEntry tool(Detail.Tool tool) {
			List<String> places = tool.locations().stream()
					.map(place -> blot.apply(place.path()) + (place.line() == null ? "" : ":" + place.line())).toList();
			if (!places.isEmpty()) {
				pieces.add(new Piece.Items(places));
			}
			content(tool.content());
			code("Input", tool.rawInput());
			for (Detail.TerminalRun run : tool.terminals()) {
				code("Command in " + run.cwd(), run.command() + (run.exitCode() == null ? "" : "\n(exit code " + run.exitCode() + ")"));
			}
			pieces.add(new Piece.Body("Output", ExportForm.Frame.OUTPUT));
			code("Result", tool.rawOutput());
			if (tool.whole() > 0) {
				pieces.add(new Piece.Whole("Of what was too long, only the beginning and the end are above; this is the whole of it"));
			}
			String title = blot.apply(tool.title());
			return new ExportedEntry(ToolKind.word(tool.kind()) + (title.isBlank() ? "" : ": " + title) + " (" + status() + ")", true, pieces);
		}

		private ExportedEntry permission(Detail.Permission permission) {
			code("Command", permission.command());
			if (!permission.paths().isEmpty()) {
				pieces.add(new Piece.Items(permission.paths().stream().map(blot).toList()));
			}
			content(permission.content());
			String chosen = permission.options().stream().filter(option -> option.id().equals(permission.chosen()))
					.map(Detail.Option::name).findFirst().orElse(status());
			String by = permission.decidedBy() != null ? permission.decidedBy() : permission.answeredBy();
			line("→ " + chosen + (by == null ? "" : ", by " + by));
			return new ExportedEntry("Permission: " + blot.apply(permission.title()), false, pieces);
		}

		private ExportedEntry input(Detail.Input input) {
			pieces.add(new Piece.Body("", ExportForm.Frame.ASIDE));
			if (!input.fields().isEmpty()) {
				pieces.add(new Piece.Items(input.fields().stream().map(field -> blot.apply(field.title())).toList()));
			}
			code("Answer", input.content());
			line("→ " + (input.action() == null ? status() : input.action())
					+ (input.answeredBy() == null ? "" : ", by " + input.answeredBy()));
			return new ExportedEntry("Question" + (input.title().isBlank() ? "" : ": " + blot.apply(input.title())), false, pieces);
		}

		private void content(List<Detail.ToolContent> content) {
			for (Detail.ToolContent each : content) {
				switch (each) {
				case Detail.ToolContent.Text(String text) -> code("", text);
				case Detail.ToolContent.Diff(String path, String before, String after) -> diff(path, before, after);
				case Detail.ToolContent.Media(Enclosure enclosure) -> enclosed(enclosure);
				case Detail.ToolContent.Other(String type, String raw) -> code(type, raw);
				case Detail.ToolContent.Terminal terminal -> {
					// its command and its output are shown below
				}
				}
			}
		}

		/** Blotted out before it is compared: a value may be spread over lines. */
		private void diff(String path, @Nullable String before, String after) {
			LineDiff diff = LineDiff.of(before == null ? null : blot.apply(before), blot.apply(after));
			List<String> lines = new ArrayList<>(diff.removed().stream().map(text -> "-" + text).toList());
			diff.added().forEach(text -> lines.add("+" + text));
			pieces.add(new Piece.Diff(blot.apply(path), before == null, lines));
		}

		private void enclosed(Enclosure e) {
			pieces.add(new Piece.Enclosed(new Enclosure(e.kind(), blot.apply(e.name()),
					e.mimeType() == null ? null : blot.apply(e.mimeType()), e.uri() == null ? null : blot.apply(e.uri()), e.blob(), e.bytes())));
		}

		private void line(String text) {
			pieces.add(new Piece.Line(blot.apply(text)));
		}

		private void code(String label, @Nullable String text) {
			if (text != null && !text.isBlank()) {
				pieces.add(new Piece.Code(blot.apply(label), blot.apply(text)));
			}
		}

		private String status() {
			return entry.status() == EntryStatus.PENDING ? "waiting" : entry.status().word();
		}

		private static String box(String status) {
			return switch (status) {
			case "completed" -> "☑";
			case "in_progress" -> "▸";
			default -> "☐";
			};
		}
	}

	/** What is enclosed and cannot be shown. */
	static String named(Enclosure enclosure) {
		return List.of(enclosure.name(), enclosure.mimeType() == null ? "" : enclosure.mimeType(),
				enclosure.bytes() == 0 ? "" : enclosure.bytes() + " bytes", enclosure.uri() == null ? "" : enclosure.uri()).stream()
				.filter(each -> !each.isBlank()).collect(Collectors.joining(", "));
	}

	/** Of a session without a title, the beginning of its id. */
	static String title(SessionSummary session) {
		String id = session.id().value();
		return session.title().isBlank() ? "Session " + id.substring(0, Math.min(8, id.length())) : session.title();
	}
}
