package dev.umbra.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Incoming;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.SecretKey;
import dev.umbra.testkit.FakeCatalog;
import dev.umbra.testkit.FakeSecrets;

/** A device with real sockets, real keys and real time, and a catalog in memory. */
final class MirrorDevice implements AutoCloseable {
	private static final Duration PATIENCE = Duration.ofSeconds(60);
	final FakeCatalog catalog;
	final ConcurrentLinkedQueue<RelayState> states = new ConcurrentLinkedQueue<>();
	final AtomicLong changes = new AtomicLong();
	private final PublicKey identity;
	private final Duration skew;
	private final RelayMirror mirror;
	private final Object told = new Object();

	/** @param skew how much its clock is ahead */
	MirrorDevice(SecretKey key, Duration skew, FakeCatalog catalog) {
		this.catalog = catalog;
		this.skew = skew;
		BouncySchnorr schnorr = new BouncySchnorr();
		identity = new PublicKey(schnorr.publicKey(key).hex());
		FakeSecrets secrets = new FakeSecrets();
		CatalogAccess.now(secrets.putKey(identity, key.hex()));
		Clocks clocks = new Clocks() {
			@Override
			public Instant instant() {
				return SYSTEM.instant().plus(skew);
			}

			@Override
			public long nanos() {
				return SYSTEM.nanos();
			}
		};
		mirror = new RelayMirror(new NoRole(), catalog, secrets, schnorr, clocks);
		mirror.start(new RelaySync.Sink() {
			@Override
			public void catalogChanged(CatalogRecords.Changed changed, RelayAddress from) {
				changes.incrementAndGet();
				tell();
			}

			@Override
			public void stateChanged(RelayLink link, RelayState state) {
				states.add(state);
				tell();
			}
		});
	}

	private void tell() {
		synchronized (told) {
			told.notifyAll();
		}
	}

	PublicKey identity() {
		return identity;
	}

	Coordinate named(String slug) {
		return new Coordinate(identity, RecordKind.PERSONA, slug);
	}

	void use(String url, RelayMode mode) {
		CatalogAccess.now(catalog.saveRelay(new CatalogRecords.RelayRecord(identity, url, mode.word(), now()), null));
		mirror.use(List.of(new RelayLink(identity, RelayAddress.of(url), mode)));
	}

	void offline() {
		mirror.use(List.of());
	}

	List<RelayStatus> status() {
		return mirror.status();
	}

	private Instant now() {
		return Clocks.SYSTEM.instant().plus(skew);
	}

	void edit(String slug, String name) {
		Coordinate at = named(slug);
		String content = Incoming.canonical(at.kind(), "{\"display_name\":\"" + name + "\"}");
		CatalogAccess.now(catalog.change(List.of(at), states -> {
			CatalogRecords.CatalogState state = states.get(at);
			CatalogRecord before = state.record();
			CatalogRecord fresh = before == null ? new CatalogRecord(at, content, false, 0, now().getEpochSecond(), "", now(), now())
					: before.edited(content, false, now());
			return Stream.<CatalogWrite>concat(Stream.of(new CatalogWrite.PutRecord(fresh)), state.relays().stream()
					.map(relay -> new CatalogWrite.Queue(new CatalogRecords.Queued(at, relay.url(), false, 0, now(), null, null)))).toList();
		}, null));
		mirror.outboxChanged();
	}

	void delete(String slug) {
		Coordinate at = named(slug);
		CatalogAccess.now(catalog.change(List.of(at), states -> {
			CatalogRecords.CatalogState state = states.get(at);
			long latest = state.record() == null ? 0 : state.record().createdAt();
			return Stream.<CatalogWrite>concat(
					Stream.of(new CatalogWrite.DropRecord(at),
							new CatalogWrite.PutGrave(new CatalogRecords.Grave(at, Math.max(now().getEpochSecond(), latest), ""))),
					state.relays().stream().map(relay -> new CatalogWrite.Queue(new CatalogRecords.Queued(at, relay.url(), true, 0, now(), null, null)))).toList();
		}, null));
		mirror.outboxChanged();
	}

	/** Content by slug. */
	Map<String, String> shown() {
		Map<String, String> shown = new TreeMap<>();
		CatalogAccess.now(catalog.records(identity)).forEach(each -> shown.put(each.at().d(), each.content()));
		return shown;
	}

	boolean sent(String url) {
		return CatalogAccess.now(catalog.outbox(identity, url)).isEmpty();
	}

	/** Waits for news until it is so; {@link #PATIENCE} is no expectation. */
	void await(String what, BooleanSupplier so) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		synchronized (told) {
			while (!so.getAsBoolean()) {
				long left = (end - System.nanoTime()) / 1_000_000;
				if (left <= 0) {
					throw new AssertionError(what + " did not happen: " + shown() + " " + mirror.status());
				}
				try {
					told.wait(Math.min(left, 1000));
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
					throw new AssertionError("interrupted", e);
				}
			}
		}
	}

	@Override
	public void close() {
		mirror.end().toCompletableFuture().join();
	}

	/** The right to be the host. */
	private static final class NoRole implements HostRole {
		@Override
		public Path home() {
			return Path.of(".");
		}

		@Override
		public Path socket() {
			return Path.of("none");
		}

		@Override
		public String epoch() {
			return "test";
		}

		@Override
		public Instant since() {
			return Instant.EPOCH;
		}

		@Override
		public void startFailed(Failure failure) {
			throw new AssertionError(failure.message());
		}

		@Override
		public void ready() {
		}

		@Override
		public void end(String reason) {
		}
	}
}
