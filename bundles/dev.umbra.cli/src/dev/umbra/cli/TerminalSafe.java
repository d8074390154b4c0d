package dev.umbra.cli;

/**
 * Makes foreign text harmless on a terminal: escape sequences, control and bidirectional characters. One value per
 * growing text, since a sequence may be cut anywhere. Line ends and tabs stay; a carriage return that could overwrite what
 * stands there does not.
 */
final class TerminalSafe {
	private enum State {
		TEXT, ESCAPE, CSI, STRING, STRING_ESCAPE
	}

	/** A string sequence (OSC, DCS …) that never ends must not swallow all that follows. */
	private static final int MAX_STRING = 4096;
	private State state = State.TEXT;
	private int swallowed;
	private char high;

	/** The next piece of a text, without what could drive the terminal. */
	String strip(String piece) {
		StringBuilder safe = new StringBuilder(piece.length() + 1);
		for (int i = 0; i < piece.length(); i++) {
			next(piece.charAt(i), safe);
		}
		return safe.toString();
	}

	/** A whole text. */
	static String stripped(String text) {
		return new TerminalSafe().strip(text);
	}

	/** A whole text on one line. */
	static String oneLine(String text) {
		return stripped(text).replace('\n', ' ').replace('\t', ' ').strip();
	}

	/** For questions, where nothing may be hidden: every such character is shown as {@code ⟨U+202E⟩}. */
	static String shown(String text) {
		StringBuilder safe = new StringBuilder(text.length());
		text.codePoints().forEach(c -> {
			if (c == '\n' || c == '\t') {
				safe.append((char) c);
			} else if (Character.isISOControl(c) || hidden(c) || c >= 0xD800 && c <= 0xDFFF) {
				safe.append(String.format("⟨U+%04X⟩", c));
			} else {
				safe.appendCodePoint(c);
			}
		});
		return safe.toString();
	}

	private void next(char c, StringBuilder safe) {
		switch (state) {
		case TEXT -> text(c, safe);
		case ESCAPE -> escape(c, safe);
		case CSI -> csi(c, safe);
		case STRING, STRING_ESCAPE -> string(c, safe);
		}
	}

	private void escape(char c, StringBuilder safe) {
		if (c == '[') {
			begin(State.CSI);
		} else if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') {
			begin(State.STRING);
		} else if (c >= 0x20 && c <= 0x2F) {
			state = State.ESCAPE; // intermediate: the final character follows
		} else {
			state = State.TEXT;
			if (c < 0x20 || c > 0x7E) {
				text(c, safe);
			}
		}
	}

	private void csi(char c, StringBuilder safe) {
		if (c >= 0x40 && c <= 0x7E) {
			state = State.TEXT;
		} else if (c < 0x20 || c > 0x3F || ++swallowed > MAX_STRING) {
			state = State.TEXT;
			text(c, safe);
		}
	}

	private void string(char c, StringBuilder safe) {
		if (c == 0x07 || c == 0x9C || state == State.STRING_ESCAPE && c == '\\') {
			state = State.TEXT;
		} else if (c == 0x1B) {
			state = State.STRING_ESCAPE;
		} else if (c == '\n' || ++swallowed > MAX_STRING) {
			state = State.TEXT;
			text(c, safe);
		} else {
			state = State.STRING;
		}
	}

	private void begin(State sequence) {
		state = sequence;
		swallowed = 0;
	}

	private void text(char c, StringBuilder safe) {
		if (high != 0) {
			if (Character.isLowSurrogate(c)) {
				int point = Character.toCodePoint(high, c);
				high = 0;
				if (!hidden(point)) {
					safe.appendCodePoint(point);
				}
				return;
			}
			high = 0;
			safe.append('\uFFFD');
		}
		if (Character.isHighSurrogate(c)) {
			high = c;
		} else if (Character.isLowSurrogate(c)) {
			safe.append('\uFFFD');
		} else if (c == 0x1B) {
			state = State.ESCAPE;
		} else if (c == 0x9B) {
			begin(State.CSI);
		} else if (c == 0x9D || c == 0x90 || c == 0x98 || c == 0x9E || c == 0x9F) {
			begin(State.STRING);
		} else if (c == '\n' || c == '\t' || !Character.isISOControl(c) && !hidden(c)) {
			safe.append(c);
		}
	}

	/** Bidirectional controls, and the tag characters that no font shows. */
	private static boolean hidden(int c) {
		return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F || c == 0x061C
				|| c >= 0xE0000 && c <= 0xE007F;
	}
}
