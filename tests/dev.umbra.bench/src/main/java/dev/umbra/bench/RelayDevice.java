package dev.umbra.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.RelayStateChanged;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.Encryption;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.PublicKey;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;

/** A host with an identity, and a client that follows its catalog as a window does: pulls when it hears, at most once in 200 ms. */
final class RelayDevice implements AutoCloseable {
	private static final long PULSE_MILLIS = 200;
	private static final int PATIENCE_SECONDS = 120;
	private final SecretKey key = SecretKey.random();
	private final BouncySchnorr schnorr = new BouncySchnorr();
	private final Signatures signatures = new Signatures(schnorr);
	private final Encryption encryption;
	private final HostProcess host;
	private final Semaphore news = new Semaphore(0);
	private final RelayMode mode;

	RelayDevice(RelayMode mode) throws Exception {
		this.mode = mode;
		PublicKey own = schnorr.publicKey(key);
		this.encryption = new Encryption(schnorr, key, own);
		this.host = HostProcess.fresh().start();
		host.remote().onEvent(event -> {
			if (event instanceof AgentsChanged || event instanceof RelayStateChanged) {
				news.release();
			}
		});
		host.get(host.remote().identities().importing(new Identities.Import(CommandId.random(), key.hex(), null, "me", false)));
	}

	HostProcess host() {
		return host;
	}

	void use(RelayBeside relay) throws Exception {
		host.get(host.remote().relays().add(new Relays.Add(CommandId.random(), relay.url(), mode, null)));
	}

	/** So many personas of this identity, as another device of it would have published them: 199 to a second. */
	List<Event> personas(int count, long since, String words) {
		return IntStream.range(0, count).parallel().mapToObj(i -> persona(i, since + i / 199, words)).toList();
	}

	Event persona(int number, long at, String words) {
		String content = "{\"display_name\":\"Persona " + number + words + "\",\"system_prompt\":\"" + "You review code. ".repeat(20) + "\"}";
		String slug = "persona-" + number;
		return switch (mode) {
		case BUZZ_COMPATIBLE -> signatures.sign(new UnsignedEvent(at, Kind.PERSONA, List.of(Tag.of("d", slug)), content), key);
		case PRIVATE -> signatures.sign(new UnsignedEvent(at, Kind.PERSONA, List.of(Tag.of("d", String.format("%032x", number + 1))),
				encryption.encrypt("{\"d\":\"" + slug + "\",\"content\":" + content + "}")), key);
		};
	}

	/** Pulls at each news, not more often than a window would, until it is so. @return how many pulls that took */
	int pullUntil(Predicate<Map<String, String>> so) throws Exception {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		for (int pulls = 1;; pulls++) {
			news.drainPermits();
			if (so.test(shown())) {
				return pulls;
			}
			if (System.nanoTime() > end) {
				throw new IllegalStateException("it did not come within " + PATIENCE_SECONDS + " s: " + status());
			}
			if (news.tryAcquire(1, TimeUnit.SECONDS)) {
				Pause.millis(PULSE_MILLIS);
			}
		}
	}

	/** Asks at each news until it is so. */
	void heard(Callable<Boolean> so) throws Exception {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (!so.call()) {
			if (!news.tryAcquire(1, TimeUnit.SECONDS) && System.nanoTime() > end) {
				throw new IllegalStateException("it did not come within " + PATIENCE_SECONDS + " s: " + status());
			}
		}
	}

	/** Names of one's own personas, by slug. */
	Map<String, String> shown() throws Exception {
		return host.get(host.remote().personas().list(new Nothing())).personas().stream().filter(one -> !one.builtIn())
				.collect(Collectors.toMap(one -> one.persona().slug().value(), one -> one.persona().displayName()));
	}

	String name(String slug) throws Exception {
		return host.get(host.remote().personas().get(new Personas.Get(slug))).persona().displayName();
	}

	RelayStatus status() throws Exception {
		return host.get(host.remote().relays().list(new Nothing())).relays().getFirst();
	}

	void awaitLive() throws Exception {
		while (status().state() != RelayState.LIVE) {
			news.tryAcquire(50, TimeUnit.MILLISECONDS);
		}
	}

	/** Reads everything again, until it is read. @return nanoseconds */
	long again() throws Exception {
		Semaphore live = new Semaphore(0);
		boolean[] reading = new boolean[1];
		host.remote().onEvent(event -> {
			if (event instanceof RelayStateChanged changed) {
				reading[0] |= changed.state() == RelayState.READING;
				if (reading[0] && changed.state() == RelayState.LIVE) {
					live.release();
				}
			}
		});
		long began = System.nanoTime();
		host.get(host.remote().relays().sync(new Relays.Sync(null)));
		if (!live.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("it was not read again: " + status());
		}
		return System.nanoTime() - began;
	}

	@Override
	public void close() throws Exception {
		host.close();
	}
}
