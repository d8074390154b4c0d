package dev.umbra.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClosingWordsTest {
	@Test
	void oneAndManyAreSaidInTheirOwnWords() {
		assertTrue(ClosingWords.of(1).startsWith("One agent is at work"), () -> ClosingWords.of(1));
		assertTrue(ClosingWords.of(7).startsWith("7 agents are at work"), () -> ClosingWords.of(7));
		assertFalse(ClosingWords.of(7).contains("{0}"));
	}
}
