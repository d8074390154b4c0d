package dev.umbra.relay;

import java.util.Map;
import java.util.TreeMap;

/** Spreads what is written in bulk over seconds, so that a reader's page can always hold a whole second. One thread. */
final class Dates {
	/** One less than what many relays give at once, so that a page of a whole second does not look like one that was cut. */
	static final int MOST_PER_SECOND = 199;
	private static final int REMEMBERED = 1000;
	private final TreeMap<Long, Integer> given = new TreeMap<>();

	/** The first second from {@code earliest} on that has room, which is then taken. */
	long next(long earliest) {
		long second = earliest;
		Map.Entry<Long, Integer> full = given.ceilingEntry(second);
		while (full != null && full.getKey() == second && full.getValue() >= MOST_PER_SECOND) {
			second++;
			full = given.ceilingEntry(second);
		}
		given.merge(second, 1, Integer::sum);
		if (given.size() > REMEMBERED) {
			given.pollFirstEntry();
		}
		return second;
	}
}
