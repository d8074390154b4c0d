package dev.umbra.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThemeChoiceTest {
	@Test
	void wordsOfAPersonAreUnderstoodAndTheRestIsTheSystems() {
		assertEquals(ThemeChoice.LIGHT, ThemeChoice.of("light"));
		assertEquals(ThemeChoice.DARK, ThemeChoice.of(" Dark "));
		assertEquals(ThemeChoice.SYSTEM, ThemeChoice.of("system"));
		assertEquals(ThemeChoice.SYSTEM, ThemeChoice.of(null));
		assertEquals(ThemeChoice.SYSTEM, ThemeChoice.of("mauve"));
	}

	@Test
	void systemFollowsAndAChoiceHolds() {
		assertEquals(ThemeChoice.DARK_THEME, ThemeChoice.SYSTEM.theme(true));
		assertEquals(ThemeChoice.LIGHT_THEME, ThemeChoice.SYSTEM.theme(false));
		for (boolean systemIsDark : new boolean[] { true, false }) {
			assertEquals(ThemeChoice.LIGHT_THEME, ThemeChoice.LIGHT.theme(systemIsDark));
			assertEquals(ThemeChoice.DARK_THEME, ThemeChoice.DARK.theme(systemIsDark));
		}
	}

	/** SWT and the workbench tell a dark theme by the word in its id. */
	@Test
	void onlyTheDarkThemeHasTheWordInItsId() {
		assertTrue(ThemeChoice.DARK_THEME.contains("dark"));
		assertTrue(!ThemeChoice.LIGHT_THEME.contains("dark"));
	}
}
