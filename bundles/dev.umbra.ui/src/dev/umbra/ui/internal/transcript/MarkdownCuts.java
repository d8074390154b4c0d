package dev.umbra.ui.internal.transcript;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.umbra.ui.internal.transcript.MarkdownParts.Join;
import dev.umbra.ui.internal.transcript.MarkdownParts.Part;

/**
 * Looks line by line where a Markdown text can be cut: before lines that begin a block of their own, whatever stands before them, and
 * inside of long code, lists and tables. One value per look.
 */
final class MarkdownCuts {
	private static final Pattern ITEM = Pattern.compile("([-*+]|(\\d{1,9})[.)]) +\\S");
	private static final Pattern RULE = Pattern.compile("([-*_])(?: *\\1){2,} *");
	private static final Pattern DELIMITERS = Pattern.compile(" {0,3}\\|?(?: *:?-+:? *\\|)+ *(?::?-+:? *)?");

	private final String text;
	private int from;
	/** Of the part that begins at {@link #from}. */
	private Part begun;
	/** The line that opened the code that the present line is in, and the marks of it; empty outside of code. */
	private String opening = "";
	private String fence = "";
	/** Where the present list begins, or -1; its sign and the number of its last item. */
	private int list = -1;
	private char sign;
	private long number;
	/** Where the present table begins, or -1: that of {@link #from} where it goes on. */
	private int table = -1;
	/** What the parts of the present table but the first are read with; empty in the first. */
	private String head = "";

	/** @param last the part that began at {@code from} when the text was looked at before */
	MarkdownCuts(String text, int from, Part last) {
		this.text = text;
		this.from = from;
		this.begun = last;
		switch (last.begins()) {
		case CODE -> {
			opening = last.before();
			fence = fenceAt(opening, 0, opening.length());
		}
		case TABLE -> {
			table = from;
			head = last.before();
		}
		case NOTHING, LIST -> {
			// the first line says what it is
		}
		}
	}

	/** @return false if it cannot be cut at all */
	boolean cut(List<Part> parts) {
		// or the first line of code: what is before it is none
		boolean empty = false;
		int above = -1;
		for (int line = from; line < text.length();) {
			int feed = text.indexOf('\n', line);
			int end = feed < 0 ? text.length() : feed;
			String mark = fenceAt(text, line, end);
			boolean blank = blank(line, end);
			boolean begins = fence.isEmpty();
			if (!fence.isEmpty()) {
				code(parts, line, end, mark, feed >= 0 && !blank && !empty);
			} else {
				if (MarkdownParts.reaches(text, line, end)) {
					return false;
				}
				if (empty && line - from >= MarkdownParts.LENGTH && Character.isLetter(text.codePointAt(line))) {
					end(parts, line, Join.NOTHING, "");
				}
				// the last line may still become another
				table(parts, line, end, blank, above, feed >= 0);
				list(parts, line, end, blank, empty, feed >= 0);
				fence = mark;
				opening = mark.isEmpty() ? "" : text.substring(line, end);
			}
			empty = blank || begins && !fence.isEmpty();
			above = blank || !fence.isEmpty() ? -1 : line;
			line = end + 1;
		}
		parts.add(new Part(text.substring(from), begun.before(), begun.begins(), Join.NOTHING));
		return true;
	}

	private void code(List<Part> parts, int line, int end, String mark, boolean cuttable) {
		if (mark.startsWith(fence) && text.substring(line, end).strip().equals(mark)) {
			fence = "";
			opening = "";
		} else if (cuttable && line - from >= MarkdownParts.LENGTH && opening.startsWith(fence)) {
			end(parts, line, Join.CODE, opening);
		}
	}

	/** A list is cut before an item of its own that has the number it would have. */
	private void list(List<Part> parts, int line, int end, boolean blank, boolean empty, boolean over) {
		if (blank || line < end && (text.charAt(line) == ' ' || text.charAt(line) == '\t')) {
			return;
		}
		Matcher item = ITEM.matcher(text).region(line, end);
		if (!item.lookingAt() || RULE.matcher(text).region(line, end).matches()) {
			list = -1;
			return;
		}
		char now = text.charAt(item.end(1) - 1);
		long at = item.group(2) == null ? number + 1 : Long.parseLong(item.group(2));
		if (list < 0 || now != sign) {
			list = line;
		} else if (over && at == number + 1 && line - Math.max(list, from) >= MarkdownParts.LENGTH) {
			end(parts, line, empty ? Join.NOTHING : Join.LIST, "");
		}
		sign = now;
		number = at;
	}

	/** A table is cut between its rows. @param above where the line above begins, or -1 where there is none of a paragraph */
	private void table(List<Part> parts, int line, int end, boolean blank, int above, boolean over) {
		if (table >= 0) {
			if (blank || text.substring(line, end).indexOf('|') < 0) {
				table = -1;
				head = "";
			} else if (over && line - Math.max(table, from) >= MarkdownParts.LENGTH) {
				head = head.isEmpty() ? text.substring(table, line) : head;
				end(parts, line, Join.TABLE, head);
				table = line;
			}
		} else if (above >= 0 && text.charAt(above) != ' ' && text.substring(above, line).indexOf('|') >= 0
				&& (above == 0 || blankAbove(above)) && DELIMITERS.matcher(text).region(line, end).matches()) {
			table = above;
			head = "";
		}
	}

	/** Whether the line above this one is empty. */
	private boolean blankAbove(int line) {
		int before = text.lastIndexOf('\n', line - 2);
		return blank(before + 1, line - 1);
	}

	private void end(List<Part> parts, int line, Join join, String before) {
		parts.add(new Part(text.substring(from, line), begun.before(), begun.begins(), join));
		from = line;
		begun = new Part("", before, join, Join.NOTHING);
	}

	private boolean blank(int line, int end) {
		for (int i = line; i < end; i++) {
			if (!Character.isWhitespace(text.charAt(i))) {
				return false;
			}
		}
		return true;
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
