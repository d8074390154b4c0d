package dev.umbra.ui.internal.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.HostNumbers;
import dev.umbra.core.api.Metrics.Minute;
import dev.umbra.core.api.Metrics.Spread;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;

class DiagnosticsLinesTest {
	private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
	private static final ClientNumbers WINDOW = new ClientNumbers(Map.of("sessions/get", new CallCounts(10, 30, 0)), new Bytes(2048, 1024), 7, 3, 40, 30, 90, 10, 2,
			Map.of("details.git", 9L, "details.state", 4L), Map.of("details.git", 3L), Spread.NONE, Spread.NONE, new Spread(3000, 1500, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L)));
	private final Locale before = Locale.getDefault(Locale.Category.FORMAT);

	@BeforeEach
	void inOnePlace() {
		Locale.setDefault(Locale.Category.FORMAT, Locale.US);
	}

	@AfterEach
	void asBefore() {
		Locale.setDefault(Locale.Category.FORMAT, before);
	}

	private static Metrics.Numbers numbers(List<Metrics.Client> clients, List<Minute> history) {
		return new Metrics.Numbers(new HostNumbers(NOW.minusSeconds(7200), NOW,
				Map.of("sessions/get", new CallCounts(1000, 3000, 0), "git/state", new CallCounts(5, 0, 1), "hello", new CallCounts(5, 0, 0)), new Bytes(1 << 20, 3 << 20), 200, 50, 12, 34, 2, 1, 1,
				10 << 20, 64 << 20, Duration.ofMillis(2500), Map.of("ticks", 2, "store", 1)), clients, WINDOW, history);
	}

	private static Metrics.Client client(boolean connected) {
		return new Metrics.Client("id", "product", connected, NOW.minusSeconds(600), NOW.minusSeconds(120), WINDOW);
	}

	private static String value(List<Line> lines, String name) {
		return lines.stream().filter(line -> !line.heading() && line.cell(0).equals(name)).map(line -> line.cell(1)).findFirst().orElse("no " + name + " in " + lines);
	}

	@Test
	void nothingIsSaidWhereNothingIsKnown() {
		assertEquals(List.of(), Overview.of(null, null, List.of(), NOW));
	}

	@Test
	void theHostIsToldOfWithItsTraffic() {
		Host.Status status = new Host.Status(4711, NOW.minusSeconds(7200), "0.1.0", "1.4", "e", 1, "ready", 3, 1, 8, 2, 4, 1, 2, "/home/ann/umbra", "/sock", 5 << 20, 1);
		List<Line> lines = Overview.of(status, numbers(List.of(client(true)), List.of()), List.of(), NOW);
		assertEquals("ready, for 2 h", value(lines, "State"));
		assertEquals("0.1.0, protocol 1.4, process 4711", value(lines, "Version"));
		assertEquals("1 of at most 8 running, 2 waiting", value(lines, "Turns"));
		assertEquals("10.0 MiB of 64.0 MiB", value(lines, "Memory"));
		assertEquals("2.5 s", value(lines, "Processor time"));
		assertEquals("3", value(lines, "Platform threads"));
		assertEquals("4,011", value(lines, "Calls"));
		assertEquals("3,000 (75 %)", value(lines, "Answered: not modified"));
		assertEquals("1 (0 %)", value(lines, "Answered: failed"));
		assertEquals("1.0 MiB in, 3.0 MiB out", value(lines, "Bytes"));
		assertEquals("50 (20 %)", value(lines, "Pushes merged with others"));
		assertEquals("12", value(lines, "Git commands run"));
	}

	@Test
	void aWindowIsToldOfWithItsShares() {
		List<Line> all = Overview.of(null, numbers(List.of(client(true)), List.of()), List.of(), NOW);
		int from = all.indexOf(Line.heading("product, counting for 10 min"));
		assertTrue(from > 0, all::toString);
		List<Line> lines = all.subList(from, all.size());
		assertEquals("30 (75 %)", value(lines, "Pulls that brought nothing new"));
		assertEquals("90 (90 %)", value(lines, "Reads served without a pull"));
		assertEquals("half within 1 ms, 95 % within 1 ms", value(lines, "Pull latency"));
		assertEquals("3 paints of 9 refreshes", value(lines, "Section details.git"));
		assertEquals("0 paints of 4 refreshes", value(lines, "Section details.state"));
		assertTrue(lines.contains(new Line(false, Line.Tone.WARNING, List.of("Stale incidents", "2"))));
		assertFalse(all.contains(Line.heading("All windows and commands")), "one that is all is not told twice");
	}

	@Test
	void aWindowThatLeftIsCalledSoAndItsSumsStayInTheTotal() {
		List<Line> lines = Overview.of(null, numbers(List.of(client(false), client(true)), List.of()), List.of(), NOW);
		assertTrue(lines.contains(Line.heading("product, left 2 min ago")));
		assertTrue(lines.contains(Line.heading("All windows and commands")));
	}

	@Test
	void relaysAreToldOfOnlyWhereThereAreAny() {
		assertFalse(Overview.of(null, numbers(List.of(), List.of()), List.of(), NOW).contains(Line.heading("Relays")));
		RelayLink link = new RelayLink(new PublicKey("a".repeat(64)), RelayAddress.of("wss://relay.example.org"), RelayMode.PRIVATE);
		List<Line> lines = Overview.of(null, numbers(List.of(), List.of()),
				List.of(new RelayStatus(link, RelayState.LIVE, NOW.minusSeconds(600), 2, 0, null, 40, 0, List.of(), 0, List.of(), null, null),
						new RelayStatus(link, RelayState.REFUSED, NOW.minusSeconds(60), 0, 0, null, 0, 0, List.of(), 0, List.of(), "restricted: not a member", null)),
				NOW);
		int from = lines.indexOf(Line.heading("Relays"));
		assertEquals("connected, for 10 min; 40 received, 2 to be sent", lines.get(from + 1).cell(1));
		assertEquals(new Line(false, Line.Tone.FAILED, List.of(link.relay().toString(), "refused, for 1 min; 0 received, 0 to be sent. restricted: not a member")),
				lines.get(from + 2));
	}

	@Test
	void whatIsCalledMostComesFirst() {
		List<Line> lines = Tables.calls(numbers(List.of(), List.of()));
		assertEquals(List.of("sessions/get", "git/state", "hello"), lines.stream().map(line -> line.cell(0)).toList());
		assertEquals(List.of("git/state", "6", "5", "0", "1"), lines.get(1).cells());
		assertEquals(Line.Tone.WARNING, lines.get(1).tone());
	}

	@Test
	void whatIsWrongComesFirst() {
		List<Line> lines = Tables.checks(new Host.Report(List.of(new Host.Check("a", "ok", "well", null), new Host.Check("b", "failed", "broken", "Mend it."),
				new Host.Check("c", "warning", "odd", null), new Host.Check("d", "ok", "well", null))));
		assertEquals(List.of("b", "c", "a", "d"), lines.stream().map(line -> line.cell(0)).toList());
		assertEquals(List.of("b", "failed", "broken Mend it."), lines.getFirst().cells());
	}

	private static Minute minute(int ago, long calls, Duration cpu) {
		return new Minute(NOW.minusSeconds(60L * ago), Duration.ofSeconds(60), calls, 1, 2, new Bytes(2048, 1024), 3, 4, 5, 6, cpu, 2 << 20, 7, 8, 9, 10, 11);
	}

	@Test
	void theLastHourIsAValuePerMinute() {
		List<Series> series = Series.of(List.of(minute(2, 10, Duration.ofSeconds(6)), minute(1, 40, Duration.ofSeconds(3))), NOW);
		assertEquals(6, series.size());
		Series calls = series.getFirst();
		assertEquals(List.of(-2.0, -1.0), List.of(calls.minutes()[0], calls.minutes()[1]));
		assertEquals(40.0, calls.lines().getFirst().values()[1]);
		assertEquals("Calls per minute; all: 40 now, at most 40; not modified: 1 now, at most 1; failed: 2 now, at most 2", calls.spoken());
		assertEquals(2.0, series.get(1).lines().getFirst().values()[0], "KiB");
		assertEquals(10.0, series.get(4).lines().getFirst().values()[0], "percent of a core");
		assertEquals(2.0, series.get(5).lines().getFirst().values()[0], "MiB");
	}

	@Test
	void withoutAMinuteThereIsNoChart() {
		assertEquals(List.of(), Series.of(List.of(), NOW));
	}
}
