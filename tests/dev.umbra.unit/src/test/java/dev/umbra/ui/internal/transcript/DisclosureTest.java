package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DisclosureTest {
	@Test
	void aShortTextIsWholeAtOnce() {
		Disclosure all = new Disclosure(Disclosure.AT_ONCE);
		assertTrue(all.whole());
		assertFalse(all.want());
	}

	@Test
	void aLongTextIsNotWholeUntilTheLastStep() {
		int total = Disclosure.AT_ONCE + 2 * Disclosure.STEP + 1;
		Disclosure all = new Disclosure(total);
		assertEquals(Disclosure.AT_ONCE, all.shown());
		all.step();
		assertEquals(Disclosure.AT_ONCE, all.shown(), "nobody wants it yet");
		assertTrue(all.want());
		assertFalse(all.want(), "it is on its way");
		int expected = Disclosure.AT_ONCE;
		while (!all.whole()) {
			assertEquals(expected, all.step());
			assertTrue(all.shown() > expected);
			expected = all.shown();
		}
		assertEquals(total, expected);
	}
}
