package dev.umbra.wire;

import dev.umbra.core.event.HostEvent;

/**
 * Where a publisher puts an event, after its commit. Returns at once and never fails: the event may be lost, doubled or
 * late, and everyone who listens must be right all the same.
 */
@FunctionalInterface
public interface EventSink {
	void publish(HostEvent event);
}
