package dev.umbra.relay;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Filter;

/** The connection, as far as a {@link Flusher} needs it. */
interface Asking {
	void send(String frame);

	/** Asks for what the relay has; the answer comes back by {@link Flusher#looked}. */
	void look(Look look, List<Filter> filters);

	void end(String why);

	/** What was asked for: a coordinate that may hide a lost write, or a deletion request by its id. */
	record Look(@Nullable String sent, @Nullable String request) {
	}
}
