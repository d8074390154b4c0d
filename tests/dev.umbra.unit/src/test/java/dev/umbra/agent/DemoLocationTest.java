package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the demo agent of an installation is found. */
class DemoLocationTest {
	@TempDir
	Path runtime;

	@Test
	void theRuntimeFolderGivesTheDemoAndWhatItNeedsAndNothingElse() throws Exception {
		Path plugins = Files.createDirectory(runtime.resolve("plugins"));
		for (String jar : List.of("dev.umbra.demo_0.1.0.jar", "dev.umbra.core_0.1.0.jar", "dev.umbra.wire_0.1.0.jar",
				"dev.umbra.store_0.1.0.jar", "com.fasterxml.jackson.core.jackson-databind_2.22.1.jar", "org.eclipse.osgi_3.24.jar")) {
			Files.createFile(plugins.resolve(jar));
		}
		List<String> command = Objects.requireNonNull(new DemoLocation(runtime, "").command());
		assertTrue(command.getFirst().endsWith("java"));
		assertEquals("dev.umbra.demo.Main", command.getLast());
		String jars = command.get(command.indexOf("-cp") + 1);
		assertEquals(4, jars.split(java.io.File.pathSeparator).length, jars);
		assertTrue(jars.contains("dev.umbra.demo_") && !jars.contains("store"), jars);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aFolderWhoseNameWouldPartAClassPathIsEnteredFirst() throws Exception {
		Path plugins = Files.createDirectories(runtime.resolve("a:b/plugins"));
		Files.createFile(plugins.resolve("dev.umbra.demo_0.1.0.jar"));
		Files.createFile(plugins.resolve("dev.umbra.core_0.1.0.jar"));
		List<String> command = Objects.requireNonNull(new DemoLocation(runtime.resolve("a:b"), "").command());
		assertTrue(command.contains(plugins.toString()), command.toString());
		assertEquals("dev.umbra.core_0.1.0.jar:dev.umbra.demo_0.1.0.jar", command.get(command.indexOf("-cp") + 1));
	}
}
