package dev.umbra.client.snapshot;

/** Looks through all sessions there ever were. It asks when it is told to, never by a timer. Any thread; nothing blocks. */
public interface PastWatch extends AutoCloseable {
	/** The newest state. */
	PastSnapshot now();

	/** Told after each change of {@link #now}, on a thread of the client; must not block. */
	Subscription onChange(Runnable listener);

	/** Asks this from now on; an answer to an older question is thrown away. The same again does nothing. */
	void ask(PastQuestion question);

	/** Asks the same again, for as much as is known: something may have changed, or the host is back. */
	void again();

	/** Reads what comes after; does nothing where there is nothing, or no room. */
	void loadMore();

	@Override
	void close();
}
