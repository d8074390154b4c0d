package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.word;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra host …} and {@code umbra doctor}. */
final class HostCommands {
	/** {@code host/status} as raw JSON: it is printed as it came, and nothing need be loaded to understand it. */
	private static final Method<JsonNode, JsonNode> STATUS = new Method<>("host/status", JsonNode.class, JsonNode.class);
	private static final String RETENTION = "retention";
	/** What an agent must not set: what is deleted, and whose code runs. */
	private static final Set<String> PERSONS = Set.of(RETENTION, "trusted-folders");
	private static final Duration END_LIMIT = Duration.ofSeconds(40);
	private static final Duration END_STEP = Duration.ofMillis(30);

	private HostCommands() {
	}

	static CommandSpec spec() {
		return command("host", "Starts, stops and sets up the host, the process that everything runs in.", null)
				.addSubcommand("start", command("start", "Starts the host unless it runs.", HostCommands::start))
				.addSubcommand("stop", command("stop", "Ends the host, running turns too, and says what it interrupts.",
						HostCommands::stop).addOption(flag("--when-idle", "wait until no turn runs or waits")))
				.addSubcommand("restart", command("restart", "Ends the host and starts it again.", HostCommands::restart)
						.addOption(flag("--when-idle", "wait until no turn runs or waits")))
				.addSubcommand("status", command("status", "Says whether the host runs; starts none.", HostCommands::status))
				.addSubcommand("backup", command("backup", "Writes a copy of everything that is stored to a new file.",
						HostCommands::backup).addPositional(word(0, "FILE", "a file that does not exist yet")))
				.addSubcommand("set", command("set", "Changes a setting.", HostCommands::set)
						.addPositional(word(0, "KEY=VALUE", "see: umbra host get")))
				.addSubcommand("get", command("get", "Shows the settings, or one.", HostCommands::get)
						.addPositional(optionalWord(0, "KEY", "the setting; default: all")));
	}

	static CommandSpec doctor() {
		return command("doctor", "Checks whether everything is as it should be.", HostCommands::runDoctor);
	}

	private static int start(Call call) {
		show(call, now(call.host()), List.of());
		return 0;
	}

	private static int status(Call call) {
		RemoteHost host = running(call);
		if (host == null) {
			if (call.json()) {
				call.print(Codec.object().put("running", false).put("home", call.folder().path().toString()));
			} else {
				call.line("No host runs for " + call.folder().path() + ". It starts when it is needed, or by: umbra host start");
			}
			return 0;
		}
		if (host.foreignVersion() != null) {
			throw new FailureException(host.foreignVersion());
		}
		show(call, now(host), List.of());
		return 0;
	}

	/** The host, of whatever version, or null. */
	private static @Nullable RemoteHost running(Call call) {
		try {
			return call.host(RemoteHost.Options.of(Call.CLIENT).withoutStart().withAnyVersion());
		} catch (FailureException e) {
			if (e.failure().code() == Failure.Code.HOST_UNREACHABLE) {
				return null;
			}
			throw e;
		}
	}

	private static JsonNode now(RemoteHost host) {
		return Call.get(host.call(STATUS, Codec.object()));
	}

	private static void show(Call call, JsonNode status, List<String> interrupted) {
		if (call.json()) {
			ObjectNode json = Codec.object().put("running", true);
			json.setAll((ObjectNode) status);
			if (!interrupted.isEmpty()) {
				interrupted.forEach(json.putArray("interrupted")::add);
			}
			call.print(json);
			return;
		}
		String state = status.path("state").asText();
		String since = Ago.text(Instant.parse(status.path("since").asText()), Clocks.SYSTEM.instant(),
				ZoneId.systemDefault());
		call.line("The host runs: pid " + status.path("pid").asLong() + ", since " + (since.equals("now") ? "just now" : since)
				+ ", Umbra " + status.path("version").asText() + (state.equals("ready") ? "" : ", " + state));
		SessionCommands.field(call, "sessions", status.path("sessions").asInt() + ", " + status.path("waiting").asInt()
				+ " waiting for you");
		int waiting = status.path("waitingTurns").asInt();
		SessionCommands.field(call, "turns", status.path("runningTurns").asInt() + " running"
				+ (status.has("turnLimit") ? " of at most " + status.path("turnLimit").asInt() : "")
				+ (waiting == 0 ? "" : ", " + waiting + " waiting for a place"));
		SessionCommands.field(call, "agents", status.path("agents").asText());
		SessionCommands.field(call, "clients", status.path("clients").asText());
		SessionCommands.field(call, "folder", status.path("home").asText() + " ("
				+ (status.path("storeBytes").asLong() + 512 * 1024 >> 20) + " MB)");
	}

	private static int stop(Call call) {
		List<String> interrupted = new ArrayList<>();
		long pid = end(call, false, interrupted);
		if (call.json()) {
			ObjectNode json = Codec.object().put("running", false);
			if (pid != 0) {
				json.put("pid", pid);
			}
			interrupted.forEach(json.putArray("interrupted")::add);
			call.print(json);
		} else {
			call.line(pid == 0 ? "No host runs for " + call.folder().path() + "." : "The host has ended.");
		}
		return 0;
	}

	private static int restart(Call call) {
		List<String> interrupted = new ArrayList<>();
		RemoteHost.restart(call.folder(), RemoteHost.Options.of(Call.CLIENT), () -> {
			end(call, true, interrupted);
			call.disconnect();
		});
		show(call, now(call.host()), interrupted);
		return 0;
	}

