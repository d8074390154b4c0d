package dev.umbra.store;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.HostRole;

/** The catalog in the store: there wherever the store is. Any thread. */
@Component(service = CatalogRecords.class)
public final class StoredCatalog implements CatalogRecords {
	private static final String SUBJECT = "agents";
	private final SqliteStore store;

	@Activate
	public StoredCatalog(@Reference HostRole role, @Reference StoreComponent component) {
		this(component.store());
	}

	StoredCatalog(SqliteStore store) {
		this.store = store;
	}

	@Override
	public CompletionStage<Changed> change(Collection<Coordinate> coordinates, CatalogDecision decide, @Nullable CommandResult command) {
		Set<Coordinate> asked = Set.copyOf(coordinates);
		return store.write(command, sql -> {
			CatalogEdit edit = new CatalogEdit(sql, store.now());
			for (CatalogWrite write : decide.decide(states(sql, asked))) {
				edit.apply(write);
			}
			long revision = edit.visible() ? Counters.raise(sql, SUBJECT) : Counters.read(sql, SUBJECT);
			return new Changed(revision, edit.visible(), edit.agents(), edit.removed());
		});
	}

	@Override
	public CompletionStage<Map<Coordinate, CatalogState>> states(Collection<Coordinate> coordinates) {
		Set<Coordinate> asked = Set.copyOf(coordinates);
		return store.read(sql -> states(sql, asked));
	}

	private static Map<Coordinate, CatalogState> states(Sql sql, Set<Coordinate> coordinates) throws SQLException {
		List<RelayRecord> relays = coordinates.isEmpty() ? List.of() : IdentityTable.relays(sql);
		Map<Coordinate, CatalogState> states = new LinkedHashMap<>();
		for (SomeRecords some : SomeRecords.of(coordinates)) {
			Map<Coordinate, CatalogRecord> records = RecordTable.of(sql, some);
			Map<Coordinate, Map<String, Head>> heads = HeadTable.of(sql, some);
			Map<Coordinate, Map<String, Queued>> outbox = OutboxTable.of(sql, some);
			Map<Coordinate, Grave> graves = RecordTable.graves(sql, some);
			List<RelayRecord> theirs = relays.stream().filter(relay -> relay.owner().equals(some.owner())).toList();
			for (String name : some.names()) {
				Coordinate at = new Coordinate(some.owner(), some.kind(), name);
				states.put(at, new CatalogState(at, records.get(at), heads.getOrDefault(at, Map.of()), outbox.getOrDefault(at, Map.of()), graves.get(at), theirs));
			}
		}
		return states;
	}

	@Override
	public CompletionStage<List<CatalogRecord>> records(PublicKey owner) {
		return store.read(sql -> RecordTable.of(sql, owner));
	}

	@Override
	public CompletionStage<List<Queued>> outbox(PublicKey owner, String relay) {
		return store.read(sql -> OutboxTable.of(sql, owner, relay));
	}

	@Override
	public CompletionStage<List<Head>> heads(PublicKey owner, String relay) {
		return store.read(sql -> HeadTable.of(sql, owner, relay));
	}

	@Override
	public CompletionStage<Optional<Coordinate>> byWireD(PublicKey owner, String relay, int nostrKind, String wireD) {
		return store.read(sql -> HeadTable.byWireD(sql, owner, relay, nostrKind, wireD));
	}

	@Override
	public CompletionStage<Map<String, Head>> headsOf(PublicKey owner, String relay, Collection<String> events) {
		List<String> asked = List.copyOf(events);
		return store.read(sql -> HeadTable.named(sql, owner, relay, asked));
	}

	@Override
	public CompletionStage<Set<String>> known(PublicKey owner, String relay, Collection<String> events) {
		List<String> asked = List.copyOf(events);
		return store.read(sql -> HeadTable.known(sql, owner, relay, asked));
	}

	@Override
	public CompletionStage<Map<String, Long>> knownEvents(PublicKey owner, String relay, int most) {
		return store.read(sql -> HeadTable.knownEvents(sql, owner, relay, most));
	}

	@Override
	public CompletionStage<Standing> standing(PublicKey owner, String relay, boolean plain) {
		return store.read(sql -> new Standing(HeadTable.unlike(sql, owner, relay, plain), HeadTable.alone(sql, owner, relay),
				HeadTable.events(sql, owner, relay)));
	}

	@Override
	public CompletionStage<List<Kept>> history(Coordinate record) {
		return store.read(sql -> RecordTable.history(sql, record));
	}

	@Override
	public CompletionStage<Map<String, Long>> counts(PublicKey owner, String relay) {
		return store.read(sql -> HeadTable.counts(sql, owner, relay));
	}

	@Override
	public CompletionStage<List<DirectoryEntry>> directory() {
		return store.read(AnnouncedTable::all);
	}

	@Override
	public CompletionStage<Map<Slug, PersonaDevice>> personaDevices(PublicKey owner) {
		return store.read(sql -> IdentityTable.personas(sql, owner));
	}

	@Override
	public CompletionStage<List<IdentityRecord>> identities() {
		return store.read(IdentityTable::all);
	}

	@Override
	public CompletionStage<Long> saveIdentity(IdentityRecord identity, @Nullable CommandResult command) {
		return raising(command, sql -> IdentityTable.save(sql, identity));
	}

	@Override
	public CompletionStage<Long> useIdentity(PublicKey owner, @Nullable CommandResult command) {
		return raising(command, sql -> IdentityTable.use(sql, owner));
	}

	@Override
	public CompletionStage<Long> removeIdentity(PublicKey owner, @Nullable CommandResult command) {
		return raising(command, sql -> IdentityTable.remove(sql, owner));
	}

	@Override
	public CompletionStage<Long> saveIdentity(IdentityRecord identity, PublicKey recordsOf, @Nullable CommandResult command) {
		return raising(command, sql -> {
			IdentityTable.save(sql, identity);
			IdentityTable.move(sql, recordsOf, identity.key(), store.now());
		});
	}

	@Override
	public CompletionStage<List<RelayRecord>> relays() {
		return store.read(IdentityTable::relays);
	}

	@Override
	public CompletionStage<Void> saveRelay(RelayRecord relay, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			IdentityTable.saveRelay(sql, relay);
			OutboxTable.queueMissing(sql, relay.owner(), relay.url(), store.now());
			return null;
		});
	}

	@Override
	public CompletionStage<Void> removeRelay(PublicKey owner, String url, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			IdentityTable.removeRelay(sql, owner, url);
			return null;
		});
	}

	private interface Step {
		void run(Sql sql) throws SQLException;
	}

	private CompletionStage<Long> raising(@Nullable CommandResult command, Step step) {
		return store.write(command, sql -> {
			step.run(sql);
			return Counters.raise(sql, SUBJECT);
		});
	}
}
