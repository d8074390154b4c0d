package dev.umbra.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.umbra.core.Threads;

/** Runs changes one after the other: each begins with what the one before left, however that went. Any thread. */
final class InOrder {
	/** A change looks for programs and folders: not on a thread of the store. */
	private final Executor workers;
	private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

	/** @param name of its threads */
	InOrder(String name) {
		workers = Threads.virtualEach(name);
	}

	synchronized <R> CompletionStage<R> run(Supplier<? extends CompletionStage<R>> work) {
		CompletableFuture<R> mine = last.thenComposeAsync(before -> work.get(), workers);
		last = mine.handle((done, error) -> null);
		return mine;
	}
}
