package dev.umbra.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.jar.JarOutputStream;

/**
 * Wall time of the command as a person starts it, the shell script included, against a bare Java program with the same
 * options, class path and class data archive. What lies between the two: the script, the connection, one call.
 */
final class CommandPart {
	private static final double LIMIT_MILLIS = 400;
	private static final List<String> JARS = List.of("dev.umbra.core", "dev.umbra.wire", "dev.umbra.client", "dev.umbra.cli",
			"com.fasterxml.jackson.core.jackson-annotations", "com.fasterxml.jackson.core.jackson-core",
			"com.fasterxml.jackson.core.jackson-databind", "picocli");

	private CommandPart() {
	}

	static void measure(Spine.Size size, Report report) throws Exception {
		Samples status = new Samples();
		Samples version = new Samples();
		Samples bare = new Samples();
		try (HostProcess host = HostProcess.fresh().start()) {
			List<String> statusCommand = umbra("host", "status");
			List<String> versionCommand = umbra("--version");
			List<String> bareCommand = bareCommand(host.work());
			// the first run of each makes its class data archive
			for (int i = -2; i < size.commands(); i++) {
				long s = wall(host, statusCommand);
				long v = wall(host, versionCommand);
				long b = wall(host, bareCommand);
				if (i >= 0) {
					status.addNanos(s);
					version.addNanos(v);
					bare.addNanos(b);
				}
			}
		}
		report.heading("The command, warm: a host runs, the class data archive is there");
		report.row("command", "umbra host status", status, "ms");
		report.row("command", "umbra --version (the script and Java, no host)", version, "ms");
		report.row("command", "a bare picocli and Jackson program, no script", bare, "ms");
		report.value("command", "ratio of the medians, host status : bare program", status.median() / bare.median(), "");
		report.promise("command", "umbra host status, median", status.median(), LIMIT_MILLIS, "ms");
	}

	static List<String> umbra(String... words) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("umbra.checkout"), "releng", "umbra.sh").toString()));
		command.addAll(List.of(words));
		return command;
	}

	/** @throws IOException if it failed */
	static long wall(HostProcess host, List<String> command) throws IOException, InterruptedException {
		ProcessBuilder builder = host.command(command);
		long begin = System.nanoTime();
		Process process = builder.start();
		if (!process.waitFor(120, TimeUnit.SECONDS)) {
			process.destroyForcibly();
			throw new IOException("still running after 120 s: " + command);
		}
		long end = System.nanoTime();
		if (process.exitValue() != 0) {
			throw new IOException("exit code " + process.exitValue() + " of " + command);
		}
		return end - begin;
	}

	/** The options are those of releng/umbra.sh. */
	private static List<String> bareCommand(Path folder) throws IOException {
		Path jar = folder.resolve("bare.jar");
		String entry = BareCommand.class.getName().replace('.', '/') + ".class";
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file);
				InputStream in = ClassLoader.getSystemResourceAsStream(entry)) {
			out.putNextEntry(new ZipEntry(entry));
			out.write(in.readAllBytes());
			out.closeEntry();
		}
		StringBuilder classPath = new StringBuilder(jar.toString());
		for (String name : JARS) {
			classPath.append(':').append(plugin(name));
		}
		return List.of(ClockAgent.program(), "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
				"-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-Xshare:auto",
				"-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + folder.resolve("bare.jsa"), "-cp", classPath.toString(),
				BareCommand.class.getName(), "host", "status");
	}

	private static Path plugin(String name) throws IOException {
		Path plugins = Path.of(System.getProperty("umbra.runtime"), "plugins");
		try (Stream<Path> all = Files.list(plugins)) {
			return all.filter(jar -> jar.getFileName().toString().startsWith(name + "_")).findFirst()
					.orElseThrow(() -> new IOException("no " + name + " in " + plugins));
		}
	}
}
