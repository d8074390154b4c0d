package dev.umbra.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * The sources, manifests and classes of the bundles. A class belongs to the bundle whose sources it was made from, so
 * neither tests nor test kit are among them. Making one fails unless it sees all there is: a rule that looks at nothing
 * holds always.
 */
final class Checkout {
	private static final int AT_LEAST_BUNDLES = 11;
	private static final int AT_LEAST_CLASSES = 150;
	/** Whose parts are windows; all other bundles run without one. */
	static final Set<String> WINDOWS = Set.of("ui", "app", "ide");
	private static @Nullable Checkout only;
	final Path root;
	/** Tests and test kit among them; the classes of the bundles are {@link #classes}. */
	final JavaClasses imported;
	/** By short name: {@code core} for {@code dev.umbra.core}. */
	final SortedMap<String, Bundle> bundles = new TreeMap<>();

	/** @param sources names of the top-level classes that have a source file, package-info apart */
	record Bundle(String name, Path folder, Manifest manifest, SortedSet<String> sources, List<JavaClass> classes) {
		/** Package names of a manifest header, without versions and directives. */
		SortedSet<String> packages(String header) {
			SortedSet<String> names = new TreeSet<>();
			String value = manifest.getMainAttributes().getValue(header);
			if (value != null) {
				for (String clause : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
					names.add(clause.split(";")[0].strip());
				}
			}
			return names;
		}

		@Nullable
		String header(String name) {
			return manifest.getMainAttributes().getValue(new Attributes.Name(name));
		}

		/** Folders below {@code src} that hold sources. */
		SortedSet<String> sourcePackages() {
			SortedSet<String> packages = new TreeSet<>();
			sources.forEach(source -> packages.add(source.substring(0, source.lastIndexOf('.'))));
			return packages;
		}

		/** Folders below {@code src-gen}: what the build generates, which no rule for our code looks at. */
		SortedSet<String> generatedPackages() {
			SortedSet<String> packages = new TreeSet<>();
			Path generated = folder.resolve("src-gen");
			if (Files.isDirectory(generated)) {
				try (Stream<Path> files = Files.walk(generated)) {
					files.filter(file -> file.toString().endsWith(".java"))
							.forEach(file -> packages.add(generated.relativize(file.getParent()).toString().replace(File.separatorChar, '.')));
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			}
			return packages;
		}
	}

	/** Read once for all tests: it takes a second. */
	static synchronized Checkout read() {
		Checkout checkout = only;
		if (checkout == null) {
			checkout = new Checkout();
			only = checkout;
		}
		checkout.checkThatItSeesEnough();
		return checkout;
	}

	private Checkout() {
		Path folder = Path.of(System.getProperty("umbra.checkout", "")).toAbsolutePath();
		while (folder != null && !Files.isDirectory(folder.resolve("bundles/dev.umbra.core"))) {
			folder = folder.getParent();
		}
		if (folder == null) {
			throw new AssertionError("no checkout above " + Path.of("").toAbsolutePath());
		}
		root = folder;
		try (Stream<Path> folders = Files.list(root.resolve("bundles"))) {
			folders.filter(each -> Files.exists(each.resolve("META-INF/MANIFEST.MF"))).forEach(this::bundle);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		imported = new ClassFileImporter().importPackages("dev.umbra");
		for (JavaClass each : imported) {
			String topLevel = each.getName().replaceFirst("\\$.*", "");
			bundles.values().stream().filter(bundle -> bundle.sources().contains(topLevel)).findFirst()
					.ifPresent(bundle -> bundle.classes().add(each));
		}
	}

	private void bundle(Path folder) {
		Path src = folder.resolve("src");
		try (InputStream in = Files.newInputStream(folder.resolve("META-INF/MANIFEST.MF")); Stream<Path> files = Files.walk(src)) {
			SortedSet<String> sources = new TreeSet<>();
			files.map(file -> src.relativize(file).toString().replace('\\', '/'))
					.filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
					.forEach(file -> sources.add(file.substring(0, file.length() - ".java".length()).replace('/', '.')));
			String name = folder.getFileName().toString().substring("dev.umbra.".length());
			bundles.put(name, new Bundle(name, folder, new Manifest(in), sources, new ArrayList<>()));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void checkThatItSeesEnough() {
		assertTrue(bundles.size() >= AT_LEAST_BUNDLES, () -> "only these bundles are seen: " + bundles.keySet());
		assertTrue(classes().size() >= AT_LEAST_CLASSES, () -> "only " + classes().size() + " classes are seen");
		for (Bundle bundle : bundles.values()) {
			SortedSet<String> compiled = new TreeSet<>();
			bundle.classes().forEach(each -> compiled.add(each.getName().replaceFirst("\\$.*", "")));
			assertEquals(bundle.sources(), compiled, "every source of " + bundle.name() + " is among the classes");
		}
	}

	/** All classes of all bundles, nested ones too. */
	List<JavaClass> classes() {
		return bundles.values().stream().map(Bundle::classes).flatMap(Collection::stream).toList();
	}

	/** Classes with the short names of their bundles. */
	Stream<Map.Entry<String, JavaClass>> withBundles() {
		return bundles.values().stream().flatMap(bundle -> bundle.classes().stream().map(each -> Map.entry(bundle.name(), each)));
	}
}
