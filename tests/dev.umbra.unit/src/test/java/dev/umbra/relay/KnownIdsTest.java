package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class KnownIdsTest {
	private final KnownIds ids = new KnownIds();

	@Test
	void allThatIsStoredIsHere() {
		ids.prime(Map.of("a", 7L, "b", 0L), true);
		assertTrue(ids.has("a") && ids.has("b"));
		assertEquals(7L, ids.date("a"));
		assertNull(ids.date("b"), "its date is not kept");
		assertFalse(ids.someElsewhere());
		ids.add("b", 9);
		assertEquals(9L, ids.date("b"));
	}

	@Test
	void theOldestMakeRoomAndMayBeKnownElsewhereFromThenOn() {
		ids.prime(Map.of(), true);
		for (int i = 0; i < KnownIds.MOST; i++) {
			ids.add("id" + i, i + 1);
		}
		assertFalse(ids.someElsewhere());
		ids.add("one more", 1);
		assertFalse(ids.has("id0"));
		assertTrue(ids.has("id1") && ids.has("one more"));
		assertTrue(ids.someElsewhere());
	}

	@Test
	void whatDidNotComeAgainIsTakenOutAndWhatCameStays() {
		ids.prime(Map.of("a", 7L, "b", 0L, "c", 0L), true);
		ids.add("c", 5);
		assertEquals(List.of("b"), ids.takeUnmet());
		assertFalse(ids.has("b"));
		assertTrue(ids.has("a") && ids.has("c"));
		assertFalse(ids.someElsewhere());
		assertEquals(List.of(), ids.takeUnmet());
	}

	@Test
	void beforeItIsPrimedAnythingMayBeKnownElsewhere() {
		assertTrue(ids.someElsewhere());
		ids.prime(Map.of("a", 1L), false);
		assertTrue(ids.someElsewhere());
	}
}
