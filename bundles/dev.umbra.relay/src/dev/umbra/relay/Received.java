package dev.umbra.relay;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords.Head;

/**
 * What an event says of one coordinate, after it was verified, opened and checked.
 *
 * @param event its id
 * @param createdAt seconds since 1970
 * @param wireD the {@code d} that it has, or means, at the relay
 * @param content canonical, not encrypted; null: the record is gone
 * @param request whether it is a deletion request (kind 5), not a version of the record
 * @param json the signed event
 */
record Received(Coordinate at, String relay, String event, long createdAt, String wireD, @Nullable String content, boolean shared,
		boolean request, String json) {
	/** As it is sent. */
	String frame() {
		return "[\"EVENT\"," + json + "]";
	}

	boolean gone() {
		return content == null;
	}

	Head head() {
		return new Head(at, relay, event, createdAt, wireD, content == null ? "" : content, shared, gone(), json);
	}

	/**
	 * Whether a relay that has {@code head} would keep this one: the later second; in one second a deletion request, else the lower
	 * id (NIP-01, NIP-09).
	 */
	boolean replaces(@Nullable Head head) {
		if (head == null || createdAt != head.createdAt()) {
			return head == null || createdAt > head.createdAt();
		}
		boolean headRequests = requests(head);
		if (request || headRequests) {
			return request && !headRequests;
		}
		return event.compareTo(head.event()) < 0;
	}

	/** Whether a head is a deletion request. In canonical JSON these letters stand nowhere else: inside a text quotes are escaped. */
	static boolean requests(Head head) {
		return head.deleted() && head.json().contains("\"kind\":5,");
	}

	/** Whether a head is a request to delete one version by its id, which a relay does not take for a word about the record's older ones. */
	static boolean requestsOneVersion(Head head) {
		return requests(head) && !head.json().contains("[\"a\",\"");
	}
}
