package dev.umbra.relay.server;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import dev.umbra.core.Clocks;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.port.EventStore;
import dev.umbra.core.port.EventStore.Kept;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.RelayMessage;
import dev.umbra.nostr.Signatures;

/**
 * The relay, without sockets: its connections, and the one way an event takes: stored, then answered, then to everybody who
 * asked for such. Answers and live events go out in the order of the commits, on the thread {@code relay-server-live}.
 */
final class Relay {
	private static final System.Logger LOG = System.getLogger(Relay.class.getName());
	final EventStore store;
	final Signatures signatures;
	final Clocks clocks;
	final RelayLimits limits;
	final Admission admission;
	final RelayCounters counters = new RelayCounters();
	private final Set<RelayConnection> connections = ConcurrentHashMap.newKeySet();
	private final BlockingQueue<Runnable> live = new LinkedBlockingQueue<>();
	/** On their way into the store, or in it and not yet passed on: whoever reads the store now may find them. */
	private final Set<String> coming = ConcurrentHashMap.newKeySet();
	private final Thread thread;
	private volatile boolean closed;

	Relay(EventStore store, Signatures signatures, Clocks clocks, RelayLimits limits, Admission admission) {
		this.store = store;
		this.signatures = signatures;
		this.clocks = clocks;
		this.limits = limits;
		this.admission = admission;
		this.thread = Threads.virtual("relay-server-live", this::run);
	}

	private void run() {
		while (!closed) {
			try {
				live.take().run();
			} catch (InterruptedException e) {
				return;
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.ERROR, "the relay could not pass an event on", e);
			}
		}
	}

	/** A client is there. False: there are too many, or the relay ends; it was told so. */
	boolean opened(RelayConnection connection) {
		connections.add(connection);
		counters.connections.increment();
		if (closed) {
			// it came too late to be among those that were told
			end(connection);
			return false;
		}
		if (connections.size() > limits.connections()) {
			connection.drop(1013, "too many connections");
			return false;
		}
		connection.greet();
		return true;
	}

	void left(RelayConnection connection) {
		connections.remove(connection);
	}

	int connections() {
		return connections.size();
	}

	/** Keeps a verified event, answers its sender, passes it on. */
	void accept(Event event, RelayConnection from) {
		String json = event.json();
		if (Kind.keeping(event.kind()) == Kind.Keeping.EPHEMERAL) {
			live.add(() -> kept(event, json, Kept.NEW, from));
			return;
		}
		coming.add(json);
		store.put(StoredForm.of(event, json)).whenComplete((kept, failed) -> live.add(() -> {
			try {
				if (failed == null) {
					kept(event, json, kept, from);
				} else {
					notKept(event, failed, from);
				}
			} finally {
				coming.remove(json);
			}
		}));
	}

	/** As they are sent; a live view. Any thread. */
	Set<String> coming() {
		return coming;
	}

	private void kept(Event event, String json, Kept kept, RelayConnection from) {
		switch (kept) {
		case NEW -> {
			counters.stored.increment();
			from.settled(event, true, "");
			connections.forEach(connection -> connection.offer(event, json));
		}
		case DUPLICATE -> from.settled(event, true, "duplicate: it is here already");
		case OLDER -> from.settled(event, true, "duplicate: a newer one is here");
		case DELETED -> from.settled(event, false, "blocked: its author has deleted it");
		}
	}

	private void notKept(Event event, Throwable failed, RelayConnection from) {
		Throwable cause = failed instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : failed;
		LOG.log(System.Logger.Level.WARNING, "the relay could not keep event " + event.id().hex(), cause);
		String words = cause instanceof FailureException known ? known.failure().message() : "the relay could not keep it";
		from.settled(event, false, "error: " + words.replace('\n', ' '));
	}

	/** Lets all clients go. */
	void close() {
		closed = true;
		thread.interrupt();
		connections.forEach(Relay::end);
	}

	private static void end(RelayConnection connection) {
		connection.close(1001, "the relay ends");
	}

	/** The words that refuse what only a client may do that has said who it is. */
	static String authRequired() {
		return RelayMessage.Prefix.AUTH_REQUIRED.word() + ": say who you are first (NIP-42)";
	}
}
