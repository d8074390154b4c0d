package dev.umbra.core.port;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;

/** What was, on disk: looked for, and deleted for good. The stages behave as those of {@link Entries}. */
public interface HistoryRecords {
	/** @param p its {@code agent} an agent's id, or a name that no agent has now; its limit at least 1 */
	CompletionStage<History.Listing> past(History.Browse p);

	/** @param p as in {@link #past} */
	CompletionStage<History.Hits> search(History.Search p);

	/** @param limit at least 1 */
	CompletionStage<History.Places> find(SessionId session, String text, int limit);

	/**
	 * Deletes a session with its entries, cards, blobs, outputs, queue, draft, tab and index rows, overwrites what they took, and
	 * empties the log. Sessions below it lose their parent.
	 *
	 * @return whether a tab went with it
	 */
	CompletionStage<Boolean> delete(SessionId session, Entries.CommandResult command);

	/** Archived sessions without a child, by last update, the oldest first: what retention removes. @param before of the last update */
	CompletionStage<List<SessionId>> archivedBefore(Instant before, int limit);
}
