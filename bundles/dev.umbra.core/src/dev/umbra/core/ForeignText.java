package dev.umbra.core;

import java.util.Locale;

/**
 * Text that an agent, a repository or a relay made, in the forms in which it may be shown. Nothing in it can reorder what
 * a person reads, hide a part of it, or begin a line where it has none.
 */
public final class ForeignText {
	private static final char ESCAPE = 0x1B;

	private ForeignText() {
	}

	/**
	 * For commands, paths, titles and whatever is decided upon: no character is hidden. Control, bidirectional and invisible
	 * characters are shown as {@code ⟨U+202E⟩}. Line feeds and tabs stay.
	 */
	public static String shown(String text) {
		StringBuilder safe = new StringBuilder(text.length());
		text.codePoints().forEach(c -> {
			if (c == '\n' || c == '\t' || !control(c) && !reorders(c) && !invisible(c)) {
				safe.appendCodePoint(c);
			} else {
				mark(safe, c);
			}
		});
		return safe.toString();
	}

	/** As {@link #shown}, on one line: line feeds are marked too, tabs become spaces. */
	public static String shownOnOneLine(String text) {
		return shown(text.strip()).replace("\n", "⟨U+000A⟩").replace('\t', ' ');
	}

	/**
	 * For messages and output: escape sequences of terminals are left out, line ends become line feeds, other control characters
	 * go. Characters that would reorder a line are marked as in {@link #shown}; direction marks that only help a line stay.
	 */
	public static String clean(String text) {
		if (harmless(text)) {
			return text;
		}
		StringBuilder safe = new StringBuilder(text.length());
		int i = 0;
		while (i < text.length()) {
			int c = text.codePointAt(i);
			if (c == ESCAPE || c == 0x9B) {
				i = afterSequence(text, i);
				continue;
			}
			if (c == '\r') {
				if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
					safe.append('\n');
				}
			} else if (c == 0x2028 || c == 0x2029 || c == 0x85 || c == 0x0B || c == 0x0C) {
				safe.append('\n');
			} else if (reorders(c) && !directionMark(c) || tag(c) || surrogate(c)) {
				mark(safe, c);
			} else if (c == '\n' || c == '\t' || !control(c)) {
				safe.appendCodePoint(c);
			}
			i += Character.charCount(c);
		}
		return safe.toString();
	}

	/**
	 * Where a text can be cut so that its parts, each made {@link #clean}, are the whole made clean: not inside of an escape sequence,
	 * a line end or a pair of surrogates.
	 *
	 * @param from where it was cut before, or its beginning
	 * @return the last such place behind {@code from} and not behind {@code to}; the first behind {@code to} if there is none
	 */
	public static int cut(String text, int from, int to) {
		int i = from;
		while (i < text.length()) {
			int c = text.codePointAt(i);
			boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
			int next = c == ESCAPE || c == 0x9B ? afterSequence(text, i) : lineEnd ? i + 2 : i + Character.charCount(c);
			if (next > to) {
				return i > from ? i : next;
			}
			i = next;
		}
		return i;
	}

	/** As {@link #clean}, on one line: runs of white space become one space. */
	public static String cleanOnOneLine(String text) {
		return clean(text).strip().replaceAll("\\s+", " ");
	}

	/** At most {@code length} UTF-16 code units, cut at a code point and ended by an ellipsis. */
	public static String shortened(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		int cut = Math.max(0, length - 1);
		if (cut > 0 && Character.isHighSurrogate(text.charAt(cut - 1))) {
			cut--;
		}
		return text.substring(0, cut).stripTrailing() + "…";
	}

	/** Whether a character in it can reorder what a person reads: bidirectional controls and marks. */
	public static boolean hasBidirectional(String text) {
		return text.codePoints().anyMatch(ForeignText::reorders);
	}

	/** Whether a character in it takes no room: invisible ones, and joiners, which texts may have and names may not. */
	public static boolean hasZeroWidth(String text) {
		return text.codePoints().anyMatch(c -> invisible(c) || c == 0x200C || c == 0x200D);
	}

	private static boolean harmless(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				if (tag(text.codePointAt(i))) {
					return false;
				}
				i++;
				continue;
			}
			if (c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || reorders(c)
					|| Character.isSurrogate(c)) {
				return false;
			}
		}
		return true;
	}

	/** The index behind an escape sequence that begins at {@code start}; one without an end takes its line only. */
	private static int afterSequence(String text, int start) {
		int i = start + 1;
		char kind = text.charAt(start) == ESCAPE ? i < text.length() ? text.charAt(i++) : 0 : '[';
		if (kind == '[') {
			while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x3F) {
				i++;
			}
			return i < text.length() && text.charAt(i) >= 0x40 && text.charAt(i) <= 0x7E ? i + 1 : i;
		}
		if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
			while (i < text.length() && text.charAt(i) != '\n') {
				char c = text.charAt(i++);
				if (c == 0x07 || c == 0x9C) {
					return i;
				}
				if (c == ESCAPE && i < text.length() && text.charAt(i) == '\\') {
					return i + 1;
				}
			}
			return i;
		}
		while (kind >= 0x20 && kind <= 0x2F && i < text.length()) {
			kind = text.charAt(i++);
		}
		return kind == '\n' || kind == '\r' ? i - 1 : i;
	}

	private static void mark(StringBuilder safe, int c) {
		safe.append(String.format(Locale.ROOT, "⟨U+%04X⟩", c));
	}

	private static boolean control(int c) {
		return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || surrogate(c);
	}

	private static boolean surrogate(int c) {
		return c >= 0xD800 && c <= 0xDFFF;
	}

	private static boolean reorders(int c) {
		return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || directionMark(c);
	}

	private static boolean directionMark(int c) {
		return c == 0x200E || c == 0x200F || c == 0x061C;
	}

	/** Characters that no font shows; joiners are not among them, since scripts and emoji need them. */
	private static boolean invisible(int c) {
		return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD || c >= 0x2061 && c <= 0x2064 || c == 0x180E || c == 0x3164
				|| c == 0xFFA0 || c == 0x115F || c == 0x1160 || tag(c);
	}

	private static boolean tag(int c) {
		return c >= 0xE0000 && c <= 0xE007F;
	}
}
