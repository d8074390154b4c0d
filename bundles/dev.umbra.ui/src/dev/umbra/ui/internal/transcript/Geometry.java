package dev.umbra.ui.internal.transcript;

import dev.umbra.ui.internal.look.Space;

/**
 * Where text stands in a transcript of some width, in points. Pure.
 *
 * @param width of the control
 */
record Geometry(int width) {
	/** Indentation of one step. */
	static final int STEP = 16;
	/** Of a line: longer ones are hard to read. */
	static final int WIDEST = 880;
	private static final int NARROWEST = 48;

	int left() {
		return Math.max(Space.INSET, (width - WIDEST) / 2);
	}

	int right() {
		return Math.max(left() + NARROWEST, width - left());
	}

	int textWidth() {
		return right() - left();
	}

	int x(Row row) {
		return Math.min(left() + row.indent() * STEP, right() - NARROWEST);
	}

	/** Of the text of a row; on a card, what is right of it stays free. */
	int width(Row row) {
		int room = right() - x(row) - (row.fill() == Fill.NONE ? 0 : Space.NEAR);
		return Math.max(NARROWEST, room);
	}
}
