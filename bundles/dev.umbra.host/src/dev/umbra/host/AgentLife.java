package dev.umbra.host;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Failures;

/**
 * One agent's life: its process, if it has one, and which of its sessions the process knows. One process serves all its
 * sessions. Any thread; the lock is never held while calling out.
 */
final class AgentLife {
	private static final System.Logger LOG = System.getLogger(AgentLife.class.getName());

	/** Told after each change of what {@link #view} shows; called without the lock. */
	interface Watcher {
		void changed(AgentLife life);
	}

	/** What people see of it. */
	record View(AgentState state, Instant since, @Nullable Long pid, @Nullable String lastError,
			@Nullable Integer exitCode) {
	}

	private final HostParts parts;
	private final Watcher watcher;
	private final Supplier<Launch> launch;
	private volatile AgentRecord record;
	private final Map<String, SessionMailbox> routes = new ConcurrentHashMap<>();
	private final Map<SessionId, SessionStatus> busy = new HashMap<>();
	private final Map<SessionId, String> opened = new HashMap<>();
	private final Map<SessionId, Unanswered> unanswered = new HashMap<>();
	private @Nullable CompletableFuture<AgentRuntime.Link> link;
	private @Nullable String lastError;
	private @Nullable Integer exitCode;
	private boolean failed;
	private View view;

	AgentLife(AgentRecord record, Supplier<Launch> launch, HostParts parts, Watcher watcher) {
		this.record = record;
		this.launch = launch;
		this.parts = parts;
		this.watcher = watcher;
		this.view = new View(AgentState.STOPPED, parts.clocks().instant(), null, null, null);
	}

	AgentRecord record() {
		return record;
	}

	/** From now on this holds: for the next start, and for the next opening of a session. */
	void record(AgentRecord changed) {
		record = changed;
	}

	/** Whether a process runs that was started with other values than hold now, secrets included. */
	CompletionStage<Boolean> restartNeeded() {
		return CompletableFuture.completedFuture(false);
	}

	/** The agent's methods of logging in, as it tells them; starts it if need be. */
	CompletionStage<List<Detail.LoginMethod>> logins() {
		return comeUp().thenApply(running -> running.facts().logins());
	}

	/**
	 * Logs in by a method of the kind <i>agent</i>; then every session of this agent that waits for a login goes on. Starts the
	 * agent if need be; without a time limit, since a browser may be in between.
	 */
	CompletionStage<Void> login(String method) {
		return comeUp().thenCompose(running -> running.authenticate(method));
	}

	/** The person logged in on a terminal: the agent is connected anew, and what waits for a login goes on. */
	CompletionStage<Void> loggedIn(String method) {
		return end();
	}

	/** How the person runs a login of the kind <i>terminal</i>. */
	CompletionStage<AgentRuntime.LoginProgram> loginProgram(String method) {
		return parts.runtime().loginProgram(launch.get(), method);
	}

	/** Has the agent forget its login; starts it if need be. Fails in words if it cannot. */
	CompletionStage<Void> logout() {
		return comeUp().thenCompose(AgentRuntime.Link::logout);
	}

	/** The sessions that the agent itself lists; starts it if need be. @param cwd of this folder only, or null */
	CompletionStage<List<AgentRuntime.ForeignSession>> sessions(@Nullable String cwd) {
		return comeUp().thenCompose(running -> running.sessions(cwd));
	}

	/** Ends the command of a terminal of this session; nothing if there is none. */
	void killTerminal(SessionId session, String terminal) {
		Ready ready = known(session);
		if (ready != null) {
			ready.link().killTerminal(terminal);
		}
	}

	/**
	 * Loads a session that only the agent knows, as {@code acpSession} of its summary says: its history reaches the mailbox,
	 * then {@link SessionInput.Adopted}, or {@link SessionInput.NotResumed} with the reason. Returns at once.
	 */
	void adopt(SessionMailbox mailbox) {
		String acp = mailbox.state().summary().acpSession();
		if (acp == null) {
			throw new IllegalArgumentException("session " + mailbox.id() + " names no session of the agent");
		}
		comeUp();
	}

	synchronized View view() {
		return view;
	}

	/** Whether a process is there or coming up. */
	synchronized boolean up() {
		return link != null;
	}

	synchronized boolean turnsRun() {
		return !busy.isEmpty();
	}

	/** Whether a turn of another session runs in this process. */
	synchronized boolean othersRun(SessionId session) {
		return busy.keySet().stream().anyMatch(other -> !other.equals(session));
	}

