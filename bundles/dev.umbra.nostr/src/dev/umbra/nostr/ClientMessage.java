package dev.umbra.nostr;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a client says to a relay (NIP-01, NIP-42). */
public sealed interface ClientMessage {
	/** {@code EVENT}. */
	record Publish(Event event) implements ClientMessage {
		@Override
		public String json() {
			StringBuilder out = new StringBuilder(event.content().length() + 420).append("[\"EVENT\",");
			Canonical.event(out, event);
			return out.append(']').toString();
		}
	}

	/** {@code REQ}: what is stored, then what comes; replaces a subscription of the same name. */
	record Request(String subscription, List<Filter> filters) implements ClientMessage {
		public Request {
			filters = List.copyOf(filters);
			if (filters.isEmpty()) {
				throw new IllegalArgumentException("a subscription without a filter");
			}
		}

		@Override
		public String json() {
			StringBuilder out = new StringBuilder("[\"REQ\",");
			Canonical.text(out, subscription);
			for (Filter filter : filters) {
				out.append(',');
				filter.json(out);
			}
			return out.append(']').toString();
		}
	}

	/** {@code CLOSE}. */
	record Close(String subscription) implements ClientMessage {
		@Override
		public String json() {
			StringBuilder out = new StringBuilder("[\"CLOSE\",");
			Canonical.text(out, subscription);
			return out.append(']').toString();
		}
	}

	/** {@code AUTH} with an event of kind 22242, made by {@link Authentication}. */
	record Authenticate(Event event) implements ClientMessage {
		@Override
		public String json() {
			StringBuilder out = new StringBuilder("[\"AUTH\",");
			Canonical.event(out, event);
			return out.append(']').toString();
		}
	}

	/**
	 * Not a message that we understand; only ever read, never sent.
	 *
	 * @param event the id that an unreadable event claims, so that it can be answered, or null
	 * @param subscription the one that an unreadable request names, so that it can be answered, or null
	 * @param reason words for its sender; nothing of what it sent
	 */
	record Unreadable(@Nullable EventId event, @Nullable String subscription, String reason) implements ClientMessage {
		/** @throws IllegalStateException always: it is not to be sent */
		@Override
		public String json() {
			throw new IllegalStateException("an unreadable message is not sent");
		}
	}

	/** The frame's text. */
	String json();
}
