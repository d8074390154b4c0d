package dev.umbra.core.reducer;

import org.jspecify.annotations.Nullable;

/**
 * The part of two texts between their first and their last difference, in whole lines, with a few equal ones around it.
 *
 * @param oldText null where there was none
 * @param linesBefore equal lines that are left out before it; {@code linesAfter} likewise
 */
record DiffRegion(@Nullable String oldText, String newText, int linesBefore, int linesAfter) {
	private static final int CONTEXT = 20;

	static DiffRegion of(@Nullable String old, String now) {
		if (old == null) {
			return new DiffRegion(null, now, 0, 0);
		}
		int begin = lineStart(now, equalBefore(old, now));
		int end = equalAfter(old, now, begin);
		for (int i = 0; i < CONTEXT && begin > 0; i++) {
			begin = now.lastIndexOf('\n', begin - 2) + 1;
		}
		for (int i = 0; i < CONTEXT && end > 0; i++) {
			int line = now.indexOf('\n', now.length() - end);
			end = line < 0 ? 0 : now.length() - line - 1;
		}
		return new DiffRegion(old.substring(begin, old.length() - end), now.substring(begin, now.length() - end),
				lines(now, 0, begin), lines(now, now.length() - end, now.length()));
	}

	private static int equalBefore(String old, String now) {
		int limit = Math.min(old.length(), now.length());
		int at = 0;
		while (at < limit && old.charAt(at) == now.charAt(at)) {
			at++;
		}
		return at;
	}

	/** How many characters at the end are whole lines that are equal, and not among those before. */
	private static int equalAfter(String old, String now, int begin) {
		int limit = Math.min(old.length(), now.length()) - begin;
		int count = 0;
		while (count < limit && old.charAt(old.length() - 1 - count) == now.charAt(now.length() - 1 - count)) {
			count++;
		}
		if (startsLine(now, now.length() - count) && startsLine(old, old.length() - count)) {
			return count;
		}
		int line = now.indexOf('\n', now.length() - count);
		return line < 0 ? 0 : now.length() - line - 1;
	}

	private static boolean startsLine(String text, int at) {
		return at == 0 || text.charAt(at - 1) == '\n';
	}

	private static int lineStart(String text, int at) {
		return text.lastIndexOf('\n', at - 1) + 1;
	}

	private static int lines(String text, int from, int to) {
		int count = 0;
		for (int i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
			count++;
		}
		return to > from && text.charAt(to - 1) != '\n' ? count + 1 : count;
	}
}
