package dev.umbra.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Rest, where resting is what is measured: nothing is awaited. */
final class Pause {
	private Pause() {
	}

	static void millis(long millis) throws InterruptedException {
		new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
	}

	static void seconds(int seconds) throws InterruptedException {
		millis(seconds * 1000L);
	}
}
