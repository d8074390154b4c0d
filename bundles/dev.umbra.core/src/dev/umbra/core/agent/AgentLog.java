package dev.umbra.core.agent;

import java.time.Instant;
import java.util.List;

/**
 * A piece of what an agent's process wrote or was sent.
 *
 * @param next number of the last line in it, for the following call
 * @param lost lines between the caller's last and the first here that were dropped to bound the memory
 */
public record AgentLog(List<Line> lines, long next, long lost) {
	public AgentLog {
		lines = List.copyOf(lines);
	}

	/** {@code LOG}: stderr and notes; {@code TRAFFIC}: the protocol's messages. */
	public enum Kind {
		LOG, TRAFFIC
	}

	/** {@code NOTE}: said by the host about the agent. */
	public enum Source {
		STDERR, NOTE, SENT, RECEIVED
	}

	/**
	 * @param number from 1, in order, per agent and kind
	 * @param text secrets blotted out, cut if it was too long to keep
	 * @param bytes of the whole line as it was
	 */
	public record Line(long number, Instant at, Source source, String text, long bytes) {
	}
}
