package dev.umbra.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Sessions;
import dev.umbra.wire.Codec;

/** What one source of truth costs a window, beside the old way: polls of each view for itself. Each in a process of its own. */
final class StoreRun {
	private static final String USAGE = """
			Usage: releng/bench.sh store [PART…] [--quick]
			  hour   an hour on a clock that is moved: calls, bytes, CPU, refreshes of parts, runs of git
			  live   two real minutes with a real host: how old a change is when it is known, calls, CPU
			  idle   200 open sessions with nothing to do: CPU of the client
			No PART is all of them. --quick takes a part of everything: good for trying, not for numbers.""";

	/**
	 * How much of everything.
	 *
	 * @param hours runs of the hour, of each way, alternately
	 */
	record Size(int hours, int liveSeconds, int sessions, int idleSeconds) {
		static final Size FULL = new Size(5, 120, 200, 60);
		static final Size QUICK = new Size(1, 10, 20, 10);
	}

	private StoreRun() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("store", USAGE, Size.FULL, Size.QUICK).part("hour", StoreRun::hour).part("live", StoreRun::live)
				.part("idle", StoreRun::idle).run(words);
	}

	private static JsonNode child(List<String> words, int seconds) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(ClockAgent.program(), "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
				System.getProperty("java.class.path"), StoreChild.class.getName()));
		command.addAll(words);
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (var out = process.inputReader()) {
			String line = out.readLine();
			if (line == null || !process.waitFor(seconds, TimeUnit.SECONDS)) {
				throw new IOException("no answer from: " + words);
			}
			return Codec.parse(line);
		} finally {
			process.destroyForcibly();
		}
	}

	/** Of each way the run that took the least CPU: what else happened on the machine only adds to it. */
	private static void hour(Size size, Report report) throws Exception {
		List<JsonNode> old = new ArrayList<>();
		List<JsonNode> ours = new ArrayList<>();
		for (int i = 0; i < size.hours(); i++) {
			old.add(child(List.of("hour", "old"), 600));
			ours.add(child(List.of("hour", "ours"), 600));
		}
		JsonNode before = best(old);
		JsonNode now = best(ours);
		report.heading("An hour of one session: 15 min of work, 5 of them hidden; one run each way in a process of its own");
		for (String what : List.of("calls", "active", "idle", "hidden", "bytes", "refreshes", "gitRuns", "cpuMillis")) {
			report.value("hour", name(what) + ", old way", before.path(what).asLong(), unit(what));
			report.value("hour", name(what) + ", session store", now.path(what).asLong(), unit(what));
		}
		report.atLeast("hour", "fewer calls while it works and is seen", fewer(before, now, "active"), 50, "%");
		report.atLeast("hour", "fewer calls while it rests and is seen, with push", fewer(before, now, "idle"), 95, "%");
		report.atLeast("hour", "fewer runs of git, hidden time included", fewer(before, now, "gitRuns"), 90, "%");
		report.atLeast("hour", "fewer refreshes of parts", fewer(before, now, "refreshes"), 30, "%");
		report.atLeast("hour", "less CPU", fewer(before, now, "cpuMillis"), 10, "%");
		report.note("Refreshes: of transcript, header, details, list and attention, where what they show is another. Runs of git are counted by the rule.");
	}

	private static JsonNode best(List<JsonNode> runs) {
		return Collections.min(runs, (a, b) -> Long.compare(a.path("cpuMillis").asLong(), b.path("cpuMillis").asLong()));
	}

	private static double fewer(JsonNode before, JsonNode now, String what) {
		return 100.0 * (before.path(what).asLong() - now.path(what).asLong()) / Math.max(1, before.path(what).asLong());
	}

	private static String name(String what) {
		return switch (what) {
		case "active" -> "calls while it works and is seen";
		case "idle" -> "calls while it rests and is seen";
		case "hidden" -> "calls while it is hidden";
		case "bytes" -> "bytes both ways";
		case "refreshes" -> "refreshes of parts";
		case "gitRuns" -> "runs of git";
		case "cpuMillis" -> "CPU";
		default -> what;
		};
	}

	private static String unit(String what) {
		return switch (what) {
		case "bytes" -> "B";
		case "cpuMillis" -> "ms";
		default -> "";
		};
	}

	private static void live(Size size, Report report) throws Exception {
		report.heading("Real minutes: " + size.liveSeconds() + " s each way, a title that says when it was given, every 300 ms");
		try (HostProcess host = HostProcess.fresh().start()) {
			String agent = host.get(host.remote().agents().add(HostClient.demoAgent())).id().value();
			String session = session(host, agent);
			for (String way : List.of("old", "ours")) {
				Thread writer = Thread.ofVirtual().start(() -> write(host, session));
				JsonNode told = child(List.of("live", way, host.home().toString(), session, String.valueOf(size.liveSeconds())), size.liveSeconds() + 60);
				writer.interrupt();
				writer.join();
				String name = way.equals("old") ? "old way" : "session store";
				report.value("live", "age of a change when it is known, p50, " + name, told.path("p50").asDouble(), "ms");
				report.value("live", "age of a change when it is known, p95, " + name, told.path("p95").asDouble(), "ms");
				report.value("live", "calls, " + name, told.path("calls").asLong(), "");
				report.value("live", "CPU, " + name, told.path("cpuMillis").asLong(), "ms");
				if (way.equals("ours")) {
					report.promise("live", "age of a change with push, p95", told.path("p95").asDouble(), 50, "ms");
				}
			}
		}
	}

	private static void write(HostProcess host, String session) {
		try {
			while (true) {
				host.get(host.remote().sessions().rename(new Sessions.Rename(CommandId.random(), session, String.valueOf(System.nanoTime()))));
				Pause.millis(300);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (Exception e) {
			throw new IllegalStateException("session " + session + " cannot be renamed", e);
		}
	}

	private static String session(HostProcess host, String agent) throws Exception {
		return host.get(host.remote().sessions().create(new Sessions.Create(CommandId.random(), agent, host.work().toString(), List.of(), "", null)))
				.session().value();
	}

	private static void idle(Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			String agent = host.get(host.remote().agents().add(HostClient.demoAgent())).id().value();
			List<String> words = new ArrayList<>(List.of("idle", host.home().toString(), String.valueOf(size.idleSeconds())));
			for (int i = 0; i < size.sessions(); i++) {
				words.add(session(host, agent));
			}
			JsonNode told = child(words, size.idleSeconds() + 180);
			report.heading(size.sessions() + " open sessions, all seen, with nothing to do, over " + size.idleSeconds() + " s");
			report.value("idle", "calls", told.path("calls").asLong(), "");
			report.value("idle", "stale incidents", told.path("stale").asLong(), "");
			report.promise("idle", "CPU of the client", told.path("percent").asDouble(), 1, "% of a core");
		}
	}
}
