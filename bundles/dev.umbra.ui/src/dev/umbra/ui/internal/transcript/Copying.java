package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What goes to the clipboard: as it reads, or as Markdown. Pure, on any thread: what is selected may be more than can be read in
 * one event of the window.
 *
 * @param entries from the first that is selected to the last
 */
record Copying(List<Entry> entries, Folding folding, Selection selection) {
	Copying {
		entries = List.copyOf(entries);
	}

	/** Of all of these. */
	static Copying all(List<Entry> entries, Folding folding) {
		long first = entries.isEmpty() ? 0 : entries.getFirst().ordinal();
		long last = entries.isEmpty() ? 0 : entries.getLast().ordinal() + 1;
		return new Copying(entries, folding, new Selection(new Place(first, 0, 0), new Place(last, 0, 0)));
	}

	/** What is selected, row by row; gaps are empty lines. */
	String plain() {
		StringBuilder text = new StringBuilder();
		for (Entry entry : entries) {
			List<Row> rows = folding.rows(entry, new MarkdownParts());
			for (int i = 0; i < rows.size(); i++) {
				Row row = rows.get(i);
				Selection.Stretch selected = selection.in(entry.ordinal(), i, row.text().length());
				if (selected != null) {
					int until = Math.min(selected.end(), row.text().length());
					text.append(row.isGap() ? "" : row.text().substring(Math.min(selected.start(), until), until));
					text.append(selected.end() > until ? "\n" : "");
				}
			}
		}
		return text.toString();
	}

	/** The source of each entry of which something is selected; what has no source, as it reads. */
	String markdown() {
		List<String> parts = new ArrayList<>();
		for (Entry entry : entries) {
			List<Row> rows = folding.rows(entry, new MarkdownParts());
			boolean selected = false;
			for (int i = 0; i < rows.size() && !selected; i++) {
				Selection.Stretch stretch = selection.in(entry.ordinal(), i, rows.get(i).text().length());
				selected = stretch != null && !rows.get(i).isGap() && stretch.end() > stretch.start();
			}
			if (selected) {
				parts.add(markdown(entry, rows));
			}
		}
		return String.join("\n\n", parts) + (parts.isEmpty() ? "" : "\n");
	}

	private static String markdown(Entry entry, List<Row> rows) {
		String source = ForeignText.clean(entry.text()).strip();
		boolean hasSource = switch (entry.kind()) {
		case PROMPT, MESSAGE, THOUGHT -> !source.isEmpty();
		case TOOL, PLAN, PERMISSION, INPUT, ERROR, NOTICE, LIFECYCLE, UNKNOWN -> false;
		};
		if (hasSource && !(entry.detail() instanceof Detail.Media)) {
			return switch (entry.kind()) {
			case PROMPT -> quoted(Messages.you + "\n\n" + source);
			case THOUGHT -> quoted(source);
			case MESSAGE, TOOL, PLAN, PERMISSION, INPUT, ERROR, NOTICE, LIFECYCLE, UNKNOWN -> source;
			};
		}
		return String.join("\n", rows.stream().map(Content::said).toList()).strip();
	}

	private static String quoted(String text) {
		return "> " + text.replace("\n", "\n> ");
	}
}