	/** A session of this agent was committed. */
	void sessionAdvanced(SessionState now) {
		SessionStatus status = now.summary().status();
		synchronized (this) {
			if (now.summary().turn() == null) {
				busy.remove(now.summary().id());
			} else {
				busy.put(now.summary().id(), status);
			}
		}
		update();
	}

	/** A prompt that the process has not answered yet; it may outlive its turn, when the session was closed. */
	private record Unanswered(TurnId turn, CompletableFuture<Void> answered) {
	}

	/** Completes when the process has answered the session's last prompt: a second one meanwhile breaks half of the agents. */
	synchronized CompletionStage<Void> free(SessionId session) {
		Unanswered last = unanswered.get(session);
		return last == null ? CompletableFuture.completedFuture(null) : last.answered();
	}

	/** This turn's prompt is about to be sent. */
	synchronized void prompting(SessionId session, TurnId turn) {
		unanswered.put(session, new Unanswered(turn, new CompletableFuture<>()));
	}

	/** Whether the process still works on this turn. */
	synchronized boolean isUnanswered(SessionId session, TurnId turn) {
		Unanswered last = unanswered.get(session);
		return last != null && last.turn().equals(turn);
	}

	private void answered(SessionId session, TurnId turn) {
		Unanswered last;
		synchronized (this) {
			if (!isUnanswered(session, turn)) {
				return;
			}
			last = unanswered.remove(session);
		}
		last.answered().complete(null);
	}

	/** Starts the process, if there is none; a failure shows in {@link #view}. */
	void start() {
		comeUp();
	}

	/** The process, which is started if there is none. */
	private CompletableFuture<AgentRuntime.Link> comeUp() {
		CompletableFuture<AgentRuntime.Link> up;
		synchronized (this) {
			if (link != null) {
				return link;
			}
			up = new CompletableFuture<>();
			link = up;
			failed = false;
		}
		update();
		startProcess(up);
		return up;
	}

	/**
	 * The agent with this session open in it: starts the process if need be, opens or reopens the session. Completes
	 * exceptionally with a {@link FailureException}.
	 */
	CompletionStage<Ready> ready(SessionMailbox mailbox) {
		CompletableFuture<AgentRuntime.Link> up = comeUp();
		String known;
		synchronized (this) {
			known = link == up ? opened.get(mailbox.id()) : null;
		}
		return up.thenCompose(running -> known != null
				? CompletableFuture.completedFuture(new Ready(running,
						new AgentRuntime.Opened(known, null, null, null, Offer.NONE), false))
				: open(running, mailbox));
	}

	/** @param anew the agent does not know the earlier conversation */
	record Ready(AgentRuntime.Link link, AgentRuntime.Opened opened, boolean anew) {
	}

	private void startProcess(CompletableFuture<AgentRuntime.Link> up) {
		CompletionStage<AgentRuntime.Link> starting;
		try {
			starting = parts.runtime().start(launch.get(), new Process(up));
		} catch (RuntimeException e) {
			starting = CompletableFuture.failedFuture(e);
		}
		starting.whenComplete((running, error) -> {
			if (error == null) {
				up.complete(running);
			} else {
				Failure failure = Failures.of(error);
				synchronized (this) {
					if (link == up) {
						link = null;
					}
					failed = true;
					lastError = failure.message();
				}
				up.completeExceptionally(new FailureException(failure, error));
			}
			update();
		});
	}

	private CompletionStage<Ready> open(AgentRuntime.Link running, SessionMailbox mailbox) {
		var summary = mailbox.state().summary();
		Path cwd = Path.of(summary.cwd());
		List<Path> addDirs = summary.addDirs().stream().map(Path::of).toList();
		String former = summary.acpSession();
		boolean conversation = former != null;
		if (former != null && (running.facts().canLoad() || running.facts().canResume())) {
			return running.reopen(former, new AgentRuntime.Opening(cwd, addDirs, record.device().mcp()), again -> route(again.acpSession(), mailbox)).handle((again, error) -> {
				if (error == null) {
					return CompletableFuture.completedStage(new Ready(running, again, false));
				}
				LOG.log(System.Logger.Level.INFO, "session " + mailbox.id() + ": agent " + record.name()
						+ " cannot reopen it: " + Failures.of(error).message());
				return fresh(running, mailbox, cwd, addDirs, conversation);
			}).thenCompose(stage -> stage);
		}
		return fresh(running, mailbox, cwd, addDirs, conversation);
	}

