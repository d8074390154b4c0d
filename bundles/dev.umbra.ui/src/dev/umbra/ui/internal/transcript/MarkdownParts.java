package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A long Markdown text in parts that can be read one by one, so that a text that grows costs its last part only: what a text
 * begins with is cut in the same places whatever follows. It is cut between paragraphs, between the lines of long code, between the
 * items of a long list, and between the rows of a long table, whose columns are then as wide as its first part wants them. The
 * parts and their rows are kept for the next time. Not shared between threads.
 */
final class MarkdownParts {
	/** A part ends at the first place after so many UTF-16 code units where it can. */
	static final int LENGTH = 4_000;
	/** What stands before a block that begins in a line: quotations, lists, white space. */
	private static final String BEFORE = "^[\\s>*+\\-\\d.)]*";
	/** What can reach across an empty line: a definition that another part uses, whose label may have begun above; HTML that goes on. */
	private static final Pattern REACHING = Pattern
			.compile(BEFORE + "\\[[^\\]]*\\]:|^[^\\[]*\\]:|" + BEFORE + "<(?:!|\\?|(?i:script|pre|style|textarea)\\b)");

	/** What two parts have in common where they meet. */
	enum Join {
		NOTHING,
		/** They are of the same code. */
		CODE,
		/** They are of the same table. */
		TABLE,
		/** They are of the same list, without a gap between its items. */
		LIST
	}

	/**
	 * @param before what makes the beginning of the part what it is: the line that opened its code, or the first part of its table;
	 *        else empty
	 */
	record Part(String text, String before, Join begins, Join ends) {
	}

	private final LongText lines;
	private String text = "";
	private Links links = Links.NONE;
	private List<Part> parts = List.of();
	private List<List<Row>> rows = List.of();
	private long parsed;

	/** For all of a text, at once. */
	MarkdownParts() {
		this(new LongText());
	}

	/** @param lines how a text is read that is too long for more */
	MarkdownParts(LongText lines) {
		this.lines = lines;
	}

	/** @param clean without anything that {@link dev.umbra.core.ForeignText#clean} removes */
	List<Row> rows(String clean, Links newLinks) {
		List<Part> now = grown(clean);
		List<List<Row>> made = new ArrayList<>(now.size());
		List<Row> all = new ArrayList<>();
		for (int i = 0; i < now.size(); i++) {
			boolean known = i < parts.size() && links.equals(newLinks) && (parts.get(i) == now.get(i) || parts.get(i).equals(now.get(i)));
			made.add(known ? rows.get(i) : rows(now.get(i), newLinks));
			boolean apart = i > 0 && now.get(i - 1).ends() == Join.NOTHING;
			if (apart && !all.isEmpty() && !made.get(i).isEmpty()) {
				all.add(Row.GAP);
			}
			all.addAll(made.get(i));
		}
		text = clean;
		links = newLinks;
		parts = now;
		rows = made;
		return all;
	}

	/** The lines of a text that is too long for more. @param text as the agent wrote it */
	List<Row> plain(String text) {
		return lines.rows(text);
	}

	/** Whether some of a very long text is left to be read. */
	boolean reading() {
		return lines.reading();
	}

	/** UTF-16 code units that were read as Markdown so far: what it cost. */
	long parsed() {
		return parsed;
	}

	/** Code that is in two parts is on one card: without a gap where they meet. */
	private List<Row> rows(Part part, Links links) {
		parsed += part.before().length() + part.text().length();
		List<Row> all = switch (part.begins()) {
		case NOTHING, LIST -> MarkdownRows.part(part.text(), links);
		case CODE -> {
			List<Row> code = MarkdownRows.part(part.before() + "\n" + part.text(), links);
			yield code.subList(1, code.size());
		}
		case TABLE -> MarkdownRows.goingOn(part.before(), part.text(), links);
		};
		return part.ends() == Join.CODE ? all.subList(0, all.size() - 1) : all;
	}

	/** Of what was cut before, only the last part is looked at again. */
	private List<Part> grown(String clean) {
		if (parts.size() < 2 || !clean.startsWith(text)) {
			return of(clean);
		}
		List<Part> all = new ArrayList<>(parts.subList(0, parts.size() - 1));
		int from = all.stream().mapToInt(part -> part.text().length()).sum();
		return new MarkdownCuts(clean, from, parts.getLast()).cut(all) ? all : List.of(whole(clean));
	}

	static List<Part> of(String text) {
		List<Part> all = new ArrayList<>();
		Part whole = whole(text);
		return text.length() > LENGTH && new MarkdownCuts(text, 0, whole).cut(all) ? all : List.of(whole);
	}

	private static Part whole(String text) {
		return new Part(text, "", Join.NOTHING, Join.NOTHING);
	}

	/** Whether a line can mean something to lines behind an empty one, so that a text cannot be cut at all. */
	static boolean reaches(String text, int line, int end) {
		return REACHING.matcher(text).region(line, end).find();
	}
}
