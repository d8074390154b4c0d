package dev.umbra.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Coordinate;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.MessageReader;
import dev.umbra.nostr.RelayMessage;

/**
 * A relay in memory, without sockets: what it says waits until a test takes it, and by its {@link Habits} it comes in another order,
 * twice, or not at all, as far as one connection of a real relay allows that. One thread.
 */
public final class FakeRelay {
	private static final int LONGEST = 1 << 20;
	private final Random random;
	private final Habits habits;
	private final Predicate<Event> genuine;
	private final Map<String, Event> stored = new LinkedHashMap<>();
	/** Newest deletion of each coordinate, for relays that remember them. */
	private final Map<String, Long> deleted = new LinkedHashMap<>();
	private final List<Socket> sockets = new ArrayList<>();
	private boolean quiet;

	/**
	 * How a relay misbehaves; each number is a share of 1.
	 *
	 * @param keepsRequests whether deletion requests are stored, served and remembered; else they are only obeyed
	 * @param staleIsTaken whether a version that is older than what is there is answered with {@code true}
	 * @param most how many events it gives for one question, silently
	 * @param doubled how many live events come twice
	 * @param lost how many live events and answers never come
	 * @param refused how many events are refused as too many, or for no good reason
	 * @param asks whether it serves only those who say who they are
	 */
	public record Habits(boolean keepsRequests, boolean staleIsTaken, int most, double doubled, double lost, double refused, boolean asks) {
		public static final Habits GOOD = new Habits(true, false, 500, 0, 0, 0, false);
	}

	/** @param genuine whether an event's signature is true */
	public FakeRelay(Random random, Habits habits, Predicate<Event> genuine) {
		this.random = random;
		this.habits = habits;
		this.genuine = genuine;
	}

	/** From now on nothing is lost, doubled or refused any more, and what is said comes in order. */
	public void calm() {
		quiet = true;
	}

	/** All that is stored. */
	public List<Event> stored() {
		return List.copyOf(stored.values());
	}

	/** As if somebody had published it. */
	public void put(Event event) {
		accept(event);
	}

	/** It forgets an event, as one whose disk was lost. */
	public void forget(Event event) {
		stored.remove(event.id().hex());
	}

	public Socket connect() {
		Socket socket = new Socket();
		sockets.add(socket);
		if (habits.asks()) {
			socket.say(new RelayMessage.Challenge("challenge-" + random.nextInt(1_000_000)));
		}
		return socket;
	}

	private boolean happens(double share) {
		return !quiet && random.nextDouble() < share;
	}

	/** @return words if it is not taken as the newest; they begin as NIP-01 wants */
	private @Nullable String accept(Event event) {
		if (stored.containsKey(event.id().hex())) {
			return "duplicate: have this event";
		}
		if (event.kind() == Kind.DELETION) {
			obey(event);
			return null;
		}
		Coordinate at = Coordinate.of(event).orElse(null);
		if (at == null) {
			return "invalid: not a kind for this relay";
		}
		if (habits.keepsRequests() && event.createdAt() <= deleted.getOrDefault(at.toString(), Long.MIN_VALUE)) {
			return "blocked: the author has deleted it";
		}
		for (Event other : List.copyOf(stored.values())) {
			if (Coordinate.of(other).filter(at::equals).isPresent()) {
				boolean newer = event.createdAt() != other.createdAt() ? event.createdAt() > other.createdAt() : event.id().compareTo(other.id()) < 0;
				if (!newer) {
					return "duplicate: have a newer event";
				}
				stored.remove(other.id().hex());
			}
		}
		stored.put(event.id().hex(), event);
		return null;
	}

