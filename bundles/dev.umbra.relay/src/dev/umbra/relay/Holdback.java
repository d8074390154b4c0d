package dev.umbra.relay;

import java.time.Duration;

import dev.umbra.core.Clocks;

/** Until when nothing is sent to a relay that wants less: 1 s, then twice as long each time, up to a minute. One thread. */
final class Holdback {
	private static final Duration LONGEST = Duration.ofSeconds(60);
	private final Clocks clocks;
	private long until;
	private int times;

	Holdback(Clocks clocks) {
		this.clocks = clocks;
		this.until = clocks.nanos();
	}

	boolean over() {
		return until - clocks.nanos() <= 0;
	}

	void grow() {
		Duration pause = Duration.ofSeconds(1L << Math.min(times++, 6));
		of(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
	}

	void of(Duration pause) {
		until = clocks.nanos() + pause.toNanos();
	}

	/** Nothing is held back any more; the next time counts as the next. */
	void end() {
		until = clocks.nanos();
	}

	/** The relay has taken something: the next time counts as the first. */
	void forget() {
		times = 0;
	}
}
