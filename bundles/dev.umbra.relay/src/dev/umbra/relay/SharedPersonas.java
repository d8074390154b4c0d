package dev.umbra.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.umbra.core.Slug;
import dev.umbra.core.catalog.Incoming;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.port.RelaySync.SharedPersona;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.PublicKey;
import dev.umbra.wire.JsonTree;

/**
 * Personas that somebody else lets others read. Nothing of them is stored: they are looked at, and perhaps copied. What is not marked as
 * shared is left out even where it can be read, for it is not meant for others.
 */
final class SharedPersonas {
	private static final int MOST_TAGS = 100;
	private final RelayAddress relay;
	private final PublicKey author;
	private final Verifying verifying;
	private final Instant now;
	private final Map<Slug, Event> newest = new LinkedHashMap<>();
	private final Map<String, Integer> refusals = new TreeMap<>();

	SharedPersonas(RelayAddress relay, PublicKey author, Verifying verifying, Instant now) {
		this.relay = relay;
		this.author = author;
		this.verifying = verifying;
		this.now = now;
	}

	/** What is asked for. */
	static Filter of(PublicKey author) {
		return Filter.ALL.kinds(Kind.PERSONA).authors(author).limit(Paging.PAGE);
	}

	/** What a relay gave, checked as everything that comes. */
	RelaySync.Shared read(List<Event> events) {
		List<Boolean> genuine = verifying.all(events);
		for (int i = 0; i < events.size(); i++) {
			candidate(events.get(i), genuine.get(i));
		}
		List<SharedPersona> shared = new ArrayList<>();
		int unshared = 0;
		for (Map.Entry<Slug, Event> each : newest.entrySet()) {
			if (each.getValue().first("shared").equals(Optional.of("true"))) {
				content(each.getKey(), each.getValue()).ifPresent(shared::add);
			} else {
				unshared++;
			}
		}
		List<String> words = new ArrayList<>();
		if (unshared > 0) {
			words.add(relay + " has " + unshared + " more that " + (unshared == 1 ? "is" : "are") + " not marked as shared.");
		}
		refusals.forEach((why, count) -> words.add(count + " from " + relay + " left out: " + why + "."));
		return new RelaySync.Shared(shared, words);
	}

	private void candidate(Event event, boolean genuine) {
		String d = event.first("d").orElse("");
		if (!genuine) {
			refuse("a forged signature");
		} else if (event.kind() != Kind.PERSONA || !event.author().equals(author)) {
			refuse("somebody else's record");
		} else if (event.createdAt() > now.plus(Inbox.FUTURE).getEpochSecond()) {
			refuse("dated more than a day ahead");
		} else if (event.tags().size() > MOST_TAGS) {
			refuse("more than " + MOST_TAGS + " tags");
		} else if (event.all("d").size() != 1 || !Slug.isOne(d)) {
			// a hidden record's name is a slug too, and it is not marked as shared: so this is nothing of theirs that anybody could read
			refuse("a name that no persona can have");
		} else {
			newest.merge(new Slug(d), event, SharedPersonas::newer);
		}
	}

	private static Event newer(Event one, Event other) {
		if (one.createdAt() != other.createdAt()) {
			return one.createdAt() > other.createdAt() ? one : other;
		}
		return one.id().compareTo(other.id()) < 0 ? one : other;
	}

	private Optional<SharedPersona> content(Slug slug, Event event) {
		try {
			if (JsonTree.parse(event.content()).path("deleted").asBoolean()) {
				return Optional.empty();
			}
			String content = Incoming.accepted(dev.umbra.core.catalog.Coordinate.of(new dev.umbra.core.PublicKey(author.hex()), slug), event.content());
			return Optional.of(new SharedPersona(relay, PersonaContent.read(slug, content), content, Instant.ofEpochSecond(event.createdAt())));
		} catch (IllegalArgumentException e) {
			refuse("the content cannot be that of a persona");
			return Optional.empty();
		}
	}

	private void refuse(String why) {
		refusals.merge(why, 1, Integer::sum);
	}

	/** Of several relays: the newest of each slug, by name. */
	static RelaySync.Shared together(List<RelaySync.Shared> all) {
		Map<Slug, SharedPersona> personas = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
		List<String> words = new ArrayList<>();
		for (RelaySync.Shared each : all) {
			each.personas().forEach(one -> personas.merge(one.persona().slug(), one, (a, b) -> a.published().isBefore(b.published()) ? b : a));
			words.addAll(each.words());
		}
		return new RelaySync.Shared(List.copyOf(personas.values()), words);
	}
}
