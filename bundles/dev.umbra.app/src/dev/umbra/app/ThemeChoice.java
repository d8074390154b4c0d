package dev.umbra.app;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Which theme the person wants. */
enum ThemeChoice {
	SYSTEM, LIGHT, DARK;

	static final String LIGHT_THEME = "dev.umbra.app.theme.light";
	/** The word <i>dark</i> in it counts: the platform looks for it. */
	static final String DARK_THEME = "dev.umbra.app.theme.dark";

	/** The word of the preference, the property and the menu, for example {@code light}; null and the unknown are the system's. */
	static ThemeChoice of(@Nullable String word) {
		for (ThemeChoice choice : values()) {
			if (choice.word().equalsIgnoreCase(word == null ? "" : word.strip())) {
				return choice;
			}
		}
		return SYSTEM;
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	boolean dark(boolean systemIsDark) {
		return switch (this) {
		case SYSTEM -> systemIsDark;
		case LIGHT -> false;
		case DARK -> true;
		};
	}

	/** The id of the theme to use. */
	String theme(boolean systemIsDark) {
		return dark(systemIsDark) ? DARK_THEME : LIGHT_THEME;
	}
}
