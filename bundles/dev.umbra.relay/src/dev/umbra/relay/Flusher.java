package dev.umbra.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.FailureException;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords.CatalogState;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.EventId;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.PublicKey;
import dev.umbra.nostr.RelayMessage.Prefix;
import dev.umbra.nostr.UnsignedEvent;

/**
 * Sends what waits in the outbox of one link, and hears what became of it. A row is read again before it is carried out, signed in
 * that moment, and cleared only if it still is the same when the relay has accepted. One thread, one connection.
 */
final class Flusher {
	/** Unanswered events at a time. */
	static final int WINDOW = 20;
	private static final Duration ANSWER = Duration.ofSeconds(8);
	private static final int MOST_TRIES = 3;
	private final RelayLink link;
	private final String relay;
	private final Seal seal;
	private final CatalogAccess catalog;
	private final Clocks clocks;
	private final Asking asking;
	private final long longestMessage;
	private final Envelope envelope;
	private final Signing signing;
	private final Holdback holdback;
	/** Of these, what was signed before is of no use: the relay does not take it. */
	private final Set<Coordinate> anew = new HashSet<>();
	private final Deque<Coordinate> plan = new ArrayDeque<>();
	private final Map<String, Flight> flying = new LinkedHashMap<>();
	private final Map<Coordinate, Long> signed = new HashMap<>();
	private final Map<Coordinate, Integer> hidden = new HashMap<>();
	private final KeptRequests kept = new KeptRequests();
	private final Set<String> resent = new HashSet<>();
	private final Deque<UnsignedEvent> clearing = new ArrayDeque<>();
	private final List<Sent> accepted = new ArrayList<>();
	private boolean stale = true;
	private @Nullable Instant due;

	/** An event without an answer. {@code sent} is null where no row waits for it. */
	private record Flight(@Nullable Sent sent, String frame, long deadline, int tries) {
	}

	Flusher(RelayLink link, Seal seal, CatalogAccess catalog, Clocks clocks, Asking asking, long longestMessage) {
		this.link = link;
		this.relay = link.relay().url();
		this.seal = seal;
		this.catalog = catalog;
		this.clocks = clocks;
		this.asking = asking;
		this.longestMessage = longestMessage;
		this.envelope = new Envelope(seal);
		this.signing = new Signing(relay, seal, envelope);
		this.holdback = new Holdback(clocks);
	}

	/** The outbox may have changed. */
	void wanted() {
		stale = true;
	}

	/** Events of ours without an answer, by id. */
	Map<String, Sent> onTheirWay() {
		Map<String, Sent> ours = new HashMap<>();
		flying.forEach((id, flight) -> {
			if (flight.sent() != null) {
				ours.put(id, flight.sent());
			}
		});
		return ours;
	}

	/** The relay gave these events: those of ours among them it has. */
	void given(Set<String> ids) {
		for (String id : ids) {
			Flight flight = flying.get(id);
			if (flight != null && flight.sent() != null) {
				flying.remove(id);
				accepted.add(flight.sent());
			}
		}
	}

	/** The relay gave these requests to delete among what it keeps. */
	void keeps(Collection<String> requests) {
		kept.given(requests);
	}

	/** Sends a head again, unchanged; a request to delete at most once. */
	void again(Head head) {
		if (resent.add(head.event())) {
			fly(head.event(), null, "[\"EVENT\"," + head.json() + "]", 0);
		}
	}

	/** Takes a version away from where the record is no longer. @param before the second of the record's present version */
	void clear(Received stray, long before) {
		if (!resent.add("stray " + stray.event())) {
			return;
		}
		clearing.add(Envelope.request(stray.at(), stray.wireD(), stray.createdAt()));
		if (stray.createdAt() + 1 < before) {
			boolean plain = stray.wireD().equals(stray.at().d());
			clearing.add(envelope.grave(stray.at(), new Saying.GraveOf(stray.wireD(), !plain, 0), stray.createdAt() + 1));
		}
	}

	/** Commits what was accepted, and sends what can be sent. */
	void run() {
		commit();
		if (due != null && !clocks.instant().isBefore(due)) {
			due = null;
			stale = true;
		}
		while (holdback.over() && flying.size() < WINDOW && (!plan.isEmpty() || stale)) {
			if (plan.isEmpty()) {
				load();
			} else {
				some();
			}
		}
		while (holdback.over() && flying.size() < WINDOW && !clearing.isEmpty()) {
			Event event = seal.sign(clearing.poll());
			fly(event.id().hex(), null, new ClientMessage.Publish(event).json(), 0);
		}
	}

