package dev.umbra.host;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before an agent that crashed is started again: one second, then twice as long each time, up to half a
 * minute, each ±20 % so that several agents do not come back in step. An agent that ran well for a minute begins anew. Not
 * for several threads at a time.
 */
final class Backoff {
	static final Duration FIRST = Duration.ofSeconds(1);
	static final Duration LONGEST = Duration.ofSeconds(30);
	static final Duration GOOD_RUN = Duration.ofSeconds(60);
	private static final double SPREAD = 0.2;
	private final DoubleSupplier random;
	private Duration next = FIRST;

	/** @param random from 0 to 1 */
	Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/** @param ran how long the process that crashed had run; zero if it did not come up */
	Duration after(Duration ran) {
		if (ran.compareTo(GOOD_RUN) >= 0) {
			reset();
		}
		double factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
		Duration wait = Duration.ofNanos((long) (next.toNanos() * factor));
		Duration doubled = next.multipliedBy(2);
		next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
		return wait;
	}

	void reset() {
		next = FIRST;
	}
}
