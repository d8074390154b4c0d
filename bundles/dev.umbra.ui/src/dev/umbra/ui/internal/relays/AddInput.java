package dev.umbra.ui.internal.relays;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayMode;

/** A relay as it is written to be added. Pure. */
record AddInput(String url, RelayMode mode) {
	/** In words, or null if it can be added as far as it can be known here. */
	@Nullable
	String problem() {
		if (url.isBlank()) {
			return Messages.add_empty;
		}
		try {
			RelayAddress.of(url);
			return null;
		} catch (IllegalArgumentException e) {
			return e.getMessage() + " " + Messages.add_example;
		}
	}

	/** What others can read there, and on the way. */
	String words() {
		return readableOnTheWay() ? RelayWords.visible(mode) + " " + Messages.add_plain : RelayWords.visible(mode);
	}

	private boolean readableOnTheWay() {
		try {
			return RelayAddress.of(url).readableOnTheWay();
		} catch (IllegalArgumentException e) {
			return false;
		}
	}
}
