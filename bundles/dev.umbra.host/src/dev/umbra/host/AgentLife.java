package dev.umbra.host;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.feed.Cards;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Failures;

/**
 * One agent's life: its process, which {@link AgentUpkeep} sees to, what its sessions do, and how they reach it. One process
 * serves all its sessions. Any thread; the lock is never held while calling out.
 */
final class AgentLife {
	private static final System.Logger LOG = System.getLogger(AgentLife.class.getName());

	/** Told after each change of what {@link #view} shows; called without the lock. */
	interface Watcher {
		/** @param cards what the feed tells of the change, in the order in which it happened */
		void changed(AgentLife life, List<NewCard> cards);
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
	private final SessionOpener opener;
	private final AgentUpkeep upkeep;
	private final Map<SessionId, Busy> busy = new HashMap<>();
	private View view;
	private long crashes;

	AgentLife(AgentRecord record, Launches launches, Offers offers, HostParts parts, Watcher watcher) {
		this.parts = parts;
		this.launches = launches;
		this.opener = new SessionOpener(launches, offers);
		this.upkeep = new AgentUpkeep(record, launches, offers, parts, this::update);
		this.watcher = watcher;
		this.view = new View(AgentState.STOPPED, parts.clocks().instant(), null, null, null);
	}

	AgentRecord record() {
		return upkeep.record();
	}

	/** From now on this holds: for the next start, and for the next opening of a session. What failed may be tried again. */
	void record(AgentRecord changed) {
		upkeep.record(changed);
	}

	synchronized View view() {
		return view;
	}

	/** Whether a process is there, coming up, or waited for. */
	boolean up() {
		return upkeep.current() != null;
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
		AgentRun run = upkeep.current();
		Launch with = run == null ? null : run.launch();
		if (with == null) {
			return CompletableFuture.completedFuture(false);
		}
		// a launch that cannot be put together any more is another one
		return launches.launch(record()).handle((now, error) -> error != null || !Launches.same(now, with));
	}

	/** What its process is to be told in a new session: as it was when it was started. */
	Launch.Role role() {
		AgentRun run = upkeep.current();
		Launch with = run == null ? null : run.launch();
		return with == null ? Launch.Role.NONE : with.role();
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
		AgentRun run = upkeep.current();
		return run == null ? CompletableFuture.completedFuture(null) : run.free(session);
	}

	/** Whether the process still works on this turn. */
	boolean isUnanswered(SessionId session, TurnId turn) {
		AgentRun run = upkeep.current();
		return run != null && run.isUnanswered(session, turn);
	}

	/** Starts the process by hand, whatever happened before; a failure shows in {@link #view}. */
	void start() {
		upkeep.comeUp(true);
	}

	/** Starts the process, if there is none and nobody stopped it; a failure shows in {@link #view}. */
	void autostart() {
		upkeep.autostart();
	}

	/**
	 * Ends the process, if there is one, and keeps the agent down until it is started by hand or a prompt needs it; completes
	 * when nothing of it is left.
	 */
	CompletionStage<Void> end() {
		return upkeep.end();
	}

	/** Ends the process, if there is one, and only that: an agent that should be up comes up again. */
	CompletionStage<Void> endProcess() {
		return upkeep.endProcess();
	}

	/**
	 * The agent with this session open in it: starts the process if need be, opens or reopens the session. Fails in words.
	 */
	CompletionStage<AgentRun.Ready> ready(SessionMailbox mailbox) {
		return with(run -> run.ready(mailbox, opener));
	}

	/** The link and the agent's id of the session, if the process knows it, else null. */
	AgentRun.@Nullable Ready known(SessionMailbox mailbox) {
		AgentRun run = upkeep.current();
		return run == null ? null : run.known(mailbox);
	}

	private <T> CompletionStage<T> with(Function<AgentRun, CompletionStage<T>> work) {
		try {
			return work.apply(upkeep.comeUp(false));
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
		return launches.launch(record()).thenCompose(launch -> parts.runtime().loginProgram(launch, method));
	}

	/** Has the agent forget its login; starts it if need be. Fails in words if it cannot. */
	CompletionStage<Void> logout() {
		return withLink(AgentRuntime.Link::logout);
	}

	/** The sessions that the agent itself lists; starts it if need be. @param cwd of this folder only, or null */
	CompletionStage<List<ForeignSession>> sessions(@Nullable String cwd) {
		return withLink(link -> link.sessions(cwd));
	}

	/** Ends the command of a terminal of this session; nothing if there is none. */
	void killTerminal(SessionId session, String terminal) {
		AgentRun run = upkeep.current();
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

	/**
	 * A session was deleted: the process, if there is one, forgets it, and the agent deletes what it has of it, if it can.
	 *
	 * @param acpSession the agent's id of it
	 */
	void deleted(SessionId session, String acpSession) {
		AgentRun run = upkeep.current();
		AgentRuntime.Link link = run == null ? null : run.link();
		if (link == null) {
			return;
		}
		boolean known = run.forget(session, acpSession);
		CompletionStage<Void> gone = link.facts().canDelete() ? link.deleteSession(acpSession)
				: known ? link.closeSession(acpSession) : CompletableFuture.completedFuture(null);
		gone.exceptionally(error -> {
			LOG.log(System.Logger.Level.INFO, "session " + session + " was not deleted in its agent: "
					+ Failures.of(error).message());
			return null;
		});
	}

	private void update() {
		List<NewCard> cards;
		synchronized (this) {
			AgentUpkeep.Condition condition = upkeep.condition();
			AgentState state = condition.state() == AgentState.READY ? atWork() : condition.state();
			View now = new View(state, state == view.state() ? view.since() : parts.clocks().instant(), condition.pid(),
					condition.lastError(), condition.exitCode());
			if (now.equals(view) && crashes == condition.crashes()) {
				return;
			}
			cards = Cards.ofAgent(record().id(), view.state(), state, crashes < condition.crashes(), condition.lastError(),
					parts.clocks().instant());
			view = now;
			crashes = condition.crashes();
		}
		watcher.changed(this, cards);
	}

	private AgentState atWork() {
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
