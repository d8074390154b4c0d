package dev.umbra.host;

/** Follows the lines of a Markdown text: whether they are in fenced code (CommonMark 0.31, 4.5). On one thread. */
final class Fence {
	/** So much of a line says whether it opens or closes one, UTF-16 code units. */
	static final int LOOKED_AT = 80;
	private static final int LONGEST = 1_000;
	private char sign;
	private int length;

	/** @param state as {@link #state} has written it */
	static Fence of(String state) {
		Fence fence = new Fence();
		if (!state.isEmpty()) {
			fence.sign = state.charAt(0) == 't' ? '~' : '`';
			fence.length = Integer.parseInt(state.substring(1));
		}
		return fence;
	}

	/** A letter and a number, or nothing outside of code. */
	String state() {
		return length == 0 ? "" : (sign == '~' ? "t" : "g") + Math.min(length, LONGEST);
	}

	boolean open() {
		return length > 0;
	}

	/** The line that opens what is open now, or closes it. */
	String mark() {
		return String.valueOf(sign).repeat(length);
	}

	void close() {
		length = 0;
	}

	/** A line is over: it may have opened a fence, or closed the one that is open. @param line its beginning, without its end */
	void line(String line) {
		int indent = 0;
		while (indent < line.length() && line.charAt(indent) == ' ') {
			indent++;
		}
		if (indent > 3 || indent == line.length()) {
			return;
		}
		char first = line.charAt(indent);
		int run = indent;
		while (run < line.length() && line.charAt(run) == first) {
			run++;
		}
		int marks = run - indent;
		if (first != '`' && first != '~' || marks < 3) {
			return;
		}
		if (length == 0) {
			if (first == '~' || line.indexOf('`', run) < 0) {
				sign = first;
				length = marks;
			}
		} else if (first == sign && marks >= length && line.substring(run).isBlank()) {
			length = 0;
		}
	}
}