	private void obey(Event request) {
		for (String named : request.all("a")) {
			if (named.split(":", 3)[1].equals(request.author().hex())) {
				stored.values().removeIf(event -> event.createdAt() <= request.createdAt()
						&& Coordinate.of(event).filter(at -> at.toString().equals(named)).isPresent());
				deleted.merge(named, request.createdAt(), Math::max);
			}
		}
		request.all("e").forEach(id -> stored.computeIfPresent(id, (any, event) -> event.author().equals(request.author()) && event.kind() != Kind.DELETION ? null : event));
		if (habits.keepsRequests()) {
			stored.put(request.id().hex(), request);
		}
	}

	/** One connection. */
	public final class Socket {
		private final Map<String, List<Filter>> subscriptions = new LinkedHashMap<>();
		private final List<RelayMessage> waiting = new ArrayList<>();
		private final MessageReader reader = new MessageReader(LONGEST);
		private boolean known = !habits.asks();

		/** What the client says. */
		public void hear(String frame) {
			switch (reader.client(frame)) {
			case ClientMessage.Publish message -> publish(message.event());
			case ClientMessage.Request message -> subscribe(message);
			case ClientMessage.Close message -> subscriptions.remove(message.subscription());
			case ClientMessage.Authenticate message -> {
				known = genuine.test(message.event());
				waiting.add(new RelayMessage.Ok(message.event().id(), known, known ? "" : "restricted: who are you"));
			}
			case ClientMessage.Unreadable bad -> say(new RelayMessage.Notice("unreadable: " + bad.reason()));
			}
		}

		/** What it says next; null: nothing at the moment. */
		public @Nullable RelayMessage next() {
			return waiting.isEmpty() ? null : waiting.removeFirst();
		}

		/** What was on its way is lost. */
		public void close() {
			sockets.remove(this);
			waiting.clear();
		}

		private void publish(Event event) {
			if (!known) {
				say(new RelayMessage.Ok(event.id(), false, "auth-required: who are you"));
				return;
			}
			if (happens(habits.refused())) {
				say(new RelayMessage.Ok(event.id(), false, random.nextBoolean() ? "rate-limited: slow down" : "error: try later"));
				return;
			}
			if (!genuine.test(event)) {
				say(new RelayMessage.Ok(event.id(), false, "invalid: the signature is not true"));
				return;
			}
			String words = accept(event);
			if (!happens(habits.lost())) {
				boolean stale = words != null && words.startsWith("duplicate:");
				say(new RelayMessage.Ok(event.id(), words == null || stale && habits.staleIsTaken(), words == null ? "" : words));
			}
			if (words == null) {
				List.copyOf(sockets).forEach(socket -> socket.forward(event));
			}
		}

		private void forward(Event event) {
			subscriptions.forEach((name, filters) -> {
				if (filters.stream().anyMatch(filter -> filter.matches(event)) && !happens(habits.lost())) {
					say(new RelayMessage.Found(name, event));
					if (happens(habits.doubled())) {
						say(new RelayMessage.Found(name, event));
					}
				}
			});
		}

		private void subscribe(ClientMessage.Request request) {
			if (!known) {
				say(new RelayMessage.Closed(request.subscription(), "auth-required: who are you"));
				return;
			}
			subscriptions.put(request.subscription(), request.filters());
			List<Event> given = new ArrayList<>();
			for (Filter filter : request.filters()) {
				int most = Math.min(habits.most(), filter.limit() == null ? 100 : filter.limit());
				given.addAll(stored.values().stream().filter(filter::matches).sorted(Comparator.comparingLong(Event::createdAt).reversed()
						.thenComparing(Event::id)).limit(most).toList());
			}
			if (!quiet) {
				Collections.shuffle(given, random);
			}
			given.forEach(event -> waiting.add(new RelayMessage.Found(request.subscription(), event)));
			waiting.add(new RelayMessage.StoredEnd(request.subscription()));
		}

		/** In its turn, or before something that waits. */
		private void say(RelayMessage message) {
			waiting.add(quiet ? waiting.size() : random.nextInt(waiting.size() + 1), message);
		}
	}
}
