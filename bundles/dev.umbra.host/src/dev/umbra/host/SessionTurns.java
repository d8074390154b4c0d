package dev.umbra.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.Effect;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.wire.Failures;

/**
 * Carries out what sessions decided: the only link between mailboxes and agents. Effects come on the mailboxes' threads and
 * never block them; what happens comes back as an input.
 */
final class SessionTurns implements SessionMailbox.Surroundings {
	private static final System.Logger LOG = System.getLogger(SessionTurns.class.getName());
	private static final Duration CANCEL_GRACE = Duration.ofSeconds(30);
	/** A process is ended all the same if the store takes longer. */
	private static final Duration COMMIT_GRACE = Duration.ofSeconds(5);
	private static final Duration AD_HOC_GRACE = Duration.ofSeconds(5);
	private final HostParts parts;
	private final HostSettings settings;
	private final AgentLives lives;
	private final SilenceWatch silence;
	private final TurnLimit limit;
	private final Runnable onTurns;
	/** How far a turn's prompt is on its way, so that a cancel can neither be lost before it nor overtake it. */
	private final Map<TurnId, Fate> fates = new ConcurrentHashMap<>();
	/** Turns whose process is to be ended once they are over. */
	private final Map<TurnId, CompletableFuture<Void>> overs = new ConcurrentHashMap<>();

	private enum Fate {
		CANCELLED, SENDING, SENT
	}

	SessionTurns(HostParts parts, HostSettings settings, AgentLives lives, Runnable onTurns) {
		this.parts = parts;
		this.settings = settings;
		this.silence = new SilenceWatch(parts, settings);
		this.limit = new TurnLimit(settings::runningTurns);
		this.lives = lives;
		this.onTurns = onTurns;
	}

	TurnLimit limit() {
		return limit;
	}

	/** More turns may run than before, or fewer: then those that run go on. */
	void limitChanged() {
		limit.look();
	}

	/** The host ends: what waits for a place is not begun any more. */
	void close() {
		limit.close();
	}

	@Override
	public void effects(SessionMailbox mailbox, List<Effect> effects) {
		effects.forEach(effect -> effect(mailbox, effect));
	}

	private void effect(SessionMailbox mailbox, Effect effect) {
		switch (effect) {
		case Effect.StartTurn start -> start(mailbox, start);
		case Effect.CancelTurn cancel -> cancel(mailbox, cancel.turn());
		case Effect.AnswerPermission answer -> ifKnown(mailbox,
				ready -> ready.link().answerPermission(answer.request(), answer.option()));
		case Effect.AnswerAction answer -> ifKnown(mailbox,
				ready -> ready.link().answerAction(answer.request(), answer.allowed()));
		case Effect.AnswerInput answer -> ifKnown(mailbox,
				ready -> ready.link().answerInput(answer.request(), answer.action(), answer.content()));
		case Effect.Login login -> login(mailbox, login);
		case Effect.Reopen reopen -> reopen(mailbox);
		case Effect.Choose choose -> ifKnown(mailbox,
				ready -> wishes().tell(mailbox, ready, new Wishes.Wish(choose.key(), choose.value())));
		case Effect.EndProcess end -> endProcess(mailbox, end.turn(), "as you decided");
		case Effect.Release release -> release(mailbox, release.acpSession());
		}
	}

