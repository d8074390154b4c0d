package dev.umbra.releng;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the build files of all bundles have in common. */
class BuildFilesTest {
	private static final Path CHECKOUT = Path.of(System.getProperty("umbra.checkout"));

	private static List<Path> bundles() throws IOException {
		try (Stream<Path> folders = Files.list(CHECKOUT.resolve("bundles"))) {
			List<Path> bundles = folders.filter(folder -> Files.exists(folder.resolve("META-INF/MANIFEST.MF"))).sorted().toList();
			assertTrue(bundles.size() >= 8, "too few bundles to mean something: " + bundles);
			return bundles;
		}
	}

	private static Attributes manifest(Path bundle) throws IOException {
		try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
			return new Manifest(in).getMainAttributes();
		}
	}

	private static String symbolicName(Attributes manifest) {
		return manifest.getValue("Bundle-SymbolicName").replaceFirst(";.*", "");
	}

	/** Eclipse's user interface splits packages over bundles, so these require bundles of it, and of nobody else. */
	private static final Set<String> WINDOWS = Set.of("dev.umbra.ui", "dev.umbra.app", "dev.umbra.ide");

	@Test
	void everyBundleIsNamedLikeItsFolderAndRunsOnJava21() throws IOException {
		for (Path bundle : bundles()) {
			Attributes manifest = manifest(bundle);
			String name = bundle.getFileName().toString();
			assertEquals(name, symbolicName(manifest), name);
			assertEquals(name, manifest.getValue("Automatic-Module-Name"), name);
			assertEquals("JavaSE-21", manifest.getValue("Bundle-RequiredExecutionEnvironment"), name);
			assertEquals("lazy", manifest.getValue("Bundle-ActivationPolicy"), name);
			assertEquals("EPL-2.0", manifest.getValue("Bundle-License"), name);
			assertNull(manifest.getValue("Bundle-Activator"), name);
			String required = manifest.getValue("Require-Bundle");
			if (WINDOWS.contains(name)) {
				assertTrue(required.matches("org\\.eclipse\\.[^,;]+(,org\\.eclipse\\.[^,;]+)*"), name + " requires " + required);
			} else {
				assertNull(required, name);
			}
		}
	}

	@Test
	void onlyVersionedPackagesOfTheBundleAreExportedAndToEverybody() throws IOException {
		for (Path bundle : bundles()) {
			String exported = manifest(bundle).getValue("Export-Package");
			if (exported == null) {
				continue;
			}
			String name = bundle.getFileName().toString();
			assertTrue(!exported.contains("x-internal") && !exported.contains("x-friends"), name);
			for (String clause : exported.split(",(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)")) {
				String exportedPackage = clause.replaceFirst(";.*", "").trim();
				assertTrue(exportedPackage.equals(name) || exportedPackage.startsWith(name + "."), name + " exports " + exportedPackage);
				assertTrue(!exportedPackage.contains(".internal"), name + " exports " + exportedPackage);
				assertTrue(clause.contains("version="), name + " exports " + clause);
				assertTrue(Files.isDirectory(bundle.resolve("src").resolve(exportedPackage.replace('.', '/'))),
						name + " exports a package that it does not have: " + exportedPackage);
			}
		}
	}

	@Test
	void librariesOfTheTestsAreThoseOfTheTargetPlatform() throws IOException {
		String target = Files.readString(CHECKOUT.resolve("releng/dev.umbra.target/dev.umbra.target.target"));
		String pom = Files.readString(CHECKOUT.resolve("pom.xml"));
		Map<String, String> artifacts = Map.of("jackson.version", "jackson-databind", "jackson-annotations.version", "jackson-annotations",
				"junit.version", "junit-jupiter-api", "junit-platform.version", "junit-platform-engine", "picocli.version", "picocli",
				"sqlite.version", "sqlite-jdbc", "jspecify.version", "jspecify", "equinox.version", "org.eclipse.osgi");
		artifacts.forEach((property, artifact) -> assertEquals(
				only(target, "<artifactId>" + Pattern.quote(artifact) + "</artifactId><version>([^<]+)</version>"),
				only(pom, "<" + Pattern.quote(property) + ">([^<]+)</"), artifact));
	}

	private static String only(String text, String pattern) {
		List<String> found = new ArrayList<>();
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		while (matcher.find()) {
			found.add(matcher.group(1));
		}
		assertEquals(1, found.size(), pattern + " in " + found);
		return found.getFirst();
	}
}
