package dev.umbra.core.session;

import java.time.Instant;
import java.util.List;

import dev.umbra.core.TurnId;

/** A prompt that waits for its turn. @param client who sent it */
public record QueuedPrompt(TurnId turn, String text, List<Enclosure> enclosures, String client, Instant created) {
	public QueuedPrompt {
		enclosures = enclosures == null ? List.of() : List.copyOf(enclosures);
	}

	public QueuedPrompt(TurnId turn, String text, String client, Instant created) {
		this(turn, text, List.of(), client, created);
	}

	public QueuedPrompt withText(String newText) {
		return new QueuedPrompt(turn, newText, enclosures, client, created);
	}
}
