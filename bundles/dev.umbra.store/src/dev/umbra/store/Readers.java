package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Threads;
import dev.umbra.core.port.StoreException;

/** The threads {@code store-read-<n>}, each with a connection that can only query. A work is one read transaction. */
final class Readers {
	private static final System.Logger LOG = System.getLogger(Readers.class.getName());
	private final Failures failures;
	private final Damage damage;
	private final WorkQueue<Piece<?>> queue;
	private final List<Thread> threads = new ArrayList<>();

	Readers(List<Sql> connections, Failures failures, Damage damage, int waiting, Set<Thread> own) {
		this.failures = failures;
		this.damage = damage;
		queue = new WorkQueue<>(waiting, own);
		for (Sql sql : connections) {
			threads.add(Threads.platformDaemon("store-read-" + (threads.size() + 1), () -> loop(sql)));
		}
		own.addAll(threads);
	}

	<T> CompletionStage<T> read(Work<T> work) {
		Piece<T> piece = new Piece<>(false, false, work);
		if (!queue.put(piece)) {
			piece.stage.completeExceptionally(Failures.closed());
		}
		return piece.stage;
	}

	/** Accepts nothing more; the threads answer what waits and end. */
	List<Thread> close() {
		queue.close();
		return threads;
	}

	private void loop(Sql sql) {
		try (sql) {
			List<Piece<?>> pieces = queue.take(1);
			while (!pieces.isEmpty()) {
				Piece<?> piece = pieces.get(0);
				read(sql, piece);
				piece.complete();
				pieces = queue.take(1);
			}
		} catch (SQLException e) {
			LOG.log(System.Logger.Level.WARNING, "a reading connection of the store did not close", e);
		}
	}

	private void read(Sql sql, Piece<?> piece) {
		try {
			sql.prepare("BEGIN").execute();
			piece.run(sql);
			SQLException around = sql.damage();
			if (around != null) {
				damage.found(String.valueOf(around.getMessage()));
			}
			sql.prepare("ROLLBACK").execute(); // nothing was written; and a COMMIT fails after a check that found damage
		} catch (SQLException | RuntimeException | Error e) {
			sql.rollback("ROLLBACK");
			if (e instanceof SQLException met && Failures.corrupt(met)) {
				damage.found(String.valueOf(met.getMessage()));
			}
			if (!(e instanceof SQLException || e instanceof StoreException)) {
				LOG.log(System.Logger.Level.ERROR, "reading from the store failed by an unexpected error", e);
			}
			piece.fail(failures.of(e, "read from"));
		}
	}
}
