package dev.umbra.core.reducer;

import java.util.List;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.SessionSummaryBuilder;

/** Beginning and end of turns. */
final class Turns {
	private static final int TITLE_CODE_POINTS = 50;
	private static final String NEXT_PROMPT = "Send the next prompt to go on.";
	private final Deciding d;

	Turns(Deciding deciding) {
		d = deciding;
	}

	/** Begins a turn now; none may be running. */
	void start(TurnId turn, String text, List<Enclosure> enclosures) {
		d.endOpen(EntryStatus.DONE, EntryStatus.DONE, EntryStatus.CANCELLED, true);
		new TerminalRuns(d).forget();
		SessionSummaryBuilder edit = d.summary().edit().turn(turn).status(SessionStatus.STARTING).stopReason(null);
		if (d.summary().title().isEmpty()) {
			edit.title(title(text.isBlank() && !enclosures.isEmpty() ? enclosures.getFirst().name() : text));
		}
		d.summary(edit);
		d.add(EntryKind.PROMPT, EntryStatus.DONE, text,
				enclosures.isEmpty() ? new Detail.Plain() : new Detail.Prompt(enclosures));
		Effect.StartTurn start = new Effect.StartTurn(turn, text, enclosures);
		d.draft.start = start;
		d.draft.goOn = false;
		d.effect(start);
	}

	/** First code points of a prompt, on one line. */
	static String title(String prompt) {
		String line = prompt.strip().replaceAll("\\s+", " ");
		int end = line.offsetByCodePoints(0, Math.min(TITLE_CODE_POINTS, line.codePointCount(0, line.length())));
		return line.substring(0, end);
	}

	void sent(SessionInput.TurnSent sent) {
		if (!sent.turn().equals(d.turn())) {
			return;
		}
		SessionSummaryBuilder edit = opened(d.summary(), sent.opened());
		if (d.summary().status() == SessionStatus.STARTING || d.summary().status() == SessionStatus.PENDING) {
			edit.status(SessionStatus.RUNNING);
		}
		d.summary(edit);
	}

	/** What the agent said of the session when it opened it. Its commands come later: those it offered before stay until then. */
	static SessionSummaryBuilder opened(SessionSummary summary, AgentRuntime.Opened opened) {
		SessionSummaryBuilder edit = summary.edit().acpSession(opened.acpSession());
		if (opened.mode() != null) {
			edit.mode(opened.mode());
		}
		if (opened.model() != null) {
			edit.model(opened.model());
		}
		if (opened.effort() != null) {
			edit.effort(opened.effort());
		}
		Offer offer = opened.offer();
		if (offer != null) {
			edit.offer(offer.commands().isEmpty() ? offer.withCommands(summary.offer().commands()) : offer);
		}
		return edit;
	}

	/** The turn waits for a free place, or has it now. */
	void place(TurnId turn, SessionStatus from, SessionStatus to) {
		if (turn.equals(d.turn()) && d.summary().status() == from) {
			d.summary(d.summary().edit().status(to));
		}
	}

	/** A person cancels: what waits in the queue waits for the person. */
	void cancelByPerson() {
		// committed in any case: a repeat of this call must not cancel a later turn
		d.summary(d.summary().edit().queuePaused(!d.draft.queue.isEmpty()));
		d.draft.goOn = false;
		cancel();
	}

	/** Tells the agent to stop. A turn that is not on its way to it, and waits, is over at once. */
	void cancel() {
		TurnId turn = d.turn();
		if (turn == null) {
			return;
		}
		boolean unsent = d.summary().status() == SessionStatus.PENDING || d.draft.waiting.login();
		for (Entry entry : List.copyOf(d.draft.open.values())) {
			if (entry.detail() instanceof Detail.Permission || entry.detail() instanceof Detail.Input) {
				d.endQuestion(entry, EntryStatus.CANCELLED, true);
			}
		}
		d.effect(new Effect.CancelTurn(turn));
		if (unsent) {
			ended(turn, "cancelled");
		}
	}

	void notSent(SessionInput.TurnNotSent notSent) {
		if (!notSent.turn().equals(d.turn())) {
			return;
		}
		Failure failure = notSent.failure();
		d.endOpen(EntryStatus.FAILED, EntryStatus.FAILED, EntryStatus.EXPIRED, false);
		d.add(EntryKind.ERROR, EntryStatus.FAILED, failure.message(),
				new Detail.Fault(failure.code().word(), failure.message(), failure.hint()));
		over(SessionStatus.IDLE, "error");
		next(true);
	}

	private void over(SessionStatus status, String stopReason) {
		d.draft.start = null;
		d.summary(d.summary().edit().turn(null).status(status).stopReason(stopReason));
	}

