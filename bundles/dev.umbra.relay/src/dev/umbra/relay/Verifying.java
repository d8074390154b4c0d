package dev.umbra.relay;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

import dev.umbra.core.Threads;
import dev.umbra.nostr.Event;

/** Does something with each of many events, on as many processors as there are: checking signatures and decrypting, the costly part of a history. */
final class Verifying {
	private final Executor workers = Threads.virtualEach("relay-verify");
	private final Seal seal;

	Verifying(Seal seal) {
		this.seal = seal;
	}

	/** Whether id and signature are true: one answer for each, in their order. Blocks. */
	List<Boolean> all(List<Event> events) {
		Ahead<Boolean> ahead = ahead(seal::verify);
		events.forEach(ahead::add);
		return ahead.all();
	}

	/** @param work of any thread */
	<T> Ahead<T> ahead(Function<Event, T> work) {
		return new Ahead<>(work, workers, Runtime.getRuntime().availableProcessors() - 1);
	}
}
