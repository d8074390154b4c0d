package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.session.QueuedPrompt;

/** What a person does to prompts that wait. One that was sent meanwhile is not found. */
final class QueueEdits {
	private final Deciding d;

	QueueEdits(Deciding deciding) {
		d = deciding;
	}

	void edit(SessionInput.EditQueued edit) {
		int place = place(edit.turn());
		if (place < 0) {
			return;
		}
		List<QueuedPrompt> queue = new ArrayList<>(d.draft.queue);
		QueuedPrompt prompt = queue.get(place);
		Failure wrong = Commands.promptRefusal(edit.text(), prompt.enclosures());
		if (wrong != null) {
			d.refuse(wrong);
			return;
		}
		queue.set(place, prompt.withText(edit.text()));
		d.queue(queue);
	}

	void move(SessionInput.MoveQueued move) {
		int place = place(move.turn());
		if (place >= 0) {
			moveTo(place, move.index());
		}
	}

	private void moveTo(int place, int index) {
		List<QueuedPrompt> queue = new ArrayList<>(d.draft.queue);
		QueuedPrompt prompt = queue.remove(place);
		queue.add(Math.clamp(index, 0, queue.size()), prompt);
		d.queue(queue);
	}

	void remove(SessionInput.RemoveQueued remove) {
		int place = place(remove.turn());
		if (place < 0) {
			return;
		}
		List<QueuedPrompt> queue = new ArrayList<>(d.draft.queue);
		queue.remove(place);
		d.queue(queue);
		if (queue.isEmpty()) {
			d.summary(d.summary().edit().queuePaused(false));
		}
	}

	/** The prompt comes first, whatever the present turn comes to; while a history is told it still waits for its end. */
	void sendNow(SessionInput.SendNow now) {
		int place = place(now.turn());
		if (place < 0) {
			return;
		}
		moveTo(place, 0);
		if (d.draft.replaying) {
			return;
		}
		d.summary(d.summary().edit().queuePaused(false));
		Turns turns = new Turns(d);
		if (d.turn() == null) {
			turns.startFirst();
			return;
		}
		d.draft.goOn = true;
		turns.cancel();
	}

	private int place(TurnId turn) {
		for (int i = 0; i < d.draft.queue.size(); i++) {
			if (d.draft.queue.get(i).turn().equals(turn)) {
				return i;
			}
		}
		d.refuse(Failure.notFound("The prompt " + turn + " does not wait in the queue of this session: it was sent or removed.",
				"See what waits with: umbra queue " + d.summary().id()));
		return -1;
	}
}
