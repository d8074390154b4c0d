package dev.umbra.client.snapshot;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.feed.Card;

/**
 * The newest part of an agent's feed, as it was at one moment.
 *
 * @param cards by {@code nr}, the oldest first, without the marker of removed ones
 * @param older whether the host has cards before the first of these
 * @param removed whether cards before the oldest that the host has were removed
 * @param asked whether the host answered, well or not
 * @param warning why the feed, or a part of it, cannot be shown, in the host's words, or null
 * @param failure why the last question was not answered, or null; what was known before it is still here
 */
public record FeedSnapshot(AgentId agent, List<Card> cards, boolean older, boolean removed, boolean asked,
		@Nullable String warning, @Nullable Failure failure) {
	/** More cards are not kept here: the oldest are let go when newer ones come, and no older ones are read. */
	public static final int MOST = 10_000;

	public FeedSnapshot {
		cards = List.copyOf(cards);
	}

	/** Whether {@link FeedWatch#loadOlder} would read something. */
	public boolean canLoadOlder() {
		return older && cards.size() < MOST;
	}
}
