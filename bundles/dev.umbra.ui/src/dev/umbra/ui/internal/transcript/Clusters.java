package dev.umbra.ui.internal.transcript;

import java.text.BreakIterator;

/** What a person takes for one character or one word, in a text that may be very long. Pure. */
final class Clusters {
	/** Code units around a place that are looked at: no cluster and no word that is meant is longer. */
	private static final int AROUND = 256;

	private Clusters() {
	}

	/** The place itself, or the beginning of the cluster that it is inside of. */
	static int snap(String text, int offset) {
		if (offset <= 0 || offset >= text.length()) {
			return Math.clamp(offset, 0, text.length());
		}
		return at(BreakIterator.getCharacterInstance(), text, offset, false);
	}

	static int next(String text, int offset) {
		return offset >= text.length() ? text.length() : at(BreakIterator.getCharacterInstance(), text, offset, true);
	}

	static int previous(String text, int offset) {
		return offset <= 0 ? 0 : at(BreakIterator.getCharacterInstance(), text, offset - 1, false);
	}

	/** The word or the space at a place. */
	static Selection.Stretch word(String text, int offset) {
		if (text.isEmpty()) {
			return new Selection.Stretch(0, 0);
		}
		int at = Math.min(offset, text.length() - 1);
		return new Selection.Stretch(at(BreakIterator.getWordInstance(), text, at, false), at(BreakIterator.getWordInstance(), text, at, true));
	}

	/** The beginning of the next word, or the end. */
	static int nextWord(String text, int offset) {
		int at = offset;
		while (at < text.length()) {
			at = at(BreakIterator.getWordInstance(), text, at, true);
			if (at < text.length() && !Character.isWhitespace(text.codePointAt(at))) {
				return at;
			}
		}
		return text.length();
	}

	/** The beginning of the word that begins before a place. */
	static int previousWord(String text, int offset) {
		int at = offset;
		while (at > 0) {
			at = at(BreakIterator.getWordInstance(), text, at - 1, false);
			if (!Character.isWhitespace(text.codePointAt(at))) {
				return at;
			}
		}
		return 0;
	}

	/** The boundary behind {@code offset}, or the one at it or before it. */
	private static int at(BreakIterator boundaries, String text, int offset, boolean behind) {
		int from = Math.max(0, offset - AROUND);
		boundaries.setText(text.substring(from, Math.min(text.length(), offset + AROUND)));
		int in = offset - from;
		int found = behind ? boundaries.following(in) : boundaries.isBoundary(in) ? in : boundaries.preceding(in);
		int at = from + Math.max(0, found);
		// the piece of text that was looked at may begin or end inside of a pair
		boolean inPair = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1));
		return !inPair ? at : behind ? at + 1 : at - 1;
	}
}
