package dev.umbra.installed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The installed IDE as a process, with a configuration area and a workspace of its own and the probe beside its bundles: the
 * installation itself stays as it is.
 */
final class RunningIde implements AutoCloseable {
	static final long LIMIT_SECONDS = 120;
	private static final long LOOK_AGAIN_MILLIS = 50;
	private static final Path IDE = Path.of(Objects.requireNonNull(System.getProperty("umbra.ide")));
	private final Path folder;
	private final Process process;

	/** @param folder for everything this run makes */
	RunningIde(Path folder, Path home, Map<String, String> probe) throws IOException {
		this.folder = folder;
		Files.createDirectories(folder);
		Path configuration = Files.createDirectories(folder.resolve("configuration"));
		Files.copy(IDE.resolve("configuration/config.ini"), configuration.resolve("config.ini"));
		Path list = Path.of("org.eclipse.equinox.simpleconfigurator", "bundles.info");
		List<String> bundles = new ArrayList<>(Files.readAllLines(IDE.resolve("configuration").resolve(list)));
		bundles.add(probe());
		Files.createDirectories(configuration.resolve(list).getParent());
		Files.write(configuration.resolve(list), bundles);
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m",
				"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "-Dumbra.home=" + home,
				"-Dosgi.install.area=" + IDE.toUri(), "-Dosgi.framework=" + jar("org.eclipse.osgi_").toUri(),
				"-Dumbra.probe.report=" + report()));
		probe.forEach((key, value) -> command.add("-Dumbra.probe." + key + "=" + value));
		command.addAll(List.of("-jar", jar("org.eclipse.equinox.launcher_").toString(), "-nosplash", "-configuration",
				configuration.toString(), "-data", folder.resolve("workspace").toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(folder.resolve("out.txt").toFile());
		builder.environment().keySet().removeIf(name -> name.startsWith("UMBRA_"));
		process = builder.start();
	}

	/** Its line in the list of bundles; one with another version than the jar's is passed over in silence. */
	private static String probe() throws IOException {
		Path jar = Path.of(Objects.requireNonNull(System.getProperty("umbra.probe.jar")));
		try (JarFile file = new JarFile(jar.toFile())) {
			return "dev.umbra.probe," + file.getManifest().getMainAttributes().getValue("Bundle-Version") + "," + jar.toUri() + ",4,false";
		}
	}

	private static Path jar(String prefix) throws IOException {
		try (Stream<Path> plugins = Files.list(IDE.resolve("plugins"))) {
			return plugins.filter(each -> String.valueOf(each.getFileName()).startsWith(prefix)).findFirst().orElseThrow();
		}
	}

	private Path report() {
		return folder.resolve("report.txt");
	}

	/** The newest report, when one says what is wanted. */
	List<String> await(String what, Predicate<List<String>> wanted) throws Exception {
		long begin = System.nanoTime();
		List<String> seen = List.of();
		while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
			seen = read();
			if (wanted.test(seen)) {
				return seen;
			}
			if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) && !wanted.test(read())) {
				throw new AssertionError("the IDE ended with " + process.exitValue() + " before " + what + ":\n" + log());
			}
		}
		throw new AssertionError("not seen in the IDE: " + what + "; but\n" + String.join("\n", seen) + "\n" + log());
	}

	private List<String> read() throws IOException {
		try {
			return Files.readAllLines(report());
		} catch (NoSuchFileException e) {
			return List.of();
		}
	}

	/** What the IDE said and logged. */
	String log() throws IOException {
		StringBuilder log = new StringBuilder(Files.readString(folder.resolve("out.txt")));
		Path file = folder.resolve("workspace/.metadata/.log");
		if (Files.exists(file)) {
			log.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
		}
		try (Stream<Path> files = Files.list(folder.resolve("configuration"))) {
			for (Path each : files.filter(each -> String.valueOf(each.getFileName()).endsWith(".log")).toList()) {
				log.append(Files.readString(each));
			}
		}
		return log.toString();
	}

	/** Waits until it is gone by itself. */
	int ended() throws Exception {
		if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
			throw new AssertionError("the IDE does not end:\n" + log());
		}
		return process.exitValue();
	}

	@Override
	public void close() throws InterruptedException {
		process.destroy();
		if (!process.waitFor(20, TimeUnit.SECONDS)) {
			process.destroyForcibly();
		}
	}
}
