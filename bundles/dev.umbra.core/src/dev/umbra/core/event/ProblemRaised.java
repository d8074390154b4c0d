package dev.umbra.core.event;

import dev.umbra.core.Cause;

/** Something a person must know went wrong; {@code problem} says what, which and what to do, in one or two sentences, without content. At most one per minute and text. */
public record ProblemRaised(String epoch, long revision, Cause cause, String problem) implements HostEvent {
	public static final String TOPIC = "dev/umbra/problem/RAISED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
