package dev.umbra.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code umbra} command as a person has it: a process of its own, from the runtime folder, with an environment of its own
 * that knows nothing of the machine's user. Immutable; {@code with…} makes another one.
 */
final class Umbra {
	static final Path RUNTIME = Path.of(System.getProperty("umbra.runtime")).toAbsolutePath();
	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
	private static final List<String> JARS = List.of("dev.umbra.core_", "dev.umbra.wire_", "dev.umbra.client_", "dev.umbra.cli_",
			"com.fasterxml.jackson.core.jackson-", "picocli_");
	private static final String CLASS_PATH = classPath();
	private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
			"--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-Xmx256m");
	/** The loaded classes of a command, as the scripts of releng keep them: a third less time for each of some hundred starts. */
	private static final List<String> ARCHIVE = archive();

	private final Path folder;
	private final Map<String, String> env;
	private final List<String> before;
	private final List<String> flags;

	private Umbra(Path folder, Map<String, String> env, List<String> before, List<String> flags) {
		this.folder = folder;
		this.env = Map.copyOf(env);
		this.before = List.copyOf(before);
		this.flags = List.copyOf(flags);
	}

	/**
	 * @param data the data folder
	 * @param home what is the home folder to the command, the host and the agents
	 * @param folder in which the command is called
	 */
	static Umbra of(Path data, Path home, Path folder) {
		Map<String, String> env = new HashMap<>(Map.of("PATH", System.getenv("PATH"), "HOME", home.toString(), "SHELL", "/bin/sh",
				"LANG", "C.UTF-8", "USER", System.getProperty("user.name"), "UMBRA_HOME", data.toString()));
		// a short life is not worth the second compiler
		return new Umbra(folder, env, List.of(), List.of("-Dumbra.runtime=" + RUNTIME, "-Duser.home=" + home,
				"-Dumbra.host.flags=-XX:TieredStopAtLevel=1 -Duser.home=" + home));
	}

	Umbra withEnv(String name, String value) {
		Map<String, String> more = new HashMap<>(env);
		more.put(name, value);
		return new Umbra(folder, more, before, flags);
	}

	/** A flag of the command's Java; the last one of a system property counts. */
	Umbra withFlag(String flag) {
		return new Umbra(folder, env, before, Stream.concat(flags.stream(), Stream.of(flag)).toList());
	}

	/** Started by another program, which is given the command as its last arguments. */
	Umbra by(String... program) {
		return new Umbra(folder, env, List.of(program), flags);
	}

	/** In a process group of its own, as from a shell with job control; Ctrl+C works even where this test ignores it. */
	Umbra inOwnGroup() {
		return by("setsid", "env", "--default-signal=INT");
	}

	/** Runs it to its end. */
	Ran run(String... arguments) {
		try (Running running = start(arguments)) {
			return running.ended();
		}
	}

	/** On a terminal of its own, as a person sits at one: what is typed there comes by {@link Running#type}. */
	Running byTerminal(String... arguments) {
		String line = command(arguments).stream().map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
		// the terminal of util-linux's script, its transcript left out; -e passes the exit code on
		return start(List.of("script", "-q", "-e", "-c", line, "/dev/null"), folder, env, "umbra " + String.join(" ", arguments),
				ProcessBuilder.Redirect.PIPE);
	}

	Running start(String... arguments) {
		return start(command(arguments), folder, env, "umbra " + String.join(" ", arguments));
	}

	private List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(before);
		command.add(JAVA);
		command.addAll(SHORT_LIVED);
		command.addAll(ARCHIVE);
		command.addAll(flags);
		command.addAll(List.of("-cp", CLASS_PATH, "dev.umbra.cli.Main"));
		command.addAll(List.of(arguments));
		return command;
	}

	/** Any other program, in the same environment. @param in the folder where it is started */
	Running program(List<String> command, Path in) {
		return start(command, in, env, String.join(" ", command));
	}

	private static Running start(List<String> command, Path folder, Map<String, String> env, String name) {
		return start(command, folder, env, name, ProcessBuilder.Redirect.from(new File("/dev/null")));
	}

	private static Running start(List<String> command, Path folder, Map<String, String> env, String name, ProcessBuilder.Redirect in) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectInput(in);
		builder.environment().clear();
		builder.environment().putAll(env);
		try {
			return new Running(builder.start(), name);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static List<String> archive() {
		try {
			Path folder = Files.createTempDirectory("umbra-archive");
			Path archive = folder.resolve("command.jsa");
			List<String> command = new ArrayList<>(List.of(JAVA));
			command.addAll(SHORT_LIVED);
			command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", CLASS_PATH, "dev.umbra.cli.Main", "--home",
					folder.resolve("d").toString(), "host", "status", "--json"));
			folder.toFile().deleteOnExit();
			folder.resolve("d").toFile().deleteOnExit();
			archive.toFile().deleteOnExit();
			start(command, folder, Map.of(), "the archive of classes").ended();
			return Files.exists(archive) ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive) : List.of();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static String classPath() {
		try (Stream<Path> jars = Files.list(RUNTIME.resolve("plugins"))) {
			return jars.map(Path::toString).filter(jar -> JARS.stream().anyMatch(jar.substring(jar.lastIndexOf('/') + 1)::startsWith))
					.sorted().collect(Collectors.joining(File.pathSeparator));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
