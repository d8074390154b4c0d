package dev.umbra.ui.internal.transcript;

import org.jspecify.annotations.Nullable;

/**
 * How a stretch of text looks.
 *
 * @param mono of fixed width
 * @param size as a part of the normal size in percent
 * @param code on the background of code, inside a line
 * @param target what it leads to, or null
 */
record Face(Ink ink, boolean bold, boolean italic, boolean mono, boolean struck, int size, boolean code,
		@Nullable Target target) {
	static final Face PLAIN = new Face(Ink.TEXT, false, false, false, false, 100, false, null);
	static final Face DIM = PLAIN.in(Ink.DIM);
	/** Of a row that is empty and lower than one of text. */
	static final Face GAP = PLAIN.sized(45);
	static final Face MONO = PLAIN.asMono();

	Face in(Ink newInk) {
		return new Face(newInk, bold, italic, mono, struck, size, code, target);
	}

	Face asBold() {
		return new Face(ink, true, italic, mono, struck, size, code, target);
	}

	Face asItalic() {
		return new Face(ink, bold, true, mono, struck, size, code, target);
	}

	Face asMono() {
		return new Face(ink, bold, italic, true, struck, size, code, target);
	}

	Face asStruck() {
		return new Face(ink, bold, italic, mono, true, size, code, target);
	}

	Face asCode() {
		return new Face(ink, bold, italic, true, struck, size, true, target);
	}

	Face sized(int percent) {
		return new Face(ink, bold, italic, mono, struck, percent, code, target);
	}

	Face to(@Nullable Target newTarget) {
		return new Face(ink, bold, italic, mono, struck, size, code, newTarget);
	}
}
