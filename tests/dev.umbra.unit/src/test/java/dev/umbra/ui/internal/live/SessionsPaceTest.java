package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.testkit.ManualClock;

class SessionsPaceTest {
	private record Planned(Duration delay, Runnable work) {
	}

	private final ManualClock clock = new ManualClock();
	private final List<Planned> planned = new ArrayList<>();
	private int pulls;
	private final SessionsPace pace = new SessionsPace(clock, (delay, work) -> planned.add(new Planned(delay, work)), () -> pulls++);

	@Test
	void theFirstPullsAtOnce() {
		pace.advanced();
		assertEquals(1, pulls);
		assertEquals(0, planned.size());
	}

	@Test
	void whatComesTooEarlyIsPulledOnceWhenTheGapIsOver() {
		pace.advanced();
		clock.advance(Duration.ofMillis(100));
		pace.advanced();
		pace.advanced();
		assertEquals(1, pulls);
		assertEquals(1, planned.size());
		assertEquals(Duration.ofMillis(400), planned.getFirst().delay());
		clock.advance(Duration.ofMillis(400));
		planned.removeFirst().work().run();
		assertEquals(2, pulls);
	}

	@Test
	void aStreamOfAdvancesPullsTwiceASecond() {
		for (int millis = 0; millis < 10_000; millis += 25) {
			pace.advanced();
			clock.advance(Duration.ofMillis(25));
			if (!planned.isEmpty() && planned.getFirst().delay().compareTo(Duration.ofMillis(25)) <= 0) {
				planned.removeFirst().work().run();
			} else if (!planned.isEmpty()) {
				Planned next = planned.removeFirst();
				planned.addFirst(new Planned(next.delay().minusMillis(25), next.work()));
			}
		}
		assertEquals(20, pulls, 1);
	}

	@Test
	void afterAPauseItIsAtOnceAgain() {
		pace.advanced();
		clock.advance(Duration.ofMillis(500));
		pace.advanced();
		assertEquals(2, pulls);
		assertEquals(0, planned.size());
	}
}
