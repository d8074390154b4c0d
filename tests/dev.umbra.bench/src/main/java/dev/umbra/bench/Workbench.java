package dev.umbra.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;

/**
 * A window as a process: the product by its own start script, or less than that to compare with, and the probe in it. The
 * product's folder stays as it is: the list of bundles with the probe is in a configuration area of this bench. Closing
 * closes the window and waits for the end of its process.
 */
final class Workbench implements AutoCloseable {
	private static final Path PRODUCT = Path.of(Objects.requireNonNull(System.getProperty("umbra.product")));
	private static final Path PROBE = Path.of(Objects.requireNonNull(System.getProperty("umbra.bench.probe")));
	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
	private static final Path BUNDLES = Path.of("org.eclipse.equinox.simpleconfigurator", "bundles.info");
	private static final String MARK = "umbra-bench ";
	private static final Set<String> KEPT = Set.of("UMBRA_WORKBENCH", "UMBRA_JAVA_OPTIONS");
	private static final long LIMIT_SECONDS = 120;

	private final Process process;
	private final long begin;
	private final Path log;
	private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();

	private Workbench(ProcessBuilder builder, Path log) throws IOException {
		this.log = log;
		builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
		builder.environment().keySet().removeIf(name -> name.startsWith("UMBRA_") && !KEPT.contains(name));
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		begin = System.nanoTime();
		process = builder.start();
		Threads.platformDaemon("bench-window-out", this::read);
	}

	/** The product, with one more option of Java. */
	static Workbench product(HostProcess host, Path area, String option) throws IOException {
		configured(area);
		return script(area, Map.of("UMBRA_JAVA_OPTIONS", option), "--home", host.home().toString());
	}

	/** The product. @param area for what it keeps, its configuration too: a new one for a first start */
	static Workbench product(HostProcess host, Path area) throws IOException {
		configured(area);
		return script(area, Map.of(), "--home", host.home().toString());
	}

	private static void configured(Path area) throws IOException {
		Path configuration = area.resolve("configuration");
		if (!Files.exists(configuration)) {
			configure(configuration, line -> true);
		}
	}

	/** The product's command. */
	static List<String> umbra(String... words) {
		List<String> command = new ArrayList<>(List.of(PRODUCT.resolve("umbra").toString()));
		command.addAll(List.of(words));
		return command;
	}

	/** An empty e4 window: the product's start script and bundles, without ours. */
	static Workbench bare(Path area) throws IOException {
		Path configuration = area.resolve("configuration");
		if (!Files.exists(configuration)) {
			configure(configuration, line -> !line.startsWith("dev.umbra.") || line.startsWith("dev.umbra.core,"));
			Path ini = configuration.resolve("config.ini");
			Files.write(ini, Files.readAllLines(ini).stream().filter(line -> !line.startsWith("eclipse.product=")).toList());
		}
		return script(area, Map.of(), "-applicationXMI", "dev.umbra.bench.probe/Bare.e4xmi");
	}

