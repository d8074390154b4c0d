package dev.umbra.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import dev.umbra.core.agent.Launch;
import dev.umbra.wire.Blotter;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Junk;
import dev.umbra.wire.PeerClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The line to one agent process: our requests and their time limits, what goes wrong on the wire, and the end. What is said
 * on it is for {@link Inbound} and {@link AgentLink}.
 *
 * <p>The end is told once, by {@link #conclude}: on the reading thread when it has read everything, else 500 ms after the
 * exit. Requests that wait fail there and nowhere else, with the exit code and what stderr said (specs agents.md, rule 4);
 * that a pipe broke earlier is no reason that helps anybody.
 */
final class AgentConnection implements JsonRpcPeer.Handler {
	private static final System.Logger LOG = System.getLogger(AgentConnection.class.getName());
	private static final Duration PATIENCE = Duration.ofSeconds(15);
	private static final Duration PIPE_HELD = Duration.ofMillis(500);
	private static final Duration READING_AT_MOST = Duration.ofSeconds(10);
	private static final int JUNK_TOLD = 5;

	/** What the agent says on its own account; on the reading thread, in wire order. */
	interface Inbound {
		/** @param id as the agent named it; @param bytes of the line it came in */
		CompletionStage<JsonNode> request(JsonNode id, String method, JsonNode params, int bytes);

		void notification(String method, JsonNode params, int bytes);

		/** Nothing comes any more, and nothing is answered. */
		void over();
	}

	private final Launch launch;
	private final AgentProcess process;
	private final Delivery delivery;
	private final ScheduledExecutorService ticks;
	private final Calls calls;
	private final Inbound inbound;
	private final JsonRpcPeer peer;
	private final Sender sender;
	private final AtomicLong junk = new AtomicLong();
	private final AtomicBoolean writingBroke = new AtomicBoolean();
	private final CompletableFuture<Void> concluded = new CompletableFuture<>();
	private final AtomicBoolean concluding = new AtomicBoolean();
	private volatile AgentFailures.@Nullable Ended end;
	private volatile long lastRead = System.nanoTime();
	private volatile @Nullable String firstJunk;
	/** Of the reading thread. */
	private int lineLength;

	/** Starts nothing: {@link #start} does. */
	AgentConnection(Launch launch, AgentProcess process, Delivery delivery, ScheduledExecutorService ticks, Calls calls,
			Inbound inbound) {
		this.launch = launch;
		this.process = process;
		this.delivery = delivery;
		this.ticks = ticks;
		this.calls = calls;
		this.inbound = inbound;
		this.peer = new JsonRpcPeer(name(), process.out(), process.in(), this, JsonRpcPeer.Options.DEFAULT);
		this.sender = new Sender(name(), peer::queuedBytes);
	}

	private String name() {
		return "agent-" + launch.name();
	}

	/** Starts reading. */
	void start() {
		Threads.platformDaemon(name() + "#out", peer::run);
		process.exit().thenRun(() -> Threads.virtual(name() + "#exit", this::watchReading));
	}

	/** Ends the process: repeats return the same stage. @param ours as in {@link AgentProcess#end} */
	CompletionStage<Void> end(boolean ours) {
		return process.end(ours, peer::finish);
	}

	/** No log shows these values from now on. @param secrets values by name */
	void alsoSecret(Map<String, String> secrets) {
		process.log().alsoSecret(secrets);
	}

	// ---- our requests

	/** As {@link #ask}, with the time limit of the start, and a note when it takes long (rule 5). */
	Calls.Asked askInTime(String method, @Nullable String session, ObjectNode params, BiConsumer<JsonNode, Throwable> then) {
		Calls.Asked asked = ask(method, session, params, then);
		Duration limit = launch.startTimeout();
		ScheduledFuture<?> note = PATIENCE.compareTo(limit) >= 0 ? null
				: later(PATIENCE, () -> delivery.note("still no answer to " + method + " after " + PATIENCE.toSeconds() + " s"));
		ScheduledFuture<?> stop = later(limit, () -> giveUp(asked,
				AgentFailures.unanswered(launch, method, limit.toSeconds(), process.stderrTail(), junkWords())));
		asked.answer.whenComplete((value, e) -> {
			if (note != null) {
				note.cancel(false);
			}
			stop.cancel(false);
		});
		return asked;
	}

	/**
	 * Sends a request; completes on the reading thread, or by {@link #conclude}. Never blocks.
	 *
	 * @param session the agent's id of the session it is about, or null
	 * @param then attached before anything is sent: it has run when the agent's next line is handled
	 */
	Calls.Asked ask(String method, @Nullable String session, ObjectNode params, BiConsumer<JsonNode, Throwable> then) {
		Calls.Asked asked = calls.begin(method, session);
		asked.answer.whenComplete((answer, e) -> then.accept(answer, e == null ? null : cause(e)));
		AgentFailures.Ended over = end;
		if (over != null) {
			// not on the caller's thread: it may be the one that has to take what comes of it
			Threads.virtual(name() + "#late", () -> calls.fail(asked, over));
			return asked;
		}
		sender.send(() -> {
			if (calls.isOpen(asked)) {
				peer.call(method, params, id -> asked.id = id, (result, e) -> answered(asked, result, e));
			}
		});
		return asked;
	}

	private void answered(Calls.Asked asked, @Nullable JsonNode result, @Nullable Throwable e) {
		Throwable cause = e == null ? null : cause(e);
		if (cause instanceof PeerClosedException) {
			broken();
		} else if (cause != null) {
			calls.fail(asked, cause);
		} else if (result != null) {
			calls.complete(asked, result);
		}
	}

	/** Fails a request that nobody waits for any more, and tells the agent; nothing if it has its answer. */
	void giveUp(Calls.Asked asked, Throwable cause) {
		if (calls.take(asked)) {
			// behind the request itself, should that still wait to leave, and before whatever follows from its failure
			sender.send(() -> {
				if (asked.id != 0) {
					tell("$/cancel_request", JsonNodeFactory.instance.objectNode().put("requestId", asked.id));
				}
			});
			asked.answer.completeExceptionally(cause);
		}
	}

	/** Sends a notification, in order with the requests. Never blocks. */
	void notify(String method, ObjectNode params) {
		sender.send(() -> tell(method, params));
	}

	private void tell(String method, ObjectNode params) {
		try {
			peer.notify(method, params);
		} catch (PeerClosedException e) {
			broken();
		}
	}

	private ScheduledFuture<?> later(Duration delay, Runnable action) {
		return ticks.schedule(() -> Threads.virtual(name() + "#time", action), delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Nothing can be written any more: mostly its exit is about to be noticed; if not, an agent that is deaf is ended. */
	private void broken() {
		if (writingBroke.compareAndSet(false, true) && !ticks.isShutdown()) {
			later(Duration.ofSeconds(1), () -> {
				if (!process.exit().isDone()) {
					delivery.note("it does not take any more messages; it is ended");
					end(false);
				}
			});
		}
	}

	// ---- what comes, on the reading thread

	@Override
	public CompletionStage<JsonNode> request(String method, JsonNode params) {
		throw new UnsupportedOperationException("requests come with their id");
	}

	@Override
	public CompletionStage<JsonNode> request(JsonNode id, String method, JsonNode params) {
		return inbound.request(id, method, params, lineLength);
	}

	@Override
	public void notification(String method, JsonNode params) {
		inbound.notification(method, params, lineLength);
	}

	@Override
	public void traffic(boolean outgoing, byte[] line, int length) {
		process.log().traffic(outgoing, line, length);
		if (!outgoing) {
			lastRead = System.nanoTime();
			lineLength = length;
		}
	}

	@Override
	public void junk(Junk line) {
		if (line.kind() == Junk.Kind.UNKNOWN_ID && line.head().contains("$/cancel_request")) {
			return; // who does not know this notification was seen to say so, though nobody asked
		}
		String words = switch (line.kind()) {
		case NOT_JSON -> "a line that is not JSON: ";
		case NOT_RPC -> "a line that is no message: ";
		case OVERSIZE -> "a line that is too long (" + line.bytes() + " bytes), skipped: ";
		case INVALID_UTF8 -> "a line that is not UTF-8, repaired: ";
		case UNKNOWN_ID -> "an answer to nothing we asked: ";
		case DUPLICATE_ANSWER -> "a second answer to the same request: ";
		} + Visible.line(head(process.log().blotter(), line), 200);
		if (firstJunk == null) {
			firstJunk = words;
		}
		long count = junk.incrementAndGet();
		if (count <= JUNK_TOLD) {
			delivery.note("it wrote " + words + (count == JUNK_TOLD ? " (further ones are only counted)" : ""));
		}
	}

	/** What of a bad line may be shown. */
	static String head(Blotter blotter, Junk line) {
		boolean whole = line.bytes() <= line.head().getBytes(StandardCharsets.UTF_8).length;
		return whole ? blotter.text(line.head()) : blotter.beginning(line.head());
	}

	private String junkWords() {
		long count = junk.get();
		return count == 0 ? "" : "; it wrote " + count + " lines that are no messages, the first: " + firstJunk;
	}

	// ---- the end

	/** Its output has ended. Mostly it has exited, or is about to; if it goes on without an output it is ended. */
	@Override
	public void closed(@Nullable Throwable cause) {
		try {
			if (!process.exitsWithin(Duration.ofSeconds(1))) {
				delivery.note("it closed its output but did not exit; it is ended");
				end(false);
				process.exitsWithin(Duration.ofSeconds(10));
			}
			await(process.stderrRead(), PIPE_HELD);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		conclude();
	}

	/** After the exit: waits until everything was read, but not for a child that holds the pipe and is silent. */
	private void watchReading() {
		long exit = System.nanoTime();
		try {
			while (!await(concluded, PIPE_HELD)) {
				long now = System.nanoTime();
				boolean reading = delivery.isBusy() || now - lastRead < PIPE_HELD.toNanos();
				if (!reading || now - exit > READING_AT_MOST.toNanos()) {
					conclude();
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void conclude() {
		if (!concluding.compareAndSet(false, true)) {
			return;
		}
		int exitCode = process.exit().getNow(-1);
		String stderr = process.stderrTail();
		AgentFailures.Ended ended = AgentFailures.ended(launch, exitCode, process.asked(), stderr);
		end = ended;
		try {
			inbound.over();
			if (junk.get() > JUNK_TOLD) {
				delivery.note("it wrote " + junk.get() + " lines that were no messages");
			}
			calls.failAll(ended);
			delivery.exited(exitCode, stderr, process.asked());
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, AgentFailures.name(launch) + ": its end could not be handled", e);
		} finally {
			concluded.complete(null);
		}
	}

	private static boolean await(CompletableFuture<?> future, Duration limit) throws InterruptedException {
		try {
			future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		} catch (TimeoutException e) {
			return false;
		} catch (ExecutionException e) {
			return true;
		}
	}

	private static Throwable cause(Throwable e) {
		Throwable cause = e;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}
}
