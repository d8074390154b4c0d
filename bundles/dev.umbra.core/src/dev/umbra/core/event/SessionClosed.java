package dev.umbra.core.event;

import dev.umbra.core.Cause;
import dev.umbra.core.SessionId;

/** A session reached a terminal status. One per commit. Read next: {@code sessions/get}. */
public record SessionClosed(String epoch, long revision, Cause cause, SessionId session) implements HostEvent {
	public static final String TOPIC = "dev/umbra/session/CLOSED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
