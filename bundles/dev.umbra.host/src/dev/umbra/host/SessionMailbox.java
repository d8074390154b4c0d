package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Id;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.reducer.Decision;
import dev.umbra.core.reducer.Given;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionReducer;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Codec;

/**
 * One session alive. Everything that happens to it passes here, one at a time, on its own virtual thread: decide (pure) →
 * commit → publish the next state → announce → effects. So what anyone is shown is on disk already, and two answers to
 * one question cannot both win.
 *
 * <p>The mailbox is bounded: a full one makes the agent's reading thread wait, which the agent feels through its pipe. A
 * person's calls have room of their own; when that is full too, they are answered <i>busy</i>. It never waits for its own
 * agent: replies come back as inputs. While the store
 * has no room, what the agent says is held and tried again; a person's call is refused in words instead.
 */
final class SessionMailbox {
	private static final System.Logger LOG = System.getLogger(SessionMailbox.class.getName());
	private static final int CAPACITY = 4096;
	/** Room for a person's calls beside them: a cancel must get in when an agent floods. */
	private static final int CALLS = 256;
	private static final int BATCH = 1024;
	private static final long ADVANCED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final Failure ENDING = Failure.busy("The host is ending.", "Try again in a moment.");

	private sealed interface Mail {
	}

	private record Call(SessionInput.Command command, @Nullable CommandId id, String method,
			Function<String, Object> result, Cause cause, CompletableFuture<Outcome<Object>> answer) implements Mail {
	}

	private record Said(SessionInput input) implements Mail {
	}

	private record End() implements Mail {
	}

	/** What the host does for a session after a commit. */
	interface Surroundings {
		void effects(SessionMailbox mailbox, List<dev.umbra.core.reducer.Effect> effects);

		/** The state was published; {@code attention}: the attention list changed, its revision follows. */
		void advanced(SessionMailbox mailbox, SessionState before, SessionState now, @Nullable Long attention);
	}

	private final SessionId id;
	private final HostParts parts;
	private final Surroundings surroundings;
	private final Function<AgentId, Standing> standing;
	private final SessionFeed feed;
	private final BlockingQueue<Mail> mail = new ArrayBlockingQueue<>(CAPACITY + CALLS);
	/** A place for each thing that happened; a call needs none. */
	private final Semaphore places = new Semaphore(CAPACITY);
	private final CountDownLatch ended = new CountDownLatch(1);
	private volatile SessionState state;
	private volatile boolean ending;
	private volatile long heardAt;
	private long advancedAt;
	private boolean advancedLater;

	SessionMailbox(SessionState state, HostParts parts, Surroundings surroundings,
			Function<AgentId, Standing> standing) {
		this.standing = standing;
		this.id = state.summary().id();
		this.state = state;
		this.parts = parts;
		this.surroundings = surroundings;
		this.feed = new SessionFeed(id, parts.epoch(), state.summary().revision(), parts.clocks(), parts.ticks());
		this.advancedAt = parts.clocks().nanos() - ADVANCED_NANOS;
	}

	void start() {
		Threads.virtual("session-" + id, this::run);
	}

	SessionId id() {
		return id;
	}

	/** The newest committed state. */
	SessionState state() {
		return state;
	}

	/** When its agent said something last, or got something to do, by {@link dev.umbra.core.Clocks#nanos}. */
	long heardAt() {
		return heardAt;
	}

	SessionFeed feed() {
		return feed;
	}

	/**
	 * A person's call.
	 *
	 * @param result makes the answer of the decision's reply; it is stored with the effect
	 */
	<R> CompletionStage<Outcome<R>> call(SessionInput.Command command, @Nullable CommandId commandId, String method,
			Cause cause, Class<R> type, Function<String, R> result) {
		CompletableFuture<Outcome<Object>> answer = new CompletableFuture<>();
		Call call = new Call(command, commandId, method, result::apply, cause, answer);
		if (ending || !mail.offer(call)) {
			return CompletableFuture.completedFuture(Outcome.notOk(ending ? ENDING : Failure.busy(
					"The session " + id + " has too much to do at this moment.", "Try again in a moment.")));
		}
		return answer.thenApply(outcome -> outcome.map(type::cast));
	}

