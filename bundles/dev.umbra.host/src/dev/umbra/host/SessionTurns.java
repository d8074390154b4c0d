package dev.umbra.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.reducer.Effect;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.Usage;
import dev.umbra.wire.Failures;

/** Carries out what sessions decided: the only link between mailboxes and agents. Runs on mailbox threads, never blocks. */
final class SessionTurns implements SessionMailbox.Surroundings {
	private static final System.Logger LOG = System.getLogger(SessionTurns.class.getName());
	private static final Duration CANCEL_GRACE = Duration.ofSeconds(30);
	private static final Duration AD_HOC_GRACE = Duration.ofSeconds(5);
	private final HostParts parts;
	private final AgentLives lives;
	private final SilenceWatch silence;
	private final Runnable onTurns;
	/** How far a turn's prompt is on its way, so that a cancel can neither be lost before it nor overtake it. */
	private final Map<TurnId, Fate> fates = new ConcurrentHashMap<>();

	private enum Fate {
		CANCELLED, SENDING, SENT
	}

	SessionTurns(HostParts parts, HostSettings settings, AgentLives lives, Runnable onTurns) {
		this.parts = parts;
		this.silence = new SilenceWatch(parts, settings);
		this.lives = lives;
		this.onTurns = onTurns;
	}

	@Override
	public void effects(SessionMailbox mailbox, List<Effect> effects) {
		for (Effect effect : effects) {
			switch (effect) {
			case Effect.StartTurn start -> start(mailbox, start);
			case Effect.CancelTurn cancel -> cancel(mailbox, cancel.turn());
			case Effect.AnswerPermission answer -> {
				AgentLife.Ready ready = known(mailbox);
				if (ready != null) {
					ready.link().answerPermission(answer.request(), answer.option());
				}
			}
			case Effect.AnswerAction answer -> {
				AgentLife.Ready ready = known(mailbox);
				if (ready != null) {
					ready.link().answerAction(answer.request(), answer.allowed());
				}
			}
			case Effect.AnswerInput answer -> {
				AgentLife.Ready ready = known(mailbox);
				if (ready != null) {
					ready.link().answerInput(answer.request(), answer.action(), answer.content());
				}
			}
			case Effect.Login login -> notYet(effect);
			case Effect.Reopen reopen -> notYet(effect);
			case Effect.Choose choose -> notYet(effect);
			case Effect.EndProcess end -> notYet(effect);
			case Effect.Release release -> notYet(effect);
			}
		}
	}

	@Override
	public void advanced(SessionMailbox mailbox, SessionState before, SessionState now, @Nullable Long attention) {
		AgentLife life = lives.get(now.summary().agent());
		if (life != null && (now.summary().status() != before.summary().status()
				|| (now.summary().turn() == null) != (before.summary().turn() == null))) {
			life.sessionAdvanced(now);
		}
		if (attention != null) {
			parts.entries().waiting().thenAccept(waiting -> parts.events()
					.publish(new AttentionChanged(parts.epoch(), attention, Cause.SYSTEM, waiting.size())));
		}
		TurnId over = before.summary().turn();
		TurnId turn = now.summary().turn();
		if (over != null && !over.equals(turn)) {
			parts.ticks().schedule(() -> fates.remove(over), 1, TimeUnit.MINUTES);
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

	private static void notYet(Effect effect) {
		LOG.log(System.Logger.Level.WARNING, "not available yet: " + effect);
	}

	/** An agent of one run has no reason to stay when its turn is over; a further prompt starts it again. */
	private static void endAdHoc(AgentLife life) {
		if (!life.turnsRun()) {
			life.end();
		}
	}

	private AgentLife.@Nullable Ready known(SessionMailbox mailbox) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		return life == null ? null : life.known(mailbox.id());
	}

	private void start(SessionMailbox mailbox, Effect.StartTurn start) {
		TurnId turn = start.turn();
		AgentLife life = lives.get(mailbox.state().summary().agent());
		if (life == null) {
			tellLater(mailbox, new SessionInput.TurnNotSent(turn, Failure.agentFailed(
					"The agent " + mailbox.state().summary().agentName() + " of this session is not here any more.",
					"Make a session with another agent: umbra session new --agent NAME")));
			return;
		}
		life.free(mailbox.id()).thenCompose(free -> life.ready(mailbox)).whenComplete((ready, error) -> {
			if (error != null) {
				Failure failure = Failures.of(error);
				tellLater(mailbox, new SessionInput.TurnNotSent(turn, failure));
				return;
			}
			send(life, mailbox, turn, start.text(), ready);
		});
	}

	/** On a thread of its own: telling may have to wait for room in the mailbox, and sending for room in the pipe. */
	private void send(AgentLife life, SessionMailbox mailbox, TurnId turn, String text, AgentLife.Ready ready) {
		Threads.virtual("turn-" + turn, () -> {
			if (fates.putIfAbsent(turn, Fate.SENDING) == Fate.CANCELLED) {
				return;
			}
			mailbox.tell(new SessionInput.TurnSent(turn, ready.opened()));
			if (ready.anew()) {
				mailbox.tell(new SessionInput.FromAgent(new AgentInput.NoticeShown("The agent could not open the earlier "
						+ "conversation again: for the agent this prompt is the first. The transcript is kept here.")));
			}
			life.prompting(mailbox.id(), turn);
			ready.link().prompt(ready.opened().acpSession(), turn, text);
			fates.replace(turn, Fate.SENDING, Fate.SENT);
		});
	}

	/** From threads that must not wait for a full mailbox. */
	private static void tellLater(SessionMailbox mailbox, SessionInput input) {
		Threads.virtual("tell-" + mailbox.id(), () -> mailbox.tell(input));
	}

	private void cancel(SessionMailbox mailbox, TurnId turn) {
		Fate fate = fates.putIfAbsent(turn, Fate.CANCELLED);
		if (fate == null) {
			// its prompt is not on its way yet, and now never will be: no need to wait for the agent to come up
			tellLater(mailbox, new SessionInput.FromAgent(new AgentInput.TurnEnded(turn, "cancelled", Usage.NONE)));
			return;
		}
		if (fate == Fate.CANCELLED) {
			return;
		}
		if (fate == Fate.SENDING) {
			parts.ticks().schedule(() -> cancel(mailbox, turn), 10, TimeUnit.MILLISECONDS);
			return;
		}
		AgentLife.Ready ready = known(mailbox);
		if (ready != null) {
			Threads.virtual("cancel-" + turn, () -> ready.link().cancel(ready.opened().acpSession()));
			parts.ticks().schedule(() -> force(mailbox, turn), CANCEL_GRACE.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** The agent had its time to stop. Its process is ended, unless other turns run in it: then a person must decide. */
	private void force(SessionMailbox mailbox, TurnId turn) {
		AgentLife life = lives.get(mailbox.state().summary().agent());
		if (life == null || !life.isUnanswered(mailbox.id(), turn)) {
			return;
		}
		String name = life.record().name();
		if (life.othersRun(mailbox.id())) {
			parts.events().problem("The agent " + name + " does not react to the cancel of session " + mailbox.id()
					+ ". Other turns run in its process, so it was left alone; umbra agent remove --force ends it.");
			return;
		}
		LOG.log(System.Logger.Level.WARNING, "agent " + name + " did not stop turn " + turn + " in time: ended");
		tellLater(mailbox, new SessionInput.CancelForced(turn, "The agent " + name + " did not stop within "
				+ CANCEL_GRACE.toSeconds() + " s; its process was ended."));
		life.end();
	}
}
