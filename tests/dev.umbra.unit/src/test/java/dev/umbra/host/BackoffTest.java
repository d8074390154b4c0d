package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class BackoffTest {
	private static final Duration SHORT = Duration.ofSeconds(5);

	@Test
	void doublesFromOneSecondToHalfAMinute() {
		Backoff backoff = new Backoff(() -> 0.5);
		assertEquals(List.of(1, 2, 4, 8, 16, 30, 30).stream().map(Duration::ofSeconds).toList(),
				Stream.generate(() -> backoff.after(SHORT)).limit(7).toList());
	}

	@Test
	void agentThatRanWellForAMinuteBeginsAnew() {
		Backoff backoff = new Backoff(() -> 0.5);
		backoff.after(SHORT);
		backoff.after(Duration.ofMillis(59_999));
		assertEquals(Duration.ofSeconds(1), backoff.after(Duration.ofSeconds(60)));
		assertEquals(Duration.ofSeconds(2), backoff.after(SHORT));
		backoff.reset();
		assertEquals(Duration.ofSeconds(1), backoff.after(SHORT));
	}

	@Test
	void eachWaitIsUpToAFifthShorterOrLonger() {
		Random random = new Random(7);
		boolean shorter = false;
		boolean longer = false;
		for (int i = 0; i < 200; i++) {
			Duration wait = new Backoff(random::nextDouble).after(SHORT);
			assertTrue(wait.toMillis() >= 800 && wait.toMillis() <= 1200, wait::toString);
			shorter |= wait.toMillis() < 850;
			longer |= wait.toMillis() > 1150;
		}
		assertTrue(shorter && longer, "they are spread");
	}
}
