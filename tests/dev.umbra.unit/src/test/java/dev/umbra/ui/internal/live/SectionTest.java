package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.client.ClientCounters;

class SectionTest {
	private final ClientCounters counters = new ClientCounters();
	private final List<String> painted = new ArrayList<>();
	private final Section<String> section = new Section<>("part.words", () -> counters, painted::add);

	@Test
	void whatIsTheSameIsNotPaintedAgain() {
		assertTrue(section.show("a"));
		assertFalse(section.show("a"));
		assertTrue(section.show("b"));
		assertTrue(section.show("a"));
		assertEquals(List.of("a", "b", "a"), painted);
		assertEquals(Map.of("part.words", 3L), counters.numbers().paints());
		assertEquals(Map.of("part.words", 4L), counters.numbers().refreshes());
	}

	@Test
	void afterAChangeOfTheThemeItIsPaintedAgain() {
		section.show("a");
		section.forget();
		assertTrue(section.show("a"));
		assertEquals(Map.of("part.words", 2L), counters.numbers().paints());
	}

	@Test
	void sectionsAreCountedApart() {
		section.show("a");
		new Section<String>("part.other", () -> counters, words -> {
		}).show("a");
		assertEquals(Map.of("part.other", 1L, "part.words", 1L), counters.numbers().paints());
	}
}
