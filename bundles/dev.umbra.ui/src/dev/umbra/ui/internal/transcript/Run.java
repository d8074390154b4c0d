package dev.umbra.ui.internal.transcript;

/** @param start inside the row, UTF-16 code units; runs of a row are in order and do not overlap */
record Run(int start, int length, Face face) {
	int end() {
		return start + length;
	}
}
