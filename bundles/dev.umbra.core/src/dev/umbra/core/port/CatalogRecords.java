package dev.umbra.core.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.PersonaDevice;

/**
 * The catalog and what is known of it at relays, on disk: records, their history, heads, outbox, graves. One {@link #change} is one
 * transaction, decided in it with what is stored at that moment, so that a person's edit and what a relay brings never miss each
 * other. The stages behave as those of {@link Entries}.
 */
public interface CatalogRecords {
	/**
	 * Reads what is stored of these coordinates, lets {@code decide} say what becomes of them, and stores that, or nothing of it.
	 * Flushed to the disk. A write may concern other coordinates too.
	 *
	 * @param decide pure and quick: it runs on the store's thread, and again if the transaction has to be repeated; what it throws
	 *        comes back as the stage's failure
	 */
	CompletionStage<Changed> change(Collection<Coordinate> coordinates, CatalogDecision decide, Entries.@Nullable CommandResult command);

	/** @param states one for each of the coordinates asked for */
	@FunctionalInterface
	interface CatalogDecision {
		List<CatalogWrite> decide(Map<Coordinate, CatalogState> states);
	}

	/** All records of an identity, by kind and {@code d}. */
	CompletionStage<List<CatalogRecord>> records(PublicKey owner);

	CompletionStage<Map<Coordinate, CatalogState>> states(Collection<Coordinate> coordinates);

	/** What waits to be sent to a relay, deletions first, then by {@code queued}; held rows and those whose time has not come too. */
	CompletionStage<List<Queued>> outbox(PublicKey owner, String relay);

	/** The heads at a relay. */
	CompletionStage<List<Head>> heads(PublicKey owner, String relay);

	/** The coordinate that a {@code d} at a relay stands for, by its head: in private mode that {@code d} is random. */
	CompletionStage<Optional<Coordinate>> byWireD(PublicKey owner, String relay, int nostrKind, String wireD);

	/** Those of these event ids that are heads at that relay, with the head. */
	CompletionStage<Map<String, Head>> headsOf(PublicKey owner, String relay, Collection<String> events);

	/** Those of these event ids that are heads at that relay or were noted as {@link CatalogWrite.Seen}. */
	CompletionStage<Set<String>> known(PublicKey owner, String relay, Collection<String> events);

	/**
	 * All that {@link #known} would say yes to, with the date of each, seconds since 1970; 0 where only the id is kept.
	 *
	 * @param most if there are more, so many of them
	 */
	CompletionStage<Map<String, Long>> knownEvents(PublicKey owner, String relay, int most);

	/** How what is stored stands to what a relay is known to have. @param plain whether all records are to be plain there */
	CompletionStage<Standing> standing(PublicKey owner, String relay, boolean plain);

	/** The history of a record, the newest first. */
	CompletionStage<List<Kept>> history(Coordinate record);

	/** How often what was refused or kept aside, by words. */
	CompletionStage<Map<String, Long>> counts(PublicKey owner, String relay);

	/** The newest announcements, at most 1,000; of several relays the newest of each agent. */
	CompletionStage<List<DirectoryEntry>> directory();

	CompletionStage<Map<Slug, PersonaDevice>> personaDevices(PublicKey owner);

	/** The identities of this device; their private keys are in {@link Secrets}. */
	CompletionStage<List<IdentityRecord>> identities();

	/**
	 * Adds an identity, or changes its name; the first one, and one that says so, becomes the current one.
	 *
	 * @return the new revision of the subject {@code agents}
	 */
	CompletionStage<Long> saveIdentity(IdentityRecord identity, Entries.@Nullable CommandResult command);

	/** Makes another identity the one whose records are shown and made. */
	CompletionStage<Long> useIdentity(PublicKey owner, Entries.@Nullable CommandResult command);

	/** Removes an identity with all its records, heads, outbox and relays from this device; agents stay, without identity. */
	CompletionStage<Long> removeIdentity(PublicKey owner, Entries.@Nullable CommandResult command);

	/**
	 * Adds an identity, as {@link #saveIdentity} does, and moves records, histories and agents of another one to it, in one transaction. Its
	 * relays get them; of two with one name the newer stays. Where the other has relays, it keeps a grave of each record, and these are told.
	 */
	CompletionStage<Long> saveIdentity(IdentityRecord identity, PublicKey recordsOf, Entries.@Nullable CommandResult command);

