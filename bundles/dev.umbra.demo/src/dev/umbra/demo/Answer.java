package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.Threads;
import dev.umbra.wire.PeerClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The answer to a request, worked out on a virtual thread, with something that is said after it and never before: a client
 * should know a session before it hears about it. The peer sends an answer in the callback it gives to
 * {@link #whenComplete}, so the work waits for that callback before it completes.
 */
final class Answer extends CompletableFuture<JsonNode> {
	private final CompletableFuture<Void> taken = new CompletableFuture<>();

	private Answer() {
	}

	static Answer of(String thread, Supplier<JsonNode> work, Runnable afterwards) {
		Answer answer = new Answer();
		Threads.virtual(thread, () -> answer.work(work, afterwards));
		return answer;
	}

	@Override
	public CompletableFuture<JsonNode> whenComplete(BiConsumer<? super JsonNode, ? super Throwable> action) {
		CompletableFuture<JsonNode> next = super.whenComplete(action);
		taken.complete(null);
		return next;
	}

	private void work(Supplier<JsonNode> work, Runnable afterwards) {
		try {
			JsonNode result = work.get();
			taken.join();
			complete(result);
			afterwards.run();
		} catch (PeerClosedException gone) {
			cancel(false);
		} catch (RuntimeException e) {
			completeExceptionally(e);
		}
	}
}
