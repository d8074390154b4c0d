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

	/** Ends the watch; the session goes on. */
	@Override
	void close();
}
