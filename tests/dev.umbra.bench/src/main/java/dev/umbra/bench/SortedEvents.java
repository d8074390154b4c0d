package dev.umbra.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.port.EventStore;

/** The events of a relay in memory, in the order in which they are asked for: so that what is measured is the device, not its relay. */
final class SortedEvents implements EventStore {
	private static final Comparator<Stored> ORDER = Comparator.comparingLong(Stored::createdAt).reversed().thenComparing(Stored::id);
	private final TreeSet<Stored> events = new TreeSet<>(ORDER);
	private final Map<String, Stored> addresses = new HashMap<>();

	@Override
	public synchronized CompletionStage<Kept> put(Stored event) {
		Stored there = event.address() == null ? null : addresses.get(event.address());
		if (there != null && ORDER.compare(there, event) <= 0) {
			return CompletableFuture.completedFuture(there.id().equals(event.id()) ? Kept.DUPLICATE : Kept.OLDER);
		}
		if (there != null) {
			events.remove(there);
		}
		if (event.address() != null) {
			addresses.put(event.address(), event);
		}
		events.add(event);
		return CompletableFuture.completedFuture(Kept.NEW);
	}

	@Override
	public synchronized CompletionStage<List<String>> find(List<Query> queries, int limit) {
		Set<Stored> found = new TreeSet<>(ORDER);
		for (Query query : queries) {
			int most = Math.min(limit, query.limit() == null ? limit : query.limit());
			List<Stored> some = new ArrayList<>();
			for (Stored event : events) {
				if (some.size() >= most) {
					break;
				}
				if (matches(query, event)) {
					some.add(event);
				}
			}
			found.addAll(some);
		}
		return CompletableFuture.completedFuture(found.stream().limit(limit).map(Stored::json).toList());
	}

	private static boolean matches(Query query, Stored event) {
		return (query.until() == null || event.createdAt() <= query.until()) && (query.since() == null || event.createdAt() >= query.since())
				&& (query.kinds() == null || query.kinds().contains(event.kind())) && (query.authors() == null || query.authors().contains(event.author()))
				&& (query.ids() == null || query.ids().contains(event.id())) && query.tags().entrySet().stream().allMatch(wanted -> event.tags().stream()
						.anyMatch(tag -> tag.name().equals(wanted.getKey()) && wanted.getValue().contains(tag.value())));
	}

	@Override
	public synchronized CompletionStage<Long> events() {
		return CompletableFuture.completedFuture((long) events.size());
	}
}
