package dev.umbra.client.snapshot;

import dev.umbra.core.AgentId;

/** Follows the feed of one agent. It asks when it is told to, never by a timer. Any thread; nothing blocks. */
public interface FeedWatch extends AutoCloseable {
	AgentId agent();

	/** The newest state. */
	FeedSnapshot now();

	/** Told after each answer that changed {@link #now}, on a thread of the client; must not block. */
	Subscription onChange(Runnable listener);

	/** Reads what is new: something of this agent may have happened. Any number of calls while it asks cause one more question. */
	void pull();

	/** Reads everything known anew: cards may have gone, which no change tells. */
	void reload();

	/** Reads a page of cards before the first one known; does nothing where there is none, or no room. */
	void loadOlder();

	@Override
	void close();
}
