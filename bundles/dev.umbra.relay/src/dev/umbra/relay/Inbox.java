package dev.umbra.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Incoming;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;

/**
 * Takes events over, a batch in one transaction, in the order: known id, kind, signature, owner, what it says, head. One that is bad is
 * counted, skipped, and its id not remembered: a forged copy must not hide the true event. One thread.
 */
final class Inbox {
	/** Dated further ahead than this, an event is kept aside. */
	static final Duration FUTURE = Duration.ofHours(24);
	private static final Duration CLOCKS_APART = Duration.ofMinutes(15);
	private static final int MOST_TAGS = 100;
	private static final int MOST_ASIDE = 10_000;
	private final String relay;
	private final Seal seal;
	private final CatalogAccess catalog;
	private final Clocks clocks;
	private final Counted counted;
	private final Envelope envelope;
	private final Verifying verifying;
	private final Deletions deletions;
	private final Announcements announcements = new Announcements();
	private final KnownIds known = new KnownIds();
	private final Set<String> aside = new HashSet<>();
	private boolean primed;
	/** The latest second that any record here is dated. */
	private long newest;

	Inbox(String relay, Seal seal, CatalogAccess catalog, Clocks clocks, Counted counted) {
		this.relay = relay;
		this.seal = seal;
		this.catalog = catalog;
		this.clocks = clocks;
		this.counted = counted;
		this.envelope = new Envelope(seal);
		this.verifying = new Verifying(seal);
		this.deletions = new Deletions(relay, seal, catalog, envelope);
	}

	/**
	 * What a batch came to.
	 *
	 * @param genuine ids of those that were verified, now or earlier
	 * @param fresh how many of them had not been known
	 * @param requests ids of genuine requests to delete
	 * @param strays versions of a record at a coordinate where it is no longer, to be cleared away there
	 */
	record Taken(Set<String> genuine, int fresh, List<String> requests, List<Stray> strays) {
	}

	/** A version where the record is no longer. @param before the second of the record's present version */
	record Stray(Received version, long before) {
	}

	/** Whether the link has events dated more than a day ahead. */
	int keptAside() {
		return aside.size();
	}

	/** That a clock is wrong, if a record is dated too far ahead of this machine's; a sentence for the person. */
	Optional<String> aheadOfClock() {
		Duration ahead = Duration.ofSeconds(newest - clocks.instant().getEpochSecond());
		return ahead.compareTo(CLOCKS_APART) <= 0 ? Optional.empty()
				: Optional.of("A record is dated " + ahead.toMinutes() + " minutes ahead of this machine's clock: the clock of one of the devices is wrong.");
	}

	/** For events that come one after the other; to be taken when the last has come. */
	Batch batch() {
		if (!primed) {
			primed = true;
			Map<String, Long> all = CatalogAccess.now(catalog.records().knownEvents(seal.identity(), relay, KnownIds.MOST));
			known.prime(all, all.size() < KnownIds.MOST);
		}
		return new Batch(known, ids -> CatalogAccess.now(catalog.records().known(seal.identity(), relay, ids)), this::kindFits,
				deletions, verifying.ahead(this::opened));
	}

	/**
	 * A history was read whole: ids of superseded events that the relay did not give are forgotten, or they would become more and more. That is
	 * safe: such an event would only be looked at once more, and heads and graves hold against it.
	 */
	void wholeRead() {
		List<String> unmet = known.takeUnmet();
		if (!unmet.isEmpty()) {
			catalog.change(List.of(), working -> List.of(new CatalogWrite.Unseen(seal.identity(), relay, unmet)));
		}
	}

	Taken take(List<Event> events, Map<String, Sent> ours) {
		Batch batch = batch();
		events.forEach(batch::add);
		return take(batch, ours);
	}

	private Taken take(Batch batch, Map<String, Sent> ours) {
		return begin(batch, ours).end();
	}

	/**
	 * Verifies what came and begins its transaction. While that is under way, no more than a further batch may be filled.
	 *
	 * @param ours the events of ours that are on their way, by id: they are no news, but the relay has them
	 */
	Taking begin(Batch batch, Map<String, Sent> ours) {
		counted.received(batch.events());
		List<Opened> verified = new ArrayList<>();
		for (Optional<Opened> each : batch.opened()) {
			each.ifPresentOrElse(verified::add, () -> counted.refused("a forged signature"));
		}
		// a version and the request that names it may come together, in whichever order
		verified.forEach(each -> deletions.heard(each.event()));
		List<Received> received = new ArrayList<>();
		List<DirectoryEntry> directory = new ArrayList<>();
		List<Event> plain = new ArrayList<>();
		for (Opened each : verified) {
			try {
				if (read(each, received, directory)) {
					plain.add(each.event());
				}
			} catch (RefusedException e) {
				counted.refused(e.words());
			}
		}
		// also what is about to be stored: if that fails, this connection ends, and the next one asks the store what it knows
		plain.forEach(event -> known.add(event.id().hex(), event.createdAt()));
		Taking taking = new Taking(batch, verified.size(), directory);
		if (!plain.isEmpty()) {
			taking.begin(received, ours);
		}
		return taking;
	}

