package dev.umbra.relay;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Event;

/**
 * An event that is what its author signed; with the version that it is, if it is one.
 *
 * @param refused why it cannot be one, or null
 */
record Opened(Event event, @Nullable Received version, @Nullable RefusedException refused) {
}
