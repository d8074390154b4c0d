package dev.umbra.core.session;

import java.time.Instant;

import dev.umbra.core.TurnId;

/** A prompt that waits for its turn. @param client who sent it */
public record QueuedPrompt(TurnId turn, String text, String client, Instant created) {
}
