/**
 * Mirrors the catalog through relays. The heart is pure: {@link dev.umbra.relay.Receiving} says what becomes of an event that came,
 * {@link dev.umbra.relay.Sending} what has to be said of a record; both look at what is stored of one coordinate and at nothing
 * else. Around it {@link dev.umbra.relay.Conversation} is one connection as a state machine, without threads and timers of its own, so that
 * tests drive it by hand; {@link dev.umbra.relay.LinkConnection} gives it a socket, a virtual thread {@code relay-<host>} and the time.
 */
@NullMarked
package dev.umbra.relay;

import org.jspecify.annotations.NullMarked;
