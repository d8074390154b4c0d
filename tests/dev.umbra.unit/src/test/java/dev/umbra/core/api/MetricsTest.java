package dev.umbra.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.Report;
import dev.umbra.core.api.Metrics.Spread;

class MetricsTest {
	private static final long MOST = (1L << 53) - 1;

	private static ClientNumbers painted(Map<String, Long> paints) {
		return new ClientNumbers(Map.of(), Metrics.Bytes.NONE, 0, 0, 0, 0, 0, 0, 0, Map.of(), paints, Spread.NONE, Spread.NONE, Spread.NONE);
	}

	private static void refused(Runnable made) {
		assertThrows(IllegalArgumentException.class, made::run);
	}

	@Test
	void valuesAreCountedByPowersOfTwo() {
		assertEquals(List.of(0, 0, 1, 2, 2, 3, 11), List.of(-1L, 0L, 1L, 2L, 3L, 4L, 1024L).stream().map(Spread::bucket).toList());
		assertEquals(53, Spread.bucket(Long.MAX_VALUE));
		assertEquals(53, Spread.bucket(MOST));
	}

	@Test
	void aSpreadTellsItsMeanAndAValueThatAShareDoesNotExceed() {
		// ninety values of 1, ten of 1000
		Spread spread = new Spread(90 + 10_000, 1000, List.of(0L, 90L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 10L));
		assertEquals(100, spread.count());
		assertEquals(100, spread.mean());
		assertEquals(1, spread.atMost(0.5));
		assertEquals(1, spread.atMost(0.9));
		assertEquals(1000, spread.atMost(0.91));
		assertEquals(1000, spread.atMost(1));
		assertEquals(0, Spread.NONE.atMost(0.95));
		assertEquals(0, Spread.NONE.mean());
	}

	@Test
	void numbersThatAreNoCountsAreRefused() {
		refused(() -> new CallCounts(-1, 0, 0));
		refused(() -> new CallCounts(0, MOST + 1, 0));
		assertEquals(MOST, new CallCounts(0, 0, MOST).sum());
		refused(() -> new Metrics.Bytes(0, -1));
		refused(() -> painted(Map.of("details.git", -1L)));
		refused(() -> new Spread(0, 0, List.of(-1L)));
		refused(() -> new Spread(-1, 0, List.of()));
		refused(() -> new Spread(0, 0, Collections.nCopies(Spread.BUCKETS + 1, 0L)));
	}

	@Test
	void namesAreWordsOfAProgramAndNothingElse() {
		painted(Map.of("details.git", 1L, "a".repeat(64), 1L, "sessions/get", 1L, "umbra:x_y-z", 1L));
		for (String bad : List.of("", "a b", "a".repeat(65), "/home/ann", "ü", "a\u001b[2J", "a\n", ".a")) {
			refused(() -> painted(Map.of(bad, 1L)));
			refused(() -> new Report(bad, 1, "test", Instant.EPOCH, ClientNumbers.NONE));
			refused(() -> new Report("id", 1, bad, Instant.EPOCH, ClientNumbers.NONE));
		}
		Map<String, Long> many = new HashMap<>();
		for (int i = 0; i < 256; i++) {
			many.put("section-" + i, 1L);
		}
		assertEquals(256, painted(many).paints().size());
		many.put("one.more", 1L);
		String words = assertThrows(IllegalArgumentException.class, () -> painted(many)).getMessage();
		assertTrue(words.contains("257"), words);
	}
}
