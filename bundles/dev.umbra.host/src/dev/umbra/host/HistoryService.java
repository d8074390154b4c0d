package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Nothing;

/** {@link History}, carried out here. */
final class HistoryService implements History {
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final AgentLives lives;

	HistoryService(HostParts parts, SessionMailboxes mailboxes, AgentLives lives) {
		this.parts = parts;
		this.mailboxes = mailboxes;
		this.lives = lives;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Browse p) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Outcome<Hits>> search(Search p) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Outcome<Places>> find(Find p) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Outcome<Backups>> backups(Nothing p) {
		throw new UnsupportedOperationException("not available yet");
	}
}
