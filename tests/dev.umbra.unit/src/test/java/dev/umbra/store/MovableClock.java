package dev.umbra.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import dev.umbra.core.Clocks;

/** A clock that stands still until a test moves it, and that can hold the thread that asks it for the time. */
final class MovableClock implements Clocks {
	private volatile Instant now = Given.NOON;
	private volatile CountDownLatch go = new CountDownLatch(0);
	private volatile CountDownLatch asked = new CountDownLatch(1);

	/** From now on, whoever asks for the time waits. */
	void hold() {
		asked = new CountDownLatch(1);
		go = new CountDownLatch(1);
	}

	void awaitAsked() throws InterruptedException {
		asked.await();
	}

	void letGo() {
		go.countDown();
	}

	void move(Duration by) {
		now = now.plus(by);
	}

	@Override
	public Instant instant() {
		asked.countDown();
		try {
			go.await();
		} catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
		return now;
	}

	@Override
	public long nanos() {
		return now.toEpochMilli() * 1_000_000;
	}
}
