package dev.umbra.core.event;

import dev.umbra.core.Cause;
import dev.umbra.core.SessionId;

/** A session's entries or summary changed. Leading edge, then at most 10/s per session. Read next: what is after the position one has. */
public record SessionAdvanced(String epoch, long revision, Cause cause, SessionId session) implements HostEvent {
	public static final String TOPIC = "dev/umbra/session/ADVANCED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
