package dev.umbra.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.umbra.core.Outcome;

/** Waits for what comes from other processes. The limit is for a machine that is busy; nothing is asserted about time. */
final class Await {
	static final Duration LIMIT = Duration.ofSeconds(120);
	private static final CountDownLatch NEVER = new CountDownLatch(1);

	private Await() {
	}

	/** Until it is so. @throws AssertionError with {@code what} at the limit */
	static void until(String what, Callable<Boolean> condition) {
		until(() -> what, condition);
	}

	static void until(Supplier<String> what, Callable<Boolean> condition) {
		if (!within(LIMIT, condition)) {
			throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what.get());
		}
	}

	/** Until it is so, but no longer than that. */
	static boolean within(Duration limit, Callable<Boolean> condition) {
		long end = System.nanoTime() + limit.toNanos();
		try {
			while (!condition.call()) {
				if (System.nanoTime() - end > 0) {
					return false;
				}
				NEVER.await(10, TimeUnit.MILLISECONDS);
			}
			return true;
		} catch (Exception e) {
			throw new AssertionError(e);
		}
	}

	/** The value of an answer. */
	static <T> T ok(CompletionStage<Outcome<T>> answer) {
		return outcome(answer).orThrow();
	}

	static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> answer) {
		return answer.toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	static void exit(ProcessHandle process) {
		until("the end of process " + process.pid(), () -> !alive(process));
	}

	/** Who is dead but not reaped yet, by an init that takes its time, is dead. */
	static boolean alive(ProcessHandle process) {
		try {
			String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
			return process.isAlive() && !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
		} catch (IOException e) {
			return false;
		}
	}
}
