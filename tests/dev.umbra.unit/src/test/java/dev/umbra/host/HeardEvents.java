package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.umbra.core.event.HostEvent;
import dev.umbra.wire.EventSink;

/** Remembers every event that was published. */
final class HeardEvents implements EventSink {
	private final List<HostEvent> events = new ArrayList<>();

	@Override
	public synchronized void publish(HostEvent event) {
		events.add(event);
		notifyAll();
	}

	synchronized <E extends HostEvent> List<E> of(Class<E> type) {
		return events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/** Waits for the first event of a type that is like this, those of the past included. */
	synchronized <E extends HostEvent> E await(Class<E> type, Predicate<E> like) throws InterruptedException {
		long end = System.nanoTime() + 30_000_000_000L;
		while (true) {
			for (E event : of(type)) {
				if (like.test(event)) {
					return event;
				}
			}
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				throw new AssertionError("never heard: " + type.getSimpleName() + "; heard " + events);
			}
			wait(left);
		}
	}
}