	private CompletionStage<Ready> fresh(AgentRuntime.Link running, SessionMailbox mailbox, Path cwd, List<Path> addDirs,
			boolean conversation) {
		return running.open(new AgentRuntime.Opening(cwd, addDirs, record.device().mcp()), opening -> route(opening.acpSession(), mailbox))
				.thenApply(opening -> new Ready(running, opening, conversation));
	}

	/** From now on what the agent says of this session reaches its mailbox. Called before the first update is delivered. */
	private void route(String acpSession, SessionMailbox mailbox) {
		routes.put(acpSession, mailbox);
		synchronized (this) {
			opened.put(mailbox.id(), acpSession);
		}
	}

	/** The link and the agent's id of the session, if the process knows it. */
	synchronized @Nullable Ready known(SessionId session) {
		String acp = opened.get(session);
		CompletableFuture<AgentRuntime.Link> up = link;
		if (acp == null || up == null || !up.isDone() || up.isCompletedExceptionally()) {
			return null;
		}
		return new Ready(up.join(), new AgentRuntime.Opened(acp, null, null, null, Offer.NONE), false);
	}

	/** Ends the process, if there is one; completes when nothing of it is left. */
	CompletionStage<Void> end() {
		CompletableFuture<AgentRuntime.Link> up;
		synchronized (this) {
			up = link;
		}
		if (up == null) {
			return CompletableFuture.completedFuture(null);
		}
		return up.handle((running, error) -> running).thenCompose(
				running -> running == null ? CompletableFuture.completedFuture(null) : running.end());
	}

	private void update() {
		synchronized (this) {
			AgentState state = state();
			CompletableFuture<AgentRuntime.Link> up = link;
			Long pid = up != null && up.isDone() && !up.isCompletedExceptionally() ? up.join().pid() : null;
			View now = new View(state, state == view.state() ? view.since() : parts.clocks().instant(), pid, lastError,
					exitCode);
			if (now.equals(view)) {
				return;
			}
			view = now;
		}
		watcher.changed(this);
	}

	private AgentState state() {
		if (link == null) {
			return failed ? AgentState.FAILED : AgentState.STOPPED;
		}
		if (!link.isDone()) {
			return AgentState.STARTING;
		}
		if (busy.containsValue(SessionStatus.WAITING_PERMISSION) || busy.containsValue(SessionStatus.WAITING_INPUT)
				|| busy.containsValue(SessionStatus.WAITING_KEY)) {
			return AgentState.WAITING;
		}
		return busy.isEmpty() ? AgentState.READY : AgentState.WORKING;
	}

	/** What one process says; a later process has its own. */
	private final class Process implements AgentRuntime.Sink {
		private final CompletableFuture<AgentRuntime.Link> mine;

		Process(CompletableFuture<AgentRuntime.Link> mine) {
			this.mine = mine;
		}

		@Override
		public void input(String acpSession, AgentInput input) {
			SessionMailbox mailbox = routes.get(acpSession);
			if (mailbox == null) {
				LOG.log(System.Logger.Level.DEBUG, "agent {0}: update for unknown session {1}", record.name(), acpSession);
				return;
			}
			mailbox.tell(new SessionInput.FromAgent(input));
			switch (input) {
			case AgentInput.TurnEnded over -> answered(mailbox.id(), over.turn());
			case AgentInput.TurnFailed over -> answered(mailbox.id(), over.turn());
			default -> {
			}
			}
		}

		@Override
		public void note(String words) {
			LOG.log(System.Logger.Level.INFO, "agent " + record.name() + ": " + words);
		}

		@Override
		public void exited(int code, String stderrTail, boolean asked) {
			List<SessionMailbox> sessions = List.of();
			List<Unanswered> never = List.of();
			synchronized (AgentLife.this) {
				if (link == null) {
					// it did not come up: why, is known better than by its exit code
					exitCode = code;
				} else if (link == mine) {
					link = null;
					sessions = List.copyOf(routes.values());
					routes.clear();
					opened.clear();
					never = List.copyOf(unanswered.values());
					unanswered.clear();
					exitCode = code;
					if (!asked && code != 0) {
						lastError = words(code);
					}
				}
				// else the next process is up already: sessions and state are of that one
			}
			never.forEach(prompt -> prompt.answered().complete(null));
			for (SessionMailbox mailbox : sessions) {
				mailbox.tell(new SessionInput.AgentGone(words(code), asked ? "" : stderrTail));
			}
			update();
		}

		private String words(int code) {
			String how = code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
			return "The agent " + record.name() + " " + how + ".";
		}
	}
}