	private void load() {
		stale = false;
		Set<Coordinate> busy = new HashSet<>();
		flying.values().forEach(flight -> {
			if (flight.sent() != null) {
				busy.add(flight.sent().said().at());
			}
		});
		for (Queued row : CatalogAccess.now(catalog.records().outbox(link.identity(), relay))) {
			if (row.held() == null && !busy.contains(row.at())) {
				plan.add(row.at());
			}
		}
	}

	private void some() {
		List<Coordinate> batch = new ArrayList<>();
		while (!plan.isEmpty() && batch.size() < WINDOW - flying.size()) {
			batch.add(plan.poll());
		}
		Map<Coordinate, CatalogState> states = CatalogAccess.now(catalog.records().states(batch));
		List<Queued> nothing = new ArrayList<>();
		List<Sent> ready = new ArrayList<>();
		for (Coordinate at : batch) {
			Working working = new Working(states.get(at));
			Queued row = working.row(relay);
			if (row != null && row.held() == null) {
				carryOut(working, row, nothing, ready);
			}
		}
		if (!nothing.isEmpty()) {
			catalog.change(nothing.stream().map(Queued::at).toList(), working -> {
				nothing.forEach(row -> working.get(row.at()).done(relay, row.deletion(), row.version()));
				return List.of();
			});
		}
		send(ready);
	}

	private void carryOut(Working working, Queued row, List<Queued> nothing, List<Sent> ready) {
		Coordinate at = working.at();
		Sending sending = new Sending(link.mode(), seal.hidden(at.kind(), at.d()), clocks.instant(), signed.getOrDefault(at, 0L), kept);
		try {
			switch (sending.of(working, row)) {
			case Saying.Nothing none -> nothing.add(row);
			case Saying.Later later -> due = due == null || later.at().isBefore(due) ? later.at() : due;
			case Saying.AskWhetherKept ask -> {
				if (kept.ask(ask.event())) {
					asking.look(new Asking.Look(null, ask.event()), List.of(Filter.ALL.ids(new EventId(ask.event())).limit(1)));
				}
			}
			case Saying.ByEvent says -> {
				Received before = anew.remove(at) ? null : signing.before(working, row, says);
				fits(row, before == null ? signing.fresh(at, says) : before, !(says instanceof Saying.Request)).ifPresent(ready::add);
			}
			}
		} catch (FailureException e) {
			hold(at, e.failure().message());
		}
	}

	private Optional<Sent> fits(Queued row, Received says, boolean last) {
		long bytes = says.frame().getBytes(StandardCharsets.UTF_8).length;
		if (bytes > longestMessage) {
			hold(row.at(), Words.tooLarge(bytes, longestMessage));
			return Optional.empty();
		}
		return Optional.of(new Sent(says, row.deletion(), row.version(), last));
	}

	/** What is signed is stored before it leaves: who has no answer, this host or the next, sends it again unchanged. */
	private void send(List<Sent> ready) {
		if (!ready.isEmpty()) {
			catalog.change(List.of(), working -> ready.stream().<CatalogWrite>map(sent -> new CatalogWrite.Signed(sent.said().at(), relay, sent.deletion(),
					sent.version(), sent.said().json())).toList());
		}
		for (Sent sent : ready) {
			signed.put(sent.said().at(), sent.said().createdAt());
			fly(sent.said().event(), sent, sent.said().frame(), 0);
		}
	}

	private void fly(String id, @Nullable Sent sent, String frame, int tries) {
		flying.put(id, new Flight(sent, frame, clocks.nanos() + ANSWER.toNanos(), tries));
		asking.send(frame);
	}

	private void hold(Coordinate at, String why) {
		catalog.change(List.of(), working -> List.of(new CatalogWrite.Hold(at, relay, why)));
	}

	/** The relay's answer. @return words for the person, or null */
	@Nullable
	String answered(String id, boolean taken, String message) {
		Flight flight = flying.get(id);
		if (flight == null) {
			return null;
		}
		Prefix prefix = Prefix.of(message);
		if (flight.sent() == null) {
			flying.remove(id);
			return taken || prefix == Prefix.DUPLICATE ? null : pauseFor(prefix, message);
		}
		if (prefix == Prefix.DUPLICATE || saysDeleted(prefix, message)) {
			look(id, flight.sent());
			return null;
		}
		flying.remove(id);
		if (taken) {
			holdback.forget();
			accepted.add(flight.sent());
			return null;
		}
		signed.remove(flight.sent().said().at());
		stale = true;
		return refused(flight.sent().said().at(), prefix, message);
	}

	/** Some relays refuse what is not newer than a deletion; ours and others say so in such words. */
	private static boolean saysDeleted(Prefix prefix, String message) {
		return prefix == Prefix.BLOCKED && message.contains("delet");
	}

