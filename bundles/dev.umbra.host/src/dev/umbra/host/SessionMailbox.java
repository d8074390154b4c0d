package dev.umbra.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
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
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.reducer.Decision;
import dev.umbra.core.reducer.Given;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionReducer;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Failures;

/**
 * One session alive. Everything that happens to it passes here, one at a time, on its own virtual thread: decide (pure) →
 * commit → publish the next state → announce → effects. So what anyone is shown is on disk already, and two answers to
 * one question cannot both win.
 *
 * <p>The mailbox is bounded: a full one makes the agent's reading thread wait, which the agent feels through its pipe. A
 * person's calls have room of their own; when that is full too, they are answered <i>busy</i>. It never waits for its own
 * agent: replies come back as inputs. While the store
 * has no room, what the agent says is held and tried again; a person's call is refused in words instead.
 *
 * <p>A session of which nothing was heard for a while rests: its thread ends, and of its state only the summary stays. The
 * mailbox stays the same one, and whatever is put into it brings the state back from the store first.
 */
final class SessionMailbox {
	private static final System.Logger LOG = System.getLogger(SessionMailbox.class.getName());
	private static final Failure ENDING = Failure.busy("The host is ending.", "Try again in a moment.");

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
	private final Announcing announcing;
	private final SessionCommits commits;
	private final MailboxWatcher watcher;
	private final Inbox inbox;
	private final CountDownLatch ended = new CountDownLatch(1);
	private volatile SessionState state;
	private volatile long heardAt;
	private volatile long usedAt;
	/** On the session's thread only. */
	private boolean deleted;

	SessionMailbox(SessionState state, HostParts parts, Surroundings surroundings,
			Function<AgentId, Standing> standing, MailboxWatcher watcher) {
		this.standing = standing;
		this.watcher = watcher;
		this.id = state.summary().id();
		this.inbox = new Inbox(this::wake,
				Failure.busy("The session " + id + " has too much to do at this moment.", "Try again in a moment."));
		this.state = state;
		this.parts = parts;
		this.surroundings = surroundings;
		this.feed = new SessionFeed(id, parts::epoch, state.summary().revision(), parts.clocks(), parts.ticks());
		this.commits = new SessionCommits(parts, inbox, ended);
		this.announcing = new Announcing(id, parts, () -> this.state.summary().revision());
		this.usedAt = parts.clocks().nanos();
	}

	void start() {
		inbox.begun();
		Threads.virtual("session-" + id, this::run);
	}

	private void wake() {
		usedAt = parts.clocks().nanos();
		watcher.awake(this);
		Threads.virtual("session-" + id, this::comeBack);
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
		inbox.put(new Inbox.Call(command, commandId, method, result::apply, cause, answer));
		return answer.thenApply(outcome -> outcome.map(type::cast));
	}

	/**
	 * Deletes the session and ends this mailbox; refused while the session is not closed.
	 *
	 * @return whether a tab went with it
	 */
	CompletionStage<Outcome<Boolean>> delete(Entries.CommandResult command, Cause cause) {
		CompletableFuture<Outcome<Boolean>> answer = new CompletableFuture<>();
		inbox.put(new Inbox.Delete(command, cause, answer));
		return answer;
	}

