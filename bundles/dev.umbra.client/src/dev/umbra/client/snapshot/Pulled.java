package dev.umbra.client.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;

/**
 * The newest value of one pull. Any number of {@link #pull} calls while one is under way cause one more, so that what is
 * known is never older than the last call. Any thread.
 */
public final class Pulled<T> {
	private enum State {
		RESTING, ASKING, ASKING_AGAIN
	}

	private final Supplier<CompletionStage<Outcome<T>>> source;
	private final Listeners listeners = new Listeners();
	/** For the answer that is under way, and for the one after it. */
	private final List<CompletableFuture<Known<T>>> waiting = new ArrayList<>();
	private final List<CompletableFuture<Known<T>>> waitingNext = new ArrayList<>();
	private State state = State.RESTING;
	private volatile Known<T> known = Known.nothing();

	/** @param source asks the host; completes on any thread */
	public Pulled(Supplier<CompletionStage<Outcome<T>>> source) {
		this.source = source;
	}

	public Known<T> now() {
		return known;
	}

	/** Told after each answer that changed what is known, on a thread of the client; must not block. */
	public Subscription onChange(Runnable listener) {
		return listeners.add(listener);
	}

	/** As {@link #pull}; completes, never exceptionally, with what is known after the answer to a question that was not asked before. */
	public CompletionStage<Known<T>> fresh() {
		CompletableFuture<Known<T>> mine = new CompletableFuture<>();
		pull(mine);
		return mine;
	}

	/** Asks the host, soon; returns at once. */
	public void pull() {
		pull(null);
	}

	private void pull(@Nullable CompletableFuture<Known<T>> waiter) {
		synchronized (this) {
			boolean rests = state == State.RESTING;
			if (waiter != null) {
				(rests ? waiting : waitingNext).add(waiter);
			}
			state = rests ? State.ASKING : State.ASKING_AGAIN;
			if (!rests) {
				return;
			}
		}
		ask();
	}

	/** A source that answers at once is asked in a loop, not deeper and deeper. */
	private void ask() {
		boolean again = true;
		while (again) {
			CompletableFuture<Outcome<T>> answer = asked();
			if (answer.isDone()) {
				again = answered(answer.getNow(null));
			} else {
				again = false;
				answer.thenAccept(outcome -> {
					if (answered(outcome)) {
						ask();
					}
				});
			}
		}
	}

	/** Never completes exceptionally. */
	private CompletableFuture<Outcome<T>> asked() {
		CompletionStage<Outcome<T>> answer;
		try {
			answer = source.get();
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		return answer.exceptionally(e -> Outcome.notOk(
				Failure.failed("The host could not be asked: " + e.getMessage(), "Try again."))).toCompletableFuture();
	}

	/** True if it is to be asked again. */
	private boolean answered(Outcome<T> outcome) {
		Known<T> before = known;
		Known<T> now = switch (outcome) {
		case Outcome.Ok<T> ok -> new Known<>(ok.value(), null);
		case Outcome.NotOk<T> not -> new Known<>(before.value(), not.failure());
		};
		known = now;
		if (!now.equals(before)) {
			listeners.tell();
		}
		List<CompletableFuture<Known<T>>> answered;
		boolean again;
		synchronized (this) {
			again = state == State.ASKING_AGAIN;
			state = again ? State.ASKING : State.RESTING;
			answered = List.copyOf(waiting);
			waiting.clear();
			waiting.addAll(waitingNext);
			waitingNext.clear();
		}
		answered.forEach(each -> each.complete(now));
		return again;
	}
}
