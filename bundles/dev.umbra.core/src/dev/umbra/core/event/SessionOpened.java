package dev.umbra.core.event;

import dev.umbra.core.Cause;
import dev.umbra.core.SessionId;

/** A session was made or reopened. One per commit. Read next: {@code sessions/get}. */
public record SessionOpened(String epoch, long revision, Cause cause, SessionId session) implements HostEvent {
	public static final String TOPIC = "dev/umbra/session/OPENED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
