package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Failures;

/**
 * One agent's life: whether a process of it runs, comes up, is waited for or must not be started, and how its sessions reach
 * it. One process, an {@link AgentRun}, serves all its sessions. Any thread; the lock is never held while calling out.
 *
 * <p>An end that nobody asked for, and a start that fails, is a crash. After a crash an agent that should be up
 * (<i>autostart</i>, <i>keep running</i>) is started again by itself, after a {@link Backoff}; any other waits for the next
 * prompt. A prompt that comes during the wait waits with it. Three crashes within a minute open the {@link CrashBreaker}:
 * nothing starts the agent then but a person, by hand. What a person stopped stays stopped until a start or a prompt.
 */
final class AgentLife implements AgentRun.Owner {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	/** Told after each change of what {@link #view} shows; called without the lock. */
	interface Watcher {
		void changed(AgentLife life);
	}

	/** What people see of it. */
	record View(AgentState state, Instant since, @Nullable Long pid, @Nullable String lastError,
			@Nullable Integer exitCode) {
	}

	/** A session with a turn. */
	private record Busy(SessionMailbox mailbox, SessionStatus status) {
	}

	private final HostParts parts;
	private final Watcher watcher;
	private final Launches launches;
	private final Offers offers;
	private final SessionOpener opener;
	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
	private final CrashBreaker breaker;
	private final Map<SessionId, Busy> busy = new HashMap<>();
	private volatile AgentRecord record;
	/** The process that runs, comes up, or will be started by {@link #restart}; null if there is none. */
	private @Nullable AgentRun current;
	private @Nullable ScheduledFuture<?> restart;
	private long upSince;
	/** The person, or the end of the host, wants it down. */
	private boolean stopped;
	private boolean failed;
	private @Nullable String lastError;
	private @Nullable Integer exitCode;
	private View view;

	AgentLife(AgentRecord record, Launches launches, Offers offers, HostParts parts, Watcher watcher) {
		this.record = record;
		this.launches = launches;
		this.offers = offers;
		this.opener = new SessionOpener(launches, offers);
		this.parts = parts;
		this.watcher = watcher;
		this.breaker = new CrashBreaker(parts.clocks());
		this.view = new View(AgentState.STOPPED, parts.clocks().instant(), null, null, null);
	}

	AgentRecord record() {
		return record;
	}

	/** From now on this holds: for the next start, and for the next opening of a session. What failed may be tried again. */
	synchronized void record(AgentRecord changed) {
		record = changed;
		breaker.close();
		backoff.reset();
	}

	synchronized View view() {
		return view;
	}

	/** Whether a process is there, coming up, or waited for. */
	synchronized boolean up() {
		return current != null;
	}

	/** Whether a turn runs or waits. */
	synchronized boolean turnsRun() {
		return !busy.isEmpty();
	}

	/** Whether a turn of another session runs in this process. */
	synchronized boolean othersRun(SessionId session) {
		return busy.entrySet().stream()
				.anyMatch(other -> !other.getKey().equals(session) && isInProcess(other.getValue().status()));
	}

	private static boolean isInProcess(SessionStatus status) {
		return status != SessionStatus.PENDING && status != SessionStatus.WAITING_KEY;
	}

	/** Whether a process runs that was started with other values than hold now, secrets included. */
	CompletionStage<Boolean> restartNeeded() {
		AgentRun run;
		synchronized (this) {
			run = current;
		}
		Launch with = run == null ? null : run.launch();
		if (with == null) {
			return CompletableFuture.completedFuture(false);
		}
		// a launch that cannot be put together any more is another one
		return launches.launch(record).handle((now, error) -> error != null || !Launches.same(now, with));
	}

	/** A session of this agent was committed. */
	void sessionAdvanced(SessionMailbox mailbox) {
		var now = mailbox.state().summary();
		synchronized (this) {
			if (now.turn() == null) {
				busy.remove(now.id());
			} else {
				busy.put(now.id(), new Busy(mailbox, now.status()));
			}
		}
		update();
	}

	/** Completes when the process has answered the session's last prompt. */
	CompletionStage<Void> free(SessionId session) {
		AgentRun run = run();
		return run == null ? CompletableFuture.completedFuture(null) : run.free(session);
	}

	/** Whether the process still works on this turn. */
	boolean isUnanswered(SessionId session, TurnId turn) {
		AgentRun run = run();
		return run != null && run.isUnanswered(session, turn);
	}

	private synchronized @Nullable AgentRun run() {
		return current;
	}

	/** Starts the process by hand, whatever happened before; a failure shows in {@link #view}. */
	void start() {
		comeUp(true);
	}

	/** Starts the process, if there is none and nobody stopped it; a failure shows in {@link #view}. */
	void autostart() {
		synchronized (this) {
			if (stopped || current != null || breaker.until() != null) {
				return;
			}
		}
		comeUp(false);
	}

