package dev.umbra.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Version;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.Report;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Sessions;
import dev.umbra.testkit.FakeHost;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.Methods;

class ReportingTest {
	private final BlockingQueue<Report> reported = new LinkedBlockingQueue<>();
	private final BlockingQueue<Runnable> timers = new LinkedBlockingQueue<>();
	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
	private final ClientCounters counters = new ClientCounters();
	private DataFolder folder;
	private FakeHost host;
	private Link link;

	@BeforeEach
	void open(@TempDir Path temp) {
		folder = DataFolder.open(temp.resolve("home"), Map.of());
		host = FakeHost.start(folder).on(Methods.METRICS_REPORT, report -> {
			reported.add(report);
			return Outcome.ok(new Done());
		});
	}

	@AfterEach
	void close() {
		if (link != null) {
			link.close();
		}
		host.close();
	}

	private Report next() throws InterruptedException {
		return arrived(reported.poll(20, TimeUnit.SECONDS));
	}

	private Runnable timer() throws InterruptedException {
		return arrived(timers.poll(20, TimeUnit.SECONDS));
	}

	private static <T> T arrived(T value) {
		assertNotNull(value, "nothing came");
		return value;
	}

	private void connect() throws Exception {
		link = Link.open("client-1", HostPointer.read(folder), Version.OWN, "test", false, new Listening(), counters);
	}

	private Reporting reporting() {
		return new Reporting("product", counters, () -> link, (task, delay) -> {
			assertEquals(Duration.ofSeconds(10), delay);
			timers.add(task);
		});
	}

	@Test
	void aClientThatLeavesTellsWhatItsCallsCameTo() throws Exception {
		host.answer(Methods.SESSIONS_GET, new Sessions.One("epoch", 3, null)).answer(Methods.NOTES_GET, new Notes.Note("/tmp", "", null))
				.refuse(Methods.NOTES_PUT, Failure.usage("too long", null));
		Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		RemoteHost remote = RemoteHost.connect(folder, RemoteHost.Options.of("cli").withoutStart());
		for (int i = 0; i < 3; i++) {
			remote.sessions().get(new Sessions.Get("5e551011", "epoch:3")).toCompletableFuture().join();
		}
		remote.notes().get(new Notes.Get("/tmp")).toCompletableFuture().join();
		remote.notes().put(new Notes.Put(CommandId.random(), "/tmp", "x")).toCompletableFuture().join();
		remote.close();
		Report report = next();
		assertEquals("cli", report.client());
		assertEquals(1, report.nr());
		assertTrue(!report.since().isBefore(begin) && !report.since().isAfter(Instant.now()));
		assertEquals(Map.of("hello", new CallCounts(1, 0, 0), "sessions/get", new CallCounts(0, 3, 0), "notes/get", new CallCounts(1, 0, 0),
				"notes/put", new CallCounts(0, 0, 1)), report.numbers().calls());
		assertTrue(report.numbers().bytes().in() > 0 && report.numbers().bytes().out() > 0);
		assertNull(reported.poll());
	}

	@Test
	void somethingCountedIsToldOnceAndThenThereIsQuiet() throws Exception {
		reporting();
		connect();
		counters.painted("details.git");
		counters.painted("details.git");
		counters.read(true);
		timer().run();
		Report report = next();
		assertEquals(Map.of("details.git", 2L), report.numbers().paints());
		assertEquals(1, report.numbers().cacheHits());
		assertNull(timers.poll(), "a timer runs though nothing was counted since");
		counters.read(false);
		timer().run();
		assertEquals(2, next().nr());
	}

	@Test
	void aReportThatWasNotTakenIsMadeGoodByTheNext() throws Exception {
		reporting();
		connect();
		host.refuse(Methods.METRICS_REPORT, Failure.busy("too many", null));
		counters.stale();
		timer().run();
		Runnable again = timer();
		host.on(Methods.METRICS_REPORT, report -> {
			reported.add(report);
			return Outcome.ok(new Done());
		});
		again.run();
		assertEquals(1, next().numbers().stale());
	}

	@Test
	void whatWasCountedWithoutAConnectionIsToldOverTheNextOne() throws Exception {
		Reporting reporting = reporting();
		counters.refreshed("header");
		timer().run();
		assertNull(timers.poll());
		connect();
		reporting.wanted();
		timer().run();
		assertEquals(Map.of("header", 1L), next().numbers().refreshes());
	}

	@Test
	void aPushIsCountedWhereItArrives() throws Exception {
		reporting();
		connect();
		host.tell(Methods.EVENT, Codec.object().put("type", "unheard"));
		assertEquals(Methods.EVENT, heard.poll(20, TimeUnit.SECONDS));
		timer().run();
		assertEquals(1, next().numbers().pushes());
	}

	@Test
	void aReportMadeByHandIsTheRecord() {
		counters.called("sessions/get", true, false);
		counters.called("sessions/get", true, true);
		counters.called("sessions/get", false, false);
		counters.painted("details.git");
		counters.refreshed("header");
		counters.coalesced();
		counters.pushed();
		counters.traffic(true, 100);
		counters.traffic(false, 1000);
		counters.read(true);
		counters.read(false);
		counters.stale();
		counters.interval(Duration.ofSeconds(2));
		counters.pulled(false, Duration.ofMillis(3));
		counters.payload(5000);
		counters.payload(0);
		counters.pulled(true, Duration.ofMillis(1));
		Report report = new Report("id", 7, "product", Sample.NOON, counters.numbers());
		JsonNode json = ReportJson.of(report);
		assertEquals(Codec.parse(Codec.json(report)), Codec.parse(json.toString()));
		assertEquals(report, Codec.fromTree(json, Report.class));
		Metrics.ClientNumbers numbers = report.numbers();
		assertEquals(List.of(2L, 1L, 2000L, 4000L, 3000L), List.of(numbers.pulls(), numbers.notModified(), numbers.intervals().sum(),
				numbers.latency().sum(), numbers.latency().max()));
		assertEquals(new Metrics.Spread(5000, 5000, spread(Map.of(0, 1L, 13, 1L))), numbers.payloads());
	}

	private static List<Long> spread(Map<Integer, Long> counts) {
		Long[] buckets = new Long[counts.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1];
		for (int i = 0; i < buckets.length; i++) {
			buckets[i] = counts.getOrDefault(i, 0L);
		}
		return List.of(buckets);
	}

	private final class Listening implements Link.Listener {
		@Override
		public void notification(Link from, String method, JsonNode params) {
			heard.add(method);
		}

		@Override
		public void ended(Link ended) {
		}
	}
}
