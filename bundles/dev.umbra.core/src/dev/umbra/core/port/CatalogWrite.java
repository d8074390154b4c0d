package dev.umbra.core.port;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.PersonaDevice;

/** One piece of what a transaction of {@link CatalogRecords} stores; carried out in the order given. */
public sealed interface CatalogWrite {
	/**
	 * Inserts or replaces the record; its version becomes one more than the stored one's, or than its grave's. A grave goes. The
	 * definition of a managed agent of this device with that key is changed with it, its device layer is not.
	 */
	record PutRecord(CatalogRecord record) implements CatalogWrite {
	}

	/** The record goes, with the managed agent of this device that it defines. */
	record DropRecord(Coordinate at) implements CatalogWrite {
	}

	/** Adds to the record's history; its {@code nr} is given by the store. The newest 50 of each record are kept. */
	record Keep(Kept kept) implements CatalogWrite {
	}

	record PutGrave(CatalogRecords.Grave grave) implements CatalogWrite {
	}

	record DropGrave(Coordinate at) implements CatalogWrite {
	}

	record PutHead(CatalogRecords.Head head) implements CatalogWrite {
	}

	record DropHead(Coordinate at, String relay) implements CatalogWrite {
	}

	/** Replaces what was queued for that coordinate and relay. Its {@code version} becomes that of the stored record or grave. */
	record Queue(CatalogRecords.Queued row) implements CatalogWrite {
	}

	/** The relay has it, or need not be told: clears the row if it still is of that version and kind, else leaves it. */
	record Unqueue(Coordinate at, String relay, boolean deletion, long version) implements CatalogWrite {
	}

	/** What was signed for the row, before it is sent; left alone if it is another row by now. Goes with the row, and when the row is held. */
	record Signed(Coordinate at, String relay, boolean deletion, long version, String json) implements CatalogWrite {
	}

	/** Clears the row whatever it is. */
	record Forget(Coordinate at, String relay) implements CatalogWrite {
	}

	/** Not to be tried again until the person acts, and why; null: it may be again. */
	record Hold(Coordinate at, String relay, @Nullable String why) implements CatalogWrite {
	}

	/** An event that was verified and is no head (a deletion, an older one): its id is known from now on. */
	record Seen(PublicKey owner, String relay, String event) implements CatalogWrite {
	}

	/** Ids that were noted as {@link Seen} are forgotten: the relay does not have those events any more. */
	record Unseen(PublicKey owner, String relay, List<String> events) implements CatalogWrite {
		public Unseen {
			events = List.copyOf(events);
		}
	}

	/** So many more were refused, or kept aside, for that reason. */
	record Count(PublicKey owner, String relay, String words, long more) implements CatalogWrite {
	}

	/** Newer than what is stored of that agent at that relay, else nothing happens. The newest 1,000 are kept. */
	record Announced(DirectoryEntry entry, Instant at) implements CatalogWrite {
	}

	record PutPersonaDevice(PublicKey owner, PersonaDevice device) implements CatalogWrite {
	}
}
