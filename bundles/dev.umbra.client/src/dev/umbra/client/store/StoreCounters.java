package dev.umbra.client.store;

import java.time.Duration;

/**
 * Where is counted how what a window shows came to it. Called on any thread, often; returns at once, never fails. An OSGi
 * service of this kind is told by the session store of its framework.
 */
public interface StoreCounters {
	/** Counts nothing. */
	StoreCounters NONE = new StoreCounters() {
		@Override
		public void read(boolean hit) {
		}

		@Override
		public void pulled(Pull pull, Duration latency) {
		}

		@Override
		public void payload(long bytes) {
		}

		@Override
		public void pushed(boolean coalesced) {
		}

		@Override
		public void interval(Duration interval) {
		}

		@Override
		public void stale() {
		}

		@Override
		public void refreshed(String section) {
		}

		@Override
		public void painted(String section) {
		}
	};

	/** What a pull came to. */
	enum Pull {
		CHANGED, NOT_MODIFIED, FAILED
	}

	/** Somebody read. @param hit whether what was known was young enough; else a pull was made, or one was under way */
	void read(boolean hit);

	/** A pull was answered, whatever made it ask. @param latency from asking to the answer */
	void pulled(Pull pull, Duration latency);

	/** The answer to a pull came in this many bytes. */
	void payload(long bytes);

	/** An event or a batch of changes arrived. @param coalesced it asked for no pull of its own, since one was under way or due */
	void pushed(boolean coalesced);

	/** The next pull of one subject was set so far ahead. */
	void interval(Duration interval);

	/** Something that is shown is older than twice its interval. */
	void stale();

	/** A section of the window took over something new. @param section a fixed name: letters, digits, {@code . _ -} */
	void refreshed(String section);

	/** A section of the window was painted. @param section as of {@link #refreshed} */
	void painted(String section);
}
