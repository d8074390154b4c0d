package dev.umbra.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Rest, where resting is what is measured: nothing is awaited. And waiting for what others do. */
final class Pause {
	private static final int LIMIT_SECONDS = 120;

	private Pause() {
	}

	static void millis(long millis) throws InterruptedException {
		new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
	}

	/** Until it is so. @throws IllegalStateException after {@value #LIMIT_SECONDS} s, with {@code what} */
	static void until(Supplier<String> what, Callable<Boolean> condition) throws Exception {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
		while (!condition.call()) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("not within " + LIMIT_SECONDS + " s: " + what.get());
			}
			millis(10);
		}
	}

	static void seconds(int seconds) throws InterruptedException {
		millis(seconds * 1000L);
	}
}