	@Override
	public void advanced(SessionMailbox mailbox, SessionState before, SessionState now, @Nullable Long attention) {
		AgentLife life = lives.get(now.summary().agent());
		if (life != null && (now.summary().status() != before.summary().status()
				|| (now.summary().turn() == null) != (before.summary().turn() == null))) {
			life.sessionAdvanced(mailbox);
		}
		if (attention != null) {
			parts.entries().waiting().thenAccept(waiting -> parts.events()
					.publish(new AttentionChanged(parts.epoch(), attention, Cause.SYSTEM, waiting.size())));
		}
		TurnId over = before.summary().turn();
		TurnId turn = now.summary().turn();
		if (over != null && !over.equals(turn)) {
			limit.leave(over);
			CompletableFuture<Void> awaited = overs.remove(over);
			if (awaited != null) {
				awaited.complete(null);
			}
			parts.ticks().schedule(() -> fates.remove(over), 1, TimeUnit.MINUTES);
		}
		if (turn != null && now.summary().status() == SessionStatus.WAITING_KEY) {
			// a login may take long; the turn gets in line again after it, and its prompt goes out then
			limit.leave(turn);
			fates.remove(turn);
		}
		if (turn != null && !turn.equals(over)) {
			silence.begin(mailbox, turn);
		}
		if ((turn == null) != (over == null)) {
			onTurns.run();
			if (life != null && now.summary().turn() == null && life.record().adHoc()) {
				parts.ticks().schedule(() -> endAdHoc(life), AD_HOC_GRACE.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
	}

	/** An agent of one run has no reason to stay when its turn is over, nor has its log; a further prompt starts it again. */
	private void endAdHoc(AgentLife life) {
		if (!life.turnsRun()) {
			life.end().whenComplete((ended, error) -> {
				if (!life.up()) {
					parts.runtime().forget(life.record().id());
				}
			});
		}
	}

	private void ifKnown(SessionMailbox mailbox, Consumer<AgentRun.Ready> work) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		AgentRun.Ready ready = life == null ? null : life.known(mailbox);
		if (ready != null) {
			work.accept(ready);
		}
	}

	private Wishes wishes() {
		return new Wishes(settings.startTimeout(), parts.ticks());
	}

	private static boolean isOver(SessionMailbox mailbox, TurnId turn) {
		return !turn.equals(mailbox.state().summary().turn());
	}

	private void start(SessionMailbox mailbox, Effect.StartTurn start) {
		TurnId turn = start.turn();
		if (isOver(mailbox, turn)) {
			return; // begun and cut in one step
		}
		CompletableFuture<Void> told = new CompletableFuture<>();
		int ahead = limit.enter(turn, () -> told.thenRun(() -> placed(mailbox, start)));
		if (ahead < 0) {
			bring(mailbox, start);
			return;
		}
		Threads.virtual("turn-" + turn, () -> {
			mailbox.tell(new SessionInput.TurnWaits(turn, ahead));
			told.complete(null);
		});
	}

	/** The turn had to wait and has its place now. */
	private void placed(SessionMailbox mailbox, Effect.StartTurn start) {
		Threads.virtual("turn-" + start.turn(), () -> {
			mailbox.tell(new SessionInput.TurnStarts(start.turn()));
			bring(mailbox, start);
		});
	}

	private void bring(SessionMailbox mailbox, Effect.StartTurn start) {
		TurnId turn = start.turn();
		SessionSummary summary = mailbox.state().summary();
		AgentLife life = lives.get(summary.agent());
		if (isOver(mailbox, turn)) {
			return; // cancelled while it waited
		}
		if (life == null) {
			mailbox.tellLater(new SessionInput.TurnNotSent(turn, Failure.agentFailed(
					"The agent " + summary.agentName() + " of this session is not here any more.",
					"Make a session with another agent: umbra session new --agent NAME")));
			return;
		}
		life.free(mailbox.id()).thenCompose(free -> life.ready(mailbox)).whenComplete((ready, error) -> {
			if (error != null) {
				notReady(mailbox, turn, error);
			} else {
				Threads.virtual("turn-" + turn, () -> opened(mailbox, start, ready));
			}
		});
	}

	private void notReady(SessionMailbox mailbox, TurnId turn, Throwable error) {
		if (SessionOpener.cause(error) instanceof AgentRuntime.LoginWanted wanted && !wanted.methods().isEmpty()) {
			mailbox.tellLater(new SessionInput.LoginWanted(turn, wanted.failure().message(), wanted.methods()));
		} else {
			mailbox.tellLater(new SessionInput.TurnNotSent(turn, Failures.of(error)));
		}
	}

	/** On a thread of its own: telling may have to wait for room in the mailbox, and sending for room in the pipe. */
	private void opened(SessionMailbox mailbox, Effect.StartTurn start, AgentRun.Ready ready) {
		TurnId turn = start.turn();
		if (fates.get(turn) == Fate.CANCELLED) {
			return;
		}
		mailbox.tell(new SessionInput.TurnSent(turn, ready.opened()));
		CompletionStage<EarlierConversation> earlier = ready.carry()
				? EarlierConversation.read(parts.entries(), mailbox.id(), turn)
				: CompletableFuture.completedFuture(new EarlierConversation("", false));
		PromptContent content = new PromptContent(parts.entries(), mailbox.id());
		wish(mailbox, ready).thenCompose(wished -> earlier)
				.thenCompose(before -> content.of(instructions(mailbox, ready) + before.text(), start.text(), start.enclosures())
						.thenAccept(all -> Threads.virtual("turn-" + turn, () -> send(mailbox, turn, ready, before, all))))
				.exceptionally(error -> {
					mailbox.tellLater(new SessionInput.TurnNotSent(turn, Failures.of(error)));
					return null;
				});
	}

	/** What the agent's persona, or its own definition, says: told once, with the first prompt of a session that is new to the agent. */
	private String instructions(SessionMailbox mailbox, AgentRun.Ready ready) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		String text = life == null || !ready.brandNew() || !ready.due() ? "" : life.role().instructions();
		return text.isEmpty() ? "" : "What follows, up to the line of dashes, is who you are to be in this conversation.\n\n" + text + "\n\n----------\n";
	}

	/** What is wanted in a session that was just opened. */
	private CompletionStage<Void> wish(SessionMailbox mailbox, AgentRun.Ready ready) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		if (!ready.due() || life == null) {
			return CompletableFuture.completedFuture(null);
		}
		ready.run().told(mailbox.id());
		return wishes().tell(mailbox, ready, Wishes.of(life.record().device(), life.role().model(), mailbox.state().summary().wanted(),
				ready.brandNew()));
	}

