package dev.umbra.core;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of somebody who is not trusted: some take for ever on a text that is made for them. It may look at
 * the text only so often, which is some milliseconds. Any thread.
 */
public final class PatientPattern {
	private static final int LOOKS = 200_000;

	private PatientPattern() {
	}

	/** Whether the text has a match; true also where that cannot be found out: who gave the pattern will look himself. */
	public static boolean finds(String pattern, String text) {
		try {
			return Pattern.compile(pattern).matcher(new Looked(text, new int[] { LOOKS })).find();
		} catch (PatternSyntaxException | Enough | StackOverflowError e) {
			return true;
		}
	}

	private static final class Enough extends RuntimeException {
		private static final long serialVersionUID = 1;

		Enough() {
			super(null, null, false, false);
		}
	}

	/** A text that counts how often it was looked at. */
	private record Looked(String text, int[] left) implements CharSequence {
		@Override
		public int length() {
			return text.length();
		}

		@Override
		public char charAt(int index) {
			if (--left[0] < 0) {
				throw new Enough();
			}
			return text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new Looked(text.substring(start, end), left);
		}

		@Override
		public String toString() {
			return text;
		}
	}
}
