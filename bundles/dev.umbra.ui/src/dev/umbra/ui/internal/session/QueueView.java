package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Queue;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.live.SessionsPace;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The queue of a session in its window: pulled when something says that it may be another, shown, and changed as the person
 * wants. On the SWT thread, except {@link #advanced}.
 */
final class QueueView implements QueueStrip.Listener {
	/** Of a text in a sentence, UTF-16 code units. */
	private static final int LONGEST = 60;

	/** What the view around it does. */
	interface Surroundings {
		/** A failure, in words. */
		void say(Failure failure);

		/** Words with something to press. */
		void offer(String words, String label, Runnable action);

		/** Puts a text back where prompts are written. */
		void putBack(String text);
	}

	/** Of the summary: a change of one of them says that the queue is another. */
	private record Mark(int queued, boolean paused, boolean runs) {
	}

	private final HostCalls calls;
	private final UISynchronize ui;
	private final Surroundings surroundings;
	private final QueueStrip strip;
	private final Composite parent;
	private final Pulled<Queue.Listing> queue;
	private final Subscription subscription;
	private final SessionsPace pace;
	/** Read by any thread. */
	private volatile Mark mark = new Mark(0, false, false);

	/** @param changed told, on a thread of the client, when there is something new to show */
	QueueView(Composite parent, IntSupplier room, HostCalls calls, UISynchronize ui, Surroundings surroundings, Runnable changed) {
		this.parent = parent;
		this.calls = calls;
		this.ui = ui;
		this.surroundings = surroundings;
		strip = new QueueStrip(parent, room, this);
		queue = new Pulled<>(calls::queue);
		subscription = queue.onChange(changed);
		pace = SessionsPace.of(ui, parent.getDisplay(), queue::pull);
	}

	/** The session advanced: its queue may have been edited. Any thread. */
	void advanced() {
		if (mark.queued() > 0) {
			pace.advanced();
		}
	}

	/** A service came: it may be the one that knows the queue. */
	void served() {
		queue.pull();
	}

	void show(SessionSummary summary) {
		Mark now = new Mark(summary.queued(), summary.queuePaused(), summary.turn() != null);
		if (!now.equals(mark)) {
			mark = now;
			queue.pull();
		}
		Known<Queue.Listing> known = queue.now();
		List<QueueRow> rows = known.value() == null ? List.of() : QueueRow.of(known.value());
		Failure failure = known.failure();
		strip.show(summary.queued(), summary.queuePaused(), summary.status() != SessionStatus.INTERRUPTED, rows,
				failure == null ? "" : SessionBars.words(failure));
	}

	void close() {
		subscription.close();
	}

	void paint(Palette palette) {
		strip.paint(palette);
	}

	@Override
	public void edit(TurnId turn, String text) {
		change(calls.editQueued(turn, text), failure -> {
			if (failure.code() == Failure.Code.NOT_FOUND) {
				overtaken(text);
			} else {
				surroundings.offer(SessionBars.words(failure), Messages.queue_put_back, () -> surroundings.putBack(text));
			}
		});
	}

	@Override
	public void move(TurnId turn, int index) {
		change(calls.moveQueued(turn, index), surroundings::say);
	}

	@Override
	public void remove(QueueRow row) {
		onAnswer(calls.removeQueued(row.turn()), outcome -> {
			queue.pull();
			switch (outcome) {
			case Outcome.Ok<Done> ok -> surroundings.offer(
					NLS.bind(Messages.queue_removed, ForeignText.shortened(ForeignText.cleanOnOneLine(row.text()), LONGEST)),
					Messages.queue_put_back, () -> surroundings.putBack(row.text()));
			case Outcome.NotOk<Done>(Failure failure) -> surroundings.say(failure);
			}
		});
	}

	@Override
	public void sendNow(TurnId turn) {
		change(calls.sendQueuedNow(turn), surroundings::say);
	}

	@Override
	public void resume() {
		Queue.Listing known = queue.now().value();
		if (known != null && !known.prompts().isEmpty()) {
			sendNow(known.prompts().getFirst().turn());
		}
	}

	@Override
	public void overtaken(String text) {
		surroundings.offer(Messages.queue_overtaken, Messages.queue_put_back, () -> surroundings.putBack(text));
	}

	private void change(CompletionStage<Outcome<Done>> answer, Consumer<Failure> failed) {
		onAnswer(answer, outcome -> {
			queue.pull();
			if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
				failed.accept(failure);
			}
		});
	}

	private void onAnswer(CompletionStage<Outcome<Done>> answer, Consumer<Outcome<Done>> work) {
		answer.thenAccept(outcome -> ui.asyncExec(() -> {
			if (!parent.isDisposed()) {
				work.accept(outcome);
			}
		}));
	}
}
