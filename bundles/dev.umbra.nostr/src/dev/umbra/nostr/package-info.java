/**
 * Nostr: events, their ids and signatures, encryption, filters and messages. Pure values and pure functions: no thread, no
 * socket, no clock of its own; everything may be used by any thread. Numbers of NIPs name the specifications that a class
 * keeps to. Start at {@link dev.umbra.nostr.Event} and {@link dev.umbra.nostr.Signatures}; what arrives is read by
 * {@link dev.umbra.nostr.MessageReader} and is not trusted before it is verified.
 */
@NullMarked
package dev.umbra.nostr;

import org.jspecify.annotations.NullMarked;
