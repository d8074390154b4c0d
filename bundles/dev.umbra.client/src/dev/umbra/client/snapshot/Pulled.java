package dev.umbra.client.snapshot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

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

	/** Asks the host, soon; returns at once. */
	public void pull() {
		synchronized (this) {
			if (state != State.RESTING) {
				state = State.ASKING_AGAIN;
				return;
			}
			state = State.ASKING;
		}
		ask();
	}

	private void ask() {
		CompletionStage<Outcome<T>> answer;
		try {
			answer = source.get();
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		answer.whenComplete((outcome, error) -> answered(error == null ? outcome
				: Outcome.notOk(Failure.failed("The host could not be asked: " + error.getMessage(), null))));
	}

	private void answered(Outcome<T> outcome) {
		Known<T> before = known;
		Known<T> now = switch (outcome) {
		case Outcome.Ok<T> ok -> new Known<>(ok.value(), null);
		case Outcome.NotOk<T> not -> new Known<>(before.value(), not.failure());
		};
		known = now;
		if (!now.equals(before)) {
			listeners.tell();
		}
		synchronized (this) {
			if (state == State.ASKING) {
				state = State.RESTING;
				return;
			}
			state = State.ASKING;
		}
		ask();
	}
}
