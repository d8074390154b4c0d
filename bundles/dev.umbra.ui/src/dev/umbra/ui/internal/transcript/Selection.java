package dev.umbra.ui.internal.transcript;

import org.jspecify.annotations.Nullable;

/**
 * What is selected: from where it was begun to the caret, in either direction.
 *
 * @param from where it was begun
 * @param caret the other end; the same place if nothing is selected
 */
record Selection(Place from, Place caret) {
	/** A stretch of a row, UTF-16 code units. */
	record Stretch(int start, int end) {
	}

	static Selection at(Place place) {
		return new Selection(place, place);
	}

	Selection to(Place newCaret) {
		return new Selection(from, newCaret);
	}

	boolean isEmpty() {
		return from.equals(caret);
	}

	Place first() {
		return from.compareTo(caret) <= 0 ? from : caret;
	}

	Place last() {
		return from.compareTo(caret) <= 0 ? caret : from;
	}

	/** What is selected of a row, or null. The end is one behind the row's length if its line end is selected too. */
	@Nullable Stretch in(long ordinal, int row, int length) {
		Place first = first();
		Place last = last();
		if (isEmpty() || last.compareTo(new Place(ordinal, row, 0)) <= 0 || first.compareTo(new Place(ordinal, row, length)) > 0) {
			return null;
		}
		boolean begins = first.ordinal() == ordinal && first.row() == row;
		boolean ends = last.ordinal() == ordinal && last.row() == row;
		return new Stretch(begins ? Math.min(first.offset(), length) : 0, ends ? Math.min(last.offset(), length) : length + 1);
	}
}
