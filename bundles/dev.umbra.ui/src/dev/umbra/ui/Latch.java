package dev.umbra.ui;

import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.e4.ui.di.UISynchronize;

/**
 * Brings news to the SWT thread, any number of them at once. However often it is signalled, the work is queued there only
 * once; it begins by taking the signal back, so that what comes after is seen by a next run. The work reads the newest
 * state by itself.
 */
public final class Latch implements AutoCloseable {
	private static final System.Logger LOG = System.getLogger(Latch.class.getName());
	private final UISynchronize ui;
	private final Runnable work;
	private final AtomicBoolean signalled = new AtomicBoolean();
	private volatile boolean closed;

	/** @param work runs on the SWT thread, never after {@link #close} */
	public Latch(UISynchronize ui, Runnable work) {
		this.ui = ui;
		this.work = work;
	}

	/** There is news. Any thread; returns at once. */
	public void signal() {
		if (!closed && signalled.compareAndSet(false, true)) {
			ui.asyncExec(this::run);
		}
	}

	private void run() {
		signalled.set(false);
		if (closed) {
			return;
		}
		try {
			work.run();
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "a part could not show what is new", e);
		}
	}

	/** On the SWT thread. */
	@Override
	public void close() {
		closed = true;
	}
}
