package dev.umbra.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.umbra.core.ForeignText;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;

/**
 * For reading as text. What is said stays the Markdown that it is; a fence that it leaves open is closed after it. What a
 * program said is indented, so that nothing in it means anything. Characters that would drive a terminal, or reorder a line,
 * are shown by their numbers.
 */
final class MarkdownExport implements ExportForm {
	private static final String SPECIAL = "\\`*_{}[]<>#|!~&";
	private final String agent;
	private final UnaryOperator<String> blot;
	/** Of the text that is written now; a piece may end anywhere in it. */
	private boolean midLine;
	private final Fence fence;
	private final StringBuilder lineBegins = new StringBuilder();

	/** @param state of the piece before */
	MarkdownExport(String agent, UnaryOperator<String> blot, String state) {
		this.agent = agent;
		this.blot = blot;
		this.midLine = state.startsWith("m");
		// the rest of a line begins none, whatever it looks like
		lineBegins.append(midLine ? "…" : "");
		fence = Fence.of(state.isEmpty() ? "" : state.substring(1));
	}

	@Override
	public String state() {
		return (midLine ? "m" : "b") + fence.state();
	}

	@Override
	public String head(SessionSummary session, Instant now) {
		StringBuilder head = new StringBuilder("# ").append(inline(blot.apply(ExportedEntry.title(session)))).append("\n\n");
		item(head, "Agent", session.agentName());
		item(head, "Folder", session.cwd());
		item(head, "Model", session.model() == null ? "" : session.model());
		item(head, "Session", session.id().value());
		item(head, "Status", session.status().word() + (session.archived() ? ", closed" : ""));
		item(head, "Begun", session.created().toString());
		item(head, "Last change", session.updated().toString());
		item(head, "Exported", now.toString());
		return head.toString();
	}

	private void item(StringBuilder head, String name, String value) {
		if (!value.isEmpty()) {
			head.append("* ").append(name).append(": ").append(inline(blot.apply(value))).append('\n');
		}
	}

	@Override
	public List<Part> parts(Entry entry, long room) {
		ExportedEntry told = ExportedEntry.of(entry, agent, blot);
		List<Part> parts = new ArrayList<>();
		StringBuilder words = new StringBuilder("\n## ").append(inline(told.heading())).append("\n\n*").append(entry.created())
				.append("*\n\n");
		for (ExportedEntry.Piece piece : told.pieces()) {
			switch (piece) {
			case ExportedEntry.Piece.Body(String label, Frame frame) -> {
				if (!label.isEmpty() && entry.length() > 0) {
					words.append(label).append(":\n\n");
				}
				parts.add(new Part.Words(words.toString()));
				parts.add(new Part.Body(frame));
				words.setLength(0);
				words.append('\n');
			}
			case ExportedEntry.Piece.Whole(String label) -> {
				parts.add(new Part.Words(words.append(label).append(":\n\n").toString()));
				parts.add(new Part.Whole());
				words.setLength(0);
				words.append('\n');
			}
			case ExportedEntry.Piece.Line(String text) -> words.append(inline(text)).append("\n\n");
			case ExportedEntry.Piece.Items(List<String> texts) -> {
				texts.forEach(text -> words.append("* ").append(inline(text)).append('\n'));
				words.append('\n');
			}
			case ExportedEntry.Piece.Code(String label, String text) -> {
				words.append(label.isEmpty() ? "" : inline(label) + ":\n\n");
				fenced(words, "", text);
			}
			case ExportedEntry.Piece.Diff(String path, boolean added, List<String> lines) -> {
				words.append(inline(path)).append(added ? " (new file):\n\n" : ":\n\n");
				fenced(words, "diff", String.join("\n", lines));
			}
			case ExportedEntry.Piece.Enclosed(var enclosure) -> words.append("* ").append(inline(ExportedEntry.named(enclosure)))
					.append("\n\n");
			}
		}
		parts.add(new Part.Words(words.toString()));
		return parts;
	}

	/** In a fence that is longer than any in the text. */
	private static void fenced(StringBuilder out, String language, String text) {
		int longest = 2;
		int run = 0;
		for (int i = 0; i < text.length(); i++) {
			run = text.charAt(i) == '`' ? run + 1 : 0;
			longest = Math.max(longest, run);
		}
		String fence = "`".repeat(longest + 1);
		String safe = safe(text);
		out.append(fence).append(language).append('\n').append(safe).append(safe.endsWith("\n") ? "" : "\n").append(fence)
				.append("\n\n");
	}

	@Override
	public String text(Frame frame, String piece, boolean last) {
		String before = switch (frame) {
		case SAID, TYPED -> "";
		case ASIDE -> "> ";
		case OUTPUT -> "    ";
		};
		StringBuilder out = new StringBuilder();
		String safe = safe(piece);
		for (int i = 0; i < safe.length(); i++) {
			char c = safe.charAt(i);
			if (!midLine) {
				out.append(before);
				lineBegins.setLength(0);
				midLine = true;
			}
			out.append(c);
			if (c == '\n') {
				line(frame);
				midLine = false;
			} else if (lineBegins.length() < Fence.LOOKED_AT) {
				lineBegins.append(c);
			}
		}
		if (last) {
			end(frame, out);
		}
		return out.toString();
	}

	private void end(Frame frame, StringBuilder out) {
		if (midLine) {
			line(frame);
			out.append('\n');
			midLine = false;
		}
		if (fence.open()) {
			out.append(fence.mark()).append('\n');
			fence.close();
		}
		lineBegins.setLength(0);
	}

	private void line(Frame frame) {
		if (frame == Frame.SAID || frame == Frame.TYPED) {
			fence.line(lineBegins.toString());
		}
	}

	@Override
	public void entryDone() {
		midLine = false;
		fence.close();
	}

	@Override
	public String foot() {
		return "";
	}

	/** On one line, meaning nothing. */
	private static String inline(String text) {
		StringBuilder out = new StringBuilder();
		for (char c : ForeignText.shownOnOneLine(text.strip().replaceAll("\\s+", " ")).toCharArray()) {
			if (SPECIAL.indexOf(c) >= 0) {
				out.append('\\');
			}
			out.append(c);
		}
		return out.toString();
	}

	/** Line ends are line feeds; what would drive a terminal is shown. */
	static String safe(String text) {
		return ForeignText.shown(text.replace("\r\n", "\n").replace('\r', '\n'));
	}
}