	private void send(SessionMailbox mailbox, TurnId turn, AgentRun.Ready ready, EarlierConversation before,
			List<AgentRuntime.Content> content) {
		if (isOver(mailbox, turn) || fates.putIfAbsent(turn, Fate.SENDING) == Fate.CANCELLED) {
			return;
		}
		if (!before.text().isEmpty()) {
			mailbox.tell(new SessionInput.FromAgent(new AgentInput.NoticeShown("The agent could not open the earlier "
					+ "conversation again. Its transcript goes with this prompt as context"
					+ (before.cut() ? "; the oldest of it is left out, since it is long." : "."))));
		}
		ready.run().prompting(mailbox.id(), turn);
		ready.link().prompt(ready.opened().acpSession(), turn, content);
		fates.replace(turn, Fate.SENDING, Fate.SENT);
	}

	private void cancel(SessionMailbox mailbox, TurnId turn) {
		Fate fate = fates.putIfAbsent(turn, Fate.CANCELLED);
		if (fate == null) {
			// its prompt is not on its way yet, and now never will be: no need to wait for the agent to come up
			mailbox.tellLater(new SessionInput.FromAgent(new AgentInput.TurnEnded(turn, "cancelled", Usage.NONE)));
			return;
		}
		if (fate == Fate.CANCELLED) {
			return;
		}
		if (fate == Fate.SENDING) {
			parts.ticks().schedule(() -> cancel(mailbox, turn), 10, TimeUnit.MILLISECONDS);
			return;
		}
		ifKnown(mailbox, ready -> {
			Threads.virtual("cancel-" + turn, () -> ready.link().cancel(ready.opened().acpSession()));
			parts.ticks().schedule(() -> force(mailbox, turn), CANCEL_GRACE.toMillis(), TimeUnit.MILLISECONDS);
		});
	}

