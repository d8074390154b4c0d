package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.umbra.testkit.ManualClock;

class CrashBreakerTest {
	private final ManualClock clock = new ManualClock();
	private final CrashBreaker breaker = new CrashBreaker(clock);

	private void crashAfter(int seconds) {
		clock.advance(Duration.ofSeconds(seconds));
		breaker.crashed();
	}

	@Test
	void threeCrashesWithinAMinuteOpenItForFiveMinutes() {
		crashAfter(0);
		crashAfter(29);
		assertNull(breaker.until());
		crashAfter(30);
		assertEquals(clock.instant().plus(Duration.ofMinutes(5)), breaker.until());
		clock.advance(Duration.ofMinutes(5).minusMillis(1));
		assertNotNull(breaker.until());
		clock.advance(Duration.ofMillis(1));
		assertNull(breaker.until());
	}

	@Test
	void crashesFurtherApartDoNot() {
		for (int i = 0; i < 20; i++) {
			crashAfter(30);
			assertNull(breaker.until(), "crash " + i);
		}
	}

	@Test
	void afterItClosedByItselfItTakesThreeCrashesAgain() {
		crashAfter(0);
		crashAfter(0);
		crashAfter(0);
		clock.advance(Duration.ofMinutes(5));
		crashAfter(0);
		crashAfter(0);
		assertNull(breaker.until());
		crashAfter(0);
		assertNotNull(breaker.until());
	}

	@Test
	void personClosesItAndWhatWasIsForgotten() {
		crashAfter(0);
		crashAfter(0);
		crashAfter(0);
		breaker.close();
		assertNull(breaker.until());
		crashAfter(1);
		crashAfter(1);
		assertNull(breaker.until());
	}
}
