package dev.umbra.ui.internal.transcript;

import java.util.List;

/**
 * One change of a text that consists of rows, each ended by a line feed. Edits apply one after the other: places are those
 * of the text that the edits before have made.
 *
 * @param line the first row that goes or comes
 * @param removed how many rows go
 * @param lines the rows that come in their place
 * @param offset where characters are replaced, UTF-16 code units
 * @param length how many go
 * @param text what comes
 */
record Edit(int line, int removed, List<Line> lines, int offset, int length, String text) {
	Edit {
		lines = List.copyOf(lines);
	}
}
