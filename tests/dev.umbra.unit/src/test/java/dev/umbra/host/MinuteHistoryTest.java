package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.Minute;
import dev.umbra.testkit.ManualClock;

class MinuteHistoryTest {
	private static final Duration MINUTE = Duration.ofMinutes(1);
	private final ManualClock clock = new ManualClock();
	private final Instant start = clock.instant();
	private final MinuteHistory history = new MinuteHistory(clock, reading(0));

	/** Every sum another multiple of {@code n}. */
	private static MinuteHistory.Reading reading(long n) {
		return new MinuteHistory.Reading(n, 2 * n, 3 * n, new Bytes(4 * n, 5 * n), 6 * n, 7 * n, 8 * n, 9 * n, Duration.ofMillis(10 * n), 77,
				new ClientReports.Grown(11 * n, 12 * n, 13 * n, 14 * n, 15 * n));
	}

	private static Minute minute(Instant from, Duration length, long n) {
		return new Minute(from, length, n, 2 * n, 3 * n, new Bytes(4 * n, 5 * n), 6 * n, 7 * n, 8 * n, 9 * n, Duration.ofMillis(10 * n), 77,
				11 * n, 12 * n, 13 * n, 14 * n, 15 * n);
	}

	@Test
	void aMinuteIsWhatHappenedInIt() {
		clock.advance(MINUTE);
		history.turn(reading(5));
		clock.advance(Duration.ofSeconds(20));
		assertEquals(List.of(minute(start, MINUTE, 5), minute(start.plus(MINUTE), Duration.ofSeconds(20), 2)), history.minutes(reading(7)));
	}

	@Test
	void lookingDoesNotEndTheMinute() {
		clock.advance(Duration.ofSeconds(1));
		history.minutes(reading(1));
		clock.advance(Duration.ofSeconds(1));
		assertEquals(List.of(minute(start, Duration.ofSeconds(2), 3)), history.minutes(reading(3)));
	}

	@Test
	void anHourIsKeptAndNoMore() {
		for (int i = 1; i <= 1000; i++) {
			clock.advance(MINUTE);
			history.turn(reading(i));
		}
		List<Minute> minutes = history.minutes(reading(1000));
		assertEquals(60, minutes.size());
		assertEquals(start.plus(MINUTE.multipliedBy(941)), minutes.getFirst().from());
		assertEquals(minute(start.plus(MINUTE.multipliedBy(1000)), Duration.ZERO, 0), minutes.getLast());
	}

	@Test
	void aMachineThatSleptMakesALongMinute() {
		clock.advance(Duration.ofHours(8));
		history.turn(reading(1));
		assertEquals(Duration.ofHours(8), history.minutes(reading(1)).getFirst().length());
	}
}
