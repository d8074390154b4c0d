package dev.umbra.relay;

import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Head;

/**
 * An event of ours on its way to a relay, for one row of the outbox.
 *
 * @param said what it says
 * @param deletion of the row; {@code version} likewise: only that row is cleared
 * @param last whether the row is done with it; false for a deletion request that a grave follows
 */
record Sent(Received said, boolean deletion, long version, boolean last) {
	/** The relay has it: it is the head there, the record is what it says if it still is, and the row goes if it still is the same. */
	void accepted(Working working) {
		Head head = working.head(said.relay());
		if (said.replaces(head)) {
			working.head(said.head());
		}
		CatalogRecord entry = working.entry();
		Grave grave = working.grave();
		if (entry != null && entry.content().equals(said.content()) && entry.shared() == said.shared() && newer(entry.event(), entry.createdAt())) {
			working.put(new CatalogRecord(entry.at(), entry.content(), entry.shared(), 0, said.createdAt(), said.event(), entry.created(), entry.updated()));
		} else if (entry == null && grave != null && said.gone() && newer(grave.event(), grave.createdAt())) {
			working.bury(new Grave(grave.at(), said.createdAt(), said.event()));
		}
		if (last) {
			working.done(said.relay(), deletion, version);
		}
	}

	/** Than an edit that no relay had yet, or than the event that is known. */
	private boolean newer(String event, long createdAt) {
		return event.isEmpty() ? said.createdAt() >= createdAt : said.createdAt() > createdAt;
	}
}
