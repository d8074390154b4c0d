package dev.umbra.core.event;

import dev.umbra.core.Cause;

/**
 * Something happened in the host. Each record owns its {@code TOPIC}; one topic carries one record type, since
 * injection drops a payload of another type silently. Under 1 kB, no content, no live objects.
 */
public sealed interface HostEvent permits HostStateChanged, AgentsChanged, AgentStateChanged, SessionOpened, SessionAdvanced, SessionClosed, TabsChanged, AttentionChanged, GitChanged, RelayStateChanged, ProblemRaised {
	/** The event's topic, {@code dev/umbra/…}. */
	String topic();

	/** The epoch of the host that announced it. */
	String epoch();

	/** The revision of the event's subject after the change. */
	long revision();

	Cause cause();
}
