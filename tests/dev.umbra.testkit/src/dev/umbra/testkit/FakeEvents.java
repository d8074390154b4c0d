package dev.umbra.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.EventStore;

/** An event store in memory, with the rules of the real one; a test may make it fail. Any thread. */
public final class FakeEvents implements EventStore {
	private static final int DELETION = 5;
	private final Map<String, Stored> events = new HashMap<>();
	private final List<Runnable> answers = new ArrayList<>();
	private boolean holding;
	private @Nullable RuntimeException failure;

	/** From now on nothing works, or everything again. @param failure null: it works */
	public synchronized void failing(@Nullable RuntimeException failure) {
		this.failure = failure;
	}

	/** From now on what is put is there, but nobody who put it hears so until {@link #answer}. */
	public synchronized void hold() {
		holding = true;
	}

	/** Everybody hears what was held. */
	public void answer() {
		List<Runnable> all;
		synchronized (this) {
			holding = false;
			all = List.copyOf(answers);
			answers.clear();
		}
		all.forEach(Runnable::run);
	}

	@Override
	public synchronized CompletionStage<Kept> put(Stored event) {
		if (failure != null) {
			return CompletableFuture.failedFuture(failure);
		}
		Kept kept = kept(event);
		CompletableFuture<Kept> answer = new CompletableFuture<>();
		if (holding) {
			answers.add(() -> answer.complete(kept));
		} else {
			answer.complete(kept);
		}
		return answer;
	}

	private Kept kept(Stored event) {
		if (events.containsKey(event.id())) {
			return Kept.DUPLICATE;
		}
		if (event.kind() != DELETION && events.values().stream().anyMatch(other -> deletes(other, event))) {
			return Kept.DELETED;
		}
		List<Stored> same = events.values().stream().filter(other -> event.address() != null && event.address().equals(other.address())).toList();
		if (same.stream().anyMatch(other -> newer(other, event))) {
			return Kept.OLDER;
		}
		same.forEach(other -> events.remove(other.id()));
		events.values().removeIf(other -> deletes(event, other));
		events.put(event.id(), event);
		return Kept.NEW;
	}

	private static boolean newer(Stored one, Stored other) {
		return one.createdAt() > other.createdAt() || one.createdAt() == other.createdAt() && one.id().compareTo(other.id()) < 0;
	}

	private static boolean deletes(Stored deletion, Stored event) {
		return deletion.kind() == DELETION && event.kind() != DELETION && deletion.author().equals(event.author())
				&& deletion.tags().stream().anyMatch(tag -> tag.name().equals("e") && tag.value().equals(event.id())
						|| tag.name().equals("a") && tag.value().equals(event.address()) && event.createdAt() <= deletion.createdAt());
	}

	@Override
	public synchronized CompletionStage<List<String>> find(List<Query> queries, int limit) {
		if (failure != null) {
			return CompletableFuture.failedFuture(failure);
		}
		Set<Stored> found = new LinkedHashSet<>();
		for (Query query : queries) {
			List<Stored> matching = sorted(events.values().stream().filter(event -> matches(query, event)).toList());
			found.addAll(query.limit() == null ? matching : matching.subList(0, Math.min(query.limit(), matching.size())));
		}
		return CompletableFuture.completedFuture(sorted(found).stream().limit(limit).map(Stored::json).toList());
	}

	private static List<Stored> sorted(Iterable<Stored> events) {
		List<Stored> sorted = new ArrayList<>();
		events.forEach(sorted::add);
		sorted.sort(Comparator.comparingLong(Stored::createdAt).reversed().thenComparing(Stored::id));
		return sorted;
	}

	private static boolean matches(Query query, Stored event) {
		return (query.ids() == null || query.ids().contains(event.id())) && (query.authors() == null || query.authors().contains(event.author()))
				&& (query.kinds() == null || query.kinds().contains(event.kind())) && (query.since() == null || event.createdAt() >= query.since())
				&& (query.until() == null || event.createdAt() <= query.until())
				&& query.tags().entrySet().stream().allMatch(wanted -> event.tags().stream()
						.anyMatch(tag -> tag.name().equals(wanted.getKey()) && wanted.getValue().contains(tag.value())));
	}

	@Override
	public synchronized CompletionStage<Long> events() {
		return CompletableFuture.completedFuture((long) events.size());
	}
}
