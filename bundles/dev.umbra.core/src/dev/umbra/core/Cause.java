package dev.umbra.core;

/**
 * Who made something happen; travels with every event.
 *
 * @param who the client, agent or relay by name; empty for the system itself
 */
public record Cause(Kind kind, String who) {
	public enum Kind {
		USER, AGENT, RELAY, SYSTEM
	}

	public static final Cause SYSTEM = new Cause(Kind.SYSTEM, "");

	public static Cause user(String client) {
		return new Cause(Kind.USER, client);
	}

	public static Cause agent(String name) {
		return new Cause(Kind.AGENT, name);
	}
}
