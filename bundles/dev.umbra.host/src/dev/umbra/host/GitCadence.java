package dev.umbra.host;

import java.time.Duration;

/**
 * How soon a folder is looked at again while somebody watches it: after 3 s, and after each look that found nothing new half as
 * long again, up to 30 s; any change begins anew. A value, without a clock.
 *
 * @param unchanged looks in a row that found nothing new
 */
record GitCadence(int unchanged) {
	static final GitCadence BEGIN = new GitCadence(0);
	private static final double FIRST = 3000;
	private static final double LONGEST = 30_000;
	/** Beyond it the delay does not grow any more. */
	private static final int MOST = 6;

	static Duration longest() {
		return Duration.ofMillis((long) LONGEST);
	}

	GitCadence after(boolean changed) {
		return changed ? BEGIN : new GitCadence(Math.min(MOST, unchanged + 1));
	}

	Duration delay() {
		return Duration.ofMillis(Math.round(Math.min(LONGEST, FIRST * Math.pow(1.5, unchanged))));
	}
}
