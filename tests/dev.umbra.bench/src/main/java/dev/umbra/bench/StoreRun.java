package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.Repositories;
import dev.umbra.wire.Codec;

/** What one source of truth costs a window, beside the old way: polls of each view for itself. Each in a process of its own. */
final class StoreRun {
	private static final String USAGE = """
			Usage: releng/bench.sh store [PART…] [--quick]
			  hour   an hour on a clock that is moved: calls, bytes, CPU, refreshes of parts
			  git    the same hour with a real repository: processes of git; the state of a repository of 30,000 files
			  live   two real minutes with a real host: how old a change is when it is known, calls, CPU
			  idle   200 open sessions with nothing to do: CPU of the client
			No PART is all of them, about seven minutes. --quick takes a part of everything: good for trying, not for numbers.""";
	/** The old way beside ours, and what is promised of that; see the numbers of the session store. */
	private static final double NOTHING = Double.NaN;

	/**
	 * How much of everything.
	 *
	 * @param hours runs of the hour, of each way, alternately
	 */
	record Size(int hours, int files, int looks, int liveSeconds, int sessions, int idleSeconds, int oldIdleSeconds) {
		static final Size FULL = new Size(5, 30_000, 30, 120, 200, 60, 20);
		static final Size QUICK = new Size(1, 1000, 5, 20, 20, 10, 5);
	}

