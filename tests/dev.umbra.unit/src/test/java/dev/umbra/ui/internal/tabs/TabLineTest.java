package dev.umbra.ui.internal.tabs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.SessionId;
import dev.umbra.testkit.Sample;

class TabLineTest {
	private static final SessionId A = new SessionId("a");
	private static final SessionId B = new SessionId("b");

	@Test
	void tabsAreListedInTheirOrderAlsoThoseOfWhichNothingIsKnown() {
		List<TabLine> lines = TabLine.of(List.of(B, A), List.of(Sample.summary(A).edit().title("Count").agentName("demo").build()));
		assertEquals(List.of(B, A), lines.stream().map(TabLine::session).toList());
		assertEquals(List.of("b", "Count"), lines.stream().map(TabLine::title).toList());
	}

	@Test
	void aSubSessionShowsThatItIsOne() {
		assertEquals("↳ Count", TabLine.of(List.of(A), List.of(Sample.summary(A).edit().title("Count").parent(B).build())).getFirst().title());
	}

	@Test
	void everyWordMustBeSomewhereWhateverItsCase() {
		TabLine line = TabLine.of(List.of(A), List.of(Sample.summary(A).edit().title("Count the Ways").agentName("Demo").build())).getFirst();
		assertTrue(line.matches("ways", "demo"));
		assertTrue(line.matches(""));
		assertFalse(line.matches("ways", "other"));
	}
}
