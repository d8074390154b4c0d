package dev.umbra.core.port;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The events that the embedded relay keeps, apart from the catalog. Ids and keys are lower-case hexadecimal, times seconds
 * since 1970, as in Nostr. It trusts its caller: what comes was verified. The stages behave as those of {@link Entries}.
 */
public interface EventStore {
	/**
	 * Keeps an event, and carries out what it does to others, in one transaction: one that is newer takes the place of the
	 * older ones of its {@code address}; a deletion removes what it names, as far as it is its author's and not newer, and is
	 * kept itself, so that what it removed stays away.
	 */
	CompletionStage<Kept> put(Stored event);

	/** What matches any of the queries, each event once, newest first, of one second the lowest id first; at most {@code limit}. */
	CompletionStage<List<String>> find(List<Query> queries, int limit);

	/** How many events there are. */
	CompletionStage<Long> events();

	/** What became of an event. */
	enum Kept {
		NEW,
		/** It is there already. */
		DUPLICATE,
		/** A newer one, or one of the same second with a lower id, is at its address. */
		OLDER,
		/** Its author has deleted it, or its address at or after its time. */
		DELETED
	}

	/**
	 * @param kind 0 to 65535; 5 is a deletion
	 * @param address where only one event is kept, written {@code kind:author:d}; null for kinds of which all are kept
	 * @param tags those that can be asked for: names of one letter, first values
	 * @param json the event as it is to be sent
	 */
	record Stored(String id, String author, long createdAt, int kind, @Nullable String address, List<TagValue> tags, String json) {
		public Stored {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(author, "author");
			Objects.requireNonNull(json, "json");
			tags = List.copyOf(tags);
		}
	}

	record TagValue(String name, String value) {
		public TagValue {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(value, "value");
		}
	}

	/**
	 * All parts that are there must hold; null is not asked for, an empty set matches nothing.
	 *
	 * @param tags by name: one of the values
	 * @param since,until both inclusive
	 * @param limit the newest of this query only, or null
	 */
	record Query(@Nullable Set<String> ids, @Nullable Set<String> authors, @Nullable Set<Integer> kinds, Map<String, Set<String>> tags,
			@Nullable Long since, @Nullable Long until, @Nullable Integer limit) {
		public Query {
			ids = ids == null ? null : Set.copyOf(ids);
			authors = authors == null ? null : Set.copyOf(authors);
			kinds = kinds == null ? null : Set.copyOf(kinds);
			tags = Map.copyOf(tags);
		}
	}
}
