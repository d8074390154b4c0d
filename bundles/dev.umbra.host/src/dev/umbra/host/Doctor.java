package dev.umbra.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Host;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.StoreFile;
import dev.umbra.wire.Failures;

/** Looks at everything the host needs and says what is wrong with it, and what to do. Changes nothing. Any thread. */
final class Doctor {
	private static final long MIB = 1L << 20;
	private static final long LITTLE_ROOM = 500 * MIB;
	private static final long NO_ROOM = 50 * MIB;
	private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");
	private final HostParts parts;
	private final AgentLives lives;

	Doctor(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	/** Takes up to some seconds: programs are asked for their versions. */
	CompletionStage<Host.Report> report() {
		List<String> wanted = LINUX ? List.of("git", "node", "setsid") : List.of("git", "node");
		return parts.store().check().thenCombine(parts.runtime().presets(), (store, presets) -> {
			List<Host.Check> checks = new ArrayList<>();
			checks.add(ok("host", "pid " + ProcessHandle.current().pid()));
			checks.add(mode("host's folder", parts.folder().path()));
			checks.add(ok("host's java", Runtime.version() + " in " + System.getProperty("java.home")));
			checks.add(room());
			checks.add(store(store));
			checks.add(found(parts.store().opened()));
			checks.add(socket());
			checks.add(display());
			for (Preset preset : presets) {
				checks.add(preset.installed()
						? ok("preset " + preset.id(), preset.path() + (preset.version() == null ? "" : ", " + preset.version()))
						: warning("preset " + preset.id(), "not installed", preset.install()));
			}
			return checks;
		}).thenCombine(parts.runtime().tools(wanted), (checks, tools) -> {
			checks.add(path(tools.searchPath()));
			tools.found().forEach(tool -> checks.add(tool(tool)));
			lives.listed().forEach(life -> checks.add(agent(life)));
			return checks;
		}).thenCombine(secrets(), (checks, secrets) -> {
			checks.addAll(secrets);
			return new Host.Report(checks);
		});
	}

	private Host.Check store(String wrong) {
		return wrong.isEmpty()
				? ok("store", parts.store().file() + ", " + parts.store().bytes() / 1024 + " KiB, format "
						+ parts.store().schemaVersion())
				: failed("store", wrong, "Back it up before anything else: umbra host backup FILE");
	}

	/** How the store was when this host opened it. */
	private static Host.Check found(StoreFile.Opened opened) {
		if (opened.words().isEmpty()) {
			return ok("store as found", "sound");
		}
		return opened.damaged()
				? failed("store as found", opened.words(), opened.kept() == null ? null
						: "Keep the damaged file until you miss nothing: " + opened.kept())
				: warning("store as found", opened.words(), null);
	}

	private Host.Check room() {
		Path folder = parts.folder().path();
		try {
			FileStore disk = Files.getFileStore(folder);
			long free = disk.getUsableSpace();
			String text = free / MIB + " MiB free where the data folder is";
			String hint = "Make room on the disk of " + folder + ".";
			return free < NO_ROOM ? failed("disk", text, hint) : free < LITTLE_ROOM ? warning("disk", text, hint)
					: ok("disk", text);
		} catch (IOException e) {
			return warning("disk", "cannot be looked at: " + e.getMessage(), null);
		}
	}

	private Host.Check socket() {
		Path socket = parts.role().socket();
		return Files.exists(socket, LinkOption.NOFOLLOW_LINKS) ? ok("socket", socket.toString())
				: failed("socket", socket + " is gone: no new client can connect", "Restart the host: umbra host restart");
	}

	/** What a login shell has on its PATH and the surroundings of the host's starter had not: a desktop's is often shorter. */
	private static Host.Check path(String searchPath) {
		if (searchPath.isBlank()) {
			return warning("PATH", "the login shell told none; agents get the host's own",
					"See what your shell's profile prints or waits for when it is started with -l -i -c.");
		}
		Set<String> more = new LinkedHashSet<>(List.of(searchPath.split(File.pathSeparator)));
		List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)).forEach(more::remove);
		return ok("PATH", searchPath + (more.isEmpty() ? "" : " (of the login shell only: " + String.join(", ", more) + ")"));
	}

	private static Host.Check tool(AgentRuntime.Tool tool) {
		if (tool.path() != null) {
			return ok(tool.program(), tool.path() + (tool.version() == null ? "" : ", " + tool.version()));
		}
		return warning(tool.program(), "not found on the login shell's PATH", switch (tool.program()) {
		case "git" -> "Needed for the state of a session's folder. Install git.";
		case "node" -> "Many agents need it. Install Node.js 20 or newer.";
		case "setsid" -> "Keeps agents and host apart from the terminal. Install util-linux.";
		default -> null;
		});
	}

	private Host.Check agent(AgentLife life) {
		AgentRecord record = life.record();
		AgentLife.View view = life.view();
		String name = "agent " + record.name();
		if (parts.runtime().find(record.device().command()) == null) {
			return failed(name, "the program " + record.device().command() + " was not found",
					"Install it, or name another: umbra agent set " + record.name() + " command=PROGRAM");
		}
		String text = view.state().word() + (view.pid() == null ? "" : ", pid " + view.pid()) + ", "
				+ record.device().command();
		return view.state() == AgentState.FAILED || view.state() == AgentState.BACKING_OFF
				? failed(name, text + ": " + view.lastError(), "See what it said: umbra agent log " + record.name())
				: ok(name, text);
	}

	/** Whether secure storage opens, is nobody else's, and has what the agents need. */
	private CompletionStage<List<Host.Check>> secrets() {
		List<Host.Check> checks = new ArrayList<>();
		for (String file : List.of("secrets", "secrets.key")) {
			Path path = parts.folder().path().resolve(file);
			if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
				checks.add(mode(file.equals("secrets") ? "secrets" : "secrets' key", path));
			}
		}
		CompletionStage<List<Host.Check>> all = CompletableFuture.completedFuture(checks);
		for (AgentLife life : lives.listed()) {
			AgentRecord record = life.record();
			if (!record.secretNames().isEmpty()) {
				all = all.thenCombine(missing(record), (so, check) -> {
					so.add(check);
					return so;
				});
			}
		}
		return all.thenApply(so -> so.isEmpty() ? List.of(ok("secrets", "none are kept")) : so);
	}

	private CompletionStage<Host.Check> missing(AgentRecord record) {
		String name = "secrets of " + record.name();
		return parts.secrets().get(record.id(), record.secretNames()).handle((found, error) -> {
			if (error != null) {
				var failure = Failures.of(error);
				return failed(name, failure.message(), failure.hint());
			}
			List<String> without = new ArrayList<>(record.secretNames());
			without.removeAll(found.keySet());
			return without.isEmpty() ? ok(name, String.join(", ", record.secretNames()))
					: failed(name, "no value for " + String.join(", ", without),
							"Give it one: umbra agent set " + record.name() + " --env-secret " + without.getFirst());
		});
	}

	/** What only its owner may touch. */
	private static Host.Check mode(String name, Path path) {
		try {
			if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
				return ok(name, path.toString());
			}
			var mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
			boolean others = mode.stream().anyMatch(each -> !each.name().toUpperCase(Locale.ROOT).startsWith("OWNER"));
			String text = path + ", " + PosixFilePermissions.toString(mode);
			return others ? failed(name, text + ": others may touch it", "Take it from them: chmod go= " + path) : ok(name, text);
		} catch (IOException e) {
			return failed(name, path + " cannot be looked at: " + e.getMessage(), null);
		}
	}

	private static Host.Check display() {
		String display = System.getenv("DISPLAY") != null ? System.getenv("DISPLAY") : System.getenv("WAYLAND_DISPLAY");
		if (!LINUX || display != null) {
			return ok("display", LINUX ? String.valueOf(display) : System.getProperty("os.name", ""));
		}
		return warning("display", "none where the host was started",
				"Only a window needs one; the command works without.");
	}

	private static Host.Check ok(String name, String text) {
		return new Host.Check(name, "ok", text, null);
	}

	private static Host.Check warning(String name, String text, @Nullable String hint) {
		return new Host.Check(name, "warning", text, hint);
	}

	private static Host.Check failed(String name, String text, @Nullable String hint) {
		return new Host.Check(name, "failed", text, hint);
	}
}
