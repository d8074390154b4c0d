package dev.umbra.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;

/**
 * Events that belong together, while they come: known ones are only noted, of others the kind is looked at, and whether they are genuine,
 * ahead of the transaction that takes them. One thread.
 */
final class Batch {
	private static final int LOOKED_UP = 128;
	private final KnownIds known;
	private final Function<Collection<String>, Set<String>> stored;
	private final Predicate<Event> kindFits;
	private final Returns returns;
	private final Ahead<Optional<Opened>> work;
	private final Set<String> genuine = new HashSet<>();
	private final Set<String> requests = new HashSet<>();
	private final List<Event> unsure = new ArrayList<>();
	private int events;
	private long oldest = Long.MAX_VALUE;
	private long oldestGenuine = Long.MAX_VALUE;

	/** What is to be looked at once more, known or not. */
	interface Returns {
		/** Whether there may be such. */
		boolean awaited();

		/** Whether this is one; it is no more after that. */
		boolean returned(Event event);
	}

	/** @param stored which of some ids the store knows; blocks */
	Batch(KnownIds known, Function<Collection<String>, Set<String>> stored, Predicate<Event> kindFits, Returns returns, Ahead<Optional<Opened>> work) {
		this.known = known;
		this.stored = stored;
		this.kindFits = kindFits;
		this.returns = returns;
		this.work = work;
	}

	void add(Event event) {
		came(event.createdAt());
		if (event.kind() == Kind.DELETION) {
			requests.add(event.id().hex());
		}
		if (returns.returned(event)) {
			begin();
			if (kindFits.test(event)) {
				work.add(event);
			}
			return;
		}
		if (known.has(event.id().hex())) {
			known(event);
			return;
		}
		unsure.add(event);
		if (!known.someElsewhere() || unsure.size() >= LOOKED_UP) {
			begin();
		}
	}

	/** Notes an event by its id alone. @return false: that is not possible, and nothing was noted */
	boolean known(String id) {
		Long date = returns.awaited() ? null : known.date(id);
		if (date == null) {
			return false;
		}
		came(date);
		genuine(id, date);
		return true;
	}

	private void known(Event event) {
		known.add(event.id().hex(), event.createdAt());
		genuine(event.id().hex(), event.createdAt());
	}

	private void came(long createdAt) {
		events++;
		oldest = Math.min(oldest, createdAt);
	}

	private void genuine(String id, long createdAt) {
		genuine.add(id);
		oldestGenuine = Math.min(oldestGenuine, createdAt);
	}

	private void begin() {
		Set<String> there = known.someElsewhere() && !unsure.isEmpty() ? stored.apply(unsure.stream().map(event -> event.id().hex()).toList()) : Set.of();
		for (Event event : unsure) {
			if (there.contains(event.id().hex())) {
				known(event);
			} else if (kindFits.test(event)) {
				work.add(event);
			}
		}
		unsure.clear();
	}

	/** What there is of those that were not known, in their order; empty for a forged one. Blocks. */
	List<Optional<Opened>> opened() {
		begin();
		List<Optional<Opened>> all = work.all();
		all.forEach(each -> each.ifPresent(opened -> genuine(opened.event().id().hex(), opened.event().createdAt())));
		return all;
	}

	/** How many came. */
	int events() {
		return events;
	}

	/** Ids of those that were verified, now or earlier. */
	Set<String> genuine() {
		return genuine;
	}

	/** Ids of genuine requests to delete, but those that were noted by their id alone. */
	List<String> requests() {
		return requests.stream().filter(genuine::contains).toList();
	}

	/** The second of the oldest, genuine or not. */
	long oldest() {
		return oldest;
	}

	/** The second of the oldest genuine one; of the oldest, if none is. */
	long oldestGenuine() {
		return genuine.isEmpty() ? oldest : oldestGenuine;
	}
}
