package dev.umbra.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * One process of an agent, from the wish for it to its end: its link, which of our sessions it knows and by what id, and the
 * prompts it has not answered. A later process has its own, so that what is late from a former one touches nobody. Any
 * thread; the monitor is held for moments and never while calling out.
 */
final class AgentRun implements AgentRuntime.Sink {
	private static final System.Logger LOG = System.getLogger(AgentRun.class.getName());
	private static final String LOGIN_REQUIRED = "-32000";

	/** Told of the end, on the agent's reading thread, after all its output. */
	interface Owner {
		void exited(AgentRun run, int code, String stderrTail, boolean asked);
	}

	/**
	 * A session as the process knows it.
	 *
	 * @param brandNew it was made in this process
	 * @param carry the agent does not know the earlier conversation, and no prompt has told it yet
	 * @param due the session was not yet told what opened, nor the agent what is wanted in it
	 */
	private record Known(AgentRuntime.Opened opened, boolean brandNew, boolean carry, boolean due) {
	}

	/** A session that is open; the rest as in {@link Known}. */
	record Ready(AgentRun run, AgentRuntime.Link link, AgentRuntime.Opened opened, boolean brandNew, boolean carry,
			boolean due) {
	}

	/** A prompt that the process has not answered yet; it may outlive its turn, when the session was closed. */
	private record Unanswered(TurnId turn, CompletableFuture<Void> answered) {
	}

	/** The process once it speaks; fails with words. */
	final CompletableFuture<AgentRuntime.Link> up = new CompletableFuture<>();
	private final Supplier<AgentRecord> record;
	private final Owner owner;
	private final Offers offers;
	private final Map<String, SessionMailbox> routes = new ConcurrentHashMap<>();
	private final Map<SessionId, Known> known = new HashMap<>();
	private final Map<SessionId, CompletableFuture<Ready>> opening = new HashMap<>();
	private final Map<SessionId, Unanswered> unanswered = new HashMap<>();
	private volatile @Nullable Launch launch;
	private volatile boolean ending;
	private boolean speaks;
	private boolean exited;
	private boolean waitedFor;

	/** @param record the agent's newest: a session that opens later gets what holds then */
	AgentRun(Supplier<AgentRecord> record, Owner owner, Offers offers) {
		this.record = record;
		this.owner = owner;
		this.offers = offers;
	}

	/** What it was started with, or null if it is not yet. */
	@Nullable
	Launch launch() {
		return launch;
	}

	void launched(Launch with) {
		launch = with;
	}

	/** It came up. @return false if it has ended meanwhile */
	synchronized boolean speaks() {
		speaks = !exited;
		return speaks;
	}

	/** It ended. @return whether it had come up before */
	synchronized boolean exits() {
		exited = true;
		return speaks;
	}

	/** Whether its end was asked for. */
	boolean ending() {
		return ending;
	}

	/** Ends the process, once it is up (a start can be given up); completes when nothing of it is left, or it did not come up. */
	CompletionStage<Void> end() {
		ending = true;
		return up.handle((link, error) -> link)
				.thenCompose(link -> link == null ? CompletableFuture.completedFuture(null) : link.end());
	}

	/** The process, if it runs. */
	AgentRuntime.@Nullable Link link() {
		return up.isDone() && !up.isCompletedExceptionally() ? up.join() : null;
	}

	/** How a session gets to be known to the process. */
	private interface Way {
		CompletionStage<SessionOpener.Result> go(AgentRuntime.Link link);
	}

	/** Opens the session in the process, once it is up; one that is known or being opened is not opened again. */
	CompletionStage<Ready> ready(SessionMailbox mailbox, SessionOpener opener) {
		Ready there;
		synchronized (this) {
			there = opening.containsKey(mailbox.id()) ? null : known(mailbox);
		}
		return there != null ? CompletableFuture.completedFuture(there)
				: open(mailbox, true, link -> opener.open(record.get(), link, mailbox, opened -> route(opened, mailbox)));
	}

	/** Loads a session that only the agent knows; its history reaches the mailbox before the stage completes. */
	CompletionStage<AgentRuntime.Opened> adopt(SessionMailbox mailbox, SessionOpener opener) {
		SessionSummary summary = mailbox.state().summary();
		String acpSession = Objects.requireNonNull(summary.acpSession(), "a session of the agent's");
		return open(mailbox, false,
				link -> opener.adopt(record.get(), link, summary, acpSession, opened -> route(opened, mailbox))
						.thenApply(opened -> new SessionOpener.Result(opened, false, false))).thenApply(Ready::opened);
	}

	/** @param due whether the session is still to be told what opened */
	private CompletionStage<Ready> open(SessionMailbox mailbox, boolean due, Way way) {
		CompletableFuture<Ready> mine = new CompletableFuture<>();
		synchronized (this) {
			// noted before the process is up: who asks while it comes up waits for the same opening
			CompletableFuture<Ready> underWay = opening.putIfAbsent(mailbox.id(), mine);
			if (underWay != null) {
				return underWay;
			}
		}
		up.thenCompose(link -> way.go(link).thenApply(
				result -> new Ready(this, link, result.opened(), result.brandNew(), result.carry(), due)))
				.whenComplete((ready, error) -> {
					opened(mailbox, ready);
					if (ready != null) {
						mine.complete(ready);
					} else {
						mine.completeExceptionally(error);
					}
				});
		return mine;
	}

	private void opened(SessionMailbox mailbox, @Nullable Ready ready) {
		synchronized (this) {
			opening.remove(mailbox.id());
			if (ready == null) {
				known.remove(mailbox.id());
			} else {
				known.put(mailbox.id(), new Known(ready.opened(), ready.brandNew(), ready.carry(), ready.due()));
			}
		}
		String acp = ready == null ? null : ready.opened().acpSession();
		routes.entrySet().removeIf(route -> route.getValue() == mailbox && !route.getKey().equals(acp));
	}

