package dev.umbra.core.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionSummary;

/**
 * Sessions and their entries on disk. A stage of a commit completes when it is durable as asked, on the writer's thread;
 * stages of reads complete on a reading thread; neither continuation may block. Failures complete the stage with a
 * {@link StoreException}.
 */
public interface Entries {
	/**
	 * Commits all changes in one transaction, or nothing.
	 * A session that becomes archived in it loses its tab.
	 *
	 * @return the new revisions of {@code commit.subjects}, and of {@code tabs} if a tab was lost
	 */
	CompletionStage<Map<String, Long>> commit(Commit commit);

	/** @param all archived ones too; the newest update first */
	CompletionStage<List<SessionSummary>> sessions(boolean all);

	/**
	 * A page of all sessions, the one that was made last first.
	 *
	 * @param all archived ones too
	 * @param from {@link SessionPage#next} of the page before, or 0 for the first one
	 * @param limit at least 1
	 */
	CompletionStage<SessionPage> sessions(boolean all, long from, int limit);

	/** How many sessions each agent has that are not archived; agents without any are left out. */
	CompletionStage<Map<AgentId, Tally>> tallies();

	CompletionStage<Optional<SessionSummary>> session(SessionId session);

	/** Ids that begin with {@code beginning}, at most 10. */
	CompletionStage<List<SessionId>> sessionsBeginning(String beginning);

	/** What a session needs in memory to go on. */
	CompletionStage<Optional<Live>> live(SessionId session);

	/** Entries by ordinal, ordinal > {@code after}, at most {@code limit}; texts cut at {@code maxText} code units. */
	CompletionStage<Slice> byOrdinal(SessionId session, long after, int limit, int maxText);

	/** The newest {@code limit} entries, in ordinal order. */
	CompletionStage<Slice> newest(SessionId session, int limit, int maxText);

	/** The newest {@code limit} entries, in ordinal order, and all that have not ended; texts cut as those of {@link #byOrdinal}. */
	CompletionStage<Recent> recent(SessionId session, int limit, int maxText);

	/** The newest {@code limit} entries of ordinal < {@code before}, in ordinal order. */
	CompletionStage<Slice> newestBefore(SessionId session, long before, int limit, int maxText);

	/** Entries by (revision of the last change, ordinal), revision > {@code after}; never splits a revision. */
	CompletionStage<Slice> byRevision(SessionId session, long after, int limit, int maxText);

	/** One entry, its text cut as those of {@link #byOrdinal}; empty if there is none. */
	CompletionStage<Optional<Entry>> entry(SessionId session, EntryId entry, int maxText);

	/** A range of an entry's text; empty if there is no such entry. */
	CompletionStage<Optional<Text>> text(SessionId session, EntryId entry, long offset, int limit);

	/** A range of the whole output of a tool call, of which the entry has only a part; empty if nothing more was kept. */
	CompletionStage<Optional<Text>> output(SessionId session, EntryId entry, long offset, int limit);

	/** Bytes of an enclosure; empty if the session has none of that hash. */
	CompletionStage<Optional<Bytes>> blob(SessionId session, String hash, long offset, int limit);

	/** All entries of the kinds permission and input that wait for an answer, oldest first. */
	CompletionStage<List<Waiting>> waiting();

	/**
	 * What a crash of the host may have cut: sessions whose status is active, and those with an entry that has not ended,
	 * whatever they are, unless they could not be opened before.
	 */
	CompletionStage<List<SessionId>> unfinished();

	/** The result stored with a command of the last 24 hours, as JSON. */
	CompletionStage<Optional<String>> commandResult(CommandId command);

	/** Stores the result of a command that left nothing else to be stored, flushed to the disk. */
	CompletionStage<Void> remember(CommandResult command);

	/**
	 * @param revision the session's revision of these changes, one more than the last
	 * @param full true for a person's input: flushed to the disk before the stage completes
	 * @param command stored with its effect, or null
	 * @param subjects counters to raise by one in the same transaction, for example {@code attention}
	 * @param cards of the feed, in the same transaction
	 */
	record Commit(SessionId session, long revision, List<Change> changes, boolean full,
			@Nullable CommandResult command, Set<String> subjects, List<NewCard> cards) {
		public Commit {
			changes = List.copyOf(changes);
			subjects = Set.copyOf(subjects);
			cards = List.copyOf(cards);
		}

		public Commit(SessionId session, long revision, List<Change> changes, boolean full,
				@Nullable CommandResult command, Set<String> subjects) {
			this(session, revision, changes, full, command, subjects, List.of());
		}
	}

	/** @param resultJson what the first call answered */
	record CommandResult(CommandId command, String method, String resultJson) {
	}

	/** @param open entries that have not ended, by ordinal, texts whole */
	record Live(SessionSummary summary, List<Entry> open, List<QueuedPrompt> queue, long lastOrdinal) {
		public Live {
			open = List.copyOf(open);
			queue = List.copyOf(queue);
		}
	}

	/**
	 * Read in one transaction.
	 *
	 * @param revision the session's at that moment
	 * @param more whether entries follow in the asked order
	 */
	record Slice(SessionSummary summary, long revision, boolean more, List<Entry> entries) {
		public Slice {
			entries = List.copyOf(entries);
		}
	}

	/**
	 * Read in one transaction.
	 *
	 * @param open entries that have not ended, by ordinal, those of {@code newest} too
	 */
	record Recent(Slice newest, List<Entry> open) {
		public Recent {
			open = List.copyOf(open);
		}
	}

	record Text(long offset, String text, long length) {
	}

	/** Equal only if it is the same one: bytes are not compared. @param length of the whole, in bytes */
	record Bytes(long offset, byte[] bytes, long length) {
	}

	record Waiting(SessionSummary session, Entry entry) {
	}

	/** @param next where the next page begins, 0 after the last one */
	record SessionPage(List<SessionSummary> sessions, long next) {
		public SessionPage {
			sessions = List.copyOf(sessions);
		}
	}

	/** @param active those of them in which a turn runs, or waits to run */
	record Tally(int sessions, int active) {
	}
}
