package dev.umbra.relay.server;

import java.time.Duration;
import java.util.List;

import dev.umbra.nostr.RelayDocument;

/**
 * What one client may ask of the relay, advertised by NIP-11 as far as it has a word for it.
 *
 * @param messageLength of a frame, in bytes
 * @param connections at once, all clients together
 * @param subscriptions at once on a connection
 * @param filters in a subscription
 * @param filterValues in all filters of a subscription together
 * @param events stored ones sent for a subscription; a filter's limit is cut to it
 * @param eventTags in an event
 * @param ahead how far an event's time may be ahead of now
 * @param publishes events at once; then {@code publishesPerSecond}
 * @param messages other messages at once; then {@code messagesPerSecond}
 * @param badMessages after so many a connection is closed
 */
record RelayLimits(int messageLength, int connections, int subscriptions, int filters, int filterValues, int events, int eventTags,
		Duration ahead, int publishes, int publishesPerSecond, int messages, int messagesPerSecond, int badMessages) {
	static final RelayLimits DEFAULT = new RelayLimits(256 * 1024, 128, 32, 16, 4000, 1000, 2000, Duration.ofDays(1), 5000, 500, 500, 50, 100);

	RelayDocument document(String version, boolean authenticated) {
		return new RelayDocument("Umbra", "The relay of one person's Umbra. At most " + publishesPerSecond + " events and " + messagesPerSecond
				+ " other messages per second and connection.", "Umbra", version, List.of(1, 9, 11, 42),
				new RelayDocument.Limits(messageLength, subscriptions, filters, events, eventTags, null, authenticated, authenticated, ahead.toSeconds()));
	}
}
