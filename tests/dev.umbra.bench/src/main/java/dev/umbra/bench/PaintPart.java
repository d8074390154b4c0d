package dev.umbra.bench;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.bench.RelayRun.Size;
import dev.umbra.core.Threads;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.Event;

/**
 * From the moment an event is given to the relay, signed by the identity as another device of it would, until the row with its new name
 * is painted in the Agents part of the real product. Beside it, of the same events, a reader that asks its host every two seconds, as a window
 * without pushes does of what is active: until it has the name, without painting it.
 */
final class PaintPart {
	private static final int PERSONAS = 20;
	/** So far apart that each is a change by itself: a refresh is at most once a second. */
	private static final int APART_MILLIS = 1300;
	/** And then some, so that no rhythm of ours meets one of the window or of the reader. */
	private static final int AND_UP_TO_MILLIS = 700;
	private static final int EVERY_MILLIS = 2000;
	private static final double LIMIT_MILLIS = 300;
	private static final int DEBOUNCE_MILLIS = 200;

	private PaintPart() {
	}

	static void measure(Size size, Report report) throws Exception {
		report.heading("A change at another device, until the open window shows it");
		try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(RelayMode.PRIVATE)) {
			device.use(relay);
			device.awaitLive();
			long at = Clock.systemUTC().instant().getEpochSecond();
			device.personas(PERSONAS, at, " as it was").forEach(relay::publish);
			device.pullUntil(shown -> shown.size() == PERSONAS);
			try (Workbench window = Workbench.product(device.host(), device.host().scratch("window"))) {
				window.first("agents");
				Pause.until(() -> "the personas in the window", () -> shows(window, "Persona 0 as it was"));
				rows(size, report, relay, device, window, at + 1);
			}
		}
	}

	private static boolean shows(Workbench window, String words) throws Exception {
		for (JsonNode row : window.ask("agents", "rows").path("rows")) {
			if (row.asText().contains(words)) {
				return true;
			}
		}
		return false;
	}

	private static void rows(Size size, Report report, RelayBeside relay, RelayDevice device, Workbench window, long at) throws Exception {
		Random random = new Random(size.paints());
		Samples painted = new Samples();
		Samples late = new Samples();
		List<Long> given = new ArrayList<>();
		try (Reader reader = new Reader(device, size.paints())) {
			for (int i = 0; i < size.paints(); i++) {
				late.addNanos(rest(APART_MILLIS + random.nextInt(AND_UP_TO_MILLIS)));
				String words = Reader.words(i);
				Event event = device.persona(0, at + i, words);
				window.ask("paint-of" + words, "awaits");
				long began = System.nanoTime();
				given.add(began);
				relay.publish(event);
				painted.addNanos(window.told("painted").path("painted").asLong() - began);
			}
			Samples asked = reader.since(given);
			report.row("paint", "from the relay's receipt until the Agents part is painted", painted, "ms");
			report.row("paint", "a thread that only sleeps is late", late, "ms");
			report.value("paint", "of its p95, besides the " + DEBOUNCE_MILLIS + " ms in which more could come", painted.p95() - DEBOUNCE_MILLIS, "ms");
			report.row("paint", "a reader that asks every " + EVERY_MILLIS / 1000 + " s, until it has it", asked, "ms");
			report.value("paint", "ratio of the 95th percentiles, such a reader : the window", asked.p95() / painted.p95(), "");
			report.value("paint", "ratio of the medians", asked.median() / painted.median(), "");
			report.promise("paint", "event → painted, p95", painted.p95(), LIMIT_MILLIS, "ms");
		}
	}

	/** @return how much longer it took, ns: the machine's share in all that waits for a timer */
	private static long rest(int millis) throws InterruptedException {
		long began = System.nanoTime();
		Pause.millis(millis);
		return System.nanoTime() - began - millis * 1_000_000L;
	}

	/** Asks for the list on a timer, and takes the moment at which it had each name, or a later one. */
	private static final class Reader implements AutoCloseable {
		private final RelayDevice device;
		private final AtomicLongArray had;
		private final AtomicBoolean open = new AtomicBoolean(true);
		private final Thread thread;

		Reader(RelayDevice device, int count) {
			this.device = device;
			had = new AtomicLongArray(count);
			thread = Threads.platformDaemon("bench-reader", this::read);
		}

		static String words(int number) {
			return " changed " + number + ".";
		}

		private void read() {
			long next = System.nanoTime();
			while (open.get()) {
				LockSupport.parkNanos(next - System.nanoTime());
				if (System.nanoTime() >= next) {
					next += EVERY_MILLIS * 1_000_000L;
					ask();
				}
			}
		}

		private void ask() {
			String name;
			try {
				name = device.shown().getOrDefault("persona-0", "");
			} catch (Exception e) {
				throw new IllegalStateException("the reader cannot ask", e);
			}
			long now = System.nanoTime();
			int newest = had.length() - 1;
			while (newest >= 0 && !name.endsWith(words(newest))) {
				newest--;
			}
			for (int i = 0; i <= newest; i++) {
				had.compareAndSet(i, 0, now);
			}
		}

		/** How long after each of these moments it had what was given then. */
		Samples since(List<Long> given) throws Exception {
			Pause.until(() -> "the last one at the reader", () -> had.get(had.length() - 1) != 0);
			Samples samples = new Samples();
			for (int i = 0; i < given.size(); i++) {
				samples.addNanos(had.get(i) - given.get(i));
			}
			return samples;
		}

		@Override
		public void close() throws InterruptedException {
			open.set(false);
			LockSupport.unpark(thread);
			thread.join();
		}
	}
}
