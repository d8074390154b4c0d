package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The product as people start it, in processes. Its folder stays as it is. */
final class Product {
	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
	private static final Path FOLDER = Path.of(Objects.requireNonNull(System.getProperty("umbra.product")));
	private static final Path PROBE = Path.of(Objects.requireNonNull(System.getProperty("umbra.bench.probe")));
	private static final Path BUNDLES = Path.of("org.eclipse.equinox.simpleconfigurator", "bundles.info");

	private Product() {
	}

	/** A window, as the start script does it. @param area of layout and configuration */
	static ProcessBuilder window(Path home, Path area) throws IOException {
		Path launcher;
		try (Stream<Path> plugins = Files.list(FOLDER.resolve("plugins"))) {
			launcher = plugins.filter(jar -> jar.getFileName().toString().startsWith("org.eclipse.equinox.launcher_")).findFirst().orElseThrow();
		}
		return cleaned(new ProcessBuilder(JAVA, "--enable-native-access=ALL-UNNAMED", "-Dumbra.runtime=" + FOLDER, "-Dumbra.home=" + home, "-jar",
				launcher.toString(), "-nosplash", "-data", area.resolve("area").toString(), "-configuration", area.resolve("configuration").toString()));
	}

	/** As {@link #window}, with the probe in it, which answers on standard input and output. */
	static ProcessBuilder windowWithProbe(Path home, Path area) throws IOException {
		Path configuration = area.resolve("configuration");
		Path list = configuration.resolve(BUNDLES);
		Files.createDirectories(list.getParent());
		Files.copy(FOLDER.resolve("configuration/config.ini"), configuration.resolve("config.ini"));
		List<String> bundles = new ArrayList<>(Files.readAllLines(FOLDER.resolve("configuration").resolve(BUNDLES)));
		try (JarFile jar = new JarFile(PROBE.toFile())) {
			bundles.add("dev.umbra.bench.probe," + jar.getManifest().getMainAttributes().getValue("Bundle-Version") + "," + PROBE.toUri() + ",4,false");
		}
		Files.write(list, bundles);
		return window(home, area);
	}

	/** The command, which must succeed. @return what it printed */
	static String umbra(Path home, String... words) throws Exception {
		String name = System.getProperty("os.name").startsWith("Windows") ? "umbra.cmd" : "umbra";
		List<String> command = new ArrayList<>(List.of(FOLDER.resolve(name).toString(), "--home", home.toString()));
		command.addAll(List.of(words));
		ProcessBuilder builder = cleaned(new ProcessBuilder(command)).redirectErrorStream(true);
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		Process process = builder.start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes());
		assertEquals(true, process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS), () -> command + " does not end");
		assertEquals(0, process.exitValue(), () -> command + ": " + said);
		return said;
	}

	private static ProcessBuilder cleaned(ProcessBuilder builder) {
		builder.environment().keySet().removeIf(name -> name.startsWith("UMBRA_"));
		return builder;
	}
}
