package dev.umbra.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Clocks;
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
	/** How long the thread rests, or is at work for others, before it does a piece of what is left for pauses. */
	private static final Duration PAUSE = Duration.ofSeconds(2);
	/** How long readers are waited for when the log is to be emptied. */
	private static final Duration READERS = Duration.ofMillis(250);
	private final Sql sql;
	private final Failures failures;
	private final Damage damage;
	private final WorkQueue<Piece<?>> queue;
	private final Background background;
	private final Clocks clocks;
	private final Duration busy;
	private final Runnable beforeEnd;
	private final Thread thread;
	private long worked;
	private String synchronous = "FULL";
	/** Written by the thread alone. */
	private volatile long commits;

	/** What is done in pauses, in small pieces, each a transaction; on this thread. */
	interface Background {
		boolean wanted();

		/** @return whether there is more to do at once */
		boolean run(Sql sql) throws SQLException;
	}

	/** @param beforeEnd run on the thread when all was written, before the last checkpoint */
	Writer(Sql sql, Failures failures, Damage damage, Options options, Clocks clocks, Set<Thread> own, Background background, Runnable beforeEnd) {
		this.sql = sql;
		this.failures = failures;
		this.damage = damage;
		this.background = background;
		this.clocks = clocks;
		busy = options.busy();
		this.beforeEnd = beforeEnd;
		queue = new WorkQueue<>(options.waiting(), own);
		worked = clocks.nanos();
		thread = Threads.platformDaemon("store", this::loop);
		own.add(thread);
	}

	/** @param full whether the stage completes only after a flush to the disk */
	<T> CompletionStage<T> write(boolean full, Work<T> work) {
		return put(new Piece<>(full, false, work));
	}

	/** Writes the log back into the file and leaves nothing of it. The stage says whether that was possible: readers may hold it. */
	CompletionStage<Boolean> emptyLog() {
		return put(new Piece<>(false, true, this::emptied));
	}

	/** Asks the connection something, not in a transaction. */
	<T> CompletionStage<T> ask(Work<T> work) {
		return put(new Piece<>(false, true, work));
	}

	private <T> CompletionStage<T> put(Piece<T> piece) {
		if (!queue.put(piece)) {
			piece.stage.completeExceptionally(Failures.closed());
		}
		return piece.stage;
	}

	private boolean emptied(Sql connection) throws SQLException {
		connection.run("PRAGMA busy_timeout = " + READERS.toMillis());
		try {
			return connection.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
		} finally {
			connection.run("PRAGMA busy_timeout = " + busy.toMillis());
		}
	}

	/** Accepts nothing more; the thread writes what waits, empties the log and ends. */
	Thread close() {
		queue.close();
		return thread;
	}

	private void loop() {
		boolean more = false;
		while (!queue.ended()) {
			List<Piece<?>> group = queue.take(GROUP, more ? 0 : background.wanted() ? PAUSE.toNanos() : Long.MAX_VALUE);
			if (!group.isEmpty()) {
				write(group.stream().filter(piece -> !piece.outside).toList());
				group.stream().filter(piece -> piece.outside).forEach(this::outside);
				group.forEach(Piece::complete);
			}
			if (background.wanted() && !queue.ended() && (group.isEmpty() || clocks.nanos() - worked > PAUSE.toNanos())) {
				more = inPause();
			}
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

	private boolean inPause() {
		Piece<Boolean> piece = new Piece<>(false, false, background::run);
		write(List.of(piece));
		piece.complete();
		worked = clocks.nanos();
		boolean failed = piece.stage.isCompletedExceptionally();
		if (failed) {
			LOG.log(System.Logger.Level.WARNING, "what the store does in pauses failed; it is tried again later", piece.stage.exceptionNow());
		}
		return !failed && piece.stage.join();
	}

	/** Not in a transaction. */
	private void outside(Piece<?> piece) {
		try {
			piece.run(sql);
		} catch (SQLException | RuntimeException | Error e) {
			piece.fail(failed(e));
		}
	}

	private void write(List<Piece<?>> group) {
		if (group.isEmpty()) {
			return;
		}
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
			commit();
		} catch (SQLException | RuntimeException | Error e) {
			sql.rollback("ROLLBACK");
			piece.fail(failed(e));
		}
	}

	private void commit() throws SQLException {
		sql.prepare("COMMIT").execute();
		commits++;
	}

	long commits() {
		return commits;
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
			commit();
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
		if (e instanceof SQLException met && Failures.corrupt(met)) {
			damage.found(String.valueOf(met.getMessage()));
		}
		if (!(e instanceof SQLException || e instanceof StoreException || e instanceof FailureException)) {
			LOG.log(System.Logger.Level.ERROR, "a change could not be written by an unexpected error", e);
		}
		return failures.of(e, "write to");
	}
}
