package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.History.Mark;

/**
 * A piece of a text around the first place of a word that was searched for, on one line.
 *
 * @param marks where the words are in it, in UTF-16 code units
 */
record Snippet(String text, List<Mark> marks) {
	private static final int BEFORE = 60;
	private static final int LONGEST = 200;
	private static final String CUT = "…";

	Snippet {
		marks = List.copyOf(marks);
	}

	/** Texts that come one after the other, and end with null. */
	@FunctionalInterface
	interface Pieces {
		@Nullable
		String next() throws SQLException;
	}

	/** The beginning of the first piece if none of the words is found. @param words as {@link Words#typed} has them */
	static Snippet of(Pieces pieces, List<String> words) throws SQLException {
		String first = null;
		String end = "";
		for (String piece = pieces.next(); piece != null; piece = pieces.next()) {
			String text = end + piece;
			first = first == null ? text.substring(0, Math.min(text.length(), LONGEST)) : first;
			int at = place(text, words);
			if (at >= 0) {
				return around(text, at, words);
			}
			end = text.substring(TextCell.boundary(text, Math.max(0, text.length() - BEFORE)));
		}
		return around(first == null ? "" : first, 0, words);
	}

	private static int place(String text, List<String> words) {
		Words all = new Words(text);
		while (all.next()) {
			if (begins(all.folded(), words)) {
				return all.start();
			}
		}
		return -1;
	}

	private static boolean begins(String folded, List<String> words) {
		for (String word : words) {
			if (folded.startsWith(word)) {
				return true;
			}
		}
		return false;
	}

	private static Snippet around(String text, int at, List<String> words) {
		int from = TextCell.boundary(text, Math.max(0, at - BEFORE));
		if (from > 0) {
			int space = text.indexOf(' ', from);
			from = space >= 0 && space < at ? space + 1 : from;
		}
		int to = TextCell.boundary(text, Math.min(text.length(), from + LONGEST));
		String middle = oneLine(text.substring(from, to)).strip();
		String snippet = (from > 0 ? CUT : "") + middle + (to < text.length() ? CUT : "");
		List<Mark> marks = new ArrayList<>();
		Words all = new Words(snippet);
		while (all.next()) {
			if (begins(all.folded(), words)) {
				marks.add(new Mark(all.start(), all.end() - all.start()));
			}
		}
		return new Snippet(snippet, marks);
	}

	private static String oneLine(String text) {
		StringBuilder line = new StringBuilder(text);
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
				line.setCharAt(i, ' ');
			}
		}
		return line.toString();
	}
}
