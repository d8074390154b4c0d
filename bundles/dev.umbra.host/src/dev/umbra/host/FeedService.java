package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Feed;

/** {@link Feed}, carried out here. */
final class FeedService implements Feed {
	private final HostParts parts;
	private final AgentLives lives;

	FeedService(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		throw new UnsupportedOperationException("not available yet");
	}
}
