package dev.umbra.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.RelayRecord;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.Tag;

/**
 * What requests to delete (kind 5, NIP-09) mean here. By a coordinate ({@code a}): the record, as it was up to the request. By an event's id
 * ({@code e}, of other clients): that one version and what was before it, by whichever relay it came; a later one stays. One thread; blocks on
 * the store.
 */
final class Deletions implements Batch.Returns {
	private final String relay;
	private final Seal seal;
	private final CatalogAccess catalog;
	private final Envelope envelope;
	private final Condemned condemned;
	/** Names that this relay was asked to forget while it was listened to. */
	private final Set<String> forgotten = new HashSet<>();

	Deletions(String relay, Seal seal, CatalogAccess catalog, Envelope envelope) {
		this.relay = relay;
		this.seal = seal;
		this.catalog = catalog;
		this.envelope = envelope;
		this.condemned = catalog.condemned();
	}

	/** Remembers which versions it names, if it is a request. */
	void heard(Event event) {
		if (event.kind() == Kind.DELETION) {
			event.all("e").forEach(id -> condemned.add(id, event));
		}
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
			named(versions).forEach(head -> requests.add(ofVersion(event, head.at(), head.createdAt(), head.wireD())));
		}
		requests.forEach(each -> forgotten.add(name(each.at().kind().nostr(), each.wireD())));
		return requests;
	}

	/** The versions of these ids, of whichever relay: one that has another version, or none, may be the one to say that they are not wanted. */
	private Collection<Head> named(List<String> versions) {
		Map<String, Head> found = new LinkedHashMap<>();
		for (RelayRecord each : CatalogAccess.now(catalog.records().relays())) {
			if (each.owner().equals(seal.identity())) {
				found.putAll(CatalogAccess.now(catalog.records().headsOf(seal.identity(), each.url(), versions)));
			}
		}
		return found.values().stream().filter(head -> !head.deleted()).toList();
	}

	private static String name(int kind, String wireD) {
		return kind + ":" + wireD;
	}

	@Override
	public boolean awaited() {
		return !forgotten.isEmpty();
	}

	/**
	 * Whether a version came at a name that this relay was asked to forget: known or not, it has to be looked at once more, since who sent it has
	 * not heard of the request, and the relay may not have kept it.
	 */
	@Override
	public boolean returned(Event event) {
		return !forgotten.isEmpty() && event.kind() != Kind.DELETION && forgotten.remove(name(event.kind(), event.first("d").orElse("")));
	}

	/** What an earlier request means for a version that comes now; null if nothing. */
	@Nullable
	Received requestedBefore(Received version) {
		Event request = version.gone() ? null : condemned.request(version.event());
		if (request == null) {
			return null;
		}
		forgotten.add(name(version.at().kind().nostr(), version.wireD()));
		return ofVersion(request, version.at(), version.createdAt(), version.wireD());
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
