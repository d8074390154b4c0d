package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.umbra.testkit.Sample;

class AgesTest {
	private static String lasting(Duration age) {
		return Ages.lasting(Sample.NOON, Sample.NOON.plus(age));
	}

	@Test
	void agesAreAsCoarseAsAGlance() {
		assertEquals("under a minute", lasting(Duration.ofSeconds(59)));
		assertEquals("1 min", lasting(Duration.ofSeconds(60)));
		assertEquals("59 min", lasting(Duration.ofMinutes(59)));
		assertEquals("1 h", lasting(Duration.ofMinutes(119)));
		assertEquals("23 h", lasting(Duration.ofHours(23)));
		assertEquals("9 d", lasting(Duration.ofHours(9 * 24 + 3)));
	}

	@Test
	void aHostWhoseClockIsAheadIsNow() {
		assertEquals("under a minute", lasting(Duration.ofSeconds(-30)));
		assertEquals("just now", Ages.ago(Sample.NOON.plusSeconds(30), Sample.NOON));
		assertEquals("2 min ago", Ages.ago(Sample.NOON, Sample.NOON.plusSeconds(130)));
	}
}
