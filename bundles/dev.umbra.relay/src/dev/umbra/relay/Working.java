package dev.umbra.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.port.CatalogRecords.CatalogState;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogRecords.RelayRecord;
import dev.umbra.core.port.CatalogWrite;

/**
 * What is stored of one coordinate while a transaction is decided: it begins as it was read, each write changes it, so that the next
 * event of the same batch is decided with what the one before made of it. One thread.
 */
final class Working {
	private final Coordinate at;
	private final Map<String, Head> heads;
	private final Map<String, Queued> outbox;
	private final List<RelayRecord> relays;
	private final List<CatalogWrite> writes = new ArrayList<>();
	private @Nullable CatalogRecord entry;
	private @Nullable Grave grave;

	Working(CatalogState state) {
		this.at = state.at();
		this.heads = new HashMap<>(state.heads());
		this.outbox = new HashMap<>(state.outbox());
		this.relays = state.relays();
		this.entry = state.record();
		this.grave = state.grave();
	}

	Coordinate at() {
		return at;
	}

	@Nullable
	CatalogRecord entry() {
		return entry;
	}

	@Nullable
	Grave grave() {
		return grave;
	}

	@Nullable
	Head head(String relay) {
		return heads.get(relay);
	}

	Map<String, Head> heads() {
		return heads;
	}

	@Nullable
	Queued row(String relay) {
		return outbox.get(relay);
	}

	List<RelayRecord> relays() {
		return relays;
	}

	List<CatalogWrite> writes() {
		return writes;
	}

	/** Whether the relay's version says something else than what is kept here. */
	boolean differs(String relay) {
		Head head = heads.get(relay);
		if (entry != null) {
			return head == null || head.deleted() || !head.content().equals(entry.content()) || head.shared() != entry.shared();
		}
		return grave != null && head != null && !head.deleted();
	}

	void put(CatalogRecord fresh) {
		entry = new CatalogRecord(at, fresh.content(), fresh.shared(), entry == null ? 1 : entry.version() + 1, fresh.createdAt(), fresh.event(),
				fresh.created(), fresh.updated());
		grave = null;
		writes.add(new CatalogWrite.PutRecord(fresh));
	}

	void bury(Grave fresh) {
		if (entry != null) {
			writes.add(new CatalogWrite.DropRecord(at));
			entry = null;
		}
		grave = fresh;
		writes.add(new CatalogWrite.PutGrave(fresh));
	}

	void head(Head head) {
		heads.put(head.relay(), head);
		writes.add(new CatalogWrite.PutHead(head));
	}

	void keep(Kept.Why why, String who, Instant now) {
		if (entry != null) {
			writes.add(new CatalogWrite.Keep(new Kept(0, at, now, why, who, entry.content(), entry.shared())));
		}
	}

	/** To be sent to that relay, at once. */
	void queue(String relay, Instant now) {
		Queued row = new Queued(at, relay, entry == null, entry == null ? 0 : entry.version(), now, null, null);
		outbox.put(relay, row);
		writes.add(new CatalogWrite.Queue(row));
	}

	void forget(String relay) {
		if (outbox.remove(relay) != null) {
			writes.add(new CatalogWrite.Forget(at, relay));
		}
	}

	/** Clears the row if it still is the one that was carried out. */
	void done(String relay, boolean deletion, long version) {
		Queued row = outbox.get(relay);
		if (row != null && row.deletion() == deletion && row.version() == version) {
			outbox.remove(relay);
		}
		writes.add(new CatalogWrite.Unqueue(at, relay, deletion, version));
	}
}
