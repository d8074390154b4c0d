package dev.umbra.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClosingWordsTest {
	@Test
	void oneAndManyAreSaidInTheirOwnWords() {
		assertTrue(ClosingWords.of(1).startsWith("An agent is at work in one session"), () -> ClosingWords.of(1));
		assertTrue(ClosingWords.of(7).startsWith("Agents are at work in 7 sessions"), () -> ClosingWords.of(7));
		assertFalse(ClosingWords.of(7).contains("{0}"));
		assertTrue(ClosingWords.of(1).contains("Stop") && ClosingWords.of(7).contains("Stop"), "where to stop them");
	}
}
