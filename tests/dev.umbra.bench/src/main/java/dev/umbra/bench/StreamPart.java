package dev.umbra.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

	private StreamPart() {
	}

	static void measure(Size size, Report report) throws Exception {
		report.heading("An endless stream of live events, " + size.streamSeconds() + " s of it");
		try (RelayBeside relay = new RelayBeside(); RelayDevice device = new RelayDevice(RelayMode.PRIVATE)) {
			device.use(relay);
			device.awaitLive();
			long at = Clock.systemUTC().instant().getEpochSecond() - 3600;
			List<Double> live = new ArrayList<>();
			live.add(live(device));
			long sent = 0;
			for (int third = 0; third < 3; third++) {
				long end = System.nanoTime() + size.streamSeconds() * 1_000_000_000L / 3;
				while (System.nanoTime() < end) {
					sent += some(relay, device, at + sent / PERSONAS, sent);
				}
				live.add(live(device));
			}
			report.value("memory", "events sent", sent, "");
			report.value("memory", "events the host received", device.status().received(), "");
			report.value("memory", "of them refused", device.status().refused(), "");
			report.value("memory", "what lives on the heap before", live.get(0), "MB");
			report.value("memory", "after the first third", live.get(1), "MB");
			report.value("memory", "after the second third", live.get(2), "MB");
			report.value("memory", "after the last third", live.get(3), "MB");
			report.promise("memory", "growth from the first third to the end", live.get(3) - live.get(1), GROWTH_MEGABYTES, "MB");
		}
	}

	/** Megabytes after a full collection: without one, what is not needed any more counts too, for as long as there is room. */
	private static double live(RelayDevice device) throws Exception {
		HostProcess host = device.host();
		Process collection = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(host.pid()), "GC.run")
				.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		if (!collection.waitFor(1, TimeUnit.MINUTES) || collection.exitValue() != 0) {
			throw new IllegalStateException("jcmd could not make the host collect");
		}
		return host.get(host.remote().host().status(new Nothing())).heapBytes() / 1e6;
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