	private Ready ready(AgentRuntime.Link link, Known there, SessionMailbox mailbox) {
		// what the session was told once has changed since: the newest is its own
		AgentRuntime.Opened opened = there.due() ? there.opened()
				: new AgentRuntime.Opened(there.opened().acpSession(), null, null, null, mailbox.state().summary().offer());
		return new Ready(this, link, opened, there.brandNew(), there.carry(), there.due());
	}

	/** From now on what the agent says of this session reaches its mailbox. Called before the first update is delivered. */
	void route(AgentRuntime.Opened opened, SessionMailbox mailbox) {
		routes.put(opened.acpSession(), mailbox);
		synchronized (this) {
			known.put(mailbox.id(), new Known(opened, false, false, true));
		}
	}

	/** The session knows what opened, and the agent what is wanted in it. */
	synchronized void told(SessionId session) {
		known.computeIfPresent(session, (id, k) -> new Known(k.opened(), k.brandNew(), k.carry(), false));
	}

	synchronized boolean knows(SessionId session) {
		return known.containsKey(session);
	}

	/** The session if the process knows it, else null. */
	synchronized @Nullable Ready known(SessionMailbox mailbox) {
		Known there = known.get(mailbox.id());
		AgentRuntime.Link link = link();
		return there == null || link == null ? null : ready(link, there, mailbox);
	}

	/** The process knows the session no longer; late words about it are dropped. @return whether it did */
	boolean forget(SessionId session, String acpSession) {
		synchronized (this) {
			Known there = known.get(session);
			if (there == null || !there.opened().acpSession().equals(acpSession)) {
				return false;
			}
			known.remove(session);
		}
		routes.remove(acpSession);
		return true;
	}

	/** Completes when the process has answered the session's last prompt: a second one meanwhile breaks half of the agents. */
	synchronized CompletionStage<Void> free(SessionId session) {
		Unanswered last = unanswered.get(session);
		waitedFor |= last != null;
		return last == null ? CompletableFuture.completedFuture(null) : last.answered();
	}

	/** This turn's prompt is about to be sent, with all the agent has to know. */
	synchronized void prompting(SessionId session, TurnId turn) {
		unanswered.put(session, new Unanswered(turn, new CompletableFuture<>()));
		known.computeIfPresent(session, (id, k) -> new Known(k.opened(), k.brandNew(), false, k.due()));
	}

	/** Whether the process still works on this turn. */
	synchronized boolean isUnanswered(SessionId session, TurnId turn) {
		Unanswered last = unanswered.get(session);
		return last != null && last.turn().equals(turn);
	}

	/** Whether a turn waited for the answer to another one: it goes on with the next process. */
	synchronized boolean isWaitedFor() {
		return waitedFor && !unanswered.isEmpty();
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

	@Override
	public void input(String acpSession, AgentInput input) {
		SessionMailbox mailbox = routes.get(acpSession);
		if (mailbox == null) {
			LOG.log(System.Logger.Level.DEBUG, "agent {0}: update for unknown session {1}", record.get().name(), acpSession);
			return;
		}
		SessionInput.LoginWanted login = login(input);
		mailbox.tell(login != null ? login : new SessionInput.FromAgent(input));
		offers.heard(record.get(), input);
		switch (input) {
		case AgentInput.TurnEnded over -> answered(mailbox.id(), over.turn());
		case AgentInput.TurnFailed over -> answered(mailbox.id(), over.turn());
		default -> {
		}
		}
	}

	/** A prompt that is refused for want of a login (ACP, error −32000) waits for it, as an opening does; null for all else. */
	private SessionInput.@Nullable LoginWanted login(AgentInput input) {
		AgentRuntime.Link link = link();
		if (link == null || !(input instanceof AgentInput.TurnFailed failed) || failed.gone()
				|| !failed.code().equals(LOGIN_REQUIRED) || link.facts().logins().isEmpty()) {
			return null;
		}
		return new SessionInput.LoginWanted(failed.turn(),
				"The agent " + record.get().name() + " wants a login first: " + failed.message(), link.facts().logins());
	}

	@Override
	public void note(String words) {
		LOG.log(System.Logger.Level.INFO, "agent " + record.get().name() + ": " + words);
	}

	@Override
	public void exited(int code, String stderrTail, boolean asked) {
		owner.exited(this, code, stderrTail, asked);
	}

	/** The process is gone: its sessions are told, and what waited for an answer waits no longer. */
	void gone(SessionInput.AgentGone words) {
		List<SessionMailbox> sessions;
		Map<SessionId, Unanswered> never;
		synchronized (this) {
			sessions = new ArrayList<>(routes.values());
			never = Map.copyOf(unanswered);
			known.clear();
			unanswered.clear();
		}
		routes.clear();
		sessions.removeIf(mailbox -> goesOn(mailbox.state().summary(), never.get(mailbox.id())));
		never.values().forEach(prompt -> prompt.answered().complete(null));
		sessions.forEach(mailbox -> mailbox.tell(words));
	}

	/**
	 * Whether the session's turn is not one of this process: it waits for a place or for a login, or for the end of one that
	 * was stopped.
	 */
	private static boolean goesOn(SessionSummary now, @Nullable Unanswered prompt) {
		return now.status() == SessionStatus.PENDING || now.status() == SessionStatus.WAITING_KEY
				|| now.turn() != null && prompt != null && !prompt.turn().equals(now.turn());
	}
}
