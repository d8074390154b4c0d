package dev.umbra.host;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;

/**
 * Gives memory back when the host has come to rest. A heap that has grown while agents talked is made small only by a
 * collection, and where nothing happens none comes by itself. So one is asked for, once, when for a while no client has come or
 * gone, no turn has begun or ended, and no session has left memory. Nothing is polled. Any thread.
 */
final class Resting {
	static final Duration AFTER = Duration.ofSeconds(20);
	/** A heap of that size in bytes is small enough: not much more than what lives in a host at rest. */
	static final long SMALL = 24L << 20;
	private final ScheduledExecutorService ticks;
	private final BooleanSupplier turnsRun;
	private final LongSupplier heap;
	private final Runnable collect;
	private @Nullable ScheduledFuture<?> timer;

	Resting(ScheduledExecutorService ticks, BooleanSupplier turnsRun) {
		this(ticks, turnsRun, Runtime.getRuntime()::totalMemory, () -> Threads.virtual("rest", System::gc));
	}

	/** @param heap its size in bytes, free places included */
	Resting(ScheduledExecutorService ticks, BooleanSupplier turnsRun, LongSupplier heap, Runnable collect) {
		this.ticks = ticks;
		this.turnsRun = turnsRun;
		this.heap = heap;
		this.collect = collect;
	}

	/** Something came or went: rest begins anew. */
	synchronized void look() {
		if (timer != null) {
			timer.cancel(false);
			timer = null;
		}
		if (!ticks.isShutdown() && !turnsRun.getAsBoolean()) {
			timer = ticks.schedule(this::atRest, AFTER.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private void atRest() {
		if (!turnsRun.getAsBoolean() && heap.getAsLong() > SMALL) {
			collect.run();
		}
	}
}
