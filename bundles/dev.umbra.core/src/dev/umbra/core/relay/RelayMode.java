package dev.umbra.core.relay;

import java.util.Locale;

/** What a relay, and whoever reads there, can see of an identity's records. Public keys, times and counts are visible in either. */
public enum RelayMode {
	/** Contents are encrypted to the identity itself, and addresses say nothing. Shared personas are plain all the same. */
	PRIVATE,
	/** Plain JSON, as the Buzz workspace writes it. */
	BUZZ_COMPATIBLE;

	/** @throws IllegalArgumentException in words, if no mode is written like that */
	public static RelayMode of(String word) {
		for (RelayMode mode : values()) {
			if (mode.word().equals(word)) {
				return mode;
			}
		}
		throw new IllegalArgumentException("A relay's mode is private or buzz-compatible, not \"" + word + "\".");
	}

	/** As people write it: {@code private}, {@code buzz-compatible}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
