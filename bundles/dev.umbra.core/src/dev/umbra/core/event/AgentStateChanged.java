package dev.umbra.core.event;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.agent.AgentState;

/** An agent's life: it starts, works, waits, stops, fails. One per change. Read next: {@code agents/get}. */
public record AgentStateChanged(String epoch, long revision, Cause cause, AgentId agent, AgentState state) implements HostEvent {
	public static final String TOPIC = "dev/umbra/agent/STATE";

	@Override
	public String topic() {
		return TOPIC;
	}
}
