package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class EntryWindowTest {
	private static List<Entry> entries(long from, long until) {
		return new ArrayList<>(LongStream.range(from, until).mapToObj(i -> Entries.plain(i, EntryKind.NOTICE, EntryStatus.DONE, "n")).toList());
	}

	private static String range(List<Entry> shown) {
		return shown.getFirst().ordinal() + ".." + shown.getLast().ordinal();
	}

	@Test
	void theNewestAreShownAsTheyCome() {
		EntryWindow window = new EntryWindow(40);
		assertEquals("61..100", range(window.of(entries(1, 101))));
		assertEquals("71..110", range(window.of(entries(1, 111))));
	}

	@Test
	void fewEntriesAreAllShown() {
		EntryWindow window = new EntryWindow(40);
		assertEquals("1..5", range(window.of(entries(1, 6))));
		assertFalse(window.towardsOlder(entries(1, 6)));
		assertTrue(window.of(List.of()).isEmpty());
	}

	@Test
	void itMovesToTheBeginningAndBack() {
		EntryWindow window = new EntryWindow(40);
		List<Entry> all = entries(1, 101);
		assertTrue(window.towardsOlder(all));
		assertEquals("51..90", range(window.of(all)));
		all.addAll(entries(101, 121));
		assertEquals("51..90", range(window.of(all)), "what comes below does not move it");
		while (window.towardsOlder(all)) {
			// on
		}
		assertEquals("1..40", range(window.of(all)));
		while (window.towardsNewer(all)) {
			// on
		}
		assertEquals("81..120", range(window.of(all)));
		all.addAll(entries(121, 122));
		assertEquals("82..121", range(window.of(all)), "at the end it follows");
	}

	@Test
	void olderEntriesThatAreReadComeWhenTheWindowMoves() {
		EntryWindow window = new EntryWindow(40);
		List<Entry> all = entries(101, 141);
		assertFalse(window.towardsOlder(all));
		all.addAll(0, entries(51, 101));
		assertEquals("101..140", range(window.of(all)));
		assertTrue(window.towardsOlder(all));
		assertEquals("91..130", range(window.of(all)));
	}

	@Test
	void itGoesToAnEntry() {
		EntryWindow window = new EntryWindow(40);
		List<Entry> all = entries(1, 201);
		window.around(100, all);
		assertTrue(window.of(all).stream().anyMatch(entry -> entry.ordinal() == 100));
		window.around(200, all);
		assertEquals("161..200", range(window.of(all)));
		window.around(1, all);
		assertEquals(1, window.of(all).getFirst().ordinal());
	}

	@Test
	void itOpensWithFewAndGrowsTowardsTheBeginning() {
		EntryWindow window = new EntryWindow(100, 20);
		List<Entry> all = entries(1, 201);
		assertEquals("181..200", range(window.of(all)));
		assertTrue(window.grow(all));
		assertEquals("169..200", range(window.of(all)));
		while (window.grow(all)) {
			// on
		}
		assertEquals("101..200", range(window.of(all)));
	}

	@Test
	void aPlaceInTheMiddleGrowsBothWaysAndStaysInTheWindow() {
		EntryWindow window = new EntryWindow(100, 20);
		List<Entry> all = entries(1, 401);
		window.around(200, all);
		assertEquals(20, window.of(all).size());
		do {
			assertTrue(window.of(all).stream().anyMatch(entry -> entry.ordinal() == 200));
		} while (window.grow(all));
		assertEquals(100, window.of(all).size());
		assertTrue(window.of(all).getFirst().ordinal() < 190);
		assertTrue(window.of(all).getLast().ordinal() > 210);
	}

	@Test
	void growingEndsWhereThereIsNothingMore() {
		EntryWindow window = new EntryWindow(100, 20);
		List<Entry> all = entries(1, 31);
		assertTrue(window.grow(all));
		assertEquals("1..30", range(window.of(all)));
		assertFalse(window.grow(all));
	}
}
