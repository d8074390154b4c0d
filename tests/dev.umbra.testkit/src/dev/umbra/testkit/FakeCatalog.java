package dev.umbra.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.Entries;

/** {@link CatalogRecords} in memory; managed agents are not part of it, command results are not kept. Stages complete at once. Any thread. */
public final class FakeCatalog implements CatalogRecords {
	private static final int MOST_KEPT = 50;
	private static final int MOST_ANNOUNCED = 1000;
	private final Map<Coordinate, CatalogRecord> records = new LinkedHashMap<>();
	private final Map<Coordinate, Grave> graves = new LinkedHashMap<>();
	/** Versions go on over a deletion. */
	private final Map<Coordinate, Long> versions = new LinkedHashMap<>();
	private final Map<Coordinate, Map<String, Head>> heads = new LinkedHashMap<>();
	private final Map<Coordinate, Map<String, Queued>> outbox = new LinkedHashMap<>();
	private final Map<Coordinate, List<Kept>> history = new LinkedHashMap<>();
	private final Map<PublicKey, IdentityRecord> identities = new LinkedHashMap<>();
	private final Map<String, RelayRecord> relays = new TreeMap<>();
	private final Map<String, DirectoryEntry> directory = new LinkedHashMap<>();
	private final Map<PublicKey, Map<Slug, PersonaDevice>> devices = new LinkedHashMap<>();
	private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
	private final Set<String> seen = new HashSet<>();
	private long revision;
	private long kept;

