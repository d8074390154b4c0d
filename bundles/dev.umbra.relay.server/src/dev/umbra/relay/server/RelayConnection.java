package dev.umbra.relay.server;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.EventStore;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.MessageReader;
import dev.umbra.nostr.RelayMessage;

/**
 * One client. Its frames are handled one after the other, on one thread that may wait; {@link #offer} and the answers come from
 * the relay's. The lock guards the subscriptions; nothing waits while it holds it.
 */
final class RelayConnection {
	private static final System.Logger LOG = System.getLogger(RelayConnection.class.getName());
	/** Events on their way to the store: more make the connection's thread wait, and so the client. */
	private static final int MOST_PENDING = 512;
	private final Relay relay;
	private final Outlet outlet;
	private final MessageReader reader;
	private final String challenge = Admission.challenge();
	private final RateLimit publishes;
	private final RateLimit messages;
	private final Semaphore pending = new Semaphore(MOST_PENDING);
	private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
	private volatile boolean admitted;
	private int bad;

	RelayConnection(Relay relay, Outlet outlet) {
		this.relay = relay;
		this.outlet = outlet;
		this.reader = new MessageReader(relay.limits.messageLength());
		this.publishes = new RateLimit(relay.clocks, relay.limits.publishes(), relay.limits.publishesPerSecond());
		this.messages = new RateLimit(relay.clocks, relay.limits.messages(), relay.limits.messagesPerSecond());
		this.admitted = !relay.admission.required();
	}

	void greet() {
		if (relay.admission.required()) {
			send(new RelayMessage.Challenge(challenge));
		}
	}

	/** A frame's bytes as text. @throws dev.umbra.nostr.NostrException if they are not UTF-8 */
	String text(ByteBuffer bytes) {
		return reader.text(bytes);
	}

	/** Handles a frame's text; may wait for the store, and for a client that reads slowly. */
	void received(String frame) throws InterruptedException {
		switch (reader.client(frame)) {
		case ClientMessage.Publish publish -> publish(publish.event());
		case ClientMessage.Request request -> {
			if (paced(request.subscription())) {
				request(request.subscription(), request.filters());
			}
		}
		case ClientMessage.Close close -> {
			synchronized (subscriptions) {
				subscriptions.remove(close.subscription());
			}
		}
		case ClientMessage.Authenticate answer -> authenticate(answer.event());
		case ClientMessage.Unreadable unreadable -> unreadable(unreadable);
		}
	}

	private boolean paced(String subscription) {
		if (messages.allows()) {
			return true;
		}
		bad("rate-limited: at most " + relay.limits.messagesPerSecond() + " a second", subscription);
		return false;
	}

	private void authenticate(Event answer) {
		Optional<String> refusal = messages.allows() ? relay.admission.refusal(answer, challenge, relay.clocks.instant(), relay.signatures)
				: Optional.of("rate-limited: at most " + relay.limits.messagesPerSecond() + " a second");
		if (refusal.isEmpty()) {
			admitted = true;
			send(new RelayMessage.Ok(answer.id(), true, ""));
		} else {
			refuse(answer, refusal.get());
			worse();
		}
	}

	private void publish(Event event) throws InterruptedException {
		Optional<String> refusal = refusal(event);
		if (refusal.isPresent()) {
			refuse(event, refusal.get());
			return;
		}
		if (!relay.signatures.verify(event)) {
			refuse(event, "invalid: id or signature is not true");
			worse();
			return;
		}
		pending.acquire();
		relay.accept(event, this);
	}

	/** What can be said without looking at the signature. */
	private Optional<String> refusal(Event event) {
		long ahead = event.createdAt() - relay.clocks.instant().getEpochSecond();
		if (!admitted) {
			return Optional.of(Relay.authRequired());
		}
		if (!publishes.allows()) {
			return Optional.of("rate-limited: at most " + relay.limits.publishesPerSecond() + " events a second");
		}
		if (event.kind() == Kind.AUTH) {
			return Optional.of("invalid: kind " + Kind.AUTH + " is for AUTH only");
		}
		if (event.tags().size() > relay.limits.eventTags()) {
			return Optional.of("invalid: more than " + relay.limits.eventTags() + " tags");
		}
		if (ahead > relay.limits.ahead().toSeconds()) {
			return Optional.of("invalid: created_at is " + ahead + " s ahead of this relay's clock");
		}
		return Optional.empty();
	}

