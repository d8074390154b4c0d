package dev.umbra.client.snapshot;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How old what is shown of a session may be.
 *
 * @param updated when the host last said something of it, or said that nothing is newer; null before the first answer
 * @param interval between two looks at the host, at present; null: none by itself
 * @param stale whether it is older than twice its interval: nobody knows whether it is still so
 */
public record Freshness(@Nullable Instant updated, @Nullable Duration interval, boolean stale) {
	public static final Freshness UNKNOWN = new Freshness(null, null, false);
}
