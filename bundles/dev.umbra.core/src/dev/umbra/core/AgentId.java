package dev.umbra.core;

/** A managed agent, stable for its life; its name may change and need not be unique. */
public record AgentId(String value) implements Id {
	public AgentId {
		Id.checked("agent", value);
	}

	public static AgentId random() {
		return new AgentId(Id.random());
	}

	@Override
	public String toString() {
		return value;
	}
}
