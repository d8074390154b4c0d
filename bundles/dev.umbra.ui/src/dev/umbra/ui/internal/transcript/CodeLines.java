package dev.umbra.ui.internal.transcript;

/** Colours lines of code, in their order. */
interface CodeLines {
	/** @param line without its end. @param face what it is written in where nothing is to be said */
	void line(String line, Pen pen, Face face);

	/** The ground of the line that was written last. */
	default Fill fill() {
		return Fill.CODE;
	}
}
