package dev.umbra.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import dev.umbra.core.Threads;
import dev.umbra.nostr.Event;

/** Does something with each of many events, on as many processors as there are: checking signatures and decrypting, the costly part of a history. */
final class Verifying {
	private static final int ALONE = 16;
	private final Executor workers = Threads.virtualEach("relay-verify");
	private final Seal seal;

	Verifying(Seal seal) {
		this.seal = seal;
	}

	/** Whether id and signature are true: one answer for each, in their order. Blocks. */
	List<Boolean> all(List<Event> events) {
		return each(events, seal::verify);
	}

	/** @param work of any thread; what it throws comes out here */
	<T> List<T> each(List<Event> events, Function<Event, T> work) {
		List<T> answers = new ArrayList<>(Collections.nCopies(events.size(), null));
		int parts = events.size() <= ALONE ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors());
		List<CompletableFuture<Void>> others = new ArrayList<>();
		for (int part = 1; part < parts; part++) {
			int first = part;
			others.add(CompletableFuture.runAsync(() -> some(events, answers, first, parts, work), workers));
		}
		some(events, answers, 0, parts, work);
		others.forEach(CompletableFuture::join);
		return answers;
	}

	private static <T> void some(List<Event> events, List<T> answers, int first, int step, Function<Event, T> work) {
		for (int i = first; i < answers.size(); i += step) {
			answers.set(i, work.apply(events.get(i)));
		}
	}
}
