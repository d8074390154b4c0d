package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;

/** What a person asks of a session. */
final class Commands {
	/** A prompt beyond this many UTF-16 code units is refused: no agent takes a line that long. */
	private static final int MAX_PROMPT = 8 * 1024 * 1024;
	private final Deciding d;

	Commands(Deciding deciding) {
		d = deciding;
	}

	void decide(SessionInput.Command command) {
		switch (command) {
		case SessionInput.Prompt prompt -> prompt(prompt);
		case SessionInput.Cancel cancel -> cancel();
		case SessionInput.Answer answer -> new Answers(d).answer(answer);
		case SessionInput.Rename rename -> rename(rename);
		case SessionInput.Reopen reopen -> reopen(d);
		case SessionInput.ParentDeleted deleted -> parentDeleted(deleted);
		case SessionInput.Close close -> close(close);
		case SessionInput.MoveTo move -> moveTo(move);
		case SessionInput.EditQueued edit -> new QueueEdits(d).edit(edit);
		case SessionInput.MoveQueued move -> new QueueEdits(d).move(move);
		case SessionInput.RemoveQueued remove -> new QueueEdits(d).remove(remove);
		case SessionInput.SendNow now -> new QueueEdits(d).sendNow(now);
		case SessionInput.Resume resume -> new Reopening(d).resume();
		case SessionInput.Choose choose -> new Reopening(d).choose(choose);
		}
		d.settle();
	}

	private void cancel() {
		if (d.turn() != null) {
			new Turns(d).cancelByPerson();
		}
	}

	private void prompt(SessionInput.Prompt prompt) {
		Failure wrong = promptRefusal(prompt.text(), prompt.enclosures());
		if (wrong != null) {
			d.refuse(wrong);
			return;
		}
		d.blobs(prompt.blobs());
		reopen(d);
		Turns turns = new Turns(d);
		if (d.turn() == null && d.draft.queue.isEmpty() && !d.draft.replaying) {
			turns.start(prompt.turn(), prompt.text(), prompt.enclosures());
			d.reply("started");
			return;
		}
		List<QueuedPrompt> queue = new ArrayList<>(d.draft.queue);
		queue.add(new QueuedPrompt(prompt.turn(), prompt.text(), prompt.enclosures(), prompt.client(), d.given.now()));
		d.queue(queue);
		// while the agent tells a history, a prompt waits for its end: else it would stand in the middle
		d.summary(d.summary().edit().queuePaused(d.draft.replaying));
		d.reply("queued");
		if (d.turn() == null && !d.draft.replaying) {
			turns.startFirst();
		}
	}

	/** Why nobody could answer such a prompt, in words; null for one that can be sent. */
	static @Nullable Failure promptRefusal(String text, List<Enclosure> enclosures) {
		if (text.isBlank() && enclosures.isEmpty()) {
			return Failure.usage("The prompt is empty.", "Say what the agent should do.");
		}
		if (text.length() > MAX_PROMPT) {
			return Failure.usage("The prompt has " + text.length() + " characters; at most " + MAX_PROMPT
					+ " can be sent.", "Put the text into a file and name it in the prompt.");
		}
		return null;
	}

	/** A closed session is open again as soon as somebody wants something of it. */
	static void reopen(Deciding d) {
		if (d.closed()) {
			d.summary(d.summary().edit().status(SessionStatus.IDLE).ended(null).archived(false));
			d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, "The session was reopened.", new Detail.Lifecycle("reopened"));
		}
	}

	private void rename(SessionInput.Rename rename) {
		String title = rename.title().strip();
		if (title.isEmpty() || title.length() > 200) {
			d.refuse(Failure.usage("A title has 1 to 200 characters.", null));
			return;
		}
		d.summary(d.summary().edit().title(title).titleByPerson(true));
	}

	private void moveTo(SessionInput.MoveTo move) {
		if (d.turn() != null || d.summary().acpSession() != null) {
			d.refuse(Failure.refused("The agent of this session works in " + d.summary().cwd() + " already.",
					"Begin a session in a worktree: umbra session new --worktree"));
			return;
		}
		d.summary(d.summary().edit().cwd(move.cwd()).worktree(move.worktree()).branch(move.branch()));
	}

	private void parentDeleted(SessionInput.ParentDeleted deleted) {
		if (deleted.parent().equals(d.summary().parent())) {
			d.summary(d.summary().edit().parent(null));
		}
	}

	private void close(SessionInput.Close close) {
		if (d.summary().status().kind() == SessionStatus.Kind.TERMINAL || close.mode() == Sessions.CloseMode.KEEP_RUNNING) {
			return;
		}
		TurnId turn = d.turn();
		if (turn == null) {
			if (!d.draft.queue.isEmpty() && close.mode() == Sessions.CloseMode.ASK) {
				d.refuse(Failure.refused("Prompts wait in the queue of this session.",
						"Close it all the same with --stop."));
				return;
			}
			d.endOpen(EntryStatus.DONE, EntryStatus.DONE, EntryStatus.CANCELLED, true);
			end(SessionStatus.COMPLETED, "The session was closed.");
			return;
		}
		if (close.mode() == Sessions.CloseMode.ASK) {
			d.refuse(Failure.refused("A turn runs in this session.",
					"Use --stop to end it, or --keep-running to leave it alone."));
			return;
		}
		d.endOpen(EntryStatus.CANCELLED, EntryStatus.CANCELLED, EntryStatus.CANCELLED, true);
		d.effect(new Effect.CancelTurn(turn));
		d.draft.start = null;
		end(SessionStatus.CANCELLED, "Cancelled by you: the session was stopped and closed.");
	}

	private void end(SessionStatus status, String words) {
		d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, words, new Detail.Lifecycle("closed"));
		if (!d.draft.queue.isEmpty()) {
			d.queue(List.of());
		}
		d.draft.replaying = false;
		var edit = d.summary().edit().status(status).archived(true).ended(d.given.now()).queuePaused(false);
		if (d.turn() != null) {
			edit.turn(null).stopReason("cancelled");
		}
		d.summary(edit);
		if (d.summary().acpSession() != null) {
			d.effect(new Effect.Release(d.summary().acpSession()));
		}
	}
}
