package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class KeptChoiceTest {
	private final Map<String, String> part = new HashMap<>();

	@Test
	void whatWasChosenIsThereInTheNextWindowButNotWhatWasSearchedFor() {
		KeptChoice choice = new KeptChoice(part);
		assertEquals(Sections.Choice.ALL, choice.with(""));
		choice.status(StatusFilter.FAILED);
		choice.hidden(true);
		assertEquals(new Sections.Choice("claude", StatusFilter.FAILED, true), choice.with("claude"));
		assertEquals(new Sections.Choice("", StatusFilter.FAILED, true), new KeptChoice(new HashMap<>(part)).with(""));
		choice.status(StatusFilter.ALL);
		choice.hidden(false);
		assertEquals(Sections.Choice.ALL, new KeptChoice(part).with(""));
	}

	@Test
	void whatAnotherVersionKeptCountsAsNothingChosen() {
		part.put("dev.umbra.agents.status", "ASLEEP");
		part.put("dev.umbra.agents.hidden", "perhaps");
		assertEquals(Sections.Choice.ALL, new KeptChoice(part).with(""));
	}
}
