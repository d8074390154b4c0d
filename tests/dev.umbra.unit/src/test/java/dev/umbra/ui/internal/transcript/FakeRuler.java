package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.session.Entry;

/** Measures without a screen: each character is a point wide, each line ten points high. Knows what it was asked for. */
final class FakeRuler implements Ruler {
	static final int LINE = 10;
	int width = 100;
	final List<Piece> measured = new ArrayList<>();

	@Override
	public int width() {
		return width;
	}

	@Override
	public int height(Piece piece) {
		measured.add(piece);
		return LINE * Math.max(1, (piece.length() + width - 1) / width);
	}

	/** Wrong, as estimates are. */
	@Override
	public int estimate(Piece piece) {
		return LINE + 3;
	}

	@Override
	public int estimate(Entry entry) {
		return 4 * LINE;
	}
}
