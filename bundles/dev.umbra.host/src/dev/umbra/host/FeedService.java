package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.FailureException;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Feed;

/** {@link Feed}, carried out here. */
final class FeedService implements Feed {
	/** Cards in an answer, if the caller says nothing, and at most. */
	static final int PAGE = 100;
	static final int MOST = 1_000;
	private final HostParts parts;
	private final AgentLives lives;

	FeedService(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return Stages.outcome(() -> {
			if (p.before() != null && p.after() != null) {
				throw new FailureException(Failure.usage("A feed is asked for what is before a card, or after a change, not both.", null));
			}
			return parts.feed().cards(lives.find(p.agent()).record().id(), p.before(), p.after(), limit(p.limit(), PAGE, MOST))
					.thenApply(page -> new Listing(parts.epoch(), page.cards(), page.change(), page.first(), page.more(), page.warning()));
		});
	}

	/** @param asked 0: {@code page} */
	static int limit(int asked, int page, int most) {
		return asked <= 0 ? page : Math.min(asked, most);
	}
}
