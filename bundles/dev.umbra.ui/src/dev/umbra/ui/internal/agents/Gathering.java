package dev.umbra.ui.internal.agents;

import java.time.Duration;

import dev.umbra.core.Clocks;

/**
 * Makes one work of many hints: when it has been quiet for {@link #QUIET}, at the latest {@link #LONGEST} after the first, and never
 * twice within {@link #LONGEST}. So hints spread over t seconds cause at most ⌈t⌉ + 1 works, however they are spread. Any thread;
 * returns at once.
 */
final class Gathering {
	/** After the last hint. */
	static final Duration QUIET = Duration.ofMillis(200);
	/** After the first hint, and between two works. */
	static final Duration LONGEST = Duration.ofSeconds(1);

	/** Does something later, once. */
	interface Later {
		void after(Duration delay, Runnable work);
	}

	private final Clocks clocks;
	private final Later later;
	private final Runnable work;
	private boolean waiting;
	private boolean before;
	/** By {@link Clocks#nanos}, as the others. */
	private long first;
	private long last;
	private long worked;

	/** @param work called on the thread of {@code later}; returns at once */
	Gathering(Clocks clocks, Later later, Runnable work) {
		this.clocks = clocks;
		this.later = later;
		this.work = work;
	}

	/** There is something new. */
	void hint() {
		Duration wait;
		synchronized (this) {
			last = clocks.nanos();
			if (waiting) {
				return;
			}
			waiting = true;
			first = last;
			wait = left(last);
		}
		later.after(wait, this::look);
	}

	private void look() {
		Duration wait;
		synchronized (this) {
			long now = clocks.nanos();
			wait = left(now);
			if (wait.isZero()) {
				waiting = false;
				before = true;
				worked = now;
			}
		}
		if (wait.isZero()) {
			work.run();
		} else {
			later.after(wait, this::look);
		}
	}

	/** Whole milliseconds, upwards: a timer that counts in them must not come too early. Not negative. */
	private Duration left(long now) {
		long quiet = last + QUIET.toNanos() - now;
		long apart = before ? worked + LONGEST.toNanos() - now : quiet;
		long left = Math.min(Math.max(quiet, apart), first + LONGEST.toNanos() - now);
		return Duration.ofMillis(Math.ceilDiv(Math.max(0, left), 1_000_000));
	}
}
