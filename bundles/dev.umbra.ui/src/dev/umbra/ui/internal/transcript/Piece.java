package dev.umbra.ui.internal.transcript;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/**
 * What is laid out as one: a row, or of a very long one a part.
 *
 * @param row index of the row in its entry
 * @param of the row
 * @param from where it begins in the row's text, UTF-16 code units
 * @param to where it ends
 */
record Piece(int row, Row of, int from, int to) {
	/** Of a part, UTF-16 code units: GTK lays 8,000 of them out in 4 ms, but 16,000 in 37. Each part begins a line, so no paragraph that people write should be cut. */
	static final int LONGEST = 6_000;
	/** Characters below are one each for a person: of a line without spaces there are thousands of parts. */
	private static final char COMBINING = 0x300;
	/** A part ends at a space if there is one among its last so many. */
	private static final int SPACE_WITHIN = 200;

	/** Adds the parts of a row, in order: one as a rule. */
	static void add(List<Piece> pieces, int index, Row row) {
		String text = row.text();
		int from = 0;
		while (text.length() - from > LONGEST) {
			int to = cut(text, from + LONGEST);
			pieces.add(new Piece(index, row, from, to));
			from = to;
		}
		pieces.add(new Piece(index, row, from, text.length()));
	}

	static List<Piece> of(List<Row> rows) {
		List<Piece> pieces = new ArrayList<>(rows.size());
		for (int i = 0; i < rows.size(); i++) {
			add(pieces, i, rows.get(i));
		}
		return pieces;
	}

	private static int cut(String text, int until) {
		for (int i = until; i > until - SPACE_WITHIN; i--) {
			if (text.charAt(i - 1) == ' ') {
				return i;
			}
		}
		return text.charAt(until - 1) < COMBINING && text.charAt(until) < COMBINING ? until : clusterBefore(text, until);
	}

	/** The last place at or before {@code offset} that is not inside of what a person takes for one character. */
	private static int clusterBefore(String text, int offset) {
		int from = offset - SPACE_WITHIN;
		BreakIterator clusters = BreakIterator.getCharacterInstance();
		clusters.setText(text.substring(from, Math.min(text.length(), offset + SPACE_WITHIN)));
		int at = clusters.isBoundary(offset - from) ? offset - from : clusters.preceding(offset - from);
		if (at > 0) {
			return from + at;
		}
		return Character.isLowSurrogate(text.charAt(offset)) && Character.isHighSurrogate(text.charAt(offset - 1)) ? offset - 1 : offset;
	}

	String text() {
		return from == 0 && to == of.text().length() ? of.text() : of.text().substring(from, to);
	}

	int length() {
		return to - from;
	}

	boolean isFirst() {
		return from == 0;
	}

	boolean isLast() {
		return to == of.text().length();
	}

	/** The same part of the same row where the row has another place now. */
	Piece at(int newRow) {
		return newRow == row ? this : new Piece(newRow, of, from, to);
	}
}
