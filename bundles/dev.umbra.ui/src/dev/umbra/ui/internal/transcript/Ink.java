package dev.umbra.ui.internal.transcript;

/** What a colour of text means; the palette of the theme says which it is. */
enum Ink {
	TEXT, DIM, ACCENT, OK, BUSY, WARNING, ERROR,
	/** Of code. */
	KEYWORD, STRING, COMMENT, NUMBER
}