	/** Something that happened; waits while the mailbox is full. Dropped once the mailbox ends. */
	void tell(SessionInput input) {
		Said said = new Said(input);
		try {
			while (!ending) {
				if (places.tryAcquire(1, TimeUnit.SECONDS)) {
					mail.put(said);
					return;
				}
				LOG.log(System.Logger.Level.DEBUG, "session {0}: mailbox full, its agent waits", id);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** As {@link #tell}, from threads that must not wait: on a short thread of its own. */
	void tellLater(SessionInput input) {
		Threads.virtual("tell-" + id, () -> tell(input));
	}

	/** Ends the thread after what is in the mailbox; waits for that, no longer than {@code millis}. */
	void end(long millis) {
		boolean told;
		try {
			told = mail.offer(new End(), millis, TimeUnit.MILLISECONDS);
			ending = true;
			if (!told || !ended.await(millis, TimeUnit.MILLISECONDS)) {
				LOG.log(System.Logger.Level.WARNING, "session " + id + " did not end within " + millis + " ms");
			}
		} catch (InterruptedException e) {
			ending = true;
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		List<SessionInput> batch = new ArrayList<>();
		try {
			while (true) {
				switch (mail.take()) {
				case End end -> {
					return;
				}
				case Call call -> guarded(() -> handle(call), call);
				case Said said -> {
					batch.add(said.input());
					while (batch.size() < BATCH && mail.peek() instanceof Said) {
						batch.add(((Said) mail.remove()).input());
					}
					places.release(batch.size());
					List<SessionInput> inputs = List.copyOf(batch);
					batch.clear();
					guarded(() -> handle(inputs), null);
				}
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			ending = true;
			ended.countDown();
			for (Mail left = mail.poll(); left != null; left = mail.poll()) {
				if (left instanceof Call call) {
					call.answer().complete(Outcome.notOk(ENDING));
				}
			}
		}
	}

	/** The boundary: an unexpected error is logged once, told to the person, and the session goes on. */
	private void guarded(Runnable work, @Nullable Call call) {
		try {
			work.run();
		} catch (RuntimeException | StackOverflowError | LinkageError e) {
			LOG.log(System.Logger.Level.ERROR, "session " + id + ": unexpected error", e);
			parts.events().problem("Session " + id + ": unexpected error: " + e);
			if (call != null) {
				call.answer().complete(Outcome.notOk(Failure.failed("Unexpected error: " + e, "See the host's log.")));
			}
		}
	}

	private Given given() {
		return new Given(parts.clocks().instant(), Id::random, standing.apply(state.summary().agent()),
				System.getProperty("user.home"));
	}

	private void handle(Call call) {
		if (call.command() instanceof SessionInput.Prompt || call.command() instanceof SessionInput.Answer) {
			heardAt = parts.clocks().nanos();
		}
		SessionState before = state;
		Decision decision = SessionReducer.decide(before, call.command(), given());
		if (decision.refusal() != null) {
			call.answer().complete(Outcome.notOk(decision.refusal()));
			return;
		}
		Object result = call.result().apply(decision.reply());
		Entries.CommandResult stored = call.id() == null ? null
				: new Entries.CommandResult(call.id(), call.method(), Codec.json(result));
		Map<String, Long> subjects;
		try {
			if (decision.changes().isEmpty()) {
				// a repeat of what found nothing to do, such as a cancel between two turns, must do nothing either
				remember(stored);
				surroundings.effects(this, decision.effects());
				call.answer().complete(Outcome.ok(result));
				return;
			}
			subjects = commit(decision, true, stored);
		} catch (StoreException e) {
			call.answer().complete(Outcome.notOk(e.failure()));
			return;
		}
		committed(before, decision, subjects, call.cause());
		call.answer().complete(Outcome.ok(result));
	}

	private void handle(List<SessionInput> inputs) {
		if (inputs.stream().anyMatch(input -> !(input instanceof SessionInput.AgentSilent))) {
			heardAt = parts.clocks().nanos();
		}
		SessionState before = state;
		Decision decision = SessionReducer.decide(before, inputs, given());
		if (decision.changes().isEmpty()) {
			state = decision.next();
			surroundings.effects(this, decision.effects());
			return;
		}
		Map<String, Long> subjects = commitPatiently(decision);
		if (subjects != null) {
			committed(before, decision, subjects, Cause.agent(before.summary().agentName()));
		}
	}

	private Map<String, Long> commit(Decision decision, boolean full, Entries.@Nullable CommandResult command) {
		return stored(parts.entries().commit(new Entries.Commit(id, decision.next().summary().revision(), decision.changes(),
				full, command, decision.attention() ? Set.of("attention") : Set.of(),
				FeedCards.of(state, decision, parts.clocks().instant()))));
	}

	private void remember(Entries.@Nullable CommandResult command) {
		if (command != null) {
			stored(parts.entries().remember(command));
		}
	}

	private static <T> T stored(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof StoreException store) {
				throw store;
			}
			throw e;
		}
	}

	/** What an agent said is not to be lost because the disk is full: it is held, and tried again every second. */
	private @Nullable Map<String, Long> commitPatiently(Decision decision) {
		while (true) {
			try {
				return commit(decision, false, null);
			} catch (StoreException e) {
				parts.events().problem("Session \"" + state.summary().title() + "\" (" + id + ") waits: "
						+ e.failure().message() + (e.failure().hint() == null ? "" : " " + e.failure().hint()));
				if (!e.passing() || ending) {
					return null;
				}
				if (!waitForRoom(e.failure())) {
					return null;
				}
			}
		}
	}

	/** A second; meanwhile a person's calls are refused in words, since they could not be committed either. */
	private boolean waitForRoom(Failure failure) {
		try {
			for (int i = 0; i < 20 && !ending; i++) {
				for (Mail each : mail) {
					if (each instanceof Call call && mail.remove(call)) {
						call.answer().complete(Outcome.notOk(failure));
					}
				}
				ended.await(50, TimeUnit.MILLISECONDS);
			}
			return true;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void committed(SessionState before, Decision decision, Map<String, Long> subjects, Cause cause) {
		SessionState now = decision.next();
		state = now;
		long revision = now.summary().revision();
		feed.publish(FeedItems.of(before, decision.changes(), revision));
		SessionStatus.Kind kindBefore = before.summary().status().kind();
		SessionStatus.Kind kind = now.summary().status().kind();
		if (kind != kindBefore && kind == SessionStatus.Kind.TERMINAL) {
			parts.events().publish(new SessionClosed(parts.epoch(), revision, cause, id));
		} else if (kind != kindBefore && kindBefore == SessionStatus.Kind.TERMINAL) {
			parts.events().publish(new SessionOpened(parts.epoch(), revision, cause, id));
		}
		Long tabs = subjects.get("tabs");
		if (tabs != null) {
			parts.events().publish(new TabsChanged(parts.epoch(), tabs, cause));
		}
		announceAdvanced(cause);
		surroundings.advanced(this, before, now, subjects.get("attention"));
		surroundings.effects(this, decision.effects());
	}

	/** Leading edge at once, then no more than ten a second. */
	private void announceAdvanced(Cause cause) {
		synchronized (feed) {
			if (advancedLater) {
				return;
			}
			long wait = advancedAt + ADVANCED_NANOS - parts.clocks().nanos();
			if (wait > 0) {
				advancedLater = true;
				parts.ticks().schedule(() -> announceNow(cause), wait, TimeUnit.NANOSECONDS);
				return;
			}
		}
		announceNow(cause);
	}

	private void announceNow(Cause cause) {
		synchronized (feed) {
			advancedLater = false;
			advancedAt = parts.clocks().nanos();
		}
		parts.events().publish(new SessionAdvanced(parts.epoch(), state.summary().revision(), cause, id));
	}
}
