package dev.umbra.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Incoming;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.nostr.RelayMessage;
import dev.umbra.testkit.FakeCatalog;
import dev.umbra.testkit.FakeRelay;
import dev.umbra.testkit.ManualClock;

/** A device of a person, without threads: a catalog, and a conversation with each relay that a test lets go on step by step. */
final class Device {
	final FakeCatalog catalog = new FakeCatalog();
	final Counted counted = new Counted();
	final List<String> troubles = new ArrayList<>();
	final Map<String, Connection> connections = new LinkedHashMap<>();
	private final Condemned condemned = new Condemned();
	private final Seal seal;
	private final Clocks clocks;
	private final PublicKey identity;

	/** @param skew how much this device's clock is ahead */
	Device(Seal seal, ManualClock clock, Duration skew) {
		this.seal = seal;
		this.identity = seal.identity();
		this.clocks = new Clocks() {
			@Override
			public Instant instant() {
				return clock.instant().plus(skew);
			}

			@Override
			public long nanos() {
				return clock.nanos();
			}
		};
	}

	Instant now() {
		return clocks.instant();
	}

	void relay(String url, RelayMode mode) {
		CatalogAccess.now(catalog.saveRelay(new CatalogRecords.RelayRecord(identity, url, mode.word(), clocks.instant()), null));
	}

	void connect(FakeRelay relay, String url, RelayMode mode) {
		connections.put(url, new Connection(relay, new RelayLink(identity, new RelayAddress(url), mode)));
	}

	void disconnect(String url) {
		Connection connection = connections.remove(url);
		if (connection != null) {
			connection.socket.close();
		}
	}

	/** A person's edit; a new record if there is none. */
	void edit(Coordinate at, String json, boolean shared) {
		String content = Incoming.canonical(at.kind(), json);
		CatalogAccess.now(catalog.change(List.of(at), states -> {
			CatalogRecords.CatalogState state = states.get(at);
			CatalogRecord before = state.record();
			long after = state.grave() == null ? 0 : state.grave().createdAt();
			CatalogRecord fresh = before == null
					? new CatalogRecord(at, content, shared, 0, Math.max(now().getEpochSecond(), after + 1), "", now(), now())
					: before.edited(content, shared, now());
			List<CatalogWrite> writes = new ArrayList<>();
			writes.add(new CatalogWrite.PutRecord(fresh));
			state.relays().forEach(relay -> writes.add(new CatalogWrite.Queue(new CatalogRecords.Queued(at, relay.url(), false, 0, now(), null, null))));
			return writes;
		}, null));
		connections.values().forEach(connection -> connection.conversation.outboxChanged());
	}

	/** A person's deletion. @param notBefore until when it can be undone, or null */
	void delete(Coordinate at, @Nullable Instant notBefore) {
		CatalogAccess.now(catalog.change(List.of(at), states -> {
			CatalogRecords.CatalogState state = states.get(at);
			CatalogRecord before = state.record();
			if (before == null) {
				return List.of();
			}
			List<CatalogWrite> writes = new ArrayList<>();
			writes.add(new CatalogWrite.Keep(new Kept(0, at, now(), Kept.Why.DELETED, "", before.content(), before.shared())));
			writes.add(new CatalogWrite.DropRecord(at));
			writes.add(new CatalogWrite.PutGrave(new CatalogRecords.Grave(at, Math.max(now().getEpochSecond(), before.createdAt()), "")));
			state.relays().forEach(relay -> writes.add(new CatalogWrite.Queue(new CatalogRecords.Queued(at, relay.url(), true, 0, now(), notBefore, null))));
			return writes;
		}, null));
		connections.values().forEach(connection -> connection.conversation.outboxChanged());
	}

	/** What the person sees: content and tag of each record. */
	Map<String, String> shown() {
		Map<String, String> shown = new TreeMap<>();
		CatalogAccess.now(catalog.records(identity)).forEach(each -> shown.put(each.at().toString(), each.content() + (each.shared() ? " shared" : "")));
		return shown;
	}

	int waiting() {
		return connections.keySet().stream().mapToInt(url -> CatalogAccess.now(catalog.outbox(identity, url)).size()).sum();
	}

	/** One conversation; a new one after each connect. */
	final class Connection implements Line {
		final Conversation conversation;
		final FakeRelay.Socket socket;
		final List<RelayState> states = new ArrayList<>();
		@Nullable String ended;

		Connection(FakeRelay relay, RelayLink link) {
			socket = relay.connect();
			conversation = new Conversation(link, seal, new CatalogAccess(catalog, condemned, changed -> {
			}, clocks), clocks, counted, 65536, this);
			conversation.opened();
		}

		/** Hears one message. @return whether there was one */
		boolean step() {
			RelayMessage message = socket.next();
			if (message == null || ended != null) {
				return false;
			}
			conversation.heard(message);
			return true;
		}

		@Override
		public void send(String frame) {
			if (ended == null) {
				socket.hear(frame);
			}
		}

		@Override
		public void end(String why) {
			ended = why;
			socket.close();
		}

		@Override
		public void refused(String why) {
			end(why);
		}

		@Override
		public void state(RelayState state) {
			states.add(state);
		}

		@Override
		public void trouble(String words) {
			troubles.add(words);
		}
	}
}
