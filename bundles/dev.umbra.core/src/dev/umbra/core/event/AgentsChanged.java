package dev.umbra.core.event;

import dev.umbra.core.Cause;

/** A persona, team, managed agent or directory entry changed. One per commit, upsert and removal alike. Read next: {@code agents/list}. */
public record AgentsChanged(String epoch, long revision, Cause cause) implements HostEvent {
	public static final String TOPIC = "dev/umbra/agents/CHANGED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
