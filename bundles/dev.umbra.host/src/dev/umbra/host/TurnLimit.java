package dev.umbra.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

import dev.umbra.core.TurnId;

/**
 * How many turns run at the same time, over all agents; those beyond wait and get their places in the order in which they
 * came. A session has one turn at a time, so no session can push ahead of another. Any thread; a waiting turn is let go
 * without the lock, on the thread that made room.
 */
final class TurnLimit {
	private final IntSupplier limit;
	private final Set<TurnId> running = new HashSet<>();
	private final Map<TurnId, Runnable> waiting = new LinkedHashMap<>();
	private boolean closed;

	/** @param limit asked at every look, since it may change */
	TurnLimit(IntSupplier limit) {
		this.limit = limit;
	}

	/**
	 * A turn wants to run. One that has its place, or waits already, changes nothing.
	 *
	 * @param go called later, once, if the turn has to wait
	 * @return -1 if it may run now, else how many turns come before it
	 */
	synchronized int enter(TurnId turn, Runnable go) {
		if (running.contains(turn)) {
			return -1;
		}
		if (!waiting.containsKey(turn) && waiting.isEmpty() && running.size() < limit.getAsInt()) {
			running.add(turn);
			return -1;
		}
		waiting.putIfAbsent(turn, go);
		return new ArrayList<>(waiting.keySet()).indexOf(turn);
	}

	/** The turn is over, or wants its place no more; unknown ones change nothing. */
	void leave(TurnId turn) {
		synchronized (this) {
			running.remove(turn);
			waiting.remove(turn);
		}
		look();
	}

	/** Lets those go that find room: the limit may have been raised. */
	void look() {
		List<Runnable> free = new ArrayList<>();
		synchronized (this) {
			var each = waiting.entrySet().iterator();
			while (!closed && each.hasNext() && running.size() < limit.getAsInt()) {
				Map.Entry<TurnId, Runnable> first = each.next();
				running.add(first.getKey());
				free.add(first.getValue());
				each.remove();
			}
		}
		free.forEach(Runnable::run);
	}

	/** The host ends: from now on nobody who waits is let go. */
	synchronized void close() {
		closed = true;
	}

	synchronized int running() {
		return running.size();
	}

	synchronized int waiting() {
		return waiting.size();
	}
}
