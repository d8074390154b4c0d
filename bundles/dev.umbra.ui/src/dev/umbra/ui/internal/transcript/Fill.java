package dev.umbra.ui.internal.transcript;

/** The background of a row, over its whole width. */
enum Fill {
	NONE, PROMPT, CODE, ADDED, REMOVED
}
