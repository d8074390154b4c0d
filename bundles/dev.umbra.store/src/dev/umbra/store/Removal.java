package dev.umbra.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Clocks;
import dev.umbra.core.SessionId;

/**
 * Deletes sessions for good. First, in one transaction, the session is made nobody's: no question finds it any more, and
 * what a window shows of it is gone. Its entries then go in small pieces, between which others write; each is overwritten
 * ({@code secure_delete}) and its words are taken out of the index, which is written anew without them. At the end its row
 * goes, and the log is emptied: then no byte of it is in the file or beside it. A removal that was cut short goes on when the store is opened.
 */
final class Removal {
	private static final System.Logger LOG = System.getLogger(Removal.class.getName());
	/** Of one piece of the work. */
	private static final Duration PIECE = Duration.ofMillis(30);
	private static final int AT_ONCE = 16;
	/** How often the log is tried to be emptied while somebody reads; closing the store does it, too. */
	private static final int TRIES = 40;
	private final Writer writer;
	private final Clocks clocks;

	Removal(Writer writer, Clocks clocks) {
		this.writer = writer;
		this.clocks = clocks;
	}

	/** What the first step found. */
	record Begun(long session, boolean tab) {
	}

	/** On the writing thread, in a transaction. */
	static Begun begin(Sql sql, SessionId id) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, id);
		if (head == null) {
			throw Failures.notFound("There is no session " + id);
		}
		long nr = head.nr();
		List<Long> feeds = sql.prepare("SELECT DISTINCT feed FROM card WHERE session = ?").number(nr).numbers();
		boolean tab = TabTable.remove(sql, nr);
		for (String table : List.of("card", "draft", "draft_enclosure", "queue", "session_offer", "session_git")) {
			sql.prepare("DELETE FROM " + table + " WHERE session = ?").number(nr).change();
		}
		FeedEdit.recount(sql, feeds);
		sql.prepare("UPDATE session SET parent = NULL WHERE parent = ?").text(id.value()).change();
		sql.prepare("""
				UPDATE session SET removed = 1, id = 'removed-' || nr, status = 'completed', archived = 1, queued = 0, agent = '',
				agent_name = '', title = '', cwd = '', add_dirs = '[]', worktree = NULL, branch = NULL, mode = NULL, model = NULL,
				effort = NULL, parent = NULL, acp_session = NULL, turn = NULL, stop_reason = NULL, currency = NULL WHERE nr = ?""").number(nr)
				.change();
		return new Begun(nr, tab);
	}

	/** Completes when nothing is left of it. */
	CompletionStage<Void> goOn(long session) {
		return writer.<Boolean>write(false, sql -> piece(sql, session))
				.thenCompose(more -> more ? goOn(session) : renew(session, true));
	}

	private CompletionStage<Void> renew(long session, boolean first) {
		return writer.<Boolean>write(false, sql -> {
			boolean more = WordIndex.renew(sql, first);
			if (!more) {
				sql.prepare("DELETE FROM session WHERE nr = ?").number(session).change();
			}
			return more;
		}).thenCompose(more -> more ? renew(session, false) : empty(TRIES));
	}

	/** What was cut short before. */
	void resume() {
		writer.write(false, sql -> sql.prepare("SELECT nr FROM session WHERE removed = 1").numbers()).thenAccept(sessions -> {
			for (long session : sessions) {
				goOn(session).whenComplete((done, failure) -> {
					if (failure != null) {
						LOG.log(System.Logger.Level.WARNING, "a session that was deleted is not yet gone from the store; the next start goes on",
								failure);
					}
				});
			}
		});
	}

	private CompletionStage<Void> empty(int tries) {
		return writer.emptyLog().thenCompose(done -> {
			if (done) {
				return CompletableFuture.completedFuture(null);
			}
			if (tries <= 1) {
				LOG.log(System.Logger.Level.WARNING, "the store's log could not be emptied after a deletion, because somebody reads;"
						+ " closing the store does it");
				return CompletableFuture.completedFuture(null);
			}
			return empty(tries - 1);
		});
	}

	/** @return whether there is more to do */
	private boolean piece(Sql sql, long session) throws SQLException {
		long end = clocks.nanos() + PIECE.toNanos();
		do {
			List<long[]> entries = new ArrayList<>();
			try (Rows rows = sql.prepare("SELECT nr, status IN ('pending', 'running') FROM entry WHERE session = ? ORDER BY ordinal DESC LIMIT ?")
					.number(session).number(AT_ONCE).rows()) {
				while (rows.next()) {
					entries.add(new long[] { rows.number(), rows.number() });
				}
			}
			if (entries.isEmpty()) {
				return blobs(sql, session);
			}
			for (long[] entry : entries) {
				remove(sql, entry[0], entry[1] != 0);
			}
		} while (clocks.nanos() < end);
		return true;
	}

	private static void remove(Sql sql, long entry, boolean open) throws SQLException {
		String kind = sql.prepare("SELECT kind FROM entry WHERE nr = ?").number(entry).texts().getFirst();
		if (WordIndex.searched(kind, open)) {
			WordIndex.forget(sql, entry, kind);
		}
		sql.prepare("DELETE FROM entry WHERE nr = ?").number(entry).change();
	}

	/** One by one: each may be long. */
	private static boolean blobs(Sql sql, long session) throws SQLException {
		return sql.prepare("DELETE FROM blob WHERE rowid = (SELECT rowid FROM blob WHERE session = ? LIMIT 1)").number(session).change() > 0;
	}
}
