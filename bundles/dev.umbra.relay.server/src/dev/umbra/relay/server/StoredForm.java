package dev.umbra.relay.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.EventStore;
import dev.umbra.nostr.Coordinate;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.EventId;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.PublicKey;

/** Events and filters as the store takes them. */
final class StoredForm {
	private StoredForm() {
	}

	static EventStore.Stored of(Event event, String json) {
		List<EventStore.TagValue> tags = event.tags().stream().filter(tag -> tag.indexed())
				.map(tag -> new EventStore.TagValue(tag.name(), tag.value())).distinct().toList();
		return new EventStore.Stored(event.id().hex(), event.author().hex(), event.createdAt(), event.kind(),
				Coordinate.of(event).map(Coordinate::toString).orElse(null), tags, json);
	}

	static EventStore.Query of(Filter filter) {
		return new EventStore.Query(texts(filter.ids(), EventId::hex), texts(filter.authors(), PublicKey::hex), filter.kinds(), Map.copyOf(filter.tags()),
				filter.since(), filter.until(), filter.limit());
	}

	private static <T> @Nullable Set<String> texts(@Nullable Set<T> values, Function<T, String> text) {
		return values == null ? null : values.stream().map(text).collect(Collectors.toUnmodifiableSet());
	}
}
