package dev.umbra.client.store;

import java.util.Locale;

/** How what no push tells is asked for: the preference {@code polling} of the node {@code dev.umbra.client}. */
public enum Polling {
	/** Ever less often while nothing changes. */
	ADAPTIVE,
	/** Always at the same pace. */
	FIXED,
	/** Not at all. */
	OFF;

	/** The word of the preference, for example {@code adaptive}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Of a preference's word; one that is not known means {@link #ADAPTIVE}. */
	public static Polling of(String word) {
		for (Polling each : values()) {
			if (each.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
				return each;
			}
		}
		return ADAPTIVE;
	}
}
