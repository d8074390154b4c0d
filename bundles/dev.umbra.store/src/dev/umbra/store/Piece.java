package dev.umbra.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.StoreException;

/** A work with the stage that waits for it. Only its thread touches what it came to. */
final class Piece<T> {
	final boolean full;
	final boolean outside;
	final CompletableFuture<T> stage = new CompletableFuture<>();
	private final Work<T> work;
	private @Nullable T result;
	private @Nullable StoreException failure;

	/**
	 * @param full whether it must be flushed to the disk
	 * @param outside whether it must not be in a transaction
	 */
	Piece(boolean full, boolean outside, Work<T> work) {
		this.full = full;
		this.outside = outside;
		this.work = work;
	}

	void run(Sql sql) throws SQLException {
		failure = null;
		result = work.on(sql);
	}

	void fail(StoreException why) {
		failure = why;
	}

	/** Tells who waits. */
	void complete() {
		if (failure != null) {
			stage.completeExceptionally(failure);
		} else {
			stage.complete(result);
		}
	}
}
