package dev.umbra.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.umbra.nostr.Event;

/**
 * Work on events while more of them come: begun by other processors as soon as enough are there, ended by who asks for the answers, which
 * are in the order of the events whoever was done first. One thread adds and asks; the work is done by any.
 */
final class Ahead<T> {
	/** Fewer are not worth another thread. */
	private static final int ALONE = 16;
	private final Function<Event, T> work;
	private final Executor others;
	private final int most;
	private final List<Slot<T>> slots = new ArrayList<>();
	private final Queue<Slot<T>> waiting = new ConcurrentLinkedQueue<>();
	private final AtomicInteger working = new AtomicInteger();
	private int unclaimed;

	private record Slot<T>(Event event, CompletableFuture<T> answer) {
	}

	/** @param most other threads that may work at a time; 0: all is done by who asks */
	Ahead(Function<Event, T> work, Executor others, int most) {
		this.work = work;
		this.others = others;
		this.most = most;
	}

	void add(Event event) {
		Slot<T> slot = new Slot<>(event, new CompletableFuture<>());
		slots.add(slot);
		waiting.add(slot);
		if (++unclaimed >= ALONE && working.get() < most) {
			unclaimed = 0;
			working.incrementAndGet();
			others.execute(this::help);
		}
	}

	private void help() {
		try {
			some();
		} finally {
			working.decrementAndGet();
		}
	}

	private void some() {
		int done = 0;
		for (Slot<T> slot = waiting.poll(); slot != null; slot = waiting.poll()) {
			if (++done % ALONE == 0) {
				// a virtual thread that only computes keeps its processor from all others
				Thread.yield();
			}
			try {
				slot.answer().complete(work.apply(slot.event()));
			} catch (RuntimeException | Error e) {
				slot.answer().completeExceptionally(e);
			}
		}
	}

	/** One answer for each, in their order; what the work threw comes out here. Blocks, and works. */
	List<T> all() {
		some();
		return slots.stream().map(slot -> answer(slot.answer())).toList();
	}

	private static <T> T answer(CompletableFuture<T> answer) {
		try {
			return answer.join();
		} catch (CompletionException e) {
			throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
		}
	}
}
