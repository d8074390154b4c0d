package dev.umbra.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

	static <R> CompletionStage<Outcome<R>> notYet() {
		return CompletableFuture.completedFuture(Outcome.notOk(dev.umbra.core.Failure.failed("not available yet", null)));
	}
}
