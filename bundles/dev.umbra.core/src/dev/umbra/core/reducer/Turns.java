package dev.umbra.core.reducer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
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
	void start(TurnId turn, String text) {
		d.endOpen(EntryStatus.DONE, EntryStatus.DONE, EntryStatus.CANCELLED, true);
		SessionSummaryBuilder edit = d.summary().edit().turn(turn).status(SessionStatus.STARTING).stopReason(null);
		if (d.summary().title().isEmpty()) {
			edit.title(title(text));
		}
		d.summary(edit);
		d.add(EntryKind.PROMPT, EntryStatus.DONE, text, new Detail.Plain());
		d.effect(new Effect.StartTurn(turn, text));
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
		var opened = sent.opened();
		SessionSummaryBuilder edit = d.summary().edit().acpSession(opened.acpSession());
		if (d.summary().status() == SessionStatus.STARTING) {
			edit.status(SessionStatus.RUNNING);
		}
		if (opened.mode() != null) {
			edit.mode(opened.mode());
		}
		if (opened.model() != null) {
			edit.model(opened.model());
		}
		if (opened.effort() != null) {
			edit.effort(opened.effort());
		}
		edit.offer(opened.offer());
		d.summary(edit);
	}

	void notSent(SessionInput.TurnNotSent notSent) {
		if (!notSent.turn().equals(d.turn())) {
			return;
		}
		Failure failure = notSent.failure();
		d.endOpen(EntryStatus.FAILED, EntryStatus.FAILED, EntryStatus.EXPIRED, false);
		d.add(EntryKind.ERROR, EntryStatus.FAILED, failure.message(),
				new Detail.Fault(failure.code().word(), failure.message(), failure.hint()));
		d.summary(d.summary().edit().turn(null).status(SessionStatus.IDLE).stopReason("error")
				.queuePaused(!d.draft.queue.isEmpty()));
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
		d.summary(d.summary().edit().turn(null).status(SessionStatus.IDLE).stopReason(stopReason));
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
		d.summary(d.summary().edit().turn(null).status(SessionStatus.IDLE).stopReason("error"));
		next(true);
	}

	void cancelForced(SessionInput.CancelForced forced) {
		if (!forced.turn().equals(d.turn())) {
			return;
		}
		d.endOpen(EntryStatus.CANCELLED, EntryStatus.CANCELLED, EntryStatus.CANCELLED, false);
		d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, forced.words(), new Detail.Lifecycle("cancelled"));
		d.summary(d.summary().edit().turn(null).status(SessionStatus.IDLE).stopReason("cancelled"));
		next(d.summary().queuePaused());
	}

	void agentSilent(SessionInput.AgentSilent silent) {
		if (silent.turn().equals(d.turn())) {
			d.add(EntryKind.NOTICE, EntryStatus.DONE, silent.words(), new Detail.Plain());
		}
	}

	void agentGone(SessionInput.AgentGone gone) {
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
		if (!d.draft.open.isEmpty() || d.turn() != null || d.summary().status().kind() == SessionStatus.Kind.ACTIVE) {
			interrupt("The host ended while this turn ran. What the agent had said until then is kept.",
					new Detail.Lifecycle("interrupted"));
		}
	}

	private void interrupt(String words, Detail detail) {
		d.endOpen(EntryStatus.FAILED, EntryStatus.FAILED, EntryStatus.EXPIRED, false);
		if (detail instanceof Detail.Fault) {
			d.add(EntryKind.ERROR, EntryStatus.FAILED, words, detail);
		} else {
			d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, words, detail);
		}
		d.summary(d.summary().edit().turn(null).status(SessionStatus.INTERRUPTED).stopReason("interrupted")
				.queuePaused(!d.draft.queue.isEmpty()));
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

	/** Sends the prompt that waits longest. */
	@Nullable
	TurnId startFirst() {
		QueuedPrompt first = d.draft.queue.getFirst();
		d.queue(d.draft.queue.subList(1, d.draft.queue.size()));
		start(first.turn(), first.text());
		return first.turn();
	}
}