	private static Workbench script(Path area, Map<String, String> environment, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(PRODUCT.resolve("umbra-workbench").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-configuration", area.resolve("configuration").toString()));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().putAll(environment);
		builder.environment().put("UMBRA_WORKBENCH", area.resolve("instance").toString());
		builder.environment().put("XDG_CACHE_HOME", area.resolve("cache").toString());
		return new Workbench(builder, area.resolve("log.txt"));
	}

	/** A window of SWT alone, without OSGi. It ends by itself. */
	static Workbench shell(Path area) throws IOException {
		Files.createDirectories(area);
		String path;
		try (Stream<Path> plugins = Files.list(PRODUCT.resolve("plugins"))) {
			path = String.join(":", plugins.map(Path::toString).filter(each -> each.contains("/org.eclipse.swt")).toList());
		}
		return new Workbench(new ProcessBuilder(JAVA, "-Xmx1g", "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
				"-cp", PROBE + ":" + path, "dev.umbra.bench.probe.BareShell"), area.resolve("log.txt"));
	}

	private static void configure(Path configuration, Predicate<String> wanted) throws IOException {
		Path list = configuration.resolve(BUNDLES);
		Files.createDirectories(list.getParent());
		Files.copy(PRODUCT.resolve("configuration/config.ini"), configuration.resolve("config.ini"));
		List<String> bundles = new ArrayList<>(Files.readAllLines(PRODUCT.resolve("configuration").resolve(BUNDLES)));
		bundles.removeIf(wanted.negate());
		try (JarFile jar = new JarFile(PROBE.toFile())) {
			bundles.add("dev.umbra.bench.probe," + jar.getManifest().getMainAttributes().getValue("Bundle-Version") + "," + PROBE.toUri()
					+ ",4,false");
		}
		Files.write(list, bundles);
	}

	private void read() {
		try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(MARK)) {
					told.add(Codec.parse(line.substring(MARK.length())));
				}
			}
		} catch (IOException e) {
			System.err.println("bench: nothing more is heard of the window: " + e);
		}
	}

	/** Nanoseconds from the start of the process until that was painted for the first time. Ask in the order of the paints, or each once. */
	long first(String what) throws Exception {
		List<JsonNode> others = new ArrayList<>();
		try {
			while (true) {
				JsonNode next = next(what);
				if (what.equals(next.path("first").asText())) {
					return next.path("nanos").asLong() - begin;
				}
				others.add(next);
			}
		} finally {
			told.addAll(others);
		}
	}

	/** Says a command to the probe. */
	void say(String command) throws IOException {
		process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().flush();
	}

	/** What the probe saw since it was told to look. */
	JsonNode end() throws Exception {
		return ask("end", "waits");
	}

	/** Says a command and waits for what has this member. */
	JsonNode ask(String command, String member) throws Exception {
		say(command);
		return told(member);
	}

	/** Waits for what has this member; what comes before it is dropped. */
	JsonNode told(String member) throws Exception {
		JsonNode next = next(member);
		while (!next.has(member)) {
			next = next(member);
		}
		return next;
	}

	/** The last so many characters that the transcript in front tells a screen reader. */
	String text(int characters) throws Exception {
		return ask("text " + characters, "text").path("text").asText();
	}

	long pid() {
		return process.pid();
	}

	/** Brings the next tab to the front so often. @return how long it took until its transcript was painted, ms */
	Switches switches(int restMillis, int times) throws Exception {
		JsonNode told = ask("time-switch " + restMillis + " " + times, "switched");
		Samples took = new Samples();
		told.path("switched").forEach(each -> took.add(each.asDouble()));
		Samples computed = new Samples();
		told.path("computed").forEach(each -> computed.add(each.asDouble()));
		return new Switches(took, computed);
	}

	/** In milliseconds. @param took until the transcript was painted @param computed by the SWT thread in that time */
	record Switches(Samples took, Samples computed) {
	}

	/** As {@code kill -9}. */
	void kill() throws InterruptedException {
		process.destroyForcibly().waitFor();
	}

	private JsonNode next(String what) throws Exception {
		JsonNode next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
		if (next == null) {
			throw new IOException("the window " + (process.isAlive() ? "" : "ended and ") + "did not tell of " + what + ":\n" + Files.readString(log));
		}
		if (next.has("trouble")) {
			throw new IOException("the probe: " + next);
		}
		return next;
	}

	/** Waits until it ends by itself. */
	void ended() throws Exception {
		if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException("the window does not end:\n" + Files.readString(log));
		}
	}

	@Override
	public void close() throws InterruptedException {
		if (process.isAlive()) {
			try {
				say("quit");
			} catch (IOException e) {
				process.destroy();
			}
		}
		if (!process.waitFor(20, TimeUnit.SECONDS)) {
			process.destroy();
			if (!process.waitFor(10, TimeUnit.SECONDS)) {
				process.destroyForcibly().waitFor();
			}
		}
	}
}
