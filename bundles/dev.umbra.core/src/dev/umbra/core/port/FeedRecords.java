package dev.umbra.core.port;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.NewCard;

/**
 * The activity feeds on disk. Cards of entries are put by {@link Entries.Commit#cards}, in the transaction of their entry; they
 * go with their session, all of an agent's with the agent. The stages behave as those of {@link Entries}.
 */
public interface FeedRecords {
	/** Without a flush. @param cards that are of no entry */
	CompletionStage<Void> add(List<NewCard> cards);

	/** Parameters and answer as in {@link dev.umbra.core.api.Feed}. */
	CompletionStage<Page> cards(AgentId agent, @Nullable Long before, @Nullable Long after, int limit);

	/**
	 * From now on removes the oldest cards of an agent that are beyond; one marker of kind {@code older_removed} stands for
	 * them.
	 *
	 * @param bytes of labels and summaries, and a little for each card
	 */
	void bounds(int cards, long bytes);

	/** Read in one transaction; {@code warning} as in {@link dev.umbra.core.api.Feed.Listing}. */
	record Page(List<Card> cards, long change, long first, boolean more, @Nullable String warning) {
		public Page {
			cards = List.copyOf(cards);
		}
	}
}