	private @Nullable String refused(Coordinate at, Prefix prefix, String message) {
		return switch (prefix) {
		case BLOCKED, RESTRICTED, INVALID, POW, MUTE, UNSUPPORTED -> {
			String why = Words.held(prefix, message);
			hold(at, why);
			yield why;
		}
		case DUPLICATE, RATE_LIMITED, ERROR, AUTH_REQUIRED, OTHER -> pauseFor(prefix, message);
		};
	}

	private @Nullable String pauseFor(Prefix prefix, String message) {
		if (prefix == Prefix.AUTH_REQUIRED) {
			holdback.of(ANSWER);
			return null;
		}
		holdback.grow();
		return Words.held(prefix, message) + " It is tried again by itself.";
	}

	/** Whoever we are is known now: what was refused for that is tried again. */
	void authenticated() {
		holdback.end();
		stale = true;
	}

	/** {@code duplicate} may hide that something newer is there, and where it was deleted, the deletion is not known here yet. */
	private void look(String id, Sent sent) {
		flying.put(id, new Flight(sent, "", clocks.nanos() + ANSWER.toNanos(), MOST_TRIES));
		Received said = sent.said();
		PublicKey me = new PublicKey(link.identity().value());
		Coordinate wire = new Coordinate(said.at().owner(), said.at().kind(), said.wireD());
		Filter versions = Filter.ALL.kinds(said.at().kind().nostr()).authors(me).tag("d", said.wireD()).limit(Paging.PAGE);
		Filter requests = Filter.ALL.kinds(Kind.DELETION).authors(me).tag("a", wire.toString()).limit(Paging.PAGE);
		asking.look(new Asking.Look(id, null), List.of(versions, requests));
	}

	/** What was asked for has been given, and taken over. @param ids of all that came */
	void looked(Asking.Look look, Set<String> ids) {
		if (look.request() != null) {
			kept.answered(look.request(), ids.contains(look.request()));
			stale = true;
			return;
		}
		Flight flight = look.sent() == null ? null : flying.remove(look.sent());
		if (flight == null || flight.sent() == null) {
			return;
		}
		Coordinate at = flight.sent().said().at();
		anew.add(at);
		stale = true;
		if (hidden.merge(at, 1, Integer::sum) > MOST_TRIES) {
			hidden.remove(at);
			hold(at, Words.NOT_GIVEN_BACK);
		} else {
			holdback.of(Duration.ofSeconds(1));
		}
	}

	/** The relay would not say. */
	void unanswered(Asking.Look look) {
		if (look.request() != null) {
			kept.unanswered(look.request());
			stale = true;
		} else {
			looked(look, Set.of());
		}
	}

	/** What had no answer in time is sent again, unchanged; after that the connection is taken for dead. */
	void tick() {
		long now = clocks.nanos();
		for (Map.Entry<String, Flight> each : List.copyOf(flying.entrySet())) {
			Flight flight = each.getValue();
			if (flight.deadline() - now > 0) {
				continue;
			}
			if (flight.tries() >= MOST_TRIES) {
				asking.end("The relay did not answer for " + ANSWER.multipliedBy(MOST_TRIES + 1L).toSeconds() + " seconds.");
				return;
			}
			fly(each.getKey(), flight.sent(), flight.frame(), flight.tries() + 1);
		}
		run();
	}

	/** Whether something of that record is on its way. */
	boolean busy(Coordinate at) {
		return flying.values().stream().anyMatch(flight -> flight.sent() != null && flight.sent().said().at().equals(at));
	}

	/** Stores what was accepted. */
	void commit() {
		if (accepted.isEmpty()) {
			return;
		}
		List<Sent> all = List.copyOf(accepted);
		accepted.clear();
		Receiving receiving = new Receiving(clocks.instant(), Inbox::merged);
		boolean[] more = new boolean[1];
		List<Head> left = new ArrayList<>();
		catalog.change(all.stream().map(sent -> sent.said().at()).distinct().toList(), workings -> {
			left.clear();
			more[0] = false;
			for (Sent sent : all) {
				Working working = workings.get(sent.said().at());
				Head before = working.head(relay);
				sent.accepted(working, receiving);
				more[0] |= working.row(relay) != null;
				if (before != null && !before.deleted() && !before.wireD().equals(sent.said().wireD())) {
					left.add(before);
				}
			}
			return List.of();
		});
		all.forEach(sent -> signed.remove(sent.said().at(), sent.said().createdAt()));
		all.forEach(sent -> hidden.remove(sent.said().at()));
		left.forEach(head -> clear(Inbox.left(head), Long.MAX_VALUE));
		stale |= more[0];
	}
}
