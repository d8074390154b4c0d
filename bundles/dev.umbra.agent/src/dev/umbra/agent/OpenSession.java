package dev.umbra.agent;

import java.util.List;

import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Offer;

/** One of the agent's sessions as we know it. Changed on the reading thread only. */
final class OpenSession {
	/**
	 * What becomes of what the agent says of a session. {@code RESUMING}: it waits for the answer; {@code LOADING}: what is
	 * replayed is known already and dropped (specs agents.md, rule 12), how things stand now waits; {@code ADOPTING}: all of
	 * it waits, as history.
	 */
	enum Phase {
		OPEN, RESUMING, LOADING, ADOPTING
	}

	final String id;
	final AgentRuntime.Opening opening;
	final SessionFiles files;
	final EarlyInput held;
	volatile Phase phase;
	/** Whether the answer that opened it said how modes and options stand. */
	volatile boolean choicesTold;
	/** As the agent offered them last. */
	volatile List<Offer.Option> options = List.of();

	OpenSession(String id, AgentRuntime.Opening opening, Phase phase) {
		this.id = id;
		this.opening = opening;
		this.files = new SessionFiles(opening.cwd(), opening.addDirs());
		this.phase = phase;
		this.held = phase == Phase.ADOPTING ? EarlyInput.ofHistory() : new EarlyInput();
	}
}
