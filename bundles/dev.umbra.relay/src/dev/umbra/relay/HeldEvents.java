package dev.umbra.relay;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.nostr.Event;

/** Live events that wait: for the end of the history, or for the end of a batch of messages. So many and no more. One thread. */
final class HeldEvents {
	private static final int MOST = 10_000;
	private final Counted counted;
	private final List<Event> events = new ArrayList<>();
	private boolean missed;

	HeldEvents(Counted counted) {
		this.counted = counted;
	}

	void add(Event event) {
		if (events.size() >= MOST) {
			missed = true;
			counted.refused("more at once than can be held; read again later");
		} else {
			events.add(event);
		}
	}

	/** They wait no longer. */
	List<Event> taken() {
		List<Event> all = List.copyOf(events);
		events.clear();
		return all;
	}

	/** Whether there was no room for one since everything is read. */
	boolean missed() {
		return missed;
	}

	/** Everything is read from the beginning. */
	void begin() {
		missed = false;
	}
}
