package dev.umbra.agent;

/** Foreign text made safe to show: control and bidirectional characters as {@code ⟨U+202E⟩}, long texts cut. */
final class Visible {
	private Visible() {
	}

	/** One line of at most {@code max} characters. */
	static String line(String text, int max) {
		return shown(text, max, false);
	}

	/** As {@link #line}, but line ends and tabs stay, and of a long text the end is kept. */
	static String tail(String text, int max) {
		String end = text.stripTrailing();
		if (end.length() > max) {
			int from = end.length() - max;
			int lineEnd = end.indexOf('\n', from);
			from = lineEnd >= 0 && lineEnd < from + max / 2 ? lineEnd + 1 : from;
			end = end.substring(Character.isLowSurrogate(end.charAt(from)) ? from + 1 : from);
		}
		return shown(end, Integer.MAX_VALUE, true);
	}

	private static String shown(String text, int max, boolean lines) {
		StringBuilder out = new StringBuilder();
		int i = 0;
		while (i < text.length() && out.length() < max) {
			int c = text.codePointAt(i);
			i += Character.charCount(c);
			if (lines && c == '\r') {
				continue;
			}
			if (lines && (c == '\n' || c == '\t') || !isHidden(c)) {
				out.appendCodePoint(c);
			} else {
				out.append(String.format("⟨U+%04X⟩", c));
			}
		}
		return i < text.length() ? out.append('…').toString() : out.toString();
	}

	private static boolean isHidden(int c) {
		int type = Character.getType(c);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
				|| type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
	}
}
