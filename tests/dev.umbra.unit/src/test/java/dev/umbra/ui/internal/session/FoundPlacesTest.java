package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.api.History.Place;
import dev.umbra.core.api.History.Places;

class FoundPlacesTest {
	private static Place place(long ordinal, boolean inTitle, long offset) {
		return new Place(new EntryId("e" + ordinal), ordinal, inTitle, offset, 3);
	}

	private static final Places FOUR = new Places(List.of(place(3, false, 9), place(3, true, 20), place(3, false, 4), place(7, false, 0)), false);

	@Test
	void placesStandAsTheyAreReadTheTitleFirst() {
		FoundPlaces found = FoundPlaces.from(FOUR, 0);
		assertEquals(List.of(20L, 4L, 9L, 0L), found.places().stream().map(Place::offset).toList());
		assertEquals("1 of 4", found.words());
	}

	@Test
	void theSearchBeginsWhereThePersonReads() {
		assertEquals(7, FoundPlaces.from(FOUR, 5).shown().ordinal());
		assertEquals(0, FoundPlaces.from(FOUR, 3).at());
		assertEquals("4 of 4", FoundPlaces.from(FOUR, Long.MAX_VALUE).words());
	}

	@Test
	void afterTheLastComesTheFirst() {
		FoundPlaces last = FoundPlaces.from(FOUR, 7);
		assertEquals(0, last.next().at());
		assertEquals(3, last.next().previous().at());
	}

	@Test
	void aPlaceIsCountedInItsEntry() {
		FoundPlaces found = FoundPlaces.from(FOUR, 0);
		assertEquals(0, found.inEntry());
		assertEquals(1, found.next().inEntry());
		assertEquals(2, found.next().next().inEntry());
		assertEquals(0, found.next().next().next().inEntry());
	}

	@Test
	void thePlaceThatIsShownStaysItWhileTheSessionGoesOn() {
		FoundPlaces before = FoundPlaces.from(FOUR, 7);
		Places more = new Places(List.of(place(1, false, 0), place(7, false, 0), place(9, false, 0)), false);
		assertEquals("2 of 3", before.renewed(more).words());
		assertEquals("2 of 2", before.renewed(new Places(List.of(place(1, false, 0), place(9, false, 0)), false)).words());
		assertEquals("1 of 1", FoundPlaces.NONE.renewed(new Places(List.of(place(9, false, 0)), false)).words());
	}

	@Test
	void nothingFoundIsSaidAndMoreThanIsToldToo() {
		FoundPlaces none = FoundPlaces.from(new Places(List.of(), false), 5);
		assertEquals("Nothing found", none.words());
		assertNull(none.next().previous().shown());
		assertEquals("1 of more than 1", FoundPlaces.from(new Places(List.of(place(1, false, 0)), true), 0).words());
	}
}