	/** Ends the host that runs and waits for its end. @return its pid, 0 if there was none */
	private static long end(Call call, boolean restart, List<String> interrupted) {
		RemoteHost host = running(call);
		if (host == null) {
			return 0;
		}
		boolean whenIdle = call.flag("--when-idle");
		Outcome<Host.Stopping> outcome = host.host().stop(new Host.Stop(whenIdle, restart)).toCompletableFuture().join();
		if (outcome instanceof Outcome.NotOk<Host.Stopping>(Failure failure)
				&& failure.code() == Failure.Code.HOST_UNREACHABLE) {
			return 0; // it was gone before it could answer
		}
		Host.Stopping stopping = outcome.orThrow();
		interrupted.addAll(stopping.interrupts());
		if (!call.json()) {
			stopping.interrupts().forEach(title -> call.line("Interrupted: " + TerminalSafe.oneLine(title)));
			if (whenIdle) {
				call.line("The host (pid " + stopping.pid() + ") ends as soon as no turn runs or waits.");
			}
			call.terminal().flush();
		}
		awaitEnd(stopping.pid(), whenIdle);
		return stopping.pid();
	}

	private static void awaitEnd(long pid, boolean forever) {
		ProcessHandle process = ProcessHandle.of(pid).orElse(null);
		if (process == null) {
			return;
		}
		long begin = Clocks.SYSTEM.nanos();
		try {
			while (!ended(process)) {
				if (!forever && Clocks.SYSTEM.nanos() - begin > END_LIMIT.toNanos()) {
					throw new FailureException(Failure.failed("The host (pid " + pid + ") was told to end and has not within "
							+ END_LIMIT.toSeconds() + " s.", "Look at its log; in the end: kill -9 " + pid));
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.failed("Interrupted; the host (pid " + pid + ") is ending.", null), e);
		} catch (ExecutionException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Waits a moment for it. A process that nobody reaps, as in a container without an init, stays in the table as a zombie. */
	private static boolean ended(ProcessHandle process) throws InterruptedException, ExecutionException {
		try {
			process.onExit().get(END_STEP.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		} catch (TimeoutException e) {
			try {
				String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
				return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
			} catch (IOException noSuchTable) {
				return !process.isAlive();
			}
		}
	}

	private static int backup(Call call) {
		String file = call.path(call.word(0));
		Call.get(call.host().host().backup(new Host.Backup(CommandId.random(), file)));
		if (call.json()) {
			call.print(Codec.object().put("file", file));
		} else {
			call.line("Written: " + file);
		}
		return 0;
	}

	private static int set(Call call) {
		String pair = call.word(0);
		int equals = pair.indexOf('=');
		if (equals < 1) {
			throw new FailureException(Failure.usage("Expected KEY=VALUE, not \"" + pair + "\".", "See: umbra host get"));
		}
		String key = pair.substring(0, equals);
		if (PERSONS.contains(key)) {
			call.refuseAgents("umbra host set " + key);
		}
		Call.get(call.host().host().set(new Host.Set(CommandId.random(), key, pair.substring(equals + 1))));
		settings(call, key);
		if (key.equals(RETENTION) && !pair.endsWith("=none")) {
			call.terminal().note("umbra: from the next minutes on, archived sessions beyond that are deleted for good. Take it back with: "
					+ "umbra host set " + RETENTION + "=none");
		}
		return 0;
	}

	private static int get(Call call) {
		settings(call, call.optionalWord(0));
		return 0;
	}

	private static void settings(Call call, @Nullable String key) {
		Map<String, String> values = new TreeMap<>(Call.get(call.host().host().get(new Host.Get(key))).values());
		if (call.json()) {
			ObjectNode json = Codec.object();
			values.forEach((name, value) -> json.put(name, value));
			call.print(json);
		} else {
			values.forEach((name, value) -> call.line(TerminalSafe.oneLine(name + "=" + value)));
		}
	}

	private static int runDoctor(Call call) {
		List<Host.Check> checks = new ArrayList<>();
		checks.add(new Host.Check("java", "ok", System.getProperty("java.home") + ", " + Runtime.version(), null));
		try {
			checks.addAll(Call.get(call.host().host().doctor(new Nothing())).checks());
		} catch (FailureException e) {
			checks.add(new Host.Check("host", "failed", e.failure().message(), e.failure().hint()));
		}
		boolean failed = checks.stream().anyMatch(check -> check.state().equals("failed"));
		if (call.json()) {
			ObjectNode json = Codec.object().put("ok", !failed);
			ArrayNode array = json.putArray("checks");
			for (Host.Check check : checks) {
				array.addObject().put("name", check.name()).put("state", check.state()).put("text", check.text())
						.put("hint", check.hint());
			}
			call.print(json);
		} else {
			for (Host.Check check : checks) {
				String sign = switch (check.state()) {
				case "ok" -> "✓";
				case "warning" -> "!";
				default -> "✗";
				};
				call.line(sign + " " + TerminalSafe.oneLine(check.name() + ": " + check.text()));
				if (check.hint() != null) {
					call.line("  " + TerminalSafe.oneLine(check.hint()));
				}
			}
		}
		return failed ? Failure.Code.FAILED.exit() : 0;
	}
}
