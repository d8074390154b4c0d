package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SectionTest {
	private final Paints paints = new Paints();
	private final List<String> painted = new ArrayList<>();
	private final Section<String> section = new Section<>("part.words", paints, painted::add);

	@Test
	void whatIsTheSameIsNotPaintedAgain() {
		assertTrue(section.show("a"));
		assertFalse(section.show("a"));
		assertTrue(section.show("b"));
		assertTrue(section.show("a"));
		assertEquals(List.of("a", "b", "a"), painted);
		assertEquals(Map.of("part.words", 3L), paints.counts());
	}

	@Test
	void afterAChangeOfTheThemeItIsPaintedAgain() {
		section.show("a");
		section.forget();
		assertTrue(section.show("a"));
		assertEquals(Map.of("part.words", 2L), paints.counts());
	}

	@Test
	void sectionsAreCountedApart() {
		section.show("a");
		new Section<String>("part.other", paints, words -> {
		}).show("a");
		assertEquals(Map.of("part.other", 1L, "part.words", 1L), paints.counts());
	}
}
