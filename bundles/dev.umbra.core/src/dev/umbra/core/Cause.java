package dev.umbra.core;

/**
 * Who made something happen; travels with every event.
 *
 * @param who the client, agent or relay by name, cut to {@value #LONGEST} characters since an event stays below 1 kB; empty
 *        for the system itself
 */
public record Cause(Kind kind, String who) {
	public enum Kind {
		USER, AGENT, RELAY, SYSTEM
	}

	private static final int LONGEST = 100;
	public static final Cause SYSTEM = new Cause(Kind.SYSTEM, "");

	public Cause {
		if (who.length() > LONGEST) {
			who = who.substring(0, Character.isHighSurrogate(who.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
		}
	}

	public static Cause user(String client) {
		return new Cause(Kind.USER, client);
	}

	public static Cause agent(String name) {
		return new Cause(Kind.AGENT, name);
	}

	public static Cause relay(String host) {
		return new Cause(Kind.RELAY, host);
	}
}
