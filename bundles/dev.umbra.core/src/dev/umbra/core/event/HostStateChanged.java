package dev.umbra.core.event;

import dev.umbra.core.Cause;

/** The host is ready, ending or gone. Words of {@code state}: {@code ready, ending, unreachable, stopped}; the last two are made by the client for its own window. One per change. Read next: {@code host/status}. */
public record HostStateChanged(String epoch, long revision, Cause cause, String state) implements HostEvent {
	public static final String TOPIC = "dev/umbra/host/STATE";

	@Override
	public String topic() {
		return TOPIC;
	}
}