	private StoreRun() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("store", USAGE, Size.FULL, Size.QUICK).part("hour", StoreRun::hour).part("git", StoreRun::git).part("live", StoreRun::live)
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
		List<JsonNode> olds = new ArrayList<>();
		List<JsonNode> all = new ArrayList<>();
		for (int i = 0; i < size.hours(); i++) {
			olds.add(child(List.of("hour", "old"), 600));
			all.add(child(List.of("hour", "ours"), 600));
		}
		JsonNode old = best(olds);
		JsonNode ours = best(all);
		report.sidesHeading("An hour of one session on a clock that is moved: 15 min of work, 5 of them hidden; each way in a process of its own");
		side(report, old, ours, "calls", "calls", "", NOTHING);
		side(report, old, ours, "calls while it works and is seen", "active", "", 50);
		side(report, old, ours, "calls while it rests and is seen, with push", "idle", "", 95);
		side(report, old, ours, "calls while it is hidden", "hidden", "", NOTHING);
		side(report, old, ours, "bytes both ways", "bytes", "B", NOTHING);
		side(report, old, ours, "refreshes of parts", "refreshes", "", 30);
		side(report, old, ours, "CPU", "cpuMillis", "ms", 10);
		report.note("Refreshes: of transcript, header, details, list, attention and git, where what they show is another. Calls: about git, too.");
	}

	private static void side(Report report, JsonNode old, JsonNode ours, String what, String member, String unit, double atLeast) {
		report.sides("hour", what, old.path(member).asDouble(), ours.path(member).asDouble(), unit, atLeast);
	}

	private static JsonNode best(List<JsonNode> runs) {
		return Collections.min(runs, (a, b) -> Long.compare(a.path("cpuMillis").asLong(), b.path("cpuMillis").asLong()));
	}

	private static void git(Size size, Report report) throws Exception {
		try (HostProcess files = HostProcess.fresh()) {
			JsonNode old = child(List.of("hour", "old", BigRepository.make(files.scratch("old"), 200).toString()), 600);
			JsonNode ours = child(List.of("hour", "ours", BigRepository.make(files.scratch("ours"), 200).toString()), 600);
			report.sidesHeading("The same hour with a repository: processes of git, hidden time included");
			report.sides("git", "runs of git", old.path("gitRuns").asDouble(), ours.path("gitRuns").asDouble(), "", 90);
			report.limit("git", "age of the agent's changes when they are known, p95", old.path("gitAge").asDouble(), ours.path("gitAge").asDouble(), "ms", 1000);
			bigState(size, report, BigRepository.make(files.scratch("big"), size.files()));
		}
	}

	private static void bigState(Size size, Report report, Path repository) {
		Repositories real = RealGit.blocking(repository.resolveSibling("data"), BigRepository.git());
		Repositories.Place place = new Repositories.Place(repository, List.of());
		Samples plain = new Samples();
		Samples state = new Samples();
		long opened = System.nanoTime();
		real.state(place).toCompletableFuture().join();
		double first = (System.nanoTime() - opened) / 1e6;
		for (int i = 0; i < size.looks(); i++) {
			long begun = System.nanoTime();
			BigRepository.run(repository, "status", "--porcelain=v2", "--branch");
			long between = System.nanoTime();
			real.state(place).toCompletableFuture().join();
			plain.addNanos(between - begun);
			state.addNanos(System.nanoTime() - between);
		}
		report.sidesHeading("The state of a repository of " + size.files() + " files, " + size.looks() + " times; the old way is git status alone");
		report.sides("git", "time, p50", plain.median(), state.median(), "ms", NOTHING);
		report.limit("git", "time, p95", plain.p95(), state.p95(), "ms", 150);
		report.note(String.format(Locale.ROOT, "The first look, which also finds out what repository it is, took %.0f ms.", first));
	}

	/** All ways at the same time, so that all see the same changes of the same host. */
	private static void live(Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			String agent = host.get(host.remote().agents().add(HostClient.demoAgent())).id().value();
			String session = session(host, agent);
			Thread writer = Thread.ofVirtual().start(() -> write(host, session));
			List<Told> ways = new ArrayList<>();
			for (String way : List.of("old", "ours", "unpushed")) {
				ways.add(new Told(List.of("live", way, host.home().toString(), session, String.valueOf(size.liveSeconds())), size.liveSeconds() + 60));
			}
			JsonNode old = ways.get(0).get();
			JsonNode ours = ways.get(1).get();
			JsonNode unpushed = ways.get(2).get();
			writer.interrupt();
			writer.join();
			String seen = String.format(Locale.ROOT, "Changes that were seen: %d the old way, %d by ours, %d by ours without push.",
					old.path("seen").asInt(), ours.path("seen").asInt(), unpushed.path("seen").asInt());
			report.sidesHeading("Real time, " + size.liveSeconds() + " s with a real host, all ways at once: the title says when it was given, every 2.3 s");
			report.sides("live", "age of a change when it is known, p50", old.path("p50").asDouble(), ours.path("p50").asDouble(), "ms", NOTHING);
			report.limit("live", "age of a change when it is known, p95", old.path("p95").asDouble(), ours.path("p95").asDouble(), "ms", 50);
			report.limit("live", "the same without push, p95: 2 intervals of 2 s", old.path("p95").asDouble(), unpushed.path("p95").asDouble(), "ms", 4000);
			report.sides("live", "calls", old.path("calls").asDouble(), ours.path("calls").asDouble(), "", NOTHING);
			report.sides("live", "CPU", old.path("cpuMillis").asDouble(), ours.path("cpuMillis").asDouble(), "ms", NOTHING);
			report.note(seen);
		}
	}

	/** A child that measures while another does. */
	private static final class Told {
		private final Thread thread;
		private @Nullable JsonNode answer;
		private @Nullable Exception failure;

		Told(List<String> words, int seconds) {
			thread = Thread.ofVirtual().start(() -> {
				try {
					answer = child(words, seconds);
				} catch (IOException | InterruptedException e) {
					failure = e;
				}
			});
		}

		JsonNode get() throws Exception {
			thread.join();
			Exception failed = failure;
			if (failed != null) {
				throw failed;
			}
			return Objects.requireNonNull(answer);
		}
	}

	private static void write(HostProcess host, String session) {
		try {
			while (true) {
				host.get(host.remote().sessions().rename(new Sessions.Rename(CommandId.random(), session, String.valueOf(System.nanoTime()))));
				Pause.millis(2300);
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
			JsonNode ours = child(words, size.idleSeconds() + 180);
			words.set(0, "idle-old");
			words.set(2, String.valueOf(size.oldIdleSeconds()));
			JsonNode old = child(words, size.oldIdleSeconds() + 180);
			report.sidesHeading(size.sessions() + " open sessions, all seen, with nothing to do, over " + size.idleSeconds() + " s (the old way over "
					+ size.oldIdleSeconds() + " s)");
			report.limit("idle", "CPU of the client", old.path("percent").asDouble(), ours.path("percent").asDouble(), "% of a core", 1);
			report.sides("idle", "calls a second", old.path("calls").asDouble() / size.oldIdleSeconds(), ours.path("calls").asDouble() / size.idleSeconds(), "",
					95);
			report.limit("idle", "stale incidents", Double.NaN, ours.path("stale").asDouble(), "", 0);
		}
	}
}
