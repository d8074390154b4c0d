package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.Client;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.Report;
import dev.umbra.core.api.Metrics.Spread;
import dev.umbra.testkit.ManualClock;

class ClientReportsTest {
	private final ManualClock clock = new ManualClock();
	private final Instant hostSince = clock.instant();
	private final ClientReports reports = new ClientReports(clock, hostSince);

	private static ClientNumbers numbers(long paints) {
		return new ClientNumbers(Map.of("sessions/get", new CallCounts(paints, 2, 1)), new Bytes(10, 20), 3, 1, 5, 2, 7, 4, 1,
				Map.of("header", 6L), Map.of("details.git", paints), new Spread(4, 2, List.of(0L, 0L, 2L)), Spread.NONE, Spread.NONE);
	}

	private Report report(String id, long nr, long paints) {
		return new Report(id, nr, "product", clock.instant(), numbers(paints));
	}

	private long totalPaints() {
		return ClientSums.sum(reports.total().paints());
	}

	private List<String> listed() {
		return reports.clients().stream().map(Client::id).toList();
	}

	@Test
	void theTotalIsTheSumOfAll() {
		reports.add("client-1", report("a", 1, 10));
		reports.add("client-2", report("b", 1, 5));
		assertEquals(new ClientNumbers(Map.of("sessions/get", new CallCounts(15, 4, 2)), new Bytes(20, 40), 6, 2, 10, 4, 14, 8, 2,
				Map.of("header", 12L), Map.of("details.git", 15L), new Spread(8, 2, List.of(0L, 0L, 4L)), Spread.NONE, Spread.NONE),
				reports.total());
	}

	@Test
	void aReportReplacesTheOneBeforeAndAnOlderOneIsPassedOver() {
		reports.add("client-1", report("a", 1, 10));
		clock.advance(Duration.ofSeconds(10));
		reports.add("client-1", report("a", 2, 12));
		reports.add("client-1", report("a", 1, 10));
		reports.add("client-1", report("a", 2, 99));
		assertEquals(12, totalPaints());
		assertEquals(clock.instant(), reports.clients().getFirst().at());
		assertTrue(reports.clients().getFirst().connected());
	}

	@Test
	void aClientThatVanishedIsForgottenAfterAWhileAndItsSumsStay() {
		reports.add("client-1", report("a", 1, 10));
		reports.add("client-2", report("b", 1, 5));
		reports.left("client-1");
		assertFalse(reports.clients().getFirst().connected());
		clock.advance(ClientReports.LISTED.minusNanos(1));
		assertEquals(List.of("a", "b"), listed());
		clock.advance(Duration.ofNanos(1));
		assertEquals(List.of("b"), listed());
		assertEquals(15, totalPaints());
	}

	@Test
	void aClientThatComesBackIsNotCountedTwice() {
		reports.add("client-1", report("a", 1, 10));
		reports.left("client-1");
		clock.advance(ClientReports.LISTED);
		assertEquals(List.of(), listed());
		reports.add("client-7", report("a", 2, 11));
		assertEquals(List.of("a"), listed());
		assertEquals(11, totalPaints());
		assertEquals(11, reports.grown().paints());
	}

	@Test
	void aNewConnectionOfAClientOutlivesItsOldOne() {
		reports.add("client-1", report("a", 1, 10));
		reports.add("client-2", report("a", 2, 11));
		reports.left("client-1");
		assertTrue(reports.clients().getFirst().connected());
	}

	@Test
	void sumsThatShrankAreRefused() {
		reports.add("client-1", report("a", 1, 10));
		FailureException e = assertThrows(FailureException.class, () -> reports.add("client-1", report("a", 2, 9)));
		assertEquals(Failure.Code.USAGE, e.failure().code());
		reports.left("client-1");
		clock.advance(ClientReports.LISTED);
		assertThrows(FailureException.class, () -> reports.add("client-1", report("a", 3, 9)));
		assertEquals(10, totalPaints());
	}

	@Test
	void clientsAreBounded() {
		for (int i = 0; i < ClientReports.MOST; i++) {
			reports.add("client-" + i, report("id-" + i, 1, 1));
		}
		FailureException e = assertThrows(FailureException.class, () -> reports.add("client-x", report("x", 1, 1)));
		assertEquals(Failure.Code.BUSY, e.failure().code());
		// whoever left makes room at once
		reports.left("client-3");
		reports.add("client-x", report("x", 1, 1));
		assertEquals(ClientReports.MOST, listed().size());
		assertFalse(listed().contains("id-3"));
		assertEquals(ClientReports.MOST + 1, totalPaints());
	}

	@Test
	void oneConnectionIsOneClientHoweverManyNamesItTells() {
		for (int i = 0; i < 1000; i++) {
			reports.add("client-1", report("id-" + i, 1, 1));
		}
		assertEquals(ClientReports.MOST, listed().size());
		assertEquals(1, reports.clients().stream().filter(Client::connected).count());
		assertEquals(1000, totalPaints());
	}

	@Test
	void namesOfTheTotalAreBoundedAndNothingIsLost() {
		for (int client = 0; client < 3; client++) {
			Map<String, Long> paints = new HashMap<>();
			for (int i = 0; i < 200; i++) {
				paints.put("section-" + client + "-" + i, 1L);
			}
			reports.add("client-" + client, new Report("id-" + client, 1, "odd", clock.instant(), new ClientNumbers(Map.of(), Bytes.NONE, 0,
					0, 0, 0, 0, 0, 0, Map.of(), paints, Spread.NONE, Spread.NONE, Spread.NONE)));
		}
		assertTrue(reports.total().paints().size() <= 201, () -> "" + reports.total().paints().size());
		assertEquals(600, totalPaints());
	}

	@Test
	void theGreatestNumbersAddUpToTheGreatestNumber() {
		long most = (1L << 53) - 1;
		reports.add("client-1", report("a", 1, most));
		reports.add("client-2", report("b", 1, most));
		assertEquals(most, totalPaints());
	}

	@Test
	void whatAClientCountedBeforeTheHostIsInNoMinute() {
		Instant before = hostSince.minusSeconds(3600);
		reports.add("client-1", new Report("a", 40, "product", before, numbers(1000)));
		assertEquals(0, reports.grown().paints());
		reports.add("client-1", new Report("a", 41, "product", before, numbers(1003)));
		assertEquals(3, reports.grown().paints());
		reports.add("client-2", report("b", 1, 5));
		assertEquals(8, reports.grown().paints());
		assertEquals(7, reports.grown().cacheHits());
	}
}
