package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Code as rows, coloured where the language is known: a row is a function of the lines up to it, so what is above stays as it
 * is while code grows. Pure.
 */
final class CodeRows {
	static final Face FACE = Face.MONO.sized(95);
	/** Of a line: what is longer is written by a machine, and stays plain. UTF-16 code units. */
	static final int LONGEST_LINE = 2_000;
	/** Of all lines: what comes behind stays plain. */
	static final int LONGEST = 200_000;

	private CodeRows() {
	}

	/**
	 * @param info what stands behind the fence, for example {@code java}; empty where nothing does
	 * @param literal lines; made safe
	 */
	static List<Row> of(String info, String literal, int indent, int quote) {
		CodeLines colours = colours(info);
		List<Row> rows = new ArrayList<>();
		rows.add(Row.gap(indent, quote, Fill.CODE));
		Pen pen = new Pen();
		int seen = 0;
		for (String line : literal.stripTrailing().split("\n", -1)) {
			String shown = line.replace("\t", "    ");
			seen += line.length() + 1;
			if (seen > LONGEST || line.length() > LONGEST_LINE) {
				rows.add(pen.add(shown, FACE).row(indent, 0, quote, false, Fill.CODE));
			} else {
				colours.line(shown, pen, FACE);
				rows.add(pen.row(indent, 0, quote, false, colours.fill()));
			}
		}
		rows.add(Row.gap(indent, quote, Fill.CODE));
		return rows;
	}

	static CodeLines colours(String info) {
		return switch (language(info)) {
		case "diff", "patch", "udiff" -> new PatchLines();
		case "xml", "html", "htm", "xhtml", "svg", "vue", "svelte", "xsd", "xsl", "plist", "e4xmi", "pom" -> new MarkupLines();
		case String name -> CodeLanguages.named(name).<CodeLines>map(CodeScanner::new).orElse((line, pen, face) -> pen.add(line, face));
		};
	}

	/** The name of a language: the first word; of one that is a file, what it ends with. */
	static String language(String info) {
		String word = info.strip().split("[\\s,{:]", 2)[0].toLowerCase(Locale.ROOT);
		if (word.isEmpty()) {
			word = info.strip().replaceFirst("^[{.\\s]+", "").split("[\\s}]", 2)[0].toLowerCase(Locale.ROOT);
		}
		String name = word.startsWith("language-") ? word.substring(9) : word;
		int dot = name.lastIndexOf('.');
		return dot >= 0 ? name.substring(dot + 1) : name;
	}
}
