package dev.umbra.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Tag;

/**
 * What requests to delete (kind 5, NIP-09) mean here. By a coordinate ({@code a}): the record, as it was up to the request. By an event's id
 * ({@code e}, of other clients): that one version; a later one stays. Such a version may come after the request, so the ids are kept for a
 * while. One thread; blocks on the store.
 */
final class Deletions {
	private static final int REMEMBERED = 1000;
	private final String relay;
	private final Seal seal;
	private final CatalogAccess catalog;
	private final Envelope envelope;
	/** By the id of the version that is not wanted. */
	private final Map<String, Event> condemned = new LinkedHashMap<>();

	Deletions(String relay, Seal seal, CatalogAccess catalog, Envelope envelope) {
		this.relay = relay;
		this.seal = seal;
		this.catalog = catalog;
		this.envelope = envelope;
	}

	/** @throws RefusedException if it names nothing, or somebody else's record; then nothing of it counts */
	List<Received> requested(Event event) throws RefusedException {
		List<Received> requests = new ArrayList<>();
		for (Tag tag : event.tags()) {
			if (tag.name().equals("a")) {
				Received one = ofCoordinate(event, tag.value());
				if (one != null) {
					requests.add(one);
				}
			}
		}
		List<String> versions = event.all("e");
		if (versions.isEmpty() && event.all("a").isEmpty()) {
			throw new RefusedException("a deletion that names nothing");
		}
		if (!versions.isEmpty()) {
			versions.forEach(id -> condemn(id, event));
			CatalogAccess.now(catalog.records().headsOf(seal.identity(), relay, versions)).values().stream().filter(head -> !head.deleted())
					.forEach(head -> requests.add(ofVersion(event, head.at(), head.createdAt(), head.wireD())));
		}
		return requests;
	}

	private void condemn(String id, Event event) {
		condemned.putIfAbsent(id, event);
		if (condemned.size() > REMEMBERED) {
			condemned.remove(condemned.keySet().iterator().next());
		}
	}

	/** What an earlier request means for a version that comes now; null if nothing. */
	@Nullable
	Received requestedBefore(Received version) {
		Event request = version.gone() ? null : condemned.get(version.event());
		return request == null ? null : ofVersion(request, version.at(), version.createdAt(), version.wireD());
	}

	/** Dated as the version is: in one second a deletion is later, and whatever else is later stays. */
	private Received ofVersion(Event request, Coordinate at, long createdAt, String wireD) {
		return new Received(at, relay, request.id().hex(), createdAt, wireD, null, false, true, request.json());
	}

	private @Nullable Received ofCoordinate(Event event, String named) throws RefusedException {
		dev.umbra.nostr.Coordinate meant = dev.umbra.nostr.Coordinate.parse(named)
				.orElseThrow(() -> new RefusedException("a deletion that names no record"));
		if (!meant.owner().hex().equals(seal.identity().value())) {
			throw new RefusedException("a deletion of somebody else's record");
		}
		Optional<RecordKind> kind = RecordKind.of(meant.kind());
		if (kind.isEmpty()) {
			return null;
		}
		// a hidden name that nothing here has is no plain one that looks like it
		Coordinate at = CatalogAccess.now(catalog.records().byWireD(seal.identity(), relay, meant.kind(), meant.d()))
				.orElseGet(() -> seal.hides(meant.d()) ? null : envelope.meant(kind.get(), meant.d()));
		return at == null ? null : new Received(at, relay, event.id().hex(), event.createdAt(), meant.d(), null, false, true, event.json());
	}
}
