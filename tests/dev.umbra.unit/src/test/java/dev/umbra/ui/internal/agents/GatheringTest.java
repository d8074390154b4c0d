package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;

class GatheringTest {
	private final ManualClock clock = new ManualClock();
	private final ManualTicks ticks = new ManualTicks(clock);
	/** When it worked, in nanoseconds of the clock. */
	private final List<Long> works = new ArrayList<>();
	private final Gathering gathering = new Gathering(clock,
			(delay, work) -> ticks.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS), () -> works.add(clock.nanos()));

	private void spread(int hints, Duration over) {
		long step = over.toNanos() / (hints - 1);
		for (int i = 0; i < hints; i++) {
			gathering.hint();
			if (i < hints - 1) {
				ticks.advance(Duration.ofNanos(step));
			}
		}
	}

	@Test
	void oneHintIsAnsweredTwoHundredMillisecondsLater() {
		gathering.hint();
		ticks.advance(Duration.ofMillis(199));
		assertEquals(0, works.size());
		ticks.advance(Duration.ofMillis(1));
		assertEquals(1, works.size());
		ticks.advance(Duration.ofMinutes(1));
		assertEquals(1, works.size());
		assertEquals(0, ticks.waiting());
	}

	@Test
	void fiveHundredHintsWithinEightHundredMillisecondsAreOneWork() {
		spread(500, Duration.ofMillis(800));
		ticks.advance(Duration.ofSeconds(5));
		assertEquals(1, works.size());
	}

	@Test
	void aStreamIsAnsweredOneSecondAfterItsFirstHint() {
		long begun = clock.nanos();
		spread(500, Duration.ofMillis(999));
		ticks.advance(Duration.ofSeconds(5));
		assertEquals(Duration.ofSeconds(1).toNanos(), works.getFirst() - begun);
	}

	@Test
	void hintsSpreadOverSecondsCauseAtMostOneWorkASecondAndOneMore() {
		for (int hints : new int[] { 2, 3, 5, 8, 20, 50, 500 }) {
			for (int millis = 10; millis <= 130_000; millis = millis * 7 / 5 + 3) {
				works.clear();
				ticks.advance(Duration.ofMinutes(1));
				spread(hints, Duration.ofMillis(millis));
				ticks.advance(Duration.ofSeconds(5));
				int most = Math.ceilDiv(millis, 1000) + 1;
				int at = millis;
				assertTrue(works.size() <= most && !works.isEmpty(), () -> hints + " over " + at + " ms: " + works.size() + " works");
			}
		}
	}

	@Test
	void nothingWaitsLongerThanASecondAndTheLastHintIsAnswered() {
		Random random = new Random(7);
		for (int i = 0; i < 2000; i++) {
			long hinted = clock.nanos();
			gathering.hint();
			int seen = works.size();
			ticks.advance(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 3000 : 300)));
			if (clock.nanos() - hinted >= Duration.ofSeconds(1).toNanos()) {
				assertTrue(works.size() > seen && works.getLast() - hinted <= Duration.ofSeconds(1).toNanos());
			}
		}
		long last = clock.nanos();
		gathering.hint();
		ticks.advance(Duration.ofSeconds(1));
		assertTrue(works.getLast() > last);
	}
}
