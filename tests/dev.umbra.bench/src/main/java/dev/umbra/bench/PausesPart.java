package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How long somebody who comes at any moment waits for the SWT thread of the real product, while ten sessions stream in the
 * host and one of them is seen; then while tabs are
 * switched besides, twice a second: first to such as were never shown, then to known ones. Beside it stands how late a thread was that only
 * sleeps, at the same moments in the same process: on a machine that is busy with other things that is the machine's share.
 */
final class PausesPart {
	private static final int SESSIONS = 10;
	private static final int UPDATES_PER_SECOND = 200;
	private static final int SWITCH_MILLIS = 500;
	private static final double P95_LIMIT_MILLIS = 33;
	private static final double MAX_LIMIT_MILLIS = 100;
	/** A stream that comes slower than this share of what is wanted is not what was to be measured. */
	private static final double LEAST = 0.8;

	private PausesPart() {
	}

	static void measure(Window.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, SESSIONS);
			flooded.fill(200);
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("transcript");
				flooded.fill(size.history());
				flooded.stream(UPDATES_PER_SECOND);
				report.heading(SESSIONS + " sessions stream " + UPDATES_PER_SECOND + " updates/s each, one with more than " + size.history()
						+ " entries is seen");
				look(window, flooded, "pauses", size.streamSeconds(), "streaming", report);
				// from the first tab to each other one; some are late where the machine is busy
				int others = SESSIONS - 1;
				look(window, flooded, "switch " + SWITCH_MILLIS + " " + others, SESSIONS * SWITCH_MILLIS / 1000 + 2,
						"tabs shown for the first time", report);
				look(window, flooded, "switch " + SWITCH_MILLIS + " " + size.switchSeconds() * 1000 / SWITCH_MILLIS, size.switchSeconds() + 1,
						"tabs shown again", report);
				flooded.cancel();
			}
		}
	}

	static void look(Workbench window, Flooded flooded, String command, int seconds, String what, Report report) throws Exception {
		long before = flooded.arrived();
		long begin = System.nanoTime();
		window.say(command);
		Pause.seconds(seconds);
		JsonNode seen = window.end();
		double rate = (flooded.arrived() - before) * 1e9 / (System.nanoTime() - begin) / SESSIONS;
		double paints = seen.path("paints").asDouble() / seconds;
		if (paints < 1) {
			throw new IllegalStateException(what + ": the transcript was not painted");
		}
		Samples waits = samples(seen.path("waits"));
		report.row("pauses", what + ": the SWT thread lets wait", waits, "ms");
		report.row("pauses", what + ": it computes in one go", samples(seen.path("computing")), "ms");
		report.row("pauses", what + ": a thread that only sleeps is late", samples(seen.path("late")), "ms");
		report.value("pauses", what + ": updates per second and session that arrived", rate, "/s");
		report.value("pauses", what + ": transcript painted per second", paints, "/s");
		if (seen.path("switches").asInt() > 0) {
			report.value("pauses", what + ": switches", seen.path("switches").asDouble(), "");
		}
		report.promise("pauses", what + ", p95", waits.p95(), P95_LIMIT_MILLIS, "ms");
		report.promise("pauses", what + ", max", waits.max(), MAX_LIMIT_MILLIS, "ms");
		if (rate < LEAST * UPDATES_PER_SECOND) {
			report.note("The machine was too slow: not so many updates arrived as were meant to.");
		}
		stacks(seen.path("longest"), what, report);
	}

	static Samples samples(JsonNode values) {
		Samples samples = new Samples();
		values.forEach(value -> samples.add(value.asDouble()));
		return samples;
	}

	/** Where the SWT thread was in its longest pauses: all of it in a file. */
	private static void stacks(JsonNode longest, String what, Report report) throws IOException {
		Path file = Path.of("releng", "target", "pauses-" + what.replace(' ', '-') + ".txt");
		Files.createDirectories(file.getParent());
		StringBuilder text = new StringBuilder();
		for (JsonNode pause : longest) {
			text.append(String.format(Locale.ROOT, "%.1f ms, of which the thread computed %.1f ms%n", pause.path("millis").asDouble(),
					pause.path("computing").asDouble()));
			pause.path("stacks").forEach(stack -> text.append(stack.asText()).append('\n'));
			text.append('\n');
		}
		Files.writeString(file, text);
		if (!longest.isEmpty()) {
			report.note("Where it was in its longest pauses: " + file);
		}
	}
}
