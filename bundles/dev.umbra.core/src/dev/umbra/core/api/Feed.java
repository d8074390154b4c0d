package dev.umbra.core.api;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Outcome;
import dev.umbra.core.feed.Card;

/**
 * What an agent did, card by card, in true order. There is no event of its own: whoever shows a feed asks for what is after
 * the last change it knows when a session of the agent advanced, opened or closed, or the agent's state changed.
 */
public interface Feed {
	CompletionStage<Outcome<Listing>> list(ListFor p);

	/**
	 * With neither {@code before} nor {@code after}: the newest cards.
	 *
	 * @param agent name or id
	 * @param before only cards below this {@code nr}, the newest of them; or null
	 * @param after only cards that changed after this {@code change}, by change; or null
	 * @param limit at most so many, 0 = the host's own page size
	 */
	record ListFor(String agent, @Nullable Long before, @Nullable Long after, int limit) {
		public ListFor {
			Objects.requireNonNull(agent, "agent");
		}
	}

	/**
	 * @param cards by {@code nr}, the oldest first; asked for by {@code after}, by change
	 * @param change the greatest change of the whole feed at that moment
	 * @param first the smallest {@code nr} of the whole feed: what is below was removed
	 * @param more whether there are more in the asked direction
	 * @param warning why the feed, or a part of it, cannot be shown; or null
	 */
	record Listing(String epoch, List<Card> cards, long change, long first, boolean more, @Nullable String warning) {
		public Listing {
			cards = List.copyOf(cards);
		}
	}
}
