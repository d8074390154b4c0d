package dev.umbra.core;

import java.time.Instant;
import java.time.InstantSource;

/** The two clocks of the product, behind one seam so that tests can move them, in real host processes too. */
public interface Clocks extends InstantSource {
	/** Monotonic nanoseconds: only differences mean something. */
	long nanos();

	/** The machine's own clocks. Wall times are cut to milliseconds, as they are stored. */
	Clocks SYSTEM = new Clocks() {
		@Override
		public Instant instant() {
			return Instant.ofEpochMilli(System.currentTimeMillis());
		}

		@Override
		public long nanos() {
			return System.nanoTime();
		}
	};
}
