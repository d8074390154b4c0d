package dev.umbra.relay;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Event;

/**
 * The versions of one identity's records that somebody asked to delete by their ids, with the requests: such a version may come after the
 * request, and by another relay than that. The newest thousand; each connection reads the requests that its relay keeps anew. Any thread.
 */
final class Condemned {
	private static final int REMEMBERED = 1000;
	private final Map<String, Event> requests = new LinkedHashMap<>();

	synchronized void add(String version, Event request) {
		requests.putIfAbsent(version, request);
		if (requests.size() > REMEMBERED) {
			requests.remove(requests.keySet().iterator().next());
		}
	}

	/** The request to delete that version, or null. */
	synchronized @Nullable Event request(String version) {
		return requests.get(version);
	}
}
