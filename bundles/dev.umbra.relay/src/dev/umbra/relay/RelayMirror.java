package dev.umbra.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.Clocks;
import dev.umbra.core.PublicKey;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.port.Secrets;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.nostr.Schnorr;
import dev.umbra.nostr.SecretKey;

/** All links of this host, each a {@link LinkConnection}. Any thread; nothing here waits. */
@Component(service = RelaySync.class)
public final class RelayMirror implements RelaySync {
	private static final Duration END = Duration.ofSeconds(5);
	private final CatalogRecords catalog;
	private final Secrets secrets;
	private final Schnorr schnorr;
	private final Clocks clocks;
	private final Map<Key, LinkConnection> connections = new LinkedHashMap<>();
	private final Map<PublicKey, Condemned> condemned = new LinkedHashMap<>();
	private @Nullable Doors doors;
	private @Nullable Sink sink;
	private boolean ended;

	private record Key(PublicKey identity, RelayAddress relay) {
	}

	/** @param role the right to be the host: nothing else keeps connections */
	@Activate
	public RelayMirror(@Reference HostRole role, @Reference CatalogRecords catalog, @Reference Secrets secrets, @Reference Schnorr schnorr,
			@Reference Clocks clocks) {
		Objects.requireNonNull(role);
		this.catalog = catalog;
		this.secrets = secrets;
		this.schnorr = schnorr;
		this.clocks = clocks;
	}

	@Override
	public synchronized void start(Sink told) {
		sink = told;
	}

	@Override
	public synchronized void use(Collection<RelayLink> links) {
		if (ended || sink == null) {
			return;
		}
		Map<Key, RelayLink> wanted = new LinkedHashMap<>();
		links.forEach(link -> wanted.put(new Key(link.identity(), link.relay()), link));
		connections.entrySet().removeIf(each -> {
			boolean gone = !each.getValue().link().equals(wanted.get(each.getKey()));
			if (gone) {
				each.getValue().stop();
			}
			return gone;
		});
		wanted.forEach((key, link) -> connections.computeIfAbsent(key, any -> started(link, Objects.requireNonNull(sink))));
	}

	private LinkConnection started(RelayLink link, Sink told) {
		if (doors == null) {
			doors = new Doors();
		}
		CatalogAccess access = new CatalogAccess(catalog, condemned.computeIfAbsent(link.identity(), any -> new Condemned()), changed -> {
			if (changed.visible()) {
				told.catalogChanged(changed, link.relay());
				othersToo(link);
			}
		}, clocks);
		LinkConnection connection = new LinkConnection(link, doors, this::seal, access, clocks, told::stateChanged);
		connection.start();
		return connection;
	}

	/** What came by one relay may have to go to another. */
	private synchronized void othersToo(RelayLink from) {
		connections.values().stream().filter(connection -> !connection.link().equals(from) && connection.link().identity().equals(from.identity()))
				.forEach(LinkConnection::outboxChanged);
	}

	private Optional<Seal> seal(RelayLink link) {
		return CatalogAccess.now(secrets.key(link.identity())).map(hex -> new IdentitySeal(schnorr, SecretKey.ofHex(hex)));
	}

	@Override
	public synchronized void outboxChanged() {
		connections.values().forEach(LinkConnection::outboxChanged);
	}

	@Override
	public synchronized void again(Collection<RelayLink> links) {
		links.forEach(link -> {
			LinkConnection connection = connections.get(new Key(link.identity(), link.relay()));
			if (connection != null) {
				connection.again();
			}
		});
	}

	@Override
	public CompletionStage<Shared> sharedBy(PublicKey reader, PublicKey author) {
		dev.umbra.nostr.PublicKey wanted = new dev.umbra.nostr.PublicKey(author.value());
		List<CompletableFuture<Shared>> asked;
		synchronized (this) {
			asked = connections.values().stream().filter(connection -> connection.link().identity().equals(reader))
					.map(connection -> connection.sharedBy(wanted)).toList();
		}
		return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
				.thenApply(all -> SharedPersonas.together(asked.stream().map(CompletableFuture::join).toList()));
	}

	@Override
	public synchronized List<RelayStatus> status() {
		return connections.values().stream().map(LinkConnection::status).toList();
	}

	@Override
	public CompletionStage<Void> end() {
		List<CompletableFuture<Void>> ends = new ArrayList<>();
		Doors open;
		synchronized (this) {
			ended = true;
			connections.values().forEach(connection -> ends.add(connection.stop()));
			connections.clear();
			open = doors;
			doors = null;
		}
		return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).completeOnTimeout(null, END.toSeconds(), TimeUnit.SECONDS).thenRun(() -> {
			if (open != null) {
				open.close();
			}
		});
	}

	@Deactivate
	void close() {
		end().toCompletableFuture().join();
	}
}
