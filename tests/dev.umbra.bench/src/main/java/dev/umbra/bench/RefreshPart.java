package dev.umbra.bench;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.umbra.bench.RelayRun.Size;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.Event;

/** Events that come live: how long until a client knows, and how often it is told of a burst. */
final class RefreshPart {
	private static final int BURST = 500;
	private static final long WITHIN_MILLIS = 800;
	private static final double LATENCY_MILLIS = 100;

	private RefreshPart() {
	}

	static void measure(Size size, Report report) throws Exception {
		report.heading("Live events");
		try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(RelayMode.PRIVATE)) {
			AtomicLong told = new AtomicLong();
			device.host().remote().onEvent(event -> {
				if (event instanceof AgentsChanged) {
					told.incrementAndGet();
				}
			});
			device.use(relay);
			device.awaitLive();
			long at = Clock.systemUTC().instant().getEpochSecond();
			relay.publish(device.persona(0, at, ""));
			device.pullUntil(shown -> shown.size() == 1);
			one(size, report, relay, device, at);
			burst(report, relay, device, at + size.live() + 10, told);
		}
	}

	private static void one(Size size, Report report, RelayBeside relay, RelayDevice device, long at) throws Exception {
		Samples known = new Samples();
		for (int i = 1; i <= size.live(); i++) {
			String words = " of " + i;
			Event event = device.persona(0, at + i, words);
			long began = System.nanoTime();
			relay.publish(event);
			device.heard(() -> device.name("persona-0").endsWith(words));
			known.addNanos(System.nanoTime() - began);
		}
		report.row("refresh", "one event, from its publisher until a client has pulled it", known, "ms");
		report.promise("refresh", "event → client knows, p95", known.p95(), LATENCY_MILLIS, "ms");
	}

	private static void burst(Report report, RelayBeside relay, RelayDevice device, long at, AtomicLong told) throws Exception {
		List<Event> events = new ArrayList<>();
		for (int i = 0; i < BURST; i++) {
			events.add(device.persona(i, at, " in a burst"));
		}
		long before = told.get();
		long began = System.nanoTime();
		for (int i = 0; i < BURST; i++) {
			relay.publish(events.get(i));
			long due = began + i * WITHIN_MILLIS * 1_000_000 / BURST;
			while (System.nanoTime() < due) {
				Thread.onSpinWait();
			}
		}
		double published = (System.nanoTime() - began) / 1e6;
		int pulls = device.pullUntil(shown -> shown.size() == BURST && shown.values().stream().allMatch(name -> name.endsWith(" in a burst")));
		report.value("refresh", BURST + " events published within", published, "ms");
		report.value("refresh", "agents/CHANGED that a client got of them", told.get() - before, "");
		report.value("refresh", "pulls of one that waits 200 ms after each", pulls, "");
		report.value("refresh", "from the first until it has all", (System.nanoTime() - began) / 1e6, "ms");
	}
}
