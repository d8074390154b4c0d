package dev.umbra.store;

import java.sql.SQLException;
import java.time.Duration;

import dev.umbra.core.Clocks;

/** When words are put into the index: in pauses of the writing thread, now and then under load, and before a search. */
final class Indexing implements Writer.Background {
	private static final Duration PIECE = Duration.ofMillis(30);
	private static final Duration BEFORE_SEARCH = Duration.ofMillis(500);
	private final Clocks clocks;
	/** Whether entries may wait; at the beginning nobody knows. */
	private volatile boolean waits = true;

	Indexing(Clocks clocks) {
		this.clocks = clocks;
	}

	/** On the writing thread: entries may have been noted. */
	void noted() {
		waits = true;
	}

	@Override
	public boolean wanted() {
		return waits;
	}

	@Override
	public boolean run(Sql sql) throws SQLException {
		return work(sql, PIECE);
	}

	/** For a moment at most: after a migration a large store is not yet indexed, and what is new comes first. */
	Void beforeSearch(Sql sql) throws SQLException {
		work(sql, BEFORE_SEARCH);
		return null;
	}

	private boolean work(Sql sql, Duration most) throws SQLException {
		long end = clocks.nanos() + most.toNanos();
		waits = WordIndex.work(sql, taken -> taken == 0 || clocks.nanos() < end);
		return waits;
	}
}