	void ended(TurnId turn, String stopReason) {
		if (!turn.equals(d.turn())) {
			return;
		}
		boolean cancelled = stopReason.equals("cancelled");
		EntryStatus end = cancelled ? EntryStatus.CANCELLED : EntryStatus.DONE;
		d.endOpen(end, end, EntryStatus.CANCELLED, true);
		if (cancelled) {
			d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, "The turn was cancelled.", new Detail.Lifecycle("cancelled"));
		}
		over(SessionStatus.IDLE, stopReason);
		next(d.summary().queuePaused());
	}

	void failed(AgentInput.TurnFailed failed) {
		if (!failed.turn().equals(d.turn())) {
			return;
		}
		if (failed.gone()) {
			interrupt(failed.message(), new Detail.Fault(failed.code(), failed.message(), NEXT_PROMPT));
			return;
		}
		String message = failed.message();
		d.endOpen(EntryStatus.FAILED, EntryStatus.FAILED, EntryStatus.CANCELLED, true);
		d.add(EntryKind.ERROR, EntryStatus.FAILED, message, new Detail.Fault(failed.code(), message,
				"The agent is ready again: send the prompt once more, or another one."));
		over(SessionStatus.IDLE, "error");
		// a person who sent another prompt at once wants it sent, however the agent took the cancel
		next(!d.draft.goOn);
	}

	void cancelForced(SessionInput.CancelForced forced) {
		if (!forced.turn().equals(d.turn())) {
			return;
		}
		new TerminalRuns(d).gone();
		d.endOpen(EntryStatus.CANCELLED, EntryStatus.CANCELLED, EntryStatus.CANCELLED, false);
		d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, forced.words(), new Detail.Lifecycle("cancelled"));
		over(SessionStatus.IDLE, "cancelled");
		next(d.summary().queuePaused());
	}

	void agentSilent(SessionInput.AgentSilent silent) {
		if (silent.turn().equals(d.turn())) {
			d.add(EntryKind.NOTICE, EntryStatus.DONE, silent.words(), new Detail.Plain());
		}
	}

	void agentGone(SessionInput.AgentGone gone) {
		new TerminalRuns(d).gone();
		d.draft.replaying = false;
		if (d.turn() == null) {
			// a straggler's message: nobody is there any more to go on with it
			d.endOpen(EntryStatus.DONE, EntryStatus.DONE, EntryStatus.EXPIRED, false);
			return;
		}
		String stderr = gone.stderrTail();
		interrupt(gone.words(), stderr.isBlank() ? new Detail.Lifecycle("interrupted")
				: new Detail.Fault("interrupted", gone.words() + "\n" + stderr, NEXT_PROMPT));
	}

	void hostCrashed() {
		if (d.turn() != null || d.summary().status().kind() == SessionStatus.Kind.ACTIVE) {
			interrupt("The host ended while this turn ran. What the agent had said until then is kept.",
					new Detail.Lifecycle("interrupted"));
		} else if (!d.draft.open.isEmpty()) {
			// words that came after the turn, or of a conversation that was being loaded: no turn was cut
			cut();
		}
	}

	private void interrupt(String words, Detail detail) {
		cut();
		if (detail instanceof Detail.Fault) {
			d.add(EntryKind.ERROR, EntryStatus.FAILED, words, detail);
		} else {
			d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, words, detail);
		}
		over(SessionStatus.INTERRUPTED, "interrupted");
		next(true);
	}

	/** What has not ended does not go on. */
	private void cut() {
		d.draft.replaying = false;
		new TerminalRuns(d).gone();
		d.endOpen(EntryStatus.FAILED, EntryStatus.FAILED, EntryStatus.EXPIRED, false);
	}

	/**
	 * After an orderly end the next queued prompt is sent; after any other, or when the person cancelled the turn and has
	 * sent nothing since, the queue waits for the person.
	 */
	private void next(boolean pause) {
		List<QueuedPrompt> queue = d.draft.queue;
		if (queue.isEmpty()) {
			return;
		}
		if (pause) {
			d.summary(d.summary().edit().queuePaused(true));
			return;
		}
		startFirst();
	}

	/** Nothing holds the queue any more, and no turn runs. */
	void goOn() {
		d.summary(d.summary().edit().queuePaused(false));
		next(false);
	}

	/** Sends the prompt that waits longest. */
	void startFirst() {
		QueuedPrompt first = d.draft.queue.getFirst();
		d.queue(d.draft.queue.subList(1, d.draft.queue.size()));
		if (d.draft.queue.isEmpty()) {
			d.summary(d.summary().edit().queuePaused(false));
		}
		start(first.turn(), first.text(), first.enclosures());
	}
}
