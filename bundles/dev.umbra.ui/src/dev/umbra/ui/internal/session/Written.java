package dev.umbra.ui.internal.session;

import java.util.List;

import dev.umbra.core.api.Sessions;

/** A prompt as it stands in the composer: its words, and what goes with them. */
record Written(String text, List<Sessions.NewEnclosure> enclosures) {
	Written {
		enclosures = List.copyOf(enclosures);
	}

	Written(String text) {
		this(text, List.of());
	}
}
