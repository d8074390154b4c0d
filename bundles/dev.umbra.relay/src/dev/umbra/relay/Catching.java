package dev.umbra.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.Standing;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;

/**
 * After a whole history was read: what this device has and the relay has not is queued, or sent again unchanged. So what was made
 * before there was a relay travels too, and a relay that lost something gets it back. Nothing is ever deleted for being absent.
 */
final class Catching {
	private static final int AT_ONCE = 500;
	private final RelayLink link;
	private final CatalogAccess catalog;
	private final Clocks clocks;

	Catching(RelayLink link, CatalogAccess catalog, Clocks clocks) {
		this.link = link;
		this.catalog = catalog;
		this.clocks = clocks;
	}

	/** @param there ids of all events that the relay gave */
	void afterReading(Set<String> there, Flusher flusher) {
		String relay = link.relay().url();
		Standing standing = CatalogAccess.now(catalog.records().standing(link.identity(), relay, link.mode() == RelayMode.BUZZ_COMPATIBLE));
		List<Coordinate> unsure = new ArrayList<>(standing.unlike());
		standing.alone().stream().filter(head -> !head.deleted() || graveless(head, there)).forEach(head -> unsure.add(head.at()));
		for (int from = 0; from < unsure.size(); from += AT_ONCE) {
			queue(unsure.subList(from, Math.min(unsure.size(), from + AT_ONCE)), relay, there);
		}
		List<String> lost = standing.events().stream().filter(event -> !there.contains(event)).sorted().toList();
		if (!lost.isEmpty()) {
			Map<String, Head> heads = CatalogAccess.now(catalog.records().headsOf(link.identity(), relay, lost));
			lost.stream().map(heads::get).filter(head -> head != null && !flusher.busy(head.at())).forEach(flusher::again);
		}
	}

	/**
	 * Whether only a request says that it is gone, of which others may never hear: whoever sent it ended before it left a grave. What is plain, in
	 * private mode a shared persona, needs none as long as the relay gives the request.
	 */
	private boolean graveless(Head head, Set<String> there) {
		boolean hidden = !head.wireD().equals(head.at().d());
		return Received.requests(head) && (link.mode() == RelayMode.PRIVATE && hidden || !there.contains(head.event()));
	}

	/** Whether the record has to be at another coordinate by now: the relay's mode was changed. */
	private boolean elsewhere(@Nullable CatalogRecord entry, @Nullable Head head) {
		boolean plain = entry != null && (link.mode() == RelayMode.BUZZ_COMPATIBLE || entry.shared());
		return entry != null && head != null && !head.deleted() && plain != head.wireD().equals(entry.at().d());
	}

	private void queue(List<Coordinate> some, String relay, Set<String> there) {
		catalog.change(some, workings -> {
			workings.values().stream().filter(working -> working.row(relay) == null && (working.differs(relay) || elsewhere(working.entry(), working.head(relay)) || left(working, relay, there)))
					.forEach(working -> working.queue(relay, clocks.instant()));
			return List.of();
		});
	}

	private boolean left(Working working, String relay, Set<String> there) {
		Head head = working.head(relay);
		return working.entry() == null && working.grave() != null && head != null && graveless(head, there);
	}
}
