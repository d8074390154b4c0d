package dev.umbra.ui.internal.transcript;

import dev.umbra.core.session.Entry;

/** How high things are where they are painted, in points. On the thread of what it measures for. */
interface Ruler {
	/** Of the text: heights hold for this width only. */
	int width();

	/** Exactly, which takes laying it out. */
	int height(Piece piece);

	/** Without laying it out. */
	int estimate(Piece piece);

	/** Without even knowing its rows. */
	int estimate(Entry entry);
}
