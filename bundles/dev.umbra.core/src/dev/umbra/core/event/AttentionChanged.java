package dev.umbra.core.event;

import dev.umbra.core.Cause;

/** The list of what waits for the person changed; {@code count} items now. One per commit that changes it. Read next: {@code attention/list}. */
public record AttentionChanged(String epoch, long revision, Cause cause, int count) implements HostEvent {
	public static final String TOPIC = "dev/umbra/attention/CHANGED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
