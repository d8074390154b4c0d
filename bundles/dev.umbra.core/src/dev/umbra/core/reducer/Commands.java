package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
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
		case SessionInput.Answer answer -> answer(answer);
		case SessionInput.Rename rename -> rename(rename);
		case SessionInput.Close close -> close(close);
		case SessionInput.EditQueued edit -> notYet();
		case SessionInput.MoveQueued move -> notYet();
		case SessionInput.RemoveQueued remove -> notYet();
		case SessionInput.SendNow now -> notYet();
		case SessionInput.Resume resume -> notYet();
		case SessionInput.Choose choose -> notYet();
		}
	}

	private void prompt(SessionInput.Prompt prompt) {
		if (prompt.text().isBlank()) {
			d.refuse(Failure.usage("The prompt is empty.", "Say what the agent should do."));
			return;
		}
		if (prompt.text().length() > MAX_PROMPT) {
			d.refuse(Failure.usage("The prompt has " + prompt.text().length() + " characters; at most " + MAX_PROMPT
					+ " can be sent.", "Put the text into a file and name it in the prompt."));
			return;
		}
		if (d.summary().status().kind() == SessionStatus.Kind.TERMINAL) {
			d.summary(d.summary().edit().status(SessionStatus.IDLE).ended(null).archived(false));
			d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, "The session was reopened.", new Detail.Lifecycle("reopened"));
		}
		Turns turns = new Turns(d);
		if (d.turn() == null && d.draft.queue.isEmpty()) {
			turns.start(prompt.turn(), prompt.text());
			d.reply("started");
			return;
		}
		List<QueuedPrompt> queue = new ArrayList<>(d.draft.queue);
		queue.add(new QueuedPrompt(prompt.turn(), prompt.text(), prompt.client(), d.given.now()));
		d.queue(queue);
		d.summary(d.summary().edit().queuePaused(false));
		d.reply("queued");
		if (d.turn() == null) {
			turns.startFirst();
		}
	}

	private void notYet() {
		d.refuse(Failure.failed("not available yet", null));
	}

	private void cancel() {
		TurnId turn = d.turn();
		if (turn == null) {
			return;
		}
		for (Entry entry : List.copyOf(d.draft.open.values())) {
			if (entry.detail() instanceof Detail.Permission permission) {
				d.put(entry.withEnd(EntryStatus.CANCELLED, d.given.now()));
				d.answer(permission, null, false);
			}
		}
		boolean waited = d.summary().status() == SessionStatus.WAITING_PERMISSION;
		// committed in any case: a repeat of this call must not cancel a later turn
		d.summary(d.summary().edit().status(waited ? SessionStatus.RUNNING : d.summary().status())
				.queuePaused(!d.draft.queue.isEmpty()));
		d.effect(new Effect.CancelTurn(turn));
	}

	private void answer(SessionInput.Answer answer) {
		Entry entry = d.draft.open.get(answer.entry());
		if (entry == null || !(entry.detail() instanceof Detail.Permission permission)) {
			d.refuse(Failure.refused("The item " + answer.entry() + " waits no longer: it was answered or it expired.",
					"See what waits with: umbra attention list"));
			return;
		}
		String chosen = answer.option();
		if (chosen == null) {
			d.put(entry.withDetail(answered(permission, null, answer.client())).withEnd(EntryStatus.CANCELLED,
					d.given.now()));
			d.answer(permission, null, false);
		} else {
			Detail.Option option = option(permission, chosen);
			if (option == null) {
				return;
			}
			d.put(entry.withDetail(answered(permission, option.id(), answer.client())).withEnd(EntryStatus.DONE,
					d.given.now()));
			d.answer(permission, option.id(), option.kind().startsWith("allow"));
		}
		boolean more = d.draft.open.values().stream().anyMatch(e -> e.kind() == EntryKind.PERMISSION);
		if (!more && d.summary().status() == SessionStatus.WAITING_PERMISSION) {
			d.summary(d.summary().edit().status(SessionStatus.RUNNING));
		}
	}

	/** By id, else by a kind that only one option has. */
	private Detail.@Nullable Option option(Detail.Permission permission, String wanted) {
		for (Detail.Option option : permission.options()) {
			if (option.id().equals(wanted)) {
				return option;
			}
		}
		List<Detail.Option> ofKind = permission.options().stream().filter(o -> o.kind().equals(wanted)).toList();
		if (ofKind.size() == 1) {
			return ofKind.getFirst();
		}
		String known = String.join(", ", permission.options().stream().map(o -> o.id() + " (" + o.kind() + ")").toList());
		d.refuse(Failure.usage((ofKind.isEmpty() ? "There is no option \"" : "Several options are of the kind \"") + wanted
				+ "\".", "Options are: " + known));
		return null;
	}

	private static Detail.Permission answered(Detail.Permission p, @Nullable String chosen, String client) {
		return new Detail.Permission(p.request(), p.origin(), p.title(), p.kind(), p.call(), p.tool(), p.paths(),
				p.command(), p.content(), p.options(), chosen, client);
	}

	private void rename(SessionInput.Rename rename) {
		String title = rename.title().strip();
		if (title.isEmpty() || title.length() > 200) {
			d.refuse(Failure.usage("A title has 1 to 200 characters.", null));
			return;
		}
		d.summary(d.summary().edit().title(title).titleByPerson(true));
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
		end(SessionStatus.CANCELLED, "Cancelled by you: the session was stopped and closed.");
	}

	private void end(SessionStatus status, String words) {
		d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, words, new Detail.Lifecycle("closed"));
		if (!d.draft.queue.isEmpty()) {
			d.queue(List.of());
		}
		var edit = d.summary().edit().status(status).archived(true).ended(d.given.now()).queuePaused(false);
		if (d.turn() != null) {
			edit.turn(null).stopReason("cancelled");
		}
		d.summary(edit);
	}
}
