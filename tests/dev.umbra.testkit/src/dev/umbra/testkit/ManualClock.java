package dev.umbra.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import dev.umbra.core.Clocks;

/** Clocks that stand still until a test moves them. Any thread. */
public final class ManualClock implements Clocks {
	private static final Instant START = Instant.parse("2030-01-02T12:00:00Z");
	private final AtomicLong passed = new AtomicLong();
	private final AtomicLong jumped = new AtomicLong();

	public void advance(Duration by) {
		passed.addAndGet(by.toNanos());
	}

	/** Puts the wall clock on, or back, as a person or a time server does; no time passes. */
	public void jump(Duration by) {
		jumped.addAndGet(by.toNanos());
	}

	@Override
	public Instant instant() {
		return START.plusMillis((passed.get() + jumped.get()) / 1_000_000);
	}

	/** Begins below zero, as a real one may. */
	@Override
	public long nanos() {
		return -1_000_000_000_000L + passed.get();
	}
}
