package dev.umbra.agent;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Where programs are, as a shell with the given environment would find them. Stateless. */
final class Programs {
	static final boolean WINDOWS = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
	private static final List<String> SETSID = setsid();

	private Programs() {
	}

	/**
	 * @param program a name to look up on the PATH, an absolute path, or one below the home folder ({@code ~/…})
	 * @return an executable regular file, or null
	 */
	static @Nullable Path find(String program, Map<String, String> environment) {
		try {
			if (program.startsWith("~/") && environment.containsKey("HOME")) {
				return executable(Path.of(environment.getOrDefault("HOME", ""), program.substring(2)), environment);
			}
			Path given = Path.of(program);
			if (given.isAbsolute()) {
				return executable(given, environment);
			}
			if (given.getNameCount() != 1 || program.isBlank() || program.contains("/")) {
				return null;
			}
			for (String folder : variable(environment, "PATH").split(File.pathSeparator)) {
				Path found = folder.isEmpty() || !Path.of(folder).isAbsolute() ? null
						: executable(Path.of(folder, program), environment);
				if (found != null) {
					return found;
				}
			}
		} catch (InvalidPathException e) {
			// then there is no such program
		}
		return null;
	}

	/**
	 * What to put before a command so that it runs in a session and process group of its own, whose number is its PID:
	 * {@code setsid} replaces itself by the command. Empty where there is no such program.
	 */
	static List<String> inOwnSession() {
		return SETSID;
	}

	private static @Nullable Path executable(Path file, Map<String, String> environment) {
		if (!WINDOWS) {
			return Files.isRegularFile(file) && Files.isExecutable(file) ? file : null;
		}
		String extensions = variable(environment, "PATHEXT");
		for (String extension : (extensions.isEmpty() ? ".COM;.EXE;.BAT;.CMD" : extensions).split(";")) {
			String name = file.getFileName().toString();
			boolean has = name.toLowerCase(Locale.ROOT).endsWith(extension.toLowerCase(Locale.ROOT));
			Path candidate = has ? file : file.resolveSibling(name + extension);
			if (Files.isRegularFile(candidate)) {
				return candidate;
			}
		}
		return null;
	}

	/** Names are matched as Windows does, where it is Windows. */
	private static String variable(Map<String, String> environment, String name) {
		if (WINDOWS) {
			for (Map.Entry<String, String> entry : environment.entrySet()) {
				if (entry.getKey().equalsIgnoreCase(name)) {
					return entry.getValue();
				}
			}
		}
		return environment.getOrDefault(name, "");
	}

	private static List<String> setsid() {
		if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
			for (String place : List.of("/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid")) {
				if (Files.isExecutable(Path.of(place))) {
					return List.of(place);
				}
			}
		}
		return List.of();
	}
}
