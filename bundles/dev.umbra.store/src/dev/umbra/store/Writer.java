package dev.umbra.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.port.StoreException;

/**
 * The thread {@code store}, which owns the only writing connection. It takes whatever waits, without waiting for more,
 * and commits it as one transaction: under load one flush serves many callers, and a single change is not delayed. Every
 * piece of a group has a savepoint of its own, so a bad one fails alone. If the transaction itself is lost (disk full),
 * every piece is tried again by itself, so that each caller hears of its own fate; stages complete after the commit only.
 */
final class Writer {
	private static final System.Logger LOG = System.getLogger(Writer.class.getName());
	private static final int GROUP = 512;
	private final Sql sql;
	private final Failures failures;
	private final WorkQueue<Piece<?>> queue;
	private final Runnable beforeEnd;
	private final Thread thread;
	private String synchronous = "FULL";

	/** @param beforeEnd run on the thread when all was written, before the last checkpoint */
	Writer(Sql sql, Failures failures, int waiting, Set<Thread> own, Runnable beforeEnd) {
		this.sql = sql;
		this.failures = failures;
		this.beforeEnd = beforeEnd;
		queue = new WorkQueue<>(waiting, own);
		thread = Threads.platformDaemon("store", this::loop);
		own.add(thread);
	}

	/** @param full whether the stage completes only after a flush to the disk */
	<T> CompletionStage<T> write(boolean full, Work<T> work) {
		Piece<T> piece = new Piece<>(full, work);
		if (!queue.put(piece)) {
			piece.stage.completeExceptionally(Failures.closed());
		}
		return piece.stage;
	}

	/** Accepts nothing more; the thread writes what waits, empties the log and ends. */
	Thread close() {
		queue.close();
		return thread;
	}

	private void loop() {
		List<Piece<?>> group = queue.take(GROUP);
		while (!group.isEmpty()) {
			write(group);
			group.forEach(Piece::complete);
			group = queue.take(GROUP);
		}
		beforeEnd.run();
		end();
	}

	private void end() {
		try (sql) {
			sql.run("PRAGMA wal_checkpoint(TRUNCATE)");
		} catch (SQLException e) {
			LOG.log(System.Logger.Level.WARNING, "the store's log could not be emptied; the next start does it", e);
		}
	}

	private void write(List<Piece<?>> group) {
		try {
			flushing(group.stream().anyMatch(piece -> piece.full) ? "FULL" : "NORMAL");
		} catch (SQLException e) {
			group.forEach(piece -> piece.fail(failed(e)));
			return;
		}
		if (group.size() == 1 || !together(group)) {
			group.forEach(this::alone);
		}
	}

	private void alone(Piece<?> piece) {
		try {
			sql.prepare("BEGIN IMMEDIATE").execute();
			piece.run(sql);
			sql.prepare("COMMIT").execute();
		} catch (SQLException | RuntimeException | Error e) {
			sql.rollback("ROLLBACK");
			piece.fail(failed(e));
		}
	}

	/** @return false if nothing of the group was written */
	private boolean together(List<Piece<?>> group) {
		try {
			sql.prepare("BEGIN IMMEDIATE").execute();
		} catch (SQLException e) {
			group.forEach(piece -> piece.fail(failed(e)));
			return true; // each by itself would only wait for the same lock
		}
		try {
			for (Piece<?> piece : group) {
				sql.prepare("SAVEPOINT piece").execute();
				if (!guarded(piece)) {
					sql.rollback("ROLLBACK");
					return false;
				}
				sql.prepare("RELEASE piece").execute();
			}
			sql.prepare("COMMIT").execute();
			return true;
		} catch (SQLException e) {
			LOG.log(System.Logger.Level.DEBUG, "a group of {0} was rolled back: {1}", group.size(), e.getMessage());
			sql.rollback("ROLLBACK");
			return false;
		}
	}

	/** @return false if the whole transaction was lost with the piece */
	private boolean guarded(Piece<?> piece) {
		try {
			piece.run(sql);
			return true;
		} catch (SQLException | RuntimeException | Error e) {
			piece.fail(failed(e));
			return sql.rollback("ROLLBACK TO piece");
		}
	}

	/** SQLite flushes the whole log at a commit in FULL: earlier commits in NORMAL become durable with it. */
	private void flushing(String mode) throws SQLException {
		if (!mode.equals(synchronous)) {
			sql.run("PRAGMA synchronous = " + mode);
			synchronous = mode;
		}
	}

	private StoreException failed(Throwable e) {
		if (!(e instanceof SQLException || e instanceof StoreException || e instanceof FailureException)) {
			LOG.log(System.Logger.Level.ERROR, "a change could not be written by an unexpected error", e);
		}
		return failures.of(e, "write to");
	}
}
