package dev.umbra.ui.internal.transcript;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.ForeignText;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Enclosure;

/** What a tool call shows: texts, diffs, raw values, each on a card and at most so many lines of it; all of it is a link away. Pure. */
final class OutputRows {
	/** Of a text or a diff. */
	static final int MOST_LINES = 400;
	static final int INDENT = 2;
	static final Face FACE = Face.MONO.sized(92);
	private static final int LONGEST_INFO = 40;

	private final List<Row> all;
	private final EntryId entry;
	private final Links links;
	private final Map<ToolContent, DiffRows.Result> compared;

	/** @param all the rows are added to it. @param compared each diff of the content once: see {@link #compared} */
	OutputRows(List<Row> all, EntryId entry, Links links, Map<ToolContent, DiffRows.Result> compared) {
		this.all = all;
		this.entry = entry;
		this.links = links;
		this.compared = compared;
	}

	static Map<ToolContent, DiffRows.Result> compared(List<ToolContent> content) {
		Map<ToolContent, DiffRows.Result> results = new IdentityHashMap<>();
		for (ToolContent each : content) {
			if (each instanceof ToolContent.Diff diff) {
				results.put(diff, DiffRows.of(diff.oldText(), diff.newText()));
			}
		}
		return results;
	}

	void content(ToolContent content) {
		switch (content) {
		case ToolContent.Text(String text) -> fenced(text);
		case ToolContent.Diff diff -> diff(diff, compared.get(diff));
		case ToolContent.Terminal(String terminal) -> words(NLS.bind(Messages.tool_terminal, ForeignText.shownOnOneLine(terminal)));
		case ToolContent.Media(Enclosure enclosure) -> all.add(EnclosureRows.row(enclosure, links, INDENT, Fill.NONE));
		case ToolContent.Other(String type, String raw) -> {
			words(ForeignText.shownOnOneLine(type));
			text("json", raw);
		}
		}
	}

	void raw(String label, @Nullable String raw) {
		if (raw != null && says(raw)) {
			all.add(new Pen().add(label, Face.DIM.sized(90)).row(INDENT, Fill.NONE));
			text("json", raw);
		}
	}

	static boolean says(@Nullable String raw) {
		return raw != null && !raw.isBlank() && !raw.equals("{}");
	}

	/** The commands' output: its end. */
	void terminal(String text, int most) {
		TerminalRows.output(all, text, most, new Target.Output(entry));
	}

	/** Agents like to put a fence around the whole output: it says nothing here but the language. */
	private void fenced(String text) {
		String stripped = text.strip();
		int line = stripped.indexOf('\n');
		if (stripped.startsWith("```") && stripped.endsWith("```") && line > 0 && line < stripped.length() - 3) {
			text(line <= LONGEST_INFO ? stripped.substring(3, line) : "", stripped.substring(line + 1, stripped.length() - 3));
		} else {
			text("", text);
		}
	}

	/** @param info the language, as behind a fence */
	void text(String info, String text) {
		List<String> lines = ForeignText.clean(text).stripTrailing().lines().toList();
		CodeLines colours = CodeRows.colours(info);
		all.add(Row.gap(INDENT, 0, Fill.CODE));
		Pen pen = new Pen();
		for (String line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
			List<String> pieces = DiffRows.pieces(line.replace("\t", "    "));
			if (pieces.size() == 1) {
				colours.line(pieces.getFirst(), pen, FACE);
				all.add(pen.row(INDENT, colours.fill()));
			} else {
				pieces.forEach(piece -> all.add(new Pen().add(piece, FACE).row(INDENT, Fill.CODE)));
			}
		}
		if (lines.size() > MOST_LINES) {
			whole(NLS.bind(Messages.more_lines, lines.size() - MOST_LINES));
		}
		all.add(Row.gap(INDENT, 0, Fill.CODE));
	}

	/** The host kept only a part in the entry. @param length of the whole, in UTF-16 code units; 0: nothing is missing */
	void shortened(long length) {
		if (length > 0) {
			whole(NLS.bind(Messages.output_longer, String.format("%,d", length)));
		}
	}

	private void whole(String words) {
		all.add(new Pen().add(words + "  ", Face.DIM).add(Messages.output_whole, Face.PLAIN.in(Ink.ACCENT).to(new Target.Output(entry))).row(INDENT, Fill.CODE));
	}

	private void words(String words) {
		all.add(new Pen().add(words, Face.DIM).row(INDENT, Fill.NONE));
	}

	private void diff(ToolContent.Diff diff, DiffRows.@Nullable Result result) {
		Face face = Face.DIM.asMono().sized(92);
		Pen head = new Pen().add(ForeignText.shownOnOneLine(links.shortName(diff.path())), links.file(diff.path(), null).map(target -> face.to(target)).orElse(face));
		if (diff.oldText() == null) {
			head.add("  " + Messages.new_file, Face.DIM.sized(92));
		}
		all.add(head.row(INDENT, Fill.NONE));
		DiffRows.Result lines = result == null ? DiffRows.of(diff.oldText(), diff.newText()) : result;
		if (!lines.compared()) {
			words(Messages.not_compared);
		} else if (lines.rows().isEmpty()) {
			words(diff.newText().equals(diff.oldText()) ? Messages.nothing_changes : Messages.line_ends_only);
		}
		for (Row row : lines.rows().subList(0, Math.min(lines.rows().size(), MOST_LINES))) {
			all.add(row.indented(INDENT));
		}
		if (lines.rows().size() > MOST_LINES) {
			whole(NLS.bind(Messages.more_lines, lines.rows().size() - MOST_LINES));
		}
	}
}
