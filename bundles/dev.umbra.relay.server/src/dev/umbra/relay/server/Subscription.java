package dev.umbra.relay.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;

/**
 * One subscription of one connection, guarded by the connection's lock. Until its stored events are sent, what is new is held,
 * so that nothing falls between what was stored and what is new.
 */
final class Subscription {
	/** More than that is new while the stored ones are sent: the client should ask again. */
	private static final int MOST_HELD = 5000;

	/** @param json the event as it is sent */
	record Held(Event event, String json) {
	}

	final String name;
	private final List<Filter> filters;
	private @Nullable List<Held> held = new ArrayList<>();
	/** Sent as stored ones before they were offered as new ones. */
	private Set<String> early = Set.of();

	Subscription(String name, List<Filter> filters) {
		this.name = name;
		this.filters = filters;
	}

	boolean matches(Event event) {
		return filters.stream().anyMatch(filter -> filter.matches(event));
	}

	/** Whether the event has to wait; else it is to be sent now. */
	boolean holds() {
		return held != null;
	}

	/** False: too many wait. */
	boolean hold(Event event, String json) {
		if (held == null || held.size() >= MOST_HELD) {
			return false;
		}
		held.add(new Held(event, json));
		return true;
	}

	/**
	 * The stored ones are sent: what waited, and from now on nothing does.
	 *
	 * @param sent the stored ones, as they were sent
	 * @param coming what is in the store and will be offered as new, or was a moment ago
	 */
	List<Held> release(Set<String> sent, Set<String> coming) {
		List<Held> waited = held == null ? List.of() : held.stream().filter(each -> !sent.contains(each.json())).toList();
		held = null;
		early = new HashSet<>(coming);
		early.retainAll(sent);
		return waited;
	}

	/** Whether it was sent as a stored one already. */
	boolean isEarly(String json) {
		return !early.isEmpty() && early.remove(json);
	}
}
