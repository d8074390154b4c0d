package dev.umbra.wire;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** The running numbers behind {@link Counters}. Any thread. */
final class Tally {
	private final AtomicLong linesIn = new AtomicLong();
	private final AtomicLong linesOut = new AtomicLong();
	private final AtomicLong bytesIn = new AtomicLong();
	private final AtomicLong bytesOut = new AtomicLong();
	private final AtomicLongArray junk = new AtomicLongArray(Junk.Kind.values().length);

	void in(long bytes) {
		linesIn.incrementAndGet();
		bytesIn.addAndGet(bytes);
	}

	void out(long bytes) {
		linesOut.incrementAndGet();
		bytesOut.addAndGet(bytes);
	}

	/** Returns how many of this kind were seen, this one included. */
	long junk(Junk.Kind kind) {
		return junk.incrementAndGet(kind.ordinal());
	}

	Counters counters() {
		Map<Junk.Kind, Long> seen = new EnumMap<>(Junk.Kind.class);
		for (Junk.Kind kind : Junk.Kind.values()) {
			if (junk.get(kind.ordinal()) > 0) {
				seen.put(kind, junk.get(kind.ordinal()));
			}
		}
		return new Counters(linesIn.get(), linesOut.get(), bytesIn.get(), bytesOut.get(), seen);
	}
}
