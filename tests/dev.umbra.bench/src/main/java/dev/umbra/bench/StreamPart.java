package dev.umbra.bench;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.bench.RelayRun.Size;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.UnsignedEvent;

/** A relay that never falls silent: new versions, announcements of strangers, forged copies. The host's memory stays as it is. */
final class StreamPart {
	private static final int PERSONAS = 100;
	private static final int STRANGERS = 50;
	private static final double GROWTH_MEGABYTES = 8;
	private static final int LOOK_MILLIS = 100;

	private StreamPart() {
	}

	static void measure(Size size, Report report) throws Exception {
		report.heading("An endless stream of live events, " + size.streamSeconds() + " s of it");
		try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(RelayMode.PRIVATE)) {
			device.use(relay);
			device.awaitLive();
			long at = Clock.systemUTC().instant().getEpochSecond() - 3600;
			List<Double> floors = new ArrayList<>();
			long sent = 0;
			for (int third = 0; third < 3; third++) {
				double floor = Double.MAX_VALUE;
				long end = System.nanoTime() + size.streamSeconds() * 1_000_000_000L / 3;
				while (System.nanoTime() < end) {
					long look = System.nanoTime() + LOOK_MILLIS * 1_000_000L;
					while (System.nanoTime() < look) {
						sent += some(relay, device, at + sent / PERSONAS, sent);
					}
					floor = Math.min(floor, device.host().get(device.host().remote().host().status(new Nothing())).heapBytes() / 1e6);
				}
				floors.add(floor);
			}
			report.value("memory", "events sent", sent, "");
			report.value("memory", "events the host received", device.status().received(), "");
			report.value("memory", "of them refused", device.status().refused(), "");
			report.value("memory", "lowest heap of the first third", floors.get(0), "MB");
			report.value("memory", "lowest heap of the last third", floors.get(2), "MB");
			report.promise("memory", "growth between them", floors.get(2) - floors.get(1), GROWTH_MEGABYTES, "MB");
		}
	}

	private static int some(RelayBeside relay, RelayDevice device, long at, long sent) throws InterruptedException {
		Signatures signatures = new Signatures(new BouncySchnorr());
		int count = 0;
		for (int i = 0; i < PERSONAS; i++) {
			relay.publish(device.persona(i, at, " " + sent));
			count++;
		}
		for (int i = 0; i < STRANGERS; i++) {
			relay.publish(signatures.sign(new UnsignedEvent(at, Kind.AGENT_PROFILE, List.of(), "{\"name\":\"Agent " + i + "\"}"), SecretKey.random()));
			count++;
		}
		relay.answered(count);
		return PERSONAS;
	}
}
