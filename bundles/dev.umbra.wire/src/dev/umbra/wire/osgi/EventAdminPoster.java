package dev.umbra.wire.osgi;

import java.util.Map;

import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

import dev.umbra.core.event.HostEvent;
import dev.umbra.wire.EventSink;

/**
 * Posts host events to an EventAdmin, the record in the property that e4 injects. Always {@code postEvent}: a synchronous
 * send runs the handlers on the publisher's thread and loses injected events.
 */
public final class EventAdminPoster implements EventSink {
	/** Name of the property that carries the record; e4's {@code IEventBroker.DATA}. */
	public static final String DATA = "org.eclipse.e4.data";
	private final EventAdmin admin;

	public EventAdminPoster(EventAdmin admin) {
		this.admin = admin;
	}

	@Override
	public void publish(HostEvent event) {
		admin.postEvent(new Event(event.topic(), Map.of(DATA, event)));
	}
}
