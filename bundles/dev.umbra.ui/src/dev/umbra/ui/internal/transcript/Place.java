package dev.umbra.ui.internal.transcript;

import java.util.Comparator;

/**
 * A place between two characters of a transcript. It stays the same place whatever comes above it or below it.
 *
 * @param ordinal of the entry
 * @param row index in the entry
 * @param offset in the row's text, UTF-16 code units
 */
record Place(long ordinal, int row, int offset) implements Comparable<Place> {
	private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::ordinal).thenComparingInt(Place::row)
			.thenComparingInt(Place::offset);

	@Override
	public int compareTo(Place other) {
		return ORDER.compare(this, other);
	}
}
