package dev.umbra.process.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The headless runtime that the other tests of this module start processes from. */
class RuntimeFolderTest {
	private static final Path RUNTIME = Path.of(System.getProperty("umbra.runtime"));
	private static final List<String> OURS = List.of("agent", "cli", "client", "core", "demo", "host", "store", "wire");

	private record Line(String name, String version, String file, int level, boolean started) {
		static Line of(String line) {
			String[] fields = line.split(",");
			return new Line(fields[0], fields[1], fields[2], Integer.parseInt(fields[3]), Boolean.parseBoolean(fields[4]));
		}
	}

	private static List<Line> lines() throws IOException {
		return Files.readAllLines(RUNTIME.resolve("bundles.info")).stream().filter(line -> !line.startsWith("#")).map(Line::of).toList();
	}

	@Test
	void listsExactlyTheJarsThatAreThereAndNoneTwice() throws IOException {
		Set<String> listed = lines().stream().map(Line::file).collect(Collectors.toCollection(TreeSet::new));
		try (Stream<Path> jars = Files.list(RUNTIME.resolve("plugins"))) {
			assertEquals(listed, jars.map(jar -> "plugins/" + jar.getFileName()).collect(Collectors.toCollection(TreeSet::new)));
		}
		assertEquals(lines().size(), lines().stream().map(Line::name).distinct().count());
	}

	@Test
	void hasAllOurBundlesAndNoWindowSystem() throws IOException {
		Set<String> names = lines().stream().map(Line::name).collect(Collectors.toSet());
		OURS.forEach(name -> assertTrue(names.contains("dev.umbra." + name), name));
		assertTrue(names.stream().noneMatch(name -> name.contains("swt") || name.contains("jface") || name.contains(".e4.")), names::toString);
	}

	@Test
	void servicesAndEventsStartBeforeTheApplication() throws IOException {
		for (Line line : lines()) {
			switch (line.name()) {
				case "org.apache.felix.scr", "org.eclipse.equinox.event" -> assertEquals("2 true", line.level() + " " + line.started(), line.name());
				case "org.eclipse.equinox.app" -> assertEquals("3 true", line.level() + " " + line.started(), line.name());
				default -> { }
			}
		}
	}
}
