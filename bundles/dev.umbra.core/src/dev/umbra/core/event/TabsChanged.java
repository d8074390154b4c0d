package dev.umbra.core.event;

import dev.umbra.core.Cause;

/** The list of tabs changed: opened, closed, moved, pinned. One per commit. Read next: {@code tabs/list}. */
public record TabsChanged(String epoch, long revision, Cause cause) implements HostEvent {
	public static final String TOPIC = "dev/umbra/tabs/CHANGED";

	@Override
	public String topic() {
		return TOPIC;
	}
}
