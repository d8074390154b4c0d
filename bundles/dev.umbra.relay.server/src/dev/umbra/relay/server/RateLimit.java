package dev.umbra.relay.server;

import java.time.Duration;

import dev.umbra.core.Clocks;

/** So many at once, then so many per second. One thread at a time. */
final class RateLimit {
	private final Clocks clocks;
	private final double most;
	private final double perNano;
	private double left;
	private long since;

	RateLimit(Clocks clocks, int most, int perSecond) {
		this.clocks = clocks;
		this.most = most;
		this.perNano = perSecond / (double) Duration.ofSeconds(1).toNanos();
		this.left = most;
		this.since = clocks.nanos();
	}

	/** Whether one more is within the limit; if so, it counts. */
	boolean allows() {
		long now = clocks.nanos();
		left = Math.min(most, left + (now - since) * perNano);
		since = now;
		if (left < 1) {
			return false;
		}
		left--;
		return true;
	}
}
