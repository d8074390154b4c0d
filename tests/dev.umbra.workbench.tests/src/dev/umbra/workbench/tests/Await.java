package dev.umbra.workbench.tests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Outcome;

/** Waits for what comes from the window's thread and from other processes. The limit is for a machine that is busy. */
final class Await {
	static final Duration LIMIT = Duration.ofSeconds(90);
	private static final int LOOK_AGAIN_MILLIS = 20;
	private static final CountDownLatch NEVER = new CountDownLatch(1);

	private Await() {
	}

	/** Until it is so. @throws AssertionError with {@code what} at the limit */
	static void until(Callable<String> what, Callable<Boolean> condition) {
		long end = System.nanoTime() + LIMIT.toNanos();
		try {
			while (!condition.call()) {
				if (System.nanoTime() - end > 0) {
					throw new AssertionError("awaited in vain: " + what.call());
				}
				NEVER.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
			}
		} catch (Exception e) {
			throw new AssertionError(e);
		}
	}

	/** The value of an answer that must be one. */
	static <T> T ok(CompletionStage<Outcome<T>> answer) {
		return answer.toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join().orThrow();
	}
}
