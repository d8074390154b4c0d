package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;

/**
 * Keeps an agent that crashes again and again from being started: three crashes within a minute open it for five minutes.
 * A person closes it by starting the agent by hand. Counts by the monotonic clock, tells people the wall clock's time. Not
 * for several threads at a time.
 */
final class CrashBreaker {
	static final int CRASHES = 3;
	static final Duration WINDOW = Duration.ofSeconds(60);
	static final Duration OPEN = Duration.ofMinutes(5);
	private final Clocks clocks;
	private final Deque<Long> crashes = new ArrayDeque<>();
	private long openedAt;
	private @Nullable Instant until;

	CrashBreaker(Clocks clocks) {
		this.clocks = clocks;
	}

	/** The agent ended unasked, or could not be started. */
	void crashed() {
		long now = clocks.nanos();
		crashes.removeIf(at -> now - at >= WINDOW.toNanos());
		crashes.add(now);
		if (crashes.size() >= CRASHES) {
			crashes.clear();
			openedAt = now;
			until = clocks.instant().plus(OPEN);
		}
	}

	/** Until when nothing is started, or null if it is closed. */
	@Nullable
	Instant until() {
		if (until != null && clocks.nanos() - openedAt >= OPEN.toNanos()) {
			until = null;
		}
		return until;
	}

	/** Forgets everything: the person wants it started, or changed what is started. */
	void close() {
		crashes.clear();
		until = null;
	}
}
