package dev.umbra.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for a text in another one, whatever the case of either (full case folding: {@code ß} is {@code ss}), in one pass
 * that keeps nothing but as much as the sought text is long. A place begins and ends with whole code points of the text.
 */
final class Finder {
	private static final char[][] ASCII = new char[0x80][];
	private final char[] sought;
	/** Of the sought text's beginnings: how long the longest end is that is a beginning, too. */
	private final int[] borders;
	/** By place in the folded text, round and round: where the code point begins and ends, by the text's own count. */
	private final long[] begins;
	private final long[] ends;
	private final boolean[] whole;
	private long folded;
	private long offset;
	private int matched;
	private char high;

	static {
		for (char c = 0; c < ASCII.length; c++) {
			ASCII[c] = new char[] { c >= 'A' && c <= 'Z' ? (char) (c + 32) : c };
		}
	}

	/** In UTF-16 code units. */
	record Found(long offset, int length) {
	}

	/** @param text not empty */
	Finder(String text) {
		StringBuilder all = new StringBuilder();
		text.codePoints().forEach(c -> all.append(fold(c)));
		sought = all.toString().toCharArray();
		borders = borders(sought);
		begins = new long[sought.length];
		ends = new long[sought.length];
		whole = new boolean[sought.length];
	}

	/** The next text begins. */
	void restart() {
		folded = 0;
		offset = 0;
		matched = 0;
		high = 0;
	}

	/** Goes on with the text. @return the places that end in this piece; they do not overlap */
	List<Found> next(String piece, int limit) {
		List<Found> found = new ArrayList<>();
		for (int i = 0; i < piece.length() && found.size() < limit; i++) {
			char c = piece.charAt(i);
			if (high != 0) {
				boolean pair = Character.isLowSurrogate(c);
				take(pair ? Character.toCodePoint(high, c) : high, pair ? 2 : 1, found);
				high = 0;
				if (pair) {
					continue;
				}
			}
			if (Character.isHighSurrogate(c)) {
				high = c;
			} else {
				take(c, 1, found);
			}
		}
		return found;
	}

	/** The text ends: what waits for its other half is taken alone. */
	List<Found> end() {
		List<Found> found = new ArrayList<>();
		if (high != 0) {
			take(high, 1, found);
			high = 0;
		}
		return found;
	}

	private void take(int codePoint, int units, List<Found> found) {
		char[] letters = fold(codePoint);
		for (int i = 0; i < letters.length; i++) {
			int place = (int) (folded++ % sought.length);
			begins[place] = i == 0 ? offset : -1;
			ends[place] = offset + units;
			whole[place] = i == letters.length - 1;
			step(letters[i], place, found);
		}
		offset += units;
	}

	private void step(char letter, int place, List<Found> found) {
		while (matched > 0 && sought[matched] != letter) {
			matched = borders[matched - 1];
		}
		if (sought[matched] == letter) {
			matched++;
		}
		if (matched == sought.length) {
			long begin = begins[(place + 1) % sought.length];
			boolean good = begin >= 0 && whole[place];
			if (good) {
				found.add(new Found(begin, (int) (ends[place] - begin)));
			}
			matched = good ? 0 : borders[matched - 1];
		}
	}

	private static int[] borders(char[] sought) {
		int[] borders = new int[sought.length];
		int length = 0;
		for (int i = 1; i < sought.length; i++) {
			while (length > 0 && sought[i] != sought[length]) {
				length = borders[length - 1];
			}
			if (sought[i] == sought[length]) {
				length++;
			}
			borders[i] = length;
		}
		return borders;
	}

	private static char[] fold(int codePoint) {
		if (codePoint < ASCII.length) {
			return ASCII[codePoint];
		}
		if (Character.isBmpCodePoint(codePoint) && !Character.isLetter(codePoint) && Character.getType(codePoint) != Character.NON_SPACING_MARK) {
			return new char[] { (char) codePoint };
		}
		return Character.toString(codePoint).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).toCharArray();
	}
}
