package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

/** Writes one row after the other, joining neighbours of one face. Not shared between threads. */
final class Pen {
	private final StringBuilder text = new StringBuilder();
	private final List<Run> runs = new ArrayList<>();

	/** @param piece without line ends */
	Pen add(String piece, Face face) {
		if (piece.isEmpty()) {
			return this;
		}
		int start = text.length();
		text.append(piece);
		if (face.equals(Face.PLAIN)) {
			return this;
		}
		if (!runs.isEmpty()) {
			Run last = runs.getLast();
			if (last.end() == start && last.face().equals(face)) {
				runs.set(runs.size() - 1, new Run(last.start(), last.length() + piece.length(), face));
				return this;
			}
		}
		runs.add(new Run(start, piece.length(), face));
		return this;
	}

	Pen add(String piece) {
		return add(piece, Face.PLAIN);
	}

	int length() {
		return text.length();
	}

	boolean isEmpty() {
		return text.isEmpty();
	}

	Row row() {
		return row(0, 0, 0, false, Fill.NONE);
	}

	Row row(int indent, Fill fill) {
		return row(indent, 0, 0, false, fill);
	}

	/** The row written so far; the next one begins. */
	Row row(int indent, int hang, int quote, boolean centred, Fill fill) {
		Row row = new Row(text.toString(), runs, indent, hang, quote, centred, fill);
		text.setLength(0);
		runs.clear();
		return row;
	}
}
