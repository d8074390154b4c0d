package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.Client;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.HostNumbers;
import dev.umbra.core.api.Metrics.Minute;
import dev.umbra.core.api.Metrics.Numbers;
import dev.umbra.core.api.Metrics.Spread;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Methods;

class MetricsCommandTest {
	private static final ClientNumbers NUMBERS = new ClientNumbers(Map.of("sessions/get", new CallCounts(1, 2, 3)), new Bytes(2_500_000, 999),
			4, 1, 5, 2, 3, 1, 9, Map.of("header", 10L), Map.of("details.git", 11L), Spread.NONE, Spread.NONE,
			new Spread(1500, 1500, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L)));
	@TempDir
	Path temp;
	private Typist typist;

	@BeforeEach
	void open() {
		typist = new Typist(temp);
		HostNumbers host = new HostNumbers(Sample.NOON, Sample.NOON, Map.of("hello", new CallCounts(1, 0, 0), "sessions/get",
				new CallCounts(1000, 200, 34)), new Bytes(10, 20), 7, 8, 9, 10, 11, 12, 13, 40_000_000, 96_000_000, Duration.ofMillis(1500),
				Map.of("main", 1, "store-read-<n>", 2));
		typist.host.on(Methods.METRICS_GET, p -> Outcome.ok(new Numbers(host,
				List.of(new Client("a-1", "product", true, Sample.NOON, Sample.NOON, NUMBERS),
						new Client("b-1", "cli\u001b[2J", false, Sample.NOON, Sample.NOON, ClientNumbers.NONE)),
				NUMBERS, p.history() ? List.of(new Minute(Sample.NOON, Duration.ofMinutes(1), 21, 22, 23, new Bytes(24, 25), 26, 27, 28, 29,
						Duration.ofMillis(300), 31_000_000, 32, 33, 34, 35, 36)) : List.of())));
	}

	@AfterEach
	void close() {
		typist.close();
	}

	@Test
	void programsSeeHostAndClientsAndTheTotal() {
		typist.ok("metrics", "--json");
		assertEquals(List.of("host", "clients", "total"), List.copyOf(names()));
		assertEquals(200, typist.json().at("/host/calls/sessions~1get/notModified").asInt());
		assertEquals(9, typist.json().at("/host/gitRuns").asInt());
		assertEquals("product", typist.json().at("/clients/0/client").asText());
		assertEquals(3, typist.json().at("/clients/0/cacheHits").asInt());
		assertEquals(9, typist.json().at("/clients/0/stale").asInt());
		assertTrue(typist.json().at("/clients/0/numbers").isMissingNode());
		assertEquals(11, typist.json().at("/total/paints/details.git").asInt());
	}

	private List<String> names() {
		return typist.json().properties().stream().map(Map.Entry::getKey).toList();
	}

	@Test
	void theHistoryComesWhenItIsAskedFor() {
		typist.ok("metrics", "--history", "--json");
		assertEquals(List.of("host", "clients", "total", "history"), names());
		assertEquals(21, typist.json().at("/history/0/calls").asInt());
		assertEquals("PT1M", typist.json().at("/history/0/length").asText());
		typist.ok("metrics");
		assertFalse(typist.out().contains("MINUTE"), typist.out());
		typist.ok("metrics", "--history");
		assertTrue(typist.out().contains("MINUTE"), typist.out());
		assertTrue(typist.out().contains("31.0 MB"), typist.out());
	}

	@Test
	void peopleSeeTables() {
		typist.ok("metrics");
		String out = typist.out();
		assertTrue(out.contains("calls:      1,235: 1,001 ok, 200 not modified, 34 errors\n"), out);
		assertTrue(out.contains("cpu:        1.5 s\n"), out);
		assertTrue(out.contains("threads:    3: main, store-read-<n> (2)\n"), out);
		assertTrue(out.lines().anyMatch(line -> line.matches("sessions/get +1,000 +200 +34")), out);
		assertTrue(out.lines().anyMatch(line -> line.matches("product +6 +2 +4 +75 % +9 +10 +11 +1\\.5 ms +2\\.5 MB +999 B")), out);
		assertTrue(out.lines().anyMatch(line -> line.matches("cli.* \\(left\\) +0 +0 +0 +- +0 +0 +0 +- +0 B +0 B")), out);
		assertFalse(out.contains("\u001b"), out);
	}

	@Test
	void withoutAHostNoneIsStarted() {
		typist.host.close();
		assertTrue(typist.fails(Failure.Code.HOST_UNREACHABLE.exit(), "metrics").contains("umbra host start"));
	}
}
