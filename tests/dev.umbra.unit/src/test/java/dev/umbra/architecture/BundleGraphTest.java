package dev.umbra.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;

import dev.umbra.architecture.Checkout.Bundle;

/** The bundles know each other, and libraries, as docs/architecture.md says: no more, no less. */
class BundleGraphTest {
	private static final String MARKER = "<!-- bundle table: held by BundleGraphTest -->";
	/** Annotations are not needed at run time and do not count as dependencies. */
	private static final Set<String> ANNOTATIONS = Set.of("org.jspecify.annotations", "org.osgi.service.component.annotations");
	private final Checkout checkout = Checkout.read();

	private record Row(SortedSet<String> uses, SortedSet<String> libraries) {
	}

	@Test
	void manifestsEqualTheTable() throws IOException {
		SortedMap<String, Row> table = table();
		SortedMap<String, Row> manifests = new TreeMap<>();
		checkout.bundles.forEach((name, bundle) -> manifests.put(name, row(bundle)));
		assertEquals(lines(table), lines(manifests), "docs/architecture.md (expected) and the manifests (actual) differ");
	}

	private SortedMap<String, Row> table() throws IOException {
		List<String> lines = Files.readAllLines(checkout.root.resolve("docs/architecture.md"));
		int marker = lines.indexOf(MARKER);
		assertTrue(marker >= 0, "docs/architecture.md has no line " + MARKER);
		assertEquals("| bundle | uses | libraries |", lines.get(marker + 1).strip());
		SortedMap<String, Row> table = new TreeMap<>();
		for (String line : lines.subList(marker + 3, lines.size())) {
			if (!line.startsWith("|")) {
				break;
			}
			String[] cells = line.split("\\|");
			assertTrue(table.put(cells[1].strip(), new Row(words(cells[2]), words(cells[3]))) == null, "twice: " + line);
		}
		assertTrue(table.size() >= 8, () -> "the table was not read: " + table);
		return table;
	}

	private static SortedSet<String> words(String cell) {
		SortedSet<String> words = new TreeSet<>();
		for (String word : cell.split(",")) {
			if (!word.strip().matches("[–-]?")) {
				words.add(word.strip());
			}
		}
		return words;
	}

	private static String lines(SortedMap<String, Row> rows) {
		StringBuilder lines = new StringBuilder();
		rows.forEach((name, row) -> lines.append(name).append(": ").append(row.uses()).append(' ').append(row.libraries()).append('\n'));
		return lines.toString();
	}

	private Row row(Bundle bundle) {
		SortedSet<String> uses = new TreeSet<>();
		SortedSet<String> libraries = new TreeSet<>();
		for (String name : bundle.packages("Import-Package")) {
			if (name.equals("dev.umbra") || name.startsWith("dev.umbra.")) {
				uses.add(owner(name));
			} else if (!name.startsWith("jdk.") && !name.equals("javax.crypto") && !name.startsWith("javax.crypto.") && !name.startsWith("javax.net.") && !name.startsWith("org.osgi.framework") && !name.equals("org.osgi.util.tracker") && !ANNOTATIONS.contains(name)) {
				libraries.add(library(name));
			}
		}
		bundle.packages("Require-Bundle").forEach(name -> libraries.add(platform(name)));
		return new Row(uses, libraries);
	}

	/** The Eclipse bundles of windows come in dozens; what counts is whose they are. */
	private static String platform(String bundleName) {
		if (bundleName.startsWith("org.eclipse.e4.")) {
			return "e4";
		}
		if (bundleName.startsWith("org.eclipse.ui.") || bundleName.equals("org.eclipse.ui")) {
			return "org.eclipse.ui";
		}
		if (bundleName.startsWith("org.eclipse.emf.")) {
			return "EMF";
		}
		if (bundleName.startsWith("org.eclipse.core.databinding") || bundleName.equals("org.eclipse.jface.databinding")) {
			return "data binding";
		}
		return switch (bundleName) {
		case "org.eclipse.swt" -> "SWT";
		case "org.eclipse.jface" -> "JFace";
		case "org.eclipse.jface.text", "org.eclipse.text" -> "JFace Text";
		case "org.eclipse.core.runtime", "org.eclipse.core.commands", "org.eclipse.core.contenttype", "org.eclipse.core.expressions" -> "Eclipse runtime";
		case "org.eclipse.core.resources", "org.eclipse.core.filesystem" -> "Eclipse resources";
		default -> bundleName;
		};
	}

	private String owner(String packageName) {
		List<String> owners = checkout.bundles.values().stream()
				.filter(bundle -> bundle.packages("Export-Package").contains(packageName)).map(Bundle::name).toList();
		assertEquals(1, owners.size(), () -> packageName + " is exported by " + owners);
		return owners.getFirst();
	}

