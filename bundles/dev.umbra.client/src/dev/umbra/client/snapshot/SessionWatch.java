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

	/** Reads the page of entries before the first one known; completes, never exceptionally, when {@link #now} has it or says why not. */
	CompletionStage<Void> loadOlder();

	/** Attaches again after a failure. */
	void retry();

	/** Ends the watch; the session goes on. */
	@Override
	void close();
}
