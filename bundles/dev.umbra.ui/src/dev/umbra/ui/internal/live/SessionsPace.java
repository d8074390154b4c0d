package dev.umbra.ui.internal.live;

import java.time.Duration;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Display;

import dev.umbra.core.Clocks;

/**
 * Pulls something because a session advanced, at once, then no oftener than every {@link #GAP}: a session that streams
 * says ten times a second that it advanced. Any thread; returns at once.
 */
public final class SessionsPace {
	/** Least time between the beginnings of two pulls. */
	static final Duration GAP = Duration.ofMillis(500);

	/** Does something later, once. */
	interface Later {
		void after(Duration delay, Runnable work);
	}

	private final Clocks clocks;
	private final Later later;
	private final Runnable pull;
	private boolean pulledBefore;
	private boolean waiting;
	/** By {@link Clocks#nanos}. */
	private long lastPull;

	SessionsPace(Clocks clocks, Later later, Runnable pull) {
		this.clocks = clocks;
		this.later = later;
		this.pull = pull;
	}

	/** @param pull called on any thread; returns at once */
	public static SessionsPace of(UISynchronize ui, Display display, Runnable pull) {
		return new SessionsPace(Clocks.SYSTEM, (delay, work) -> ui.asyncExec(() -> {
			if (!display.isDisposed()) {
				display.timerExec(Math.toIntExact(delay.toMillis()), work);
			}
		}), pull);
	}

	public void advanced() {
		synchronized (this) {
			if (waiting) {
				return;
			}
			long now = clocks.nanos();
			long left = GAP.toNanos() - (now - lastPull);
			if (pulledBefore && left > 0) {
				waiting = true;
				// up to the next millisecond: a timer that counts in milliseconds must not come too early
				later.after(Duration.ofMillis(Math.ceilDiv(left, 1_000_000)), this::due);
				return;
			}
			pulledBefore = true;
			lastPull = now;
		}
		pull.run();
	}

	private void due() {
		synchronized (this) {
			waiting = false;
			lastPull = clocks.nanos();
		}
		pull.run();
	}
}
