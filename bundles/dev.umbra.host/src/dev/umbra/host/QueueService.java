package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Queue;

/** {@link Queue}, carried out here. */
final class QueueService implements Queue {
	private final SessionMailboxes mailboxes;
	private final SessionsService sessions;

	QueueService(SessionMailboxes mailboxes, SessionsService sessions) {
		this.mailboxes = mailboxes;
		this.sessions = sessions;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Done>> edit(Edit p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Done>> move(Move p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Done>> sendNow(SendNow p) {
		return Stages.notYet();
	}
}