	/**
	 * The process, which is started if there is none.
	 *
	 * @throws FailureException in words, while the breaker is open
	 */
	private AgentRun comeUp(boolean byHand) {
		AgentRun run;
		AgentRun former;
		synchronized (this) {
			stopped = false;
			if (byHand) {
				breaker.close();
				backoff.reset();
			}
			if (current != null && !current.ending() && !(byHand && restart != null)) {
				return current;
			}
			Instant until = breaker.until();
			if (until != null) {
				throw new FailureException(Failure.agentFailed(notBefore(until), startNow()));
			}
			former = restart == null ? current : null;
			run = restart != null && current != null ? current : new AgentRun(record, this, offers);
			stopWaiting();
			current = run;
			failed = false;
		}
		update();
		if (former == null) {
			startProcess(run);
		} else {
			// the next process comes when the former is gone: two would be in each other's way
			former.end().whenComplete((gone, error) -> startProcess(run));
		}
		return run;
	}

	private void stopWaiting() {
		if (restart != null) {
			restart.cancel(false);
			restart = null;
		}
	}

	private String notBefore(Instant until) {
		return "The agent " + record.name() + " ended or failed to start " + CrashBreaker.CRASHES + " times within "
				+ CrashBreaker.WINDOW.toSeconds() + " s. It is not started again before "
				+ TIME.format(until.atZone(ZoneId.systemDefault())) + ".";
	}

	private String startNow() {
		return "See why with: umbra agent log " + record.name() + ". To start it all the same: umbra agent start "
				+ record.name();
	}

	private void startProcess(AgentRun run) {
		CompletionStage<AgentRuntime.Link> starting;
		try {
			starting = launches.launch(record).thenCompose(launch -> {
				run.launched(launch);
				return parts.runtime().start(launch, run);
			});
		} catch (RuntimeException e) {
			starting = CompletableFuture.failedFuture(e);
		}
		starting.whenComplete((link, error) -> {
			if (error != null) {
				startFailed(run, Failures.of(error), error);
			} else if (run.speaks()) {
				synchronized (this) {
					upSince = parts.clocks().nanos();
				}
				run.up.complete(link);
			} else {
				startFailed(run, Failure.agentFailed("The agent " + record.name() + " ended as soon as it had started.",
						"See why with: umbra agent log " + record.name()), null);
			}
			update();
		});
	}

	private void startFailed(AgentRun run, Failure failure, @Nullable Throwable error) {
		synchronized (this) {
			if (current == run) {
				current = null;
				failed = true;
				lastError = failure.message();
				crashed(Duration.ZERO, false);
			}
		}
		run.up.completeExceptionally(new FailureException(failure, error));
	}