	private boolean kindFits(Event event) {
		String wrong = null;
		boolean mine = event.author().hex().equals(seal.identity().value());
		if (event.kind() == Kind.AGENT_PROFILE) {
			wrong = announcements.room(clocks.instant()) ? null : "too many announcements in a minute";
		} else if (event.kind() != Kind.DELETION && RecordKind.of(event.kind()).isEmpty()) {
			wrong = "a kind that was not asked for";
		} else if (!mine) {
			wrong = "somebody else's record";
		} else if (event.tags().size() > MOST_TAGS) {
			wrong = "more than " + MOST_TAGS + " tags";
		}
		if (wrong != null) {
			counted.refused(wrong);
		}
		return wrong == null;
	}

	/** By any thread. */
	private Optional<Opened> opened(Event event) {
		if (!seal.verify(event)) {
			return Optional.empty();
		}
		Optional<RecordKind> kind = RecordKind.of(event.kind());
		try {
			return Optional.of(new Opened(event, kind.isPresent() && !tooFarAhead(event) ? envelope.opened(event, kind.get(), relay) : null, null));
		} catch (RefusedException e) {
			return Optional.of(new Opened(event, null, e));
		}
	}

	private boolean tooFarAhead(Event event) {
		return event.createdAt() > clocks.instant().plus(FUTURE).getEpochSecond();
	}

	/** @return whether its id may be remembered */
	private boolean read(Opened opened, List<Received> received, List<DirectoryEntry> directory) throws RefusedException {
		Event event = opened.event();
		if (tooFarAhead(event)) {
			if (aside.size() < MOST_ASIDE) {
				aside.add(event.id().hex());
			}
			throw new RefusedException("dated more than a day ahead, kept aside");
		}
		if (opened.refused() != null) {
			throw opened.refused();
		}
		if (event.kind() == Kind.AGENT_PROFILE) {
			directory.add(Announcements.read(event, relay));
			return true;
		}
		newest = Math.max(newest, event.createdAt());
		Received version = opened.version();
		if (version == null) {
			received.addAll(deletions.requested(event));
		} else {
			Received request = deletions.requestedBefore(version);
			if (request != null) {
				received.add(request);
			}
			received.add(version);
		}
		return true;
	}

	/** A batch whose transaction is under way. */
	final class Taking {
		private final Batch batch;
		private final int fresh;
		private final List<DirectoryEntry> directory;
		private final Instant now = clocks.instant();
		private final List<Stray> strays = new ArrayList<>();
		private boolean news;

		private Taking(Batch batch, int fresh, List<DirectoryEntry> directory) {
			this.batch = batch;
			this.fresh = fresh;
			this.directory = directory;
		}

		private void begin(List<Received> received, Map<String, Sent> ours) {
			Receiving receiving = new Receiving(now, Inbox::merged);
			catalog.begin(received.stream().map(Received::at).distinct().toList(), working -> {
				strays.clear();
				news = !directory.isEmpty();
				Map<String, CatalogWrite> seen = new LinkedHashMap<>();
				for (Received each : received) {
					int before = strays.size();
					Receiving.Verdict verdict = decide(receiving, working.get(each.at()), each, ours.get(each.event()), strays);
					news |= verdict == Receiving.Verdict.TAKEN;
					// one that is to be cleared away is met again until it is gone, whoever ends in between
					if (verdict == Receiving.Verdict.OLDER && strays.size() == before) {
						seen.put(each.event(), new CatalogWrite.Seen(seal.identity(), relay, each.event()));
					}
				}
				List<CatalogWrite> more = new ArrayList<>(seen.values());
				directory.forEach(entry -> more.add(new CatalogWrite.Announced(entry, now)));
				return more;
			});
		}

		/** Waits until it is stored. */
		Taken end() {
			catalog.end();
			catalog.tellDue();
			if (news) {
				counted.taken(now);
			}
			return new Taken(batch.genuine(), fresh, batch.requests(), strays);
		}
	}

	/** What came is canonical already; together with what is stored it may be too long: then it stands alone. */
	static String merged(Coordinate at, @Nullable String stored, String content) {
		if (stored == null || stored.equals(content)) {
			return content;
		}
		try {
			return Incoming.merged(at, stored, content);
		} catch (IllegalArgumentException e) {
			return content;
		}
	}

	private static Receiving.Verdict decide(Receiving receiving, Working working, Received in, @Nullable Sent own, List<Stray> strays) {
		Head head = working.head(in.relay());
		if (in.request() && head != null && !head.wireD().equals(in.wireD())) {
			return Receiving.Verdict.OLDER;
		}
		Receiving.Verdict verdict;
		if (own == null) {
			verdict = receiving.receive(working, in);
		} else {
			own.accepted(working, receiving);
			verdict = Receiving.Verdict.ECHO;
		}
		Head present = working.head(in.relay());
		if (head != null && present != null && !in.gone() && !head.wireD().equals(in.wireD())) {
			strays.add(new Stray(present.event().equals(head.event()) ? in : left(head), present.createdAt()));
		}
		return verdict;
	}

	/** The coordinate that a record has just left. */
	static Received left(Head head) {
		return new Received(head.at(), head.relay(), head.event(), head.createdAt(), head.wireD(), head.deleted() ? null : head.content(), head.shared(),
				Received.requests(head), head.json());
	}
}