	/** Something that happened; waits while the mailbox is full. Dropped once the mailbox ends. */
	void tell(SessionInput input) {
		Inbox.Said said = new Inbox.Said(input);
		try {
			while (!inbox.put(said)) {
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

	/** Whether it is in memory; else only its summary is. */
	boolean awake() {
		return inbox.isSeenTo();
	}

	/** How long nothing was heard of it, if it could rest; null while it could not. Nanoseconds. */
	@Nullable
	Long quietFor() {
		return awake() && state.canRest() && !feed.followed() ? Long.valueOf(parts.clocks().nanos() - usedAt) : null;
	}

	/** Does this while it rests: nothing wakes it meanwhile. Nothing while it is awake. */
	void ifResting(Runnable work) {
		inbox.ifLeft(work);
	}

	/** Leaves memory, unless something happens meanwhile. Returns at once. */
	void rest() {
		inbox.hint(new Inbox.Rest());
	}

	/**
	 * Reads its state from the store again, because somebody else wrote there. What only the memory knows of a turn that runs
	 * stays. The stage says whether that was done; it is not where nothing is in memory anyway.
	 */
	CompletionStage<Outcome<Boolean>> readAnew() {
		CompletableFuture<Outcome<Boolean>> answer = new CompletableFuture<>();
		if (!inbox.ask(new Inbox.ReadAnew(answer))) {
			answer.complete(Outcome.ok(false));
		}
		return answer;
	}

	/** Followers are told to ask again, once the host has another epoch. */
	void renewed() {
		feed.renew(state.summary().revision());
	}

	/** Ends the thread after what is in the mailbox; waits for that, no longer than {@code millis}. */
	void end(long millis) {
		try {
			if (inbox.close(ENDING) && !ended.await(millis, TimeUnit.MILLISECONDS)) {
				LOG.log(System.Logger.Level.WARNING, "session " + id + " did not end within " + millis + " ms");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** What happens brings a resting session back: its state is read, then it goes on as if it had never rested. */
	private void comeBack() {
		Failure failure;
		try {
			Entries.Live live = SessionCommits.stored(parts.entries().live(id)).orElseThrow(() -> SessionMailboxes.notFound(id.value()));
			state = SessionState.restored(live.summary(), live.lastOrdinal(), live.open(), live.queue());
			run();
			return;
		} catch (StoreException e) {
			failure = e.failure();
		} catch (RuntimeException e) {
			failure = Failures.of(e);
		}
		int lost = inbox.drop(failure, () -> watcher.rests(this));
		if (lost > 0) {
			parts.events().problem("Session \"" + state.summary().title() + "\" (" + id
					+ ") could not be read again; what was said of it meanwhile is lost: " + failure.message());
		}
	}

	private void run() {
		try {
			boolean goesOn = true;
			while (goesOn) {
				goesOn = handle(inbox.take());
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			over(ENDING);
		}
	}

	private boolean handle(Inbox.Mail mail) {
		usedAt = mail instanceof Inbox.Rest ? usedAt : parts.clocks().nanos();
		switch (mail) {
		case Inbox.Call call -> guarded(() -> handle(call), call);
		case Inbox.Said said -> {
			List<SessionInput> inputs = inbox.batch(said);
			guarded(() -> handle(inputs), null);
		}
		case Inbox.Delete delete -> {
			guarded(() -> handle(delete), delete);
			if (deleted) {
				over(SessionMailboxes.notFound(id.value()).failure());
				return false;
			}
		}
		case Inbox.ReadAnew anew -> guarded(() -> readAnew(anew), anew);
		case Inbox.Rest rest -> {
			if (inbox.leave(this::rested)) {
				return false;
			}
		}
		case Inbox.End end -> {
			over(ENDING);
			return false;
		}
		}
		watcher.quiet();
		return true;
	}

	/** With the monitor of the inbox. @return false if somebody follows meanwhile, or there is something to do */
	private boolean rested() {
		if (!state.canRest() || !feed.rest()) {
			return false;
		}
		state = state.resting();
		watcher.rests(this);
		return true;
	}

	private void over(Failure why) {
		inbox.close(why);
		inbox.drop(why, () -> watcher.rests(this));
		ended.countDown();
	}

	/** The boundary: an unexpected error is logged once, told to the person, and the session goes on. */
	private void guarded(Runnable work, Inbox.@Nullable Asked asked) {
		try {
			work.run();
		} catch (RuntimeException | StackOverflowError | LinkageError e) {
			LOG.log(System.Logger.Level.ERROR, "session " + id + ": unexpected error", e);
			parts.events().problem("Session " + id + ": unexpected error: " + e);
			if (asked != null) {
				asked.refuse(Failure.failed("Unexpected error: " + e, "See the host's log."));
			}
		}
	}

	private Given given() {
		return new Given(parts.clocks().instant(), Id::random, standing.apply(state.summary().agent()),
				System.getProperty("user.home"));
	}

	private void handle(Inbox.Call call) {
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
				commits.remember(stored);
				surroundings.effects(this, decision.effects());
				call.answer().complete(Outcome.ok(result));
				return;
			}
			subjects = commits.commit(before, decision, stored);
		} catch (StoreException e) {
			call.answer().complete(Outcome.notOk(e.failure()));
			return;
		}
		committed(before, decision, subjects, call.cause());
		call.answer().complete(Outcome.ok(result));
	}

	private void handle(Inbox.Delete delete) {
		SessionSummary summary = state.summary();
		if (summary.status().kind() != SessionStatus.Kind.TERMINAL) {
			delete.refuse(Failure.refused("The session \"" + summary.title() + "\" (" + id + ") is not closed"
					+ (summary.turn() == null ? "." : ": a turn runs in it."),
					"Close it first: umbra session close " + id + (summary.turn() == null ? "" : " --stop")));
			return;
		}
		boolean tab;
		try {
			tab = SessionCommits.stored(parts.history().delete(id, delete.command()));
		} catch (StoreException e) {
			delete.refuse(e.failure());
			return;
		}
		deleted = true;
		inbox.close(SessionMailboxes.notFound(id.value()).failure());
		feed.end();
		parts.events().sessionsChanged();
		parts.events().publish(new SessionClosed(parts.epoch(), summary.revision(), delete.cause(), id));
		delete.answer().complete(Outcome.ok(tab));
	}

	private void readAnew(Inbox.ReadAnew anew) {
		Optional<Entries.Live> stored = SessionCommits.stored(parts.entries().live(id));
		if (stored.isEmpty()) {
			anew.refuse(SessionMailboxes.notFound(id.value()).failure());
			return;
		}
		Entries.Live live = stored.get();
		state = state.canRest() ? SessionState.restored(live.summary(), live.lastOrdinal(), live.open(), live.queue())
				: state.readAnew(live.summary(), live.lastOrdinal(), live.queue());
		anew.answer().complete(Outcome.ok(true));
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
		Map<String, Long> subjects = commits.patiently(before, decision);
		if (subjects != null) {
			committed(before, decision, subjects, Cause.agent(before.summary().agentName()));
		}
	}

	private void committed(SessionState before, Decision decision, Map<String, Long> subjects, Cause cause) {
		SessionState now = decision.next();
		state = now;
		parts.events().sessionsChanged();
		feed.publish(FeedItems.of(before, decision.changes(), now));
		announcing.committed(before.summary(), now.summary(), subjects, cause);
		surroundings.advanced(this, before, now, subjects.get("attention"));
		surroundings.effects(this, decision.effects());
	}
}
