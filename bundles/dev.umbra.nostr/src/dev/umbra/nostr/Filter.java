package dev.umbra.nostr;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a subscription asks for (NIP-01): all parts that are there must hold; a part that is null is not asked for, one that is
 * empty matches nothing.
 *
 * @param tags by name, one letter: one of the values must be the first value of such a tag
 * @param since,until seconds since 1970, both inclusive
 * @param limit how many stored events at most, the newest; 0: live ones only. Live ones are not limited
 */
public record Filter(@Nullable Set<EventId> ids, @Nullable Set<PublicKey> authors, @Nullable Set<Integer> kinds,
		Map<String, Set<String>> tags, @Nullable Long since, @Nullable Long until, @Nullable Integer limit) {
	/** Everything. */
	public static final Filter ALL = new Filter(null, null, null, Map.of(), null, null, null);

	public Filter {
		ids = ids == null ? null : Set.copyOf(ids);
		authors = authors == null ? null : Set.copyOf(authors);
		kinds = kinds == null ? null : Set.copyOf(kinds);
		Map<String, Set<String>> copy = new TreeMap<>();
		tags.forEach((name, values) -> {
			if (!letter(name)) {
				throw new IllegalArgumentException("a filter asks for tags of one letter only, not for " + name.length() + " characters");
			}
			copy.put(name, Set.copyOf(values));
		});
		tags = Map.copyOf(copy);
	}

	public Filter ids(EventId... wanted) {
		return new Filter(Set.of(wanted), authors, kinds, tags, since, until, limit);
	}

	public Filter authors(PublicKey... wanted) {
		return new Filter(ids, Set.of(wanted), kinds, tags, since, until, limit);
	}

	public Filter kinds(Integer... wanted) {
		return new Filter(ids, authors, Set.of(wanted), tags, since, until, limit);
	}

	public Filter tag(String name, String... wanted) {
		Map<String, Set<String>> more = new TreeMap<>(tags);
		more.put(name, Set.of(wanted));
		return new Filter(ids, authors, kinds, more, since, until, limit);
	}

	public Filter since(long from) {
		return new Filter(ids, authors, kinds, tags, from, until, limit);
	}

	public Filter until(long to) {
		return new Filter(ids, authors, kinds, tags, since, to, limit);
	}

	public Filter limit(int most) {
		return new Filter(ids, authors, kinds, tags, since, until, most);
	}

	/** Whether the event is asked for; the limit has no say in it. */
	public boolean matches(Event event) {
		return (ids == null || ids.contains(event.id())) && (authors == null || authors.contains(event.author()))
				&& (kinds == null || kinds.contains(event.kind())) && (since == null || event.createdAt() >= since)
				&& (until == null || event.createdAt() <= until)
				&& tags.entrySet().stream().allMatch(wanted -> has(event, wanted.getKey(), wanted.getValue()));
	}

	private static boolean has(Event event, String name, Set<String> values) {
		for (Tag tag : event.tags()) {
			if (tag.indexed() && tag.name().equals(name) && values.contains(tag.value())) {
				return true;
			}
		}
		return false;
	}

	static boolean letter(String name) {
		return name.length() == 1 && (name.charAt(0) >= 'a' && name.charAt(0) <= 'z' || name.charAt(0) >= 'A' && name.charAt(0) <= 'Z');
	}

	void json(StringBuilder out) {
		out.append('{');
		int empty = out.length();
		Optional.ofNullable(ids).ifPresent(all -> texts(out, "ids", all.stream().map(EventId::hex).sorted().toList()));
		Optional.ofNullable(authors).ifPresent(all -> texts(out, "authors", all.stream().map(PublicKey::hex).sorted().toList()));
		if (kinds != null) {
			out.append(",\"kinds\":").append(kinds.stream().sorted().toList().toString().replace(" ", ""));
		}
		new TreeMap<>(tags).forEach((name, values) -> texts(out, "#" + name, values.stream().sorted().toList()));
		number(out, "since", since);
		number(out, "until", until);
		number(out, "limit", limit);
		if (out.length() > empty) {
			out.deleteCharAt(empty);
		}
		out.append('}');
	}

	private static void texts(StringBuilder out, String name, Iterable<String> values) {
		out.append(",\"").append(name).append("\":");
		Canonical.texts(out, values);
	}

	private static void number(StringBuilder out, String name, @Nullable Number value) {
		if (value != null) {
			out.append(",\"").append(name).append("\":").append(value);
		}
	}
}
