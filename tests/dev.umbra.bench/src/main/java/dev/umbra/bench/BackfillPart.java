package dev.umbra.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.umbra.bench.RelayRun.Size;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.Event;

/** A relay that has much, and a new device: from adding the relay until a client of the host has it all; then the same once more. */
final class BackfillPart {
	private static final double SECONDS = 3;
	private static final double AGAIN_SECONDS = 0.3;
	private static final int ROUNDS = 5;
	private static boolean inUse;

	private BackfillPart() {
	}

	static void backfill(Size size, Report report) throws Exception {
		relayInUse(size);
		report.heading("A history of " + size.events() + " personas, 199 to a second, read from a relay in the measuring process");
		for (RelayMode mode : RelayMode.values()) {
			Samples seconds = new Samples();
			for (int round = 0; round < size.rounds(); round++) {
				try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(mode)) {
					seconds.add(filled(size, relay, device) / 1e9);
				}
			}
			report.row("backfill", mode.word() + ": verified, stored, known to a client", seconds, "s");
			report.promise("backfill", mode.word(), seconds.median(), SECONDS, "s");
		}
	}

	/** What is measured is a device that has just begun, not a relay that has: the relay's code, and that of the client here, has run before. */
	private static void relayInUse(Size size) throws Exception {
		if (!inUse) {
			inUse = true;
			for (RelayMode mode : RelayMode.values()) {
				try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(mode)) {
					filled(size, relay, device);
				}
			}
		}
	}

	private static long filled(Size size, RelayBeside relay, RelayDevice device) throws Exception {
		relay.has(history(size, device));
		long began = System.nanoTime();
		device.use(relay);
		device.pullUntil(shown -> shown.size() == size.events());
		return System.nanoTime() - began;
	}

	private static List<Event> history(Size size, RelayDevice device) {
		return device.personas(size.events(), Clock.systemUTC().instant().minus(Duration.ofDays(1)).getEpochSecond(), "");
	}

	static void duplicates(Size size, Report report) throws Exception {
		relayInUse(size);
		report.heading("The same " + size.events() + " events again, over a connection that knows them");
		for (RelayMode mode : RelayMode.values()) {
			try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(mode)) {
				filled(size, relay, device);
				device.awaitLive();
				Samples seconds = new Samples();
				for (int round = 0; round < ROUNDS; round++) {
					seconds.add(device.again() / 1e9);
				}
				report.row("duplicates", mode.word() + ": read again", seconds, "s");
				report.promise("duplicates", mode.word(), seconds.median(), AGAIN_SECONDS, "s");
			}
		}
	}
}
