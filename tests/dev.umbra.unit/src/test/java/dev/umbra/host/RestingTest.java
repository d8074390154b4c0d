package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;

class RestingTest {
	private static final Duration MOMENT = Duration.ofMillis(1);
	private final ManualTicks ticks = new ManualTicks(new ManualClock());
	private boolean turnsRun;
	private long heap = Resting.SMALL + 1;
	private int collected;
	private final Resting resting = new Resting(ticks, () -> turnsRun, () -> heap, () -> collected++);

	@Test
	void aGrownHeapIsCollectedOnceAfterAWhileOfRest() {
		resting.look();
		ticks.advance(Resting.AFTER.minus(MOMENT));
		assertEquals(0, collected);
		ticks.advance(MOMENT);
		assertEquals(1, collected);
		ticks.advance(Duration.ofHours(1));
		assertEquals(1, collected);
		assertEquals(0, ticks.waiting(), "nothing is polled");
	}

	@Test
	void whoeverComesOrGoesBeginsTheRestAnew() {
		resting.look();
		ticks.advance(Resting.AFTER.minus(MOMENT));
		resting.look();
		ticks.advance(Resting.AFTER.minus(MOMENT));
		assertEquals(0, collected);
		ticks.advance(MOMENT);
		assertEquals(1, collected);
	}

	@Test
	void nothingIsCollectedWhileATurnRunsOrTheHeapIsSmall() {
		turnsRun = true;
		resting.look();
		assertEquals(0, ticks.waiting());
		turnsRun = false;
		resting.look();
		turnsRun = true;
		ticks.advance(Resting.AFTER);
		assertEquals(0, collected);
		turnsRun = false;
		heap = Resting.SMALL;
		resting.look();
		ticks.advance(Resting.AFTER);
		assertEquals(0, collected);
	}

	@Test
	void aHostThatEndsStartsNoTimer() {
		ticks.shutdown();
		resting.look();
		assertEquals(0, ticks.waiting());
	}
}
