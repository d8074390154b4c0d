package dev.umbra.client.snapshot;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.SessionId;

/** Follows one session. Any thread; nothing blocks. */
public interface SessionWatch extends AutoCloseable {
	SessionId session();

	/** The newest state. */
	SessionSnapshot now();

	/** Told after each change of {@link #now}, at most about 30 times a second; must not block. */
	Subscription onChange(Runnable listener);

	/**
	 * Reads a page of entries before the first one known. Completes, never exceptionally, when {@link #now} has it or says
	 * why not; at once where there is nothing older, or nobody to ask.
	 */
	CompletionStage<Void> loadOlder();

	/** Attaches again after a failure; does nothing where all is well. */
	void retry();

	/** How old {@link #now} may be. It changes with time, too: {@link #onChange} tells when it becomes stale, and when no longer. */
	default Freshness freshness() {
		return Freshness.UNKNOWN;
	}

	/** Asks the host whether there is anything newer, whatever the rhythm is. */
	default void refresh() {
		retry();
	}

	/** Whether anybody can see it at present; at first it counts as seen. What nobody sees is not asked for. */
	default void shown(boolean seen) {
	}

	/** Ends the watch; the session goes on. */
	@Override
	void close();
}