	@Override
	public synchronized CompletionStage<Changed> change(Collection<Coordinate> coordinates, CatalogDecision decide, Entries.@Nullable CommandResult command) {
		Map<Coordinate, CatalogState> states = new LinkedHashMap<>();
		coordinates.forEach(at -> states.put(at, state(at)));
		List<CatalogWrite> writes;
		try {
			writes = decide.decide(states);
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
		boolean visible = false;
		for (CatalogWrite write : writes) {
			visible |= apply(write);
		}
		return CompletableFuture.completedFuture(new Changed(visible ? ++revision : revision, visible, List.of(), List.of()));
	}

	private CatalogState state(Coordinate at) {
		return new CatalogState(at, records.get(at), heads.getOrDefault(at, Map.of()), outbox.getOrDefault(at, Map.of()), graves.get(at),
				relays.values().stream().filter(relay -> relay.owner().equals(at.owner())).toList());
	}

	private boolean apply(CatalogWrite write) {
		return switch (write) {
		case CatalogWrite.PutRecord(CatalogRecord fresh) -> {
			long version = versions.merge(fresh.at(), 1L, Long::sum);
			records.put(fresh.at(), new CatalogRecord(fresh.at(), fresh.content(), fresh.shared(), version, fresh.createdAt(), fresh.event(), fresh.created(),
					fresh.updated()));
			graves.remove(fresh.at());
			yield true;
		}
		case CatalogWrite.DropRecord(Coordinate at) -> records.remove(at) != null;
		case CatalogWrite.Keep(Kept each) -> {
			List<Kept> all = history.computeIfAbsent(each.record(), any -> new ArrayList<>());
			all.addFirst(new Kept(++kept, each.record(), each.at(), each.why(), each.who(), each.content(), each.shared()));
			if (all.size() > MOST_KEPT) {
				all.removeLast();
			}
			yield false;
		}
		case CatalogWrite.PutGrave(Grave grave) -> {
			versions.merge(grave.at(), 1L, Long::sum);
			graves.put(grave.at(), grave);
			yield false;
		}
		case CatalogWrite.DropGrave(Coordinate at) -> {
			graves.remove(at);
			yield false;
		}
		case CatalogWrite.PutHead(Head head) -> {
			heads.computeIfAbsent(head.at(), any -> new LinkedHashMap<>()).put(head.relay(), head);
			yield false;
		}
		case CatalogWrite.DropHead(Coordinate at, String relay) -> {
			heads.getOrDefault(at, new LinkedHashMap<>()).remove(relay);
			yield false;
		}
		case CatalogWrite.Queue(Queued row) -> {
			outbox.computeIfAbsent(row.at(), any -> new LinkedHashMap<>()).put(row.relay(), new Queued(row.at(), row.relay(), row.deletion(),
					versions.getOrDefault(row.at(), 0L), row.queued(), row.notBefore(), row.held()));
			yield true;
		}
		case CatalogWrite.Unqueue(Coordinate at, String relay, boolean deletion, long version) -> {
			Queued row = outbox.getOrDefault(at, Map.of()).get(relay);
			yield row != null && row.deletion() == deletion && row.version() == version && outbox.get(at).remove(relay) != null;
		}
		case CatalogWrite.Signed(Coordinate at, String relay, boolean deletion, long version, String json) -> {
			Queued row = outbox.getOrDefault(at, Map.of()).get(relay);
			if (row != null && row.deletion() == deletion && row.version() == version) {
				outbox.get(at).put(relay, new Queued(at, relay, deletion, version, row.queued(), row.notBefore(), row.held(), json));
			}
			yield false;
		}
		case CatalogWrite.Forget(Coordinate at, String relay) -> outbox.getOrDefault(at, new LinkedHashMap<>()).remove(relay) != null;
		case CatalogWrite.Hold(Coordinate at, String relay, String why) -> {
			Queued row = outbox.getOrDefault(at, Map.of()).get(relay);
			if (row != null) {
				outbox.get(at).put(relay, new Queued(at, relay, row.deletion(), row.version(), row.queued(), row.notBefore(), why));
			}
			yield row != null;
		}
		case CatalogWrite.Seen(PublicKey owner, String relay, String event) -> {
			seen.add(owner + " " + relay + " " + event);
			yield false;
		}
		case CatalogWrite.Unseen(PublicKey owner, String relay, List<String> events) -> {
			events.forEach(event -> seen.remove(owner + " " + relay + " " + event));
			yield false;
		}
		case CatalogWrite.Count(PublicKey owner, String relay, String words, long more) -> {
			counts.computeIfAbsent(owner + " " + relay, any -> new TreeMap<>()).merge(words, more, Long::sum);
			yield false;
		}
		case CatalogWrite.Announced(DirectoryEntry entry, Instant at) -> announced(entry);
		case CatalogWrite.PutPersonaDevice(PublicKey owner, PersonaDevice device) -> {
			devices.computeIfAbsent(owner, any -> new LinkedHashMap<>()).put(device.persona(), device);
			yield true;
		}
		};
	}

	private boolean announced(DirectoryEntry entry) {
		String key = entry.agent() + " " + entry.relay();
		DirectoryEntry before = directory.get(key);
		if (before != null && before.createdAt() >= entry.createdAt()) {
			return false;
		}
		directory.put(key, entry);
		if (directory.size() > MOST_ANNOUNCED) {
			directory.entrySet().stream().min(Map.Entry.comparingByValue(Comparator.comparingLong(DirectoryEntry::createdAt))).map(Map.Entry::getKey)
					.ifPresent(directory::remove);
		}
		return true;
	}

	@Override
	public synchronized CompletionStage<List<CatalogRecord>> records(PublicKey owner) {
		return now(records.values().stream().filter(each -> each.at().owner().equals(owner))
				.sorted(Comparator.comparing((CatalogRecord each) -> each.at().kind()).thenComparing(each -> each.at().d())).toList());
	}

	@Override
	public synchronized CompletionStage<Map<Coordinate, CatalogState>> states(Collection<Coordinate> coordinates) {
		Map<Coordinate, CatalogState> states = new LinkedHashMap<>();
		coordinates.forEach(at -> states.put(at, state(at)));
		return now(states);
	}

	@Override
	public synchronized CompletionStage<List<Queued>> outbox(PublicKey owner, String relay) {
		return now(outbox.values().stream().flatMap(rows -> rows.values().stream())
				.filter(row -> row.at().owner().equals(owner) && row.relay().equals(relay))
				.sorted(Comparator.comparing((Queued row) -> !row.deletion()).thenComparing(Queued::queued)).toList());
	}

	@Override
	public synchronized CompletionStage<List<Head>> heads(PublicKey owner, String relay) {
		return now(headsAt(owner, relay));
	}

	@Override
	public synchronized CompletionStage<Optional<Coordinate>> byWireD(PublicKey owner, String relay, int nostrKind, String wireD) {
		return now(heads.values().stream().flatMap(each -> each.values().stream())
				.filter(head -> head.at().owner().equals(owner) && head.relay().equals(relay) && head.at().kind().nostr() == nostrKind
						&& head.wireD().equals(wireD))
				.map(Head::at).findFirst());
	}

	@Override
	public synchronized CompletionStage<Map<String, Head>> headsOf(PublicKey owner, String relay, Collection<String> events) {
		Map<String, Head> named = new LinkedHashMap<>();
		heads.values().forEach(each -> {
			Head head = each.get(relay);
			if (head != null && head.at().owner().equals(owner) && events.contains(head.event())) {
				named.put(head.event(), head);
			}
		});
		return now(named);
	}

	@Override
	public synchronized CompletionStage<Set<String>> known(PublicKey owner, String relay, Collection<String> events) {
		Set<String> known = new HashSet<>();
		Set<String> asked = Set.copyOf(events);
		heads.values().forEach(each -> {
			Head head = each.get(relay);
			if (head != null && head.at().owner().equals(owner) && asked.contains(head.event())) {
				known.add(head.event());
			}
		});
		asked.stream().filter(event -> seen.contains(owner + " " + relay + " " + event)).forEach(known::add);
		return now(known);
	}

	@Override
	public synchronized CompletionStage<Map<String, Long>> knownEvents(PublicKey owner, String relay, int most) {
		Map<String, Long> known = new LinkedHashMap<>();
		headsAt(owner, relay).forEach(head -> known.put(head.event(), head.createdAt()));
		String mine = owner + " " + relay + " ";
		seen.stream().filter(each -> each.startsWith(mine)).forEach(each -> known.putIfAbsent(each.substring(mine.length()), 0L));
		known.keySet().removeAll(known.keySet().stream().skip(most).toList());
		return now(known);
	}

	@Override
	public synchronized CompletionStage<Standing> standing(PublicKey owner, String relay, boolean plain) {
		List<Coordinate> unlike = records.values().stream().filter(record -> record.at().owner().equals(owner)
				&& unlike(record, heads.getOrDefault(record.at(), Map.of()).get(relay), plain)).map(CatalogRecord::at).toList();
		List<Head> there = headsAt(owner, relay);
		return now(new Standing(unlike, there.stream().filter(head -> !records.containsKey(head.at())).toList(),
				there.stream().map(Head::event).collect(Collectors.toSet())));
	}

	private static boolean unlike(CatalogRecord record, @Nullable Head head, boolean plain) {
		return head == null || head.deleted() || head.shared() != record.shared() || !head.content().equals(record.content())
				|| (plain || record.shared()) != head.wireD().equals(record.at().d());
	}

	private List<Head> headsAt(PublicKey owner, String relay) {
		return heads.values().stream().flatMap(each -> each.values().stream())
				.filter(head -> head.at().owner().equals(owner) && head.relay().equals(relay)).toList();
	}

	@Override
	public synchronized CompletionStage<List<Kept>> history(Coordinate record) {
		return now(List.copyOf(history.getOrDefault(record, List.of())));
	}

	@Override
	public synchronized CompletionStage<Map<String, Long>> counts(PublicKey owner, String relay) {
		return now(Map.copyOf(counts.getOrDefault(owner + " " + relay, Map.of())));
	}

	@Override
	public synchronized CompletionStage<List<DirectoryEntry>> directory() {
		Map<PublicKey, DirectoryEntry> newest = new LinkedHashMap<>();
		directory.values().forEach(entry -> newest.merge(entry.agent(), entry, (a, b) -> a.createdAt() >= b.createdAt() ? a : b));
		return now(newest.values().stream().sorted(Comparator.comparingLong(DirectoryEntry::createdAt).reversed()).toList());
	}

	@Override
	public synchronized CompletionStage<Map<Slug, PersonaDevice>> personaDevices(PublicKey owner) {
		return now(Map.copyOf(devices.getOrDefault(owner, Map.of())));
	}

	@Override
	public synchronized CompletionStage<List<IdentityRecord>> identities() {
		return now(List.copyOf(identities.values()));
	}

	@Override
	public synchronized CompletionStage<Long> saveIdentity(IdentityRecord identity, Entries.@Nullable CommandResult command) {
		IdentityRecord before = identities.get(identity.key());
		boolean current = before == null ? identities.isEmpty() : before.current();
		identities.put(identity.key(), new IdentityRecord(identity.key(), identity.name(), current, before == null ? identity.created() : before.created()));
		return identity.current() ? useIdentity(identity.key(), null) : now(++revision);
	}

	@Override
	public synchronized CompletionStage<Long> useIdentity(PublicKey owner, Entries.@Nullable CommandResult command) {
		identities.replaceAll((key, each) -> new IdentityRecord(key, each.name(), key.equals(owner), each.created()));
		return now(++revision);
	}

	@Override
	public synchronized CompletionStage<Long> removeIdentity(PublicKey owner, Entries.@Nullable CommandResult command) {
		identities.remove(owner);
		records.keySet().removeIf(at -> at.owner().equals(owner));
		graves.keySet().removeIf(at -> at.owner().equals(owner));
		heads.keySet().removeIf(at -> at.owner().equals(owner));
		outbox.keySet().removeIf(at -> at.owner().equals(owner));
		history.keySet().removeIf(at -> at.owner().equals(owner));
		relays.values().removeIf(relay -> relay.owner().equals(owner));
		return now(++revision);
	}

	@Override
	public synchronized CompletionStage<Long> saveIdentity(IdentityRecord identity, PublicKey recordsOf, Entries.@Nullable CommandResult command) {
		saveIdentity(identity, command);
		for (CatalogRecord each : List.copyOf(records.values())) {
			if (each.at().owner().equals(recordsOf)) {
				records.remove(each.at());
				Coordinate at = new Coordinate(identity.key(), each.at().kind(), each.at().d());
				records.put(at, new CatalogRecord(at, each.content(), each.shared(), versions.merge(at, 1L, Long::sum), each.createdAt(), "", each.created(),
						each.updated()));
			}
		}
		return now(++revision);
	}

	@Override
	public synchronized CompletionStage<List<RelayRecord>> relays() {
		return now(List.copyOf(relays.values()));
	}

	@Override
	public synchronized CompletionStage<Void> saveRelay(RelayRecord relay, Entries.@Nullable CommandResult command) {
		relays.put(relay.owner() + " " + relay.url(), relay);
		records.values().stream().filter(each -> each.at().owner().equals(relay.owner()) && !heads.getOrDefault(each.at(), Map.of()).containsKey(relay.url()))
				.forEach(each -> apply(new CatalogWrite.Queue(new Queued(each.at(), relay.url(), false, 0, relay.added(), null, null))));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Void> removeRelay(PublicKey owner, String url, Entries.@Nullable CommandResult command) {
		relays.remove(owner + " " + url);
		heads.forEach((at, each) -> {
			if (at.owner().equals(owner)) {
				each.remove(url);
			}
		});
		outbox.forEach((at, each) -> {
			if (at.owner().equals(owner)) {
				each.remove(url);
			}
		});
		return CompletableFuture.completedFuture(null);
	}

	private static <T> CompletionStage<T> now(T value) {
		return CompletableFuture.completedFuture(value);
	}
}
