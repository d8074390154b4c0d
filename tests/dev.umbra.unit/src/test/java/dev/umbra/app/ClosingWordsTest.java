package dev.umbra.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ClosingWordsTest {
	@Test
	void oneAndManyAreSaidInTheirOwnWords() {
		String one = ClosingWords.of(1, 1);
		String same = ClosingWords.of(1, 3);
		String many = ClosingWords.of(2, 7);
		assertTrue(one.startsWith("An agent is at work in one session"), one);
		assertTrue(same.startsWith("An agent is at work in 3 sessions"), same);
		assertTrue(many.startsWith("2 agents are at work, in 7 sessions"), many);
		for (String words : List.of(one, same, many)) {
			assertFalse(words.contains("{"), words);
			assertTrue(words.contains("Stop") && words.contains("umbra cancel"), "where to stop them: " + words);
		}
	}
}
