package dev.umbra.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.umbra.core.Threads;
import dev.umbra.nostr.Event;

/** Checks signatures, many at once on as many processors as there are: the costly part of reading a history. */
final class Verifying {
	private static final int ALONE = 16;
	private final Executor workers = Threads.virtualEach("relay-verify");
	private final Seal seal;

	Verifying(Seal seal) {
		this.seal = seal;
	}

	/** One answer for each, in their order. Blocks. */
	boolean[] all(List<Event> events) {
		boolean[] answers = new boolean[events.size()];
		int parts = events.size() <= ALONE ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors());
		List<CompletableFuture<Void>> work = new ArrayList<>();
		for (int part = 1; part < parts; part++) {
			int first = part;
			work.add(CompletableFuture.runAsync(() -> some(events, answers, first, parts), workers));
		}
		some(events, answers, 0, parts);
		work.forEach(CompletableFuture::join);
		return answers;
	}

	private void some(List<Event> events, boolean[] answers, int first, int step) {
		for (int i = first; i < answers.length; i += step) {
			answers[i] = seal.verify(events.get(i));
		}
	}
}
