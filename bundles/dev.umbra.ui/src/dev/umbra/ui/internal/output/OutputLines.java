package dev.umbra.ui.internal.output;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.ForeignText;

/** A long text as it is shown: safe, in lines that can be laid out, in portions that do not stop the window. Pure. */
record OutputLines(List<String> portions, int lines) {
	/** Of a portion, about, in UTF-16 code units. */
	static final int PORTION = 200_000;
	/** A control lays a line out at once. UTF-16 code units. */
	static final int LONGEST = 1_000;

	OutputLines {
		portions = List.copyOf(portions);
	}

	static OutputLines of(String text) {
		List<String> portions = new ArrayList<>();
		StringBuilder portion = new StringBuilder();
		int count = 0;
		for (String line : (Iterable<String>) ForeignText.clean(text).stripTrailing().lines()::iterator) {
			count++;
			for (int at = 0; at == 0 || at < line.length();) {
				int end = end(line, at);
				portion.append(line, at, end).append('\n');
				at = Math.max(end, 1);
			}
			if (portion.length() > PORTION) {
				portions.add(portion.toString());
				portion.setLength(0);
			}
		}
		portions.add(portion.toString());
		return new OutputLines(portions, count);
	}

	private static int end(String line, int from) {
		int end = Math.min(line.length(), from + LONGEST);
		return end < line.length() && Character.isLowSurrogate(line.charAt(end)) && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
	}
}