	/** The name people know it by; what is not here shows as its package, and so fails until the table has it. */
	private static String library(String packageName) {
		if (packageName.startsWith("com.fasterxml.jackson.")) {
			return "Jackson";
		}
		if (packageName.startsWith("org.bouncycastle.")) {
			return "Bouncy Castle";
		}
		if (packageName.startsWith("io.netty.")) {
			return "Netty";
		}
		if (packageName.startsWith("org.commonmark")) {
			return "commonmark";
		}
		if (packageName.startsWith("com.github.difflib")) {
			return "java-diff-utils";
		}
		if (packageName.startsWith("org.eclipse.swtchart")) {
			return "SWTChart";
		}
		if (packageName.startsWith("org.eclipse.emf.")) {
			return "EMF";
		}
		if (packageName.startsWith("jakarta.")) {
			return "e4";
		}
		return switch (packageName) {
		case "org.osgi.service.event" -> "EventAdmin";
		case "org.osgi.service.prefs", "org.eclipse.core.runtime.preferences" -> "Eclipse runtime";
		case "org.eclipse.equinox.app" -> "equinox.app";
		case "org.eclipse.equinox.security.storage", "org.eclipse.equinox.security.storage.provider" -> "equinox.security";
		case "org.sqlite" -> "sqlite-jdbc";
		case "picocli" -> "picocli";
		default -> packageName;
		};
	}

	@Test
	void graphHasNoCycle() {
		SortedMap<String, Row> rows = new TreeMap<>();
		checkout.bundles.forEach((name, bundle) -> rows.put(name, row(bundle)));
		Set<String> done = new HashSet<>();
		for (int i = 0; i < rows.size(); i++) {
			rows.forEach((name, row) -> {
				if (done.containsAll(row.uses())) {
					done.add(name);
				}
			});
		}
		assertEquals(rows.keySet(), new TreeSet<>(done), "these are in no cycle");
	}

	/** What javac sees in the build and what OSGi gives at run time are the same. */
	@Test
	void manifestsImportWhatTheCodeUses() {
		List<String> missing = new ArrayList<>();
		for (Bundle bundle : checkout.bundles.values()) {
			Set<String> there = new HashSet<>(bundle.packages("Import-Package"));
			there.addAll(bundle.sourcePackages());
			there.addAll(bundle.generatedPackages());
			there.addAll(ANNOTATIONS);
			SortedMap<String, String> used = new TreeMap<>();
			for (JavaClass each : bundle.classes()) {
				for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
					used.putIfAbsent(dependency.getTargetClass().getBaseComponentType().getPackageName(), dependency.getDescription());
				}
			}
			used.forEach((name, why) -> {
				// of java.* nothing is imported; primitive types have no package
				if (!name.isEmpty() && !name.startsWith("java.") && !there.contains(name) && !required(bundle, name)) {
					missing.add(bundle.name() + " does not import " + name + ": " + why);
				}
			});
		}
		assertTrue(missing.isEmpty(), () -> String.join("\n", missing));
	}

	/**
	 * Whether the package is of an Eclipse bundle that is required. By the first three segments of its name, since the exact
	 * bundle is checked by the compiler of the build; org.eclipse.core.runtime hands on the framework, the preferences and applications.
	 */
	private static boolean required(Bundle bundle, String packageName) {
		Set<String> required = bundle.packages("Require-Bundle");
		if (packageName.startsWith("org.eclipse.osgi.") || packageName.equals("org.osgi.service.prefs")
				|| packageName.startsWith("org.osgi.framework") || packageName.equals("org.osgi.util.tracker") || packageName.equals("org.eclipse.equinox.app")) {
			return required.contains("org.eclipse.core.runtime");
		}
		return required.stream().map(BundleGraphTest::family).anyMatch(family(packageName)::equals);
	}

	private static String family(String name) {
		return String.join(".", List.of(name.split("\\.")).stream().limit(3).toList());
	}

	@Test
	void bundleIsNamedAsItsFolderAndRootPackage() {
		for (Bundle bundle : checkout.bundles.values()) {
			String name = "dev.umbra." + bundle.name();
			assertEquals(name, String.valueOf(bundle.header("Bundle-SymbolicName")).split(";")[0]);
			for (String packageName : bundle.sourcePackages()) {
				assertTrue(packageName.equals(name) || packageName.startsWith(name + "."), packageName + " in " + name);
			}
			assertEquals("JavaSE-21", bundle.header("Bundle-RequiredExecutionEnvironment"));
		}
	}

	@Test
	void bundlesHaveNoActivatorNoFriends() {
		for (Bundle bundle : checkout.bundles.values()) {
			for (String header : List.of("Bundle-Activator", "DynamicImport-Package", "Fragment-Host",
					"Eclipse-RegisterBuddy", "Eclipse-BuddyPolicy")) {
				assertNull(bundle.header(header), header + " of " + bundle.name());
			}
			String exports = String.valueOf(bundle.header("Export-Package"));
			assertTrue(!exports.contains("x-internal") && !exports.contains("x-friends"), exports);
		}
	}

	@Test
	void onlyEclipseBundlesAreRequiredAndOnlyByWindows() {
		for (Bundle bundle : checkout.bundles.values()) {
			Set<String> required = bundle.packages("Require-Bundle");
			assertEquals(Checkout.WINDOWS.contains(bundle.name()), !required.isEmpty(), () -> bundle.name() + " requires " + required);
			assertTrue(required.stream().allMatch(name -> name.startsWith("org.eclipse.")), () -> bundle.name() + " requires " + required);
		}
	}

	@Test
	void exportedPackagesExist() {
		for (Bundle bundle : checkout.bundles.values()) {
			assertTrue(bundle.sourcePackages().containsAll(bundle.packages("Export-Package")),
					() -> bundle.name() + " exports " + bundle.packages("Export-Package"));
		}
	}
}