	private void request(String name, List<Filter> filters) throws InterruptedException {
		Optional<String> refusal = refusal(name, filters);
		if (refusal.isPresent()) {
			synchronized (subscriptions) {
				subscriptions.remove(name);
			}
			send(new RelayMessage.Closed(name, refusal.get()));
			return;
		}
		Subscription subscription = new Subscription(name, filters);
		synchronized (subscriptions) {
			subscriptions.put(name, subscription);
		}
		List<String> stored;
		try {
			List<EventStore.Query> queries = filters.stream().map(StoredForm::of).toList();
			stored = relay.store.find(queries, relay.limits.events()).toCompletableFuture().join();
		} catch (CompletionException e) {
			LOG.log(System.Logger.Level.WARNING, "the relay could not read its events", e);
			synchronized (subscriptions) {
				subscriptions.remove(name, subscription);
			}
			send(new RelayMessage.Closed(name, "error: the relay could not read its events; try again later"));
			return;
		}
		replay(subscription, stored);
	}

	private Optional<String> refusal(String name, List<Filter> filters) {
		if (!admitted) {
			return Optional.of(Relay.authRequired());
		}
		if (filters.size() > relay.limits.filters()) {
			return Optional.of("error: more than " + relay.limits.filters() + " filters");
		}
		if (filters.stream().mapToInt(RelayConnection::values).sum() > relay.limits.filterValues()) {
			return Optional.of("error: more than " + relay.limits.filterValues() + " values in the filters");
		}
		synchronized (subscriptions) {
			return subscriptions.containsKey(name) || subscriptions.size() < relay.limits.subscriptions() ? Optional.empty()
					: Optional.of("error: more than " + relay.limits.subscriptions() + " subscriptions");
		}
	}

	private static int values(Filter filter) {
		int tags = filter.tags().values().stream().mapToInt(Set::size).sum();
		return tags + count(filter.ids()) + count(filter.authors()) + count(filter.kinds());
	}

	private static int count(@Nullable Set<?> values) {
		return values == null ? 0 : values.size();
	}

	/** Stored ones, the end of them, what came meanwhile; each event once. */
	private void replay(Subscription subscription, List<String> stored) throws InterruptedException {
		Set<String> sent = new HashSet<>();
		for (String json : stored) {
			if (!outlet.awaitRoom()) {
				return;
			}
			outlet.send(RelayMessage.Found.json(subscription.name, json));
			sent.add(json);
		}
		synchronized (subscriptions) {
			if (subscriptions.get(subscription.name) != subscription) {
				return;
			}
			send(new RelayMessage.StoredEnd(subscription.name));
			for (Subscription.Held held : subscription.release(sent, relay.coming())) {
				outlet.send(RelayMessage.Found.json(subscription.name, held.json()));
			}
		}
	}

	/** What is new, if this client asked for such. */
	void offer(Event event, String json) {
		synchronized (subscriptions) {
			for (Subscription subscription : List.copyOf(subscriptions.values())) {
				if (!subscription.matches(event)) {
					continue;
				}
				if (!subscription.holds()) {
					if (!subscription.isEarly(json)) {
						outlet.send(RelayMessage.Found.json(subscription.name, json));
					}
				} else if (!subscription.hold(event, json)) {
					subscriptions.remove(subscription.name);
					send(new RelayMessage.Closed(subscription.name, "error: too much is new meanwhile; ask again"));
				}
			}
		}
	}

	/** What became of an event that was on its way to the store. */
	void settled(Event event, boolean accepted, String words) {
		pending.release();
		if (accepted) {
			send(new RelayMessage.Ok(event.id(), true, words));
		} else {
			refuse(event, words);
		}
	}

	private void refuse(Event event, String words) {
		relay.counters.refused.increment();
		send(new RelayMessage.Ok(event.id(), false, words));
	}

	private void unreadable(ClientMessage.Unreadable message) {
		relay.counters.unreadable.increment();
		if (message.event() != null) {
			send(new RelayMessage.Ok(message.event(), false, "invalid: " + message.reason()));
			worse();
		} else {
			bad("error: " + message.reason(), message.subscription());
		}
	}

	private void bad(String words, @Nullable String subscription) {
		send(subscription == null ? new RelayMessage.Notice(words) : new RelayMessage.Closed(subscription, words));
		worse();
	}

	/** A client that goes on sending what is no use is let go. */
	private void worse() {
		bad++;
		if (bad >= relay.limits.badMessages()) {
			drop(1008, "too many messages that are not right");
		}
	}

	/** Ends the connection for what the client did. */
	void drop(int status, String reason) {
		relay.counters.dropped.increment();
		close(status, reason);
	}

	void close(int status, String reason) {
		outlet.close(status, reason);
	}

	private void send(RelayMessage message) {
		outlet.send(message.json());
	}
}
