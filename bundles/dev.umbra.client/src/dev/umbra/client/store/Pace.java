package dev.umbra.client.store;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Clocks;

/** Does something for the first of many hints at once, for those that follow no oftener than every {@code gap}. Any thread. */
final class Pace {
	private final Clocks clocks;
	private final ScheduledExecutorService ticks;
	private final Duration gap;
	private final Runnable work;
	private boolean before;
	private boolean waiting;
	/** By {@link Clocks#nanos}. */
	private long last;

	/** @param work called on the hinting thread or the timer's; returns at once */
	Pace(Clocks clocks, ScheduledExecutorService ticks, Duration gap, Runnable work) {
		this.clocks = clocks;
		this.ticks = ticks;
		this.gap = gap;
		this.work = work;
	}

	/** @return whether this hint is answered by another one's work */
	boolean hint() {
		synchronized (this) {
			if (waiting) {
				return true;
			}
			long left = gap.toNanos() - (clocks.nanos() - last);
			if (before && left > 0) {
				waiting = true;
				ticks.schedule(this::due, left, TimeUnit.NANOSECONDS);
				return false;
			}
			begun();
		}
		work.run();
		return false;
	}

	private void begun() {
		before = true;
		last = clocks.nanos();
	}

	private void due() {
		synchronized (this) {
			waiting = false;
			begun();
		}
		work.run();
	}
}
