package dev.umbra.client.store;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that is shown had become older than twice its interval.
 *
 * @param subject a session's id, the name of a list ({@code sessions, agents, attention}), or {@code git} and a session's id
 * @param updated when the host last said something of it; null: never
 * @param now when that was noticed
 * @param interval between two looks at the host, as it was then
 */
public record StaleIncident(String subject, @Nullable Instant updated, Instant now, Duration interval) {
}
