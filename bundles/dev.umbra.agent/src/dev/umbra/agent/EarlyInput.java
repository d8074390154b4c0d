package dev.umbra.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What agents say of a session before they have told its id (specs agents.md, rule 3): kept in order, bounded in number and
 * bytes, the oldest dropped first. Belongs to the reading thread.
 */
final class EarlyInput {
	static final int MAX = 10_000;
	static final long MAX_BYTES = 32L << 20;

	private record Item(String session, Runnable action, int bytes) {
	}

	private final Deque<Item> items = new ArrayDeque<>();
	private long bytes;
	private long dropped;

	/** @param action hands it on, as if it came now */
	void add(String session, int size, Runnable action) {
		items.add(new Item(session, action, size));
		bytes += size;
		while (items.size() > MAX || bytes > MAX_BYTES && items.size() > 1) {
			bytes -= items.remove().bytes();
			dropped++;
		}
	}

	/** Takes out what belongs to this session. */
	List<Runnable> take(String session) {
		List<Runnable> taken = new ArrayList<>();
		for (Iterator<Item> all = items.iterator(); all.hasNext();) {
			Item item = all.next();
			if (item.session().equals(session)) {
				all.remove();
				bytes -= item.bytes();
				taken.add(item.action());
			}
		}
		return taken;
	}

	/** @return how many were dropped for want of room since this was asked last */
	long takeDropped() {
		long count = dropped;
		dropped = 0;
		return count;
	}

	/** Drops all. @return how many there were */
	int clear() {
		int count = items.size();
		items.clear();
		bytes = 0;
		return count;
	}
}