	/** All relays of all identities. */
	CompletionStage<List<RelayRecord>> relays();

	/** Adds a relay or changes its mode; every record of the identity without a head there is queued in the same transaction. */
	CompletionStage<Void> saveRelay(RelayRecord relay, Entries.@Nullable CommandResult command);

	/** Removes a relay with its heads, outbox and counts; the records stay. */
	CompletionStage<Void> removeRelay(PublicKey owner, String url, Entries.@Nullable CommandResult command);

	/** @param current the one whose records are shown; exactly one of all is */
	record IdentityRecord(PublicKey key, String name, boolean current, Instant created) {
	}

	/** @param mode {@code private} or {@code buzz-compatible} */
	record RelayRecord(PublicKey owner, String url, String mode, Instant added) {
	}

	/**
	 * What is stored of a coordinate.
	 *
	 * @param record null: there is none
	 * @param heads by relay
	 * @param outbox by relay
	 * @param grave null: it was not deleted
	 * @param relays all relays of its owner
	 */
	record CatalogState(Coordinate at, @Nullable CatalogRecord record, Map<String, Head> heads, Map<String, Queued> outbox,
			@Nullable Grave grave, List<RelayRecord> relays) {
		public CatalogState {
			heads = Map.copyOf(heads);
			outbox = Map.copyOf(outbox);
			relays = List.copyOf(relays);
		}
	}

	/**
	 * The newest event of a coordinate that a relay is known to have.
	 *
	 * @param event id; @param createdAt seconds since 1970
	 * @param wireD its {@code d} there
	 * @param content projected content, canonical, not encrypted; empty for a grave
	 * @param deleted whether it says that the record is gone
	 * @param json the signed event, to be sent again unchanged
	 */
	record Head(Coordinate at, String relay, String event, long createdAt, String wireD, String content, boolean shared, boolean deleted,
			String json) {
	}

	/**
	 * @param unlike records without a head there, or with one that says something else, or that is plain and should not be, or the other way
	 *        round; a shared record is to be plain always
	 * @param alone heads without a record
	 * @param events ids of all heads
	 */
	record Standing(List<Coordinate> unlike, List<Head> alone, Set<String> events) {
		public Standing {
			unlike = List.copyOf(unlike);
			alone = List.copyOf(alone);
			events = Set.copyOf(events);
		}
	}

	/**
	 * What a relay is to be told of a coordinate; at most one row each.
	 *
	 * @param deletion whether the record is to be deleted there
	 * @param version of the record when it was queued, for deletions that of the deletion: {@link CatalogWrite.Unqueue} clears only this one
	 * @param notBefore not to be sent earlier; null: at once
	 * @param held why it is not tried again by itself, in words; null: it is
	 * @param signed the event that was signed for it and has no answer yet, to be sent again unchanged; null: none
	 */
	record Queued(Coordinate at, String relay, boolean deletion, long version, Instant queued, @Nullable Instant notBefore,
			@Nullable String held, @Nullable String signed) {
		/** Nothing was signed for it yet. */
		public Queued(Coordinate at, String relay, boolean deletion, long version, Instant queued, @Nullable Instant notBefore, @Nullable String held) {
			this(at, relay, deletion, version, queued, notBefore, held, null);
		}
	}

	/**
	 * A record was deleted: nothing dated before brings it back.
	 *
	 * @param createdAt seconds since 1970 of the deletion
	 * @param event id of the event that said so, empty while only this device knows
	 */
	record Grave(Coordinate at, long createdAt, String event) {
	}

	/**
	 * @param revision the new one of the subject {@code agents}, or the old one if nothing changed that a person could see
	 * @param visible whether something changed that a person could see
	 * @param agents managed agents of this device whose definition changed with a record
	 * @param removed managed agents of this device that went with their record
	 */
	record Changed(long revision, boolean visible, List<AgentRecord> agents, List<AgentId> removed) {
		public Changed {
			agents = List.copyOf(agents);
			removed = List.copyOf(removed);
		}
	}
}