	/** Called with the lock. @param wanted whether a turn waits for the next process */
	private void crashed(Duration ran, boolean wanted) {
		breaker.crashed();
		Duration wait = backoff.after(ran);
		Instant until = breaker.until();
		boolean again = !stopped && (wanted || shouldBeUp());
		if (until != null) {
			failed = true;
			lastError = lastError + " " + notBefore(until) + " " + startNow();
			if (again) {
				parts.ticks().schedule(this::autostart, CrashBreaker.OPEN.toMillis(), TimeUnit.MILLISECONDS);
			}
		} else if (again) {
			AgentRun next = new AgentRun(record, this, offers);
			current = next;
			restart = parts.ticks().schedule(() -> startAgain(next), wait.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private boolean shouldBeUp() {
		return record.device().autostart() || record.device().keepRunning();
	}

	private void startAgain(AgentRun run) {
		synchronized (this) {
			if (current != run || restart == null) {
				return;
			}
			restart = null;
			failed = false;
		}
		update();
		startProcess(run);
	}

	@Override
	public void exited(AgentRun run, int code, String stderrTail, boolean asked) {
		String words = words(code);
		boolean spoke = run.exits();
		boolean again = false;
		synchronized (this) {
			if (current == run || current == null || restart != null) {
				exitCode = code;
			}
			if (spoke && current == run) {
				current = null;
				again = asked && !stopped && shouldBeUp();
				if (!asked) {
					lastError = words;
					crashed(Duration.ofNanos(parts.clocks().nanos() - upSince), run.isWaitedFor());
				}
			}
			// else it did not come up: why, is known better than by its exit code; or the next one is current already
		}
		run.gone(new SessionInput.AgentGone(words, asked ? "" : stderrTail));
		if (again) {
			autostart();
		}
		update();
	}

	private String words(int code) {
		String how = code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
		return "The agent " + record.name() + " " + how + ".";
	}

	/**
	 * Ends the process, if there is one, and keeps the agent down until it is started by hand or a prompt needs it; completes
	 * when nothing of it is left.
	 */
	CompletionStage<Void> end() {
		AgentRun run;
		AgentRun never = null;
		synchronized (this) {
			stopped = true;
			failed = false;
			run = current;
			if (restart != null) {
				never = current;
				current = null;
				stopWaiting();
			}
		}
		if (never != null) {
			never.up.completeExceptionally(new FailureException(Failure.agentFailed(
					"The agent " + record.name() + " was stopped before it came up.", "Send the prompt again to start it.")));
		}
		update();
		return run == null ? CompletableFuture.completedFuture(null) : run.end();
	}

	/** Ends the process, if there is one, and only that: an agent that should be up comes up again. */
	CompletionStage<Void> endProcess() {
		AgentRun run;
		synchronized (this) {
			run = restart == null ? current : null;
		}
		return run == null ? CompletableFuture.completedFuture(null) : run.end();
	}

	/**
	 * The agent with this session open in it: starts the process if need be, opens or reopens the session. Fails in words.
	 */
	CompletionStage<AgentRun.Ready> ready(SessionMailbox mailbox) {
		return with(run -> run.ready(mailbox, opener));
	}

	/** The link and the agent's id of the session, if the process knows it, else null. */
	AgentRun.@Nullable Ready known(SessionMailbox mailbox) {
		AgentRun run = run();
		return run == null ? null : run.known(mailbox);
	}

	private <T> CompletionStage<T> with(Function<AgentRun, CompletionStage<T>> work) {
		try {
			return work.apply(comeUp(false));
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	private <T> CompletionStage<T> withLink(Function<AgentRuntime.Link, CompletionStage<T>> work) {
		return with(run -> run.up.thenCompose(work));
	}

	/** The agent's methods of logging in, as it tells them; starts it if need be. */
	CompletionStage<List<Detail.LoginMethod>> logins() {
		return withLink(link -> CompletableFuture.completedFuture(link.facts().logins()));
	}

	/**
	 * Logs in by a method of the kind <i>agent</i>; then every session of this agent that waits for a login goes on. Starts the
	 * agent if need be; without a time limit, since a browser may be in between.
	 */
	CompletionStage<Void> login(String method) {
		return withLink(link -> link.authenticate(method)).thenRun(() -> tellLoggedIn(method));
	}

	/**
	 * The person logged in on a terminal: the agent is connected anew, unless a turn runs in it, and what waits for a login
	 * goes on.
	 */
	CompletionStage<Void> loggedIn(String method) {
		boolean works;
		synchronized (this) {
			works = busy.values().stream().anyMatch(each -> isInProcess(each.status()));
		}
		CompletionStage<Void> anew = works ? CompletableFuture.completedFuture(null) : endProcess();
		return anew.thenRun(() -> tellLoggedIn(method));
	}

	private void tellLoggedIn(String method) {
		List<SessionMailbox> waiting;
		synchronized (this) {
			waiting = busy.values().stream().filter(each -> each.status() == SessionStatus.WAITING_KEY).map(Busy::mailbox)
					.toList();
		}
		waiting.forEach(mailbox -> mailbox.tellLater(new SessionInput.LoggedIn(method)));
	}

	/** How the person runs a login of the kind <i>terminal</i>. */
	CompletionStage<AgentRuntime.LoginProgram> loginProgram(String method) {
		return launches.launch(record).thenCompose(launch -> parts.runtime().loginProgram(launch, method));
	}

	/** Has the agent forget its login; starts it if need be. Fails in words if it cannot. */
	CompletionStage<Void> logout() {
		return withLink(AgentRuntime.Link::logout);
	}

	/** The sessions that the agent itself lists; starts it if need be. @param cwd of this folder only, or null */
	CompletionStage<List<AgentRuntime.ForeignSession>> sessions(@Nullable String cwd) {
		return withLink(link -> link.sessions(cwd));
	}

	/** Ends the command of a terminal of this session; nothing if there is none. */
	void killTerminal(SessionId session, String terminal) {
		AgentRun run = run();
		AgentRuntime.Link link = run == null || !run.knows(session) ? null : run.link();
		if (link != null) {
			link.killTerminal(terminal);
		}
	}

	/**
	 * Loads a session that only the agent knows, as {@code acpSession} of its summary says: its history reaches the mailbox,
	 * then {@link SessionInput.Adopted}, or {@link SessionInput.NotResumed} with the reason. Returns at once.
	 */
	void adopt(SessionMailbox mailbox) {
		with(run -> run.adopt(mailbox, opener)).whenComplete((opened, error) -> mailbox.tellLater(
				error == null ? new SessionInput.Adopted(opened) : new SessionInput.NotResumed(Failures.of(error))));
	}

	private void update() {
		synchronized (this) {
			AgentState state = state();
			AgentRuntime.Link link = current == null ? null : current.link();
			View now = new View(state, state == view.state() ? view.since() : parts.clocks().instant(),
					link == null ? null : link.pid(), lastError, exitCode);
			if (now.equals(view)) {
				return;
			}
			view = now;
		}
		watcher.changed(this);
	}

	private AgentState state() {
		if (current == null) {
			return failed ? AgentState.FAILED : AgentState.STOPPED;
		}
		if (restart != null) {
			return AgentState.BACKING_OFF;
		}
		if (!current.up.isDone()) {
			return AgentState.STARTING;
		}
		if (busy.values().stream().anyMatch(each -> isWaiting(each.status()))) {
			return AgentState.WAITING;
		}
		return busy.values().stream().anyMatch(each -> isInProcess(each.status())) ? AgentState.WORKING : AgentState.READY;
	}

	private static boolean isWaiting(SessionStatus status) {
		return status == SessionStatus.WAITING_PERMISSION || status == SessionStatus.WAITING_INPUT
				|| status == SessionStatus.WAITING_KEY;
	}
}