	/** The agent had its time to stop. Its process is ended, unless other turns run in it: then a person must decide. */
	private void force(SessionMailbox mailbox, TurnId turn) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		if (life == null || !life.isUnanswered(mailbox.id(), turn)) {
			return;
		}
		String name = life.record().name();
		if (!life.othersRun(mailbox.id())) {
			endProcess(mailbox, turn, "since it did not stop within " + CANCEL_GRACE.toSeconds() + " s");
			return;
		}
		String words = "The agent " + name + " did not stop within " + CANCEL_GRACE.toSeconds()
				+ " s. Other turns run in its process, which end with it.";
		if (isOver(mailbox, turn)) {
			// the session was closed: there is nobody in it to ask
			parts.events().problem("Session " + mailbox.id() + " was stopped and closed. " + words
					+ " It was left alone; to end it: umbra agent stop " + name + " --force");
		} else {
			mailbox.tellLater(new SessionInput.CancelStuck(turn, words));
		}
	}

	private void endProcess(SessionMailbox mailbox, TurnId turn, String why) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		if (life == null) {
			return;
		}
		String name = life.record().name();
		LOG.log(System.Logger.Level.WARNING, "agent " + name + ": its process is ended, " + why + ", turn " + turn);
		// the turn is over first: the end of the process would cut the one that comes after it
		CompletableFuture<Void> over = overs.computeIfAbsent(turn, each -> new CompletableFuture<>());
		if (isOver(mailbox, turn)) {
			over.complete(null);
		}
		Stages.within(over, COMMIT_GRACE, parts.ticks(), () -> new FailureException(Failure.busy("It takes too long.", null)))
				.whenComplete((nothing, late) -> {
					overs.remove(turn);
					life.endProcess();
				});
		mailbox.tellLater(new SessionInput.CancelForced(turn, "The process of the agent " + name + " was ended, " + why + "."));
	}

	private void login(SessionMailbox mailbox, Effect.Login login) {
		SessionSummary summary = mailbox.state().summary();
		AgentLife life = lives.get(summary.agent());
		CompletionStage<Void> done = life == null ? CompletableFuture.failedFuture(new FailureException(Failure.agentFailed(
				"The agent " + summary.agentName() + " of this session is not here any more.", null))) : life.login(login.method());
		// when it went well, the agent's life tells every session that waits
		done.exceptionally(error -> {
			mailbox.tellLater(new SessionInput.LoginFailed(login.turn(), Failures.of(error).message()));
			return null;
		});
	}

	private void reopen(SessionMailbox mailbox) {
		SessionSummary summary = mailbox.state().summary();
		AgentLife life = lives.get(summary.agent());
		if (life == null) {
			mailbox.tellLater(new SessionInput.NotResumed(Failure.agentFailed(
					"The agent " + summary.agentName() + " of this session is not here any more.",
					"Make a session with another agent: umbra session new --agent NAME")));
			return;
		}
		life.free(mailbox.id()).thenCompose(free -> life.ready(mailbox)).whenComplete((ready, error) -> {
			if (error != null) {
				mailbox.tellLater(new SessionInput.NotResumed(Failures.of(error)));
				return;
			}
			Threads.virtual("tell-" + mailbox.id(), () -> {
				mailbox.tell(resumed(summary, ready));
				if (!ready.carry()) {
					wish(mailbox, ready);
				}
			});
		});
	}

	private static SessionInput.Resumed resumed(SessionSummary summary, AgentRun.Ready ready) {
		String former = summary.acpSession();
		if (!ready.carry() || former == null) {
			return new SessionInput.Resumed(ready.opened(), "The agent " + summary.agentName() + " is ready to go on.");
		}
		// the agent's id of the new one is kept only once a prompt has told it the conversation
		AgentRuntime.Opened before = new AgentRuntime.Opened(former, null, null, null, ready.opened().offer());
		return new SessionInput.Resumed(before, "The agent " + summary.agentName() + " could not open the earlier conversation "
				+ "again. The next prompt carries the transcript.");
	}

	/** The session was closed: the agent need not keep it. One that could not give it back keeps it, should it be reopened. */
	private void release(SessionMailbox mailbox, String acpSession) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		if (life == null) {
			return;
		}
		life.free(mailbox.id()).thenRun(() -> ifKnown(mailbox, ready -> {
			var facts = ready.link().facts();
			boolean comesBack = facts.canLoad() || facts.canResume();
			boolean closed = mailbox.state().summary().status().kind() == SessionStatus.Kind.TERMINAL;
			if (closed) {
				ready.link().endTerminals(acpSession);
			}
			if (closed && comesBack && ready.run().forget(mailbox.id(), acpSession)) {
				ready.link().closeSession(acpSession).exceptionally(error -> {
					LOG.log(System.Logger.Level.INFO, "session " + mailbox.id() + " was not closed in its agent: "
							+ Failures.of(error).message());
					return null;
				});
			}
		}));
	}
}
