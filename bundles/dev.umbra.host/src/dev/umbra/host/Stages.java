package dev.umbra.host;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.wire.Failures;

/** Turns what a stage, or the code that makes it, throws into an outcome: the boundary of every call. */
final class Stages {
	private static final System.Logger LOG = System.getLogger(Stages.class.getName());

	private Stages() {
	}

	static <R> CompletionStage<Outcome<R>> outcome(Supplier<? extends CompletionStage<R>> work) {
		return flat(() -> work.get().thenApply(Outcome::ok));
	}

	static <R> CompletionStage<Outcome<R>> flat(Supplier<? extends CompletionStage<Outcome<R>>> work) {
		CompletionStage<Outcome<R>> stage;
		try {
			stage = work.get();
		} catch (RuntimeException e) {
			stage = CompletableFuture.failedFuture(e);
		}
		return stage.exceptionally(e -> {
			Failure failure = Failures.of(e);
			if (failure.code() == Failure.Code.FAILED) {
				LOG.log(System.Logger.Level.ERROR, "a call failed: " + failure.message(), e);
			}
			return Outcome.notOk(failure);
		});
	}

	/** As the stage, or failed when the time is over before it completes; the stage itself goes on. */
	static <T> CompletionStage<T> within(CompletionStage<T> stage, Duration limit, ScheduledExecutorService ticks,
			Supplier<? extends RuntimeException> late) {
		CompletableFuture<T> bounded = new CompletableFuture<>();
		ScheduledFuture<?> timer = ticks.schedule(() -> bounded.completeExceptionally(late.get()), limit.toNanos(),
				TimeUnit.NANOSECONDS);
		stage.whenComplete((value, error) -> {
			timer.cancel(false);
			if (error == null) {
				bounded.complete(value);
			} else {
				bounded.completeExceptionally(error);
			}
		});
		return bounded;
	}
}
