package dev.umbra.host;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.umbra.core.Cause;
import dev.umbra.core.Clocks;
import dev.umbra.core.Id;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.ProblemRaised;
import dev.umbra.wire.EventSink;

/**
 * Announces: to the framework's own broker and to every client. Clients are served from here, the publisher, never by
 * listening to the broker, so that each gets each event exactly once.
 */
final class HostEvents implements EventSink {
	private static final System.Logger LOG = System.getLogger(HostEvents.class.getName());
	private static final Duration SAME_PROBLEM = Duration.ofMinutes(1);
	private static final int MAX_PROBLEM_BYTES = 800;
	private final EventSink broker;
	private final Clocks clocks;
	private volatile String epoch;
	/** Commits of all sessions since the host started. */
	private final AtomicLong sessions = new AtomicLong(1);
	private final List<Consumer<HostEvent>> clients = new CopyOnWriteArrayList<>();
	private final Map<String, Long> problems = new ConcurrentHashMap<>();

	HostEvents(EventSink broker, Clocks clocks, String epoch) {
		this.broker = broker;
		this.clocks = clocks;
		this.epoch = epoch;
	}

	/** Of what is announced and answered now. */
	String epoch() {
		return epoch;
	}

	/** From now on everything is of another epoch: what clients know is worth nothing any more. */
	void renewEpoch() {
		epoch = Id.random().substring(0, 8);
	}

	/** A session was committed, made or deleted: a list of them that was read before is not the present one. */
	void sessionsChanged() {
		sessions.incrementAndGet();
	}

	/** Counts {@link #sessionsChanged}. Read it before the list that it is to stand for. */
	long sessionsRevision() {
		return sessions.get();
	}

	@Override
	public void publish(HostEvent event) {
		try {
			broker.publish(event);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "event not posted: " + event, e);
		}
		for (Consumer<HostEvent> client : clients) {
			client.accept(event);
		}
	}

	/** Says what a person must know; the same words no more than once a minute. */
	void problem(String words) {
		LOG.log(System.Logger.Level.ERROR, words);
		long now = clocks.nanos();
		problems.values().removeIf(at -> now - at > SAME_PROBLEM.toNanos());
		if (problems.putIfAbsent(words, now) == null) {
			publish(new ProblemRaised(epoch, 0, Cause.SYSTEM, cut(words)));
		}
	}

	/** An event stays below 1 kB; the log has all of it. */
	private static String cut(String words) {
		CharBuffer in = CharBuffer.wrap(words);
		StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).encode(in,
				ByteBuffer.allocate(MAX_PROBLEM_BYTES), true);
		return in.hasRemaining() ? words.substring(0, in.position()) + "…" : words;
	}

	/** How many are told of each event. */
	int clients() {
		return clients.size();
	}

	void add(Consumer<HostEvent> client) {
		clients.add(client);
	}

	void remove(Consumer<HostEvent> client) {
		clients.remove(client);
	}
}
