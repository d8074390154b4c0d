package dev.umbra.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What agents say of a session before they have told its id, or before they have answered that it is open again (specs
 * agents.md, rules 3 and 12): kept in order, bounded in number and bytes, the oldest dropped first. Belongs to the reading
 * thread.
 */
final class EarlyInput {
	static final int MAX = 10_000;
	static final long MAX_BYTES = 32L << 20;
	private static final int HISTORY = 500_000;
	private static final long HISTORY_BYTES = 64L << 20;

	private record Item(String session, Runnable action, Runnable dropped, int bytes) {
	}

	private final int max;
	private final long maxBytes;
	private final Deque<Item> items = new ArrayDeque<>();
	private long bytes;
	private long dropped;

	EarlyInput() {
		this(MAX, MAX_BYTES);
	}

	private EarlyInput(int max, long maxBytes) {
		this.max = max;
		this.maxBytes = maxBytes;
	}

	/** For a whole conversation. */
	static EarlyInput ofHistory() {
		return new EarlyInput(HISTORY, HISTORY_BYTES);
	}

	/** @param action hands it on, as if it came now */
	void add(String session, int size, Runnable action) {
		add(session, size, action, () -> {
		});
	}

	/** @param whenDropped instead of {@code action}, if there is no room for it */
	void add(String session, int size, Runnable action, Runnable whenDropped) {
		items.add(new Item(session, action, whenDropped, size));
		bytes += size;
		while (items.size() > max || bytes > maxBytes && items.size() > 1) {
			Item oldest = items.remove();
			bytes -= oldest.bytes();
			dropped++;
			oldest.dropped().run();
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

	/** @return words about what was dropped for want of room since this was asked last, or null if nothing was */
	@Nullable
	String takeDropped() {
		long count = dropped;
		dropped = 0;
		return count == 0 ? null : count + " updates that came too early were dropped: more than " + max + " or "
				+ (maxBytes >> 20) + " MiB";
	}

	/** Drops all. @return how many there were */
	int clear() {
		int count = items.size();
		items.clear();
		bytes = 0;
		return count;
	}
}
