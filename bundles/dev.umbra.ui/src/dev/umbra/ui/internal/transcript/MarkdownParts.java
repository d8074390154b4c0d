package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A long Markdown text in parts that can be read one by one, so that a text that grows costs its last part only: what a text
 * begins with is cut in the same places whatever follows. It is cut between paragraphs, and between the lines of long code. The
 * parts and their rows are kept for the next time. Not shared between threads.
 */
final class MarkdownParts {
	/** A part ends at the first place after so many UTF-16 code units where it can. */
	static final int LENGTH = 4_000;
	/** What can reach across an empty line: a definition that another part uses, HTML that goes on. */
	private static final Pattern REACHING = Pattern.compile("\\]:|<(?:!|\\?|(?i:script|pre|style|textarea)\\b)");

	/**
	 * @param fence the line that opened the code in which the part begins, or empty
	 * @param goesOn whether the code at its end goes on in the next part
	 */
	record Part(String text, String fence, boolean goesOn) {
	}

	private String text = "";
	private Links links = Links.NONE;
	private List<Part> parts = List.of();
	private List<List<Row>> rows = List.of();
	private final LongText lines = new LongText();

	/** @param clean without anything that {@link dev.umbra.core.ForeignText#clean} removes */
	List<Row> rows(String clean, Links newLinks) {
		List<Part> now = grown(clean);
		List<List<Row>> made = new ArrayList<>(now.size());
		List<Row> all = new ArrayList<>();
		for (int i = 0; i < now.size(); i++) {
			boolean known = i < parts.size() && links.equals(newLinks) && (parts.get(i) == now.get(i) || parts.get(i).equals(now.get(i)));
			made.add(known ? rows.get(i) : rows(now.get(i), newLinks));
			boolean goesOn = i > 0 && now.get(i - 1).goesOn();
			if (!goesOn && !all.isEmpty() && !made.get(i).isEmpty()) {
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

	/** Code that is in two parts is on one card: without a gap where they meet. */
	private static List<Row> rows(Part part, Links links) {
		List<Row> all = MarkdownRows.part(part.fence().isEmpty() ? part.text() : part.fence() + "\n" + part.text(), links);
		return all.subList(part.fence().isEmpty() ? 0 : 1, all.size() - (part.goesOn() ? 1 : 0));
	}

	/** Of what was cut before, only the last part is looked at again. */
	private List<Part> grown(String clean) {
		if (parts.size() < 2 || !clean.startsWith(text)) {
			return of(clean);
		}
		List<Part> all = new ArrayList<>(parts.subList(0, parts.size() - 1));
		int from = all.stream().mapToInt(part -> part.text().length()).sum();
		return new Cutting(clean, from, parts.getLast().fence()).cut(all) ? all : List.of(new Part(clean, "", false));
	}

	static List<Part> of(String text) {
		List<Part> all = new ArrayList<>();
		return text.length() > LENGTH && new Cutting(text, 0, "").cut(all) ? all : List.of(new Part(text, "", false));
	}

	/** Cuts before lines that begin a block of their own, whatever stands before them, and between lines of code. */
	private static final class Cutting {
		private final String text;
		private int from;
		/** In which {@link #from} is. */
		private String opened;
		/** The line that opened the code that the present line is in, and the marks of it; empty outside of code. */
		private String opening;
		private String fence;

		Cutting(String text, int from, String opened) {
			this.text = text;
			this.from = from;
			this.opened = opened;
			this.opening = opened;
			this.fence = opened.isEmpty() ? "" : fenceAt(opened, 0, opened.length());
		}

		/** @return false if it cannot be cut at all */
		boolean cut(List<Part> parts) {
			// or the first line of code: what is before it is none
			boolean empty = false;
			for (int line = from; line < text.length();) {
				int feed = text.indexOf('\n', line);
				int end = feed < 0 ? text.length() : feed;
				String mark = fenceAt(text, line, end);
				boolean blank = blank(line, end);
				boolean begins = fence.isEmpty();
				if (!fence.isEmpty()) {
					if (mark.startsWith(fence) && text.substring(line, end).strip().equals(mark)) {
						fence = "";
						opening = "";
					} else if (feed >= 0 && !blank && !empty && line - from >= LENGTH && opening.startsWith(fence)) {
						end(parts, line, true);
					}
				} else {
					if (REACHING.matcher(text).region(line, end).find()) {
						return false;
					}
					if (empty && line - from >= LENGTH && begins(line)) {
						end(parts, line, false);
					}
					fence = mark;
					opening = mark.isEmpty() ? "" : text.substring(line, end);
				}
				empty = blank || begins && !fence.isEmpty();
				line = end + 1;
			}
			parts.add(new Part(text.substring(from), opened, false));
			return true;
		}

		private void end(List<Part> parts, int line, boolean goesOn) {
			parts.add(new Part(text.substring(from, line), opened, goesOn));
			from = line;
			opened = goesOn ? opening : "";
		}

		private boolean blank(int line, int end) {
			for (int i = line; i < end; i++) {
				if (!Character.isWhitespace(text.charAt(i))) {
					return false;
				}
			}
			return true;
		}

		/** A letter at the beginning of a line after an empty one begins a paragraph, and ends a list. */
		private boolean begins(int line) {
			return Character.isLetter(text.codePointAt(line));
		}
	}

	/** The run of marks that a fence is made of, or nothing. Fences in lists and quotations count too: better no cut than a wrong one. */
	private static String fenceAt(String text, int line, int end) {
		int at = line;
		while (at < end && " \t>*+-0123456789.)".indexOf(text.charAt(at)) >= 0) {
			at++;
		}
		if (at == end || text.charAt(at) != '`' && text.charAt(at) != '~') {
			return "";
		}
		int until = at;
		while (until < end && text.charAt(until) == text.charAt(at)) {
			until++;
		}
		// what has a mark behind its own is code in a line
		boolean inLine = text.charAt(at) == '`' && text.substring(until, end).indexOf('`') >= 0;
		return until - at >= 3 && !inLine ? text.substring(at, until) : "";
	}
}
