package dev.umbra.relay;

import java.util.LinkedHashSet;

/** The newest ids of events that were verified and dealt with, so that one that comes again costs a look. One thread. */
final class KnownIds {
	private static final int MOST = 50_000;
	private final LinkedHashSet<String> ids = new LinkedHashSet<>();

	boolean has(String id) {
		return ids.contains(id);
	}

	void add(String id) {
		ids.remove(id);
		ids.add(id);
		if (ids.size() > MOST) {
			ids.removeFirst();
		}
	}
}
