package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.port.Entries.Commit;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionSummary;

/**
 * Applies one commit. Appends to the same entry that follow each other become one chunk, so a commit of a hundred small
 * deltas costs a few rows. Made for one commit and thrown away.
 */
final class SessionWriter {
	private final Sql sql;
	private final Commit commit;
	private final long nr;
	private final boolean archived;
	/** Above it, entries are new. */
	private final long lastOrdinal;
	private final Map<EntryId, Long> inserted = new HashMap<>();
	private final Map<EntryId, Growing> growing = new LinkedHashMap<>();
	private @Nullable SessionSummary summary;
	private @Nullable List<QueuedPrompt> queue;

	private SessionWriter(Sql sql, Commit commit, long nr, boolean archived, long lastOrdinal) {
		this.sql = sql;
		this.commit = commit;
		this.nr = nr;
		this.archived = archived;
		this.lastOrdinal = lastOrdinal;
	}

	/**
	 * @param feeds what the feeds may keep
	 * @param now time of the commit, unless its summary says it
	 * @return whether the session lost its tab, because it was archived
	 * @throws StoreException if the commit does not fit what is stored: nothing of it is kept then
	 */
	static boolean apply(Sql sql, Commit commit, FeedEdit.Bounds feeds, Instant now) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, commit.session());
		long last = head == null ? 0 : head.revision();
		if (commit.revision() != last + 1) {
			throw unfit(commit, "it has revision " + commit.revision() + ", but the last one stored is " + last);
		}
		long nr = head != null ? head.nr() : SessionTable.put(sql, firstSummary(commit));
		SessionWriter writer = new SessionWriter(sql, commit, nr, head != null && head.archived(), SessionReader.lastOrdinal(sql, nr));
		for (Change change : commit.changes()) {
			writer.apply(change);
		}
		writer.end(now);
		if (!commit.cards().isEmpty()) {
			new FeedEdit(sql, feeds).put(commit.cards(), commit.session(), nr, writer.inserted);
		}
		return writer.loseTab();
	}

	private static SessionSummary firstSummary(Commit commit) {
		Optional<SessionSummary> first = commit.changes().stream().filter(Change.SummaryPut.class::isInstance)
				.map(change -> ((Change.SummaryPut) change).summary()).findFirst();
		return first.orElseThrow(() -> Failures.notFound("There is no session " + commit.session()));
	}

	private void apply(Change change) throws SQLException {
		switch (change) {
		case Change.EntryPut(Entry entry) -> put(entry);
		case Change.TextAppended(EntryId entry, long offset, String text) -> append(entry, offset, text);
		case Change.SummaryPut(SessionSummary whole) -> {
			if (!whole.id().equals(commit.session())) {
				throw unfit(commit, "it has the summary of session " + whole.id());
			}
			summary = whole;
		}
		case Change.QueuePut(List<QueuedPrompt> whole) -> queue = whole;
		case Change.OutputAppended(EntryId entry, long offset, String text) -> putOutput(entry, offset, text);
		case Change.BlobPut(Blob blob) -> BlobTable.put(sql, nr, blob);
		}
	}

	private void end(Instant now) throws SQLException {
		for (Growing entry : growing.values()) {
			flush(entry);
		}
		if (queue != null) {
			SessionTable.putQueue(sql, nr, queue);
		}
		if (summary != null) {
			int queued = queue == null ? summary.queued() : queue.size();
			SessionTable.put(sql, summary.edit().revision(commit.revision()).queued(queued).build());
		} else if (queue != null) {
			sql.prepare("UPDATE session SET revision = ?, updated = ?, queued = ? WHERE nr = ?").number(commit.revision()).time(now)
					.number(queue.size()).number(nr).change();
		} else {
			sql.prepare("UPDATE session SET revision = ?, updated = ? WHERE nr = ?").number(commit.revision()).time(now).number(nr)
					.change();
		}
	}

	/** A closed session is not restored as a tab. One that is opened again to be read keeps its tab: it was archived before. */
	private boolean loseTab() throws SQLException {
		return summary != null && summary.archived() && !archived && TabTable.remove(sql, nr);
	}

	/** An entry whose text is only announced by its length keeps the text that is stored. */
	private void put(Entry entry) throws SQLException {
		Growing before = growing.remove(entry.id());
		if (before != null) {
			flush(before);
		}
		boolean whole = entry.length() == entry.text().length();
		if (whole && entry.ordinal() > lastOrdinal && insert(entry)) {
			return;
		}
		EntryTable.Head stored = EntryTable.head(sql, nr, entry.id());
		if (!whole && (stored == null || stored.length() != entry.length())) {
			throw unfit(commit, "entry " + entry.id() + " is put with a text of " + entry.length() + " code units that are not given, but "
					+ (stored == null ? "it is new" : stored.length() + " are stored"));
		}
		if (stored == null) {
			insert(entry);
			return;
		}
		boolean searched = WordIndex.searched(entry.kind().word(), entry.status().open());
		boolean changed = WordIndex.changes(sql, stored, entry, whole);
		if (changed && stored.searched()) {
			WordIndex.forget(sql, stored.nr(), stored.kind());
		}
		replace(stored, entry, whole);
		if (changed && searched) {
			WordIndex.learn(sql, stored.nr());
		}
	}

	/** @return false if there is one of this id already */
	private boolean insert(Entry entry) throws SQLException {
		long number = EntryTable.insert(sql, nr, entry, commit.revision());
		if (number == 0) {
			return false;
		}
		inserted.put(entry.id(), number);
		if (WordIndex.searched(entry.kind().word(), entry.status().open())) {
			WordIndex.learn(sql, number);
		}
		return true;
	}

	private void replace(EntryTable.Head stored, Entry entry, boolean whole) throws SQLException {
		EntryTable.update(sql, stored.nr(), entry, commit.revision());
		if (whole && entry.length() == 0 && stored.length() == 0) {
			return;
		}
		if (whole) {
			EntryTable.putText(sql, stored.nr(), entry.text());
		} else if (!entry.status().open()) {
			EntryTable.compact(sql, stored.nr());
		}
	}

	/** What is there already is not appended again: a replayed or doubled delta is harmless. A gap is an error. */
	private void append(EntryId id, long offset, String text) throws SQLException {
		Growing entry = growing.get(id);
		if (entry == null) {
			EntryTable.Head stored = EntryTable.head(sql, nr, id);
			if (stored == null) {
				throw unfit(commit, "it appends to entry " + id + ", which does not exist");
			}
			entry = new Growing(stored);
			growing.put(id, entry);
		}
		long length = entry.stored.length() + entry.more.length();
		if (offset < 0 || offset > length) {
			throw unfit(commit, "it appends to entry " + id + " at " + offset + ", but its text has " + length + " code units");
		}
		if (offset + text.length() > length) {
			entry.more.append(text, (int) (length - offset), text.length());
		}
	}

	private void putOutput(EntryId id, long offset, String text) throws SQLException {
		EntryTable.Head stored = EntryTable.head(sql, nr, id);
		if (stored == null) {
			throw unfit(commit, "it puts output of entry " + id + ", which does not exist");
		}
		if (!OutputTable.put(sql, stored.nr(), offset, text)) {
			throw unfit(commit, "it puts output of entry " + id + " at " + offset + ", but " + OutputTable.length(sql, stored.nr())
					+ " code units of it are there");
		}
	}

	private void flush(Growing entry) throws SQLException {
		if (!entry.more.isEmpty()) {
			if (entry.stored.searched()) {
				WordIndex.forget(sql, entry.stored.nr(), entry.stored.kind());
				WordIndex.learn(sql, entry.stored.nr());
			}
			EntryTable.append(sql, entry.stored.nr(), entry.stored.length(), entry.more.toString(), commit.revision());
			if (!entry.stored.open()) {
				EntryTable.compact(sql, entry.stored.nr());
			}
		}
	}

	private static StoreException unfit(Commit commit, String why) {
		return Failures.failed(null, false, "A commit to session " + commit.session() + " was refused: " + why,
				"This is an error of Umbra: please report it with the host's log.");
	}

	/** An entry with what this commit appends to it. */
	private static final class Growing {
		private final EntryTable.Head stored;
		private final StringBuilder more = new StringBuilder();

		Growing(EntryTable.Head stored) {
			this.stored = stored;
		}
	}
}
