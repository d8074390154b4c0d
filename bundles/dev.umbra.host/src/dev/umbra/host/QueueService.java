package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Queue;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.wire.Methods;

/** {@link Queue}, carried out here: what is shown is the session's newest committed state, what is changed passes its mailbox. */
final class QueueService implements Queue {
	private final SessionMailboxes mailboxes;
	private final SessionsService sessions;

	QueueService(SessionMailboxes mailboxes, SessionsService sessions) {
		this.mailboxes = mailboxes;
		this.sessions = sessions;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return Stages.outcome(() -> mailboxes.resolve(p.session()).thenCompose(mailboxes::get)
				.thenApply(mailbox -> listing(mailbox.state())));
	}

	private Listing listing(SessionState state) {
		return new Listing(mailboxes.epoch(), state.summary().revision(), state.summary().queuePaused(),
				state.queue().stream().map(prompt -> new Waiting(prompt.turn(), prompt.text(), prompt.enclosures(),
						prompt.client(), prompt.created())).toList());
	}

	@Override
	public CompletionStage<Outcome<Done>> edit(Edit p) {
		return sessions.done(p.session(), p, Methods.QUEUE_EDIT.name(), "", new SessionInput.EditQueued(p.turn(), p.text()));
	}

	@Override
	public CompletionStage<Outcome<Done>> move(Move p) {
		return sessions.done(p.session(), p, Methods.QUEUE_MOVE.name(), "", new SessionInput.MoveQueued(p.turn(), p.index()));
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return sessions.done(p.session(), p, Methods.QUEUE_REMOVE.name(), "", new SessionInput.RemoveQueued(p.turn()));
	}

	@Override
	public CompletionStage<Outcome<Done>> sendNow(SendNow p) {
		return sessions.done(p.session(), p, Methods.QUEUE_SEND_NOW.name(), p.client(),
				new SessionInput.SendNow(p.turn(), p.client()));
	}
}
