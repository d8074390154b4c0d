package dev.umbra.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import dev.umbra.architecture.Checkout.Bundle;

/** What conventions.md calls a rule, held on the classes as they are compiled. */
class CodeRulesTest {
	private final Checkout checkout = Checkout.read();

	/** Every use of a method, constructor or field by one of our classes. */
	private void noAccess(String rule, Predicate<JavaClass> by, Predicate<JavaAccess<?>> to) {
		List<String> found = new ArrayList<>();
		for (JavaClass each : checkout.classes()) {
			if (by.test(each)) {
				each.getAccessesFromSelf().stream().filter(to).forEach(access -> found.add(access.getDescription()));
				each.getCodeUnitReferencesFromSelf().stream().filter(to).forEach(access -> found.add(access.getDescription()));
			}
		}
		assertTrue(found.isEmpty(), () -> rule + ":\n" + String.join("\n", found));
	}

	/** @param forbidden of the short name of the bundle and what one of its classes depends on */
	private void noDependency(String rule, BiPredicate<String, Dependency> forbidden) {
		List<String> found = new ArrayList<>();
		checkout.withBundles().forEach(each -> each.getValue().getDirectDependenciesFromSelf().stream()
				.filter(dependency -> forbidden.test(each.getKey(), dependency))
				.forEach(dependency -> found.add(dependency.getDescription())));
		assertTrue(found.isEmpty(), () -> rule + ":\n" + String.join("\n", found));
	}

	private static boolean isIn(JavaClass each, String... topLevel) {
		return Set.of(topLevel).contains(each.getName().replaceFirst("\\$.*", ""));
	}

	private static String owner(JavaAccess<?> access) {
		return access.getTargetOwner().getName();
	}

	private static String name(JavaAccess<?> access) {
		return access.getTarget().getName();
	}

	private static boolean in(Dependency dependency, String prefix) {
		return dependency.getTargetClass().getBaseComponentType().getName().startsWith(prefix);
	}

	@Test
	void nothingSleeps() {
		noAccess("no Thread.sleep", by -> true, to -> owner(to).equals("java.lang.Thread") && name(to).equals("sleep")
				|| owner(to).equals("java.util.concurrent.TimeUnit") && name(to).equals("sleep"));
	}

	/** What a window shows of sessions comes from its one store, which knows when to ask. */
	@Test
	void noPartAsksForSessionsByItself() {
		Set<String> reading = Set.of("get", "list", "entries", "text", "attach", "detach");
		// whether a turn runs is asked of the host right before a tab goes: nothing of that is shown
		noAccess("a window reads sessions from Snapshots", by -> isOfAWindow(by.getName()) && !isIn(by, "dev.umbra.ui.internal.tabs.TabClosing"),
				to -> owner(to).equals("dev.umbra.core.api.Sessions") && reading.contains(name(to)));
		noAccess("a window reads lists from Snapshots", by -> isOfAWindow(by.getName()),
				to -> name(to).equals("list") && Set.of("dev.umbra.core.api.Agents", "dev.umbra.core.api.Attention").contains(owner(to)));
		noAccess("a window reads what git says of a folder from Snapshots", by -> isOfAWindow(by.getName()),
				to -> owner(to).equals("dev.umbra.core.api.Git") && Set.of("state", "files", "watch").contains(name(to)));
	}

	/** A constant of an annotation leaves no trace but the type of what the method is given. */
	@Test
	void noPartHearsOfSessionsByItself() {
		List<String> found = checkout.classes().stream().filter(each -> isOfAWindow(each.getName()))
				.flatMap(each -> each.getMethods().stream())
				.filter(method -> method.getParameters().stream().anyMatch(given -> given.isAnnotatedWith("org.eclipse.e4.core.di.extensions.EventTopic")
						&& given.getRawType().getName().matches("dev\\.umbra\\.core\\.event\\.(Session|Agent|Attention|Git)\\w*")))
				.map(method -> method.getFullName()).toList();
		assertEquals(List.of(), found, "a part hears of these by Snapshots.onNews");
		assertTrue(checkout.classes().stream().filter(each -> isOfAWindow(each.getName())).flatMap(each -> each.getMethods().stream())
				.flatMap(method -> method.getParameters().stream()).anyMatch(given -> given.isAnnotatedWith("org.eclipse.e4.core.di.extensions.EventTopic")),
				"the annotation can be seen");
	}

	private static boolean isOfAWindow(String className) {
		return Stream.of("dev.umbra.ui.", "dev.umbra.app.", "dev.umbra.ide.").anyMatch(className::startsWith);
	}

	@Test
	void nobodyWaitsForTheWindow() {
		noAccess("no syncExec: who waits for the SWT thread hangs with it", by -> true, to -> name(to).equals("syncExec"));
		noAccess("no Display.getDefault(): it makes a display where there is none, on the wrong thread", by -> true,
				to -> owner(to).equals("org.eclipse.swt.widgets.Display") && name(to).equals("getDefault"));
	}

	@Test
	void windowsKnowTheHostByItsContractsAlone() {
		Set<String> headless = Set.of("dev.umbra.agent.", "dev.umbra.store.", "dev.umbra.relay.", "dev.umbra.git.", "dev.umbra.host.", "dev.umbra.nostr.");
		noDependency("no host, store, agent, relay, git in a window", (bundle, to) -> Checkout.WINDOWS.contains(bundle)
				&& headless.stream().anyMatch(prefix -> in(to, prefix)));
	}

	@Test
	void threadsAreStartedByThreadsAlone() {
		Set<String> pools = Set.of("java.util.concurrent.Executors", "java.util.concurrent.ForkJoinPool",
				"java.util.concurrent.ThreadPoolExecutor", "java.util.concurrent.ScheduledThreadPoolExecutor", "java.util.Timer");
		noAccess("threads only through dev.umbra.core.Threads", by -> !isIn(by, "dev.umbra.core.Threads"), to -> {
			String owner = owner(to);
			return owner.equals("java.lang.Thread")
					&& Set.of("<init>", "ofVirtual", "ofPlatform", "startVirtualThread").contains(name(to))
					|| pools.contains(owner) || name(to).equals("parallelStream")
					|| owner.equals("java.util.concurrent.CompletableFuture") && asyncWithoutExecutor(to)
					|| owner.equals("java.util.concurrent.CompletionStage") && asyncWithoutExecutor(to);
		});
		for (JavaClass each : checkout.classes()) {
			assertTrue(!each.isAssignableTo(Thread.class), () -> each.getName() + " is a Thread");
		}
	}

	/** It would run in the common pool. */
	private static boolean asyncWithoutExecutor(JavaAccess<?> access) {
		return name(access).endsWith("Async") && !access.getTarget().getFullName().contains("java.util.concurrent.Executor");
	}

	@Test
	void packagesHaveNoCycles() {
		Set<String> ours = new TreeSet<>();
		checkout.classes().forEach(each -> ours.add(each.getName()));
		JavaClasses classes = checkout.imported.that(
				DescribedPredicate.describe("are of the bundles", each -> ours.contains(each.getName())));
		assertTrue(classes.size() >= ours.size(), "not all classes are seen");
		SlicesRuleDefinition.slices().matching("dev.umbra.(**)").should().beFreeOfCycles().check(classes);
	}

	@Test
	void headlessBundlesKnowNoUserInterface() {
		noDependency("no SWT, JFace, e4 (its IEventBroker neither), workbench", (bundle, to) -> !Checkout.WINDOWS.contains(bundle)
				&& (in(to, "org.eclipse.swt.") || in(to, "org.eclipse.jface.") || in(to, "org.eclipse.e4.")
						|| in(to, "org.eclipse.ui.") || in(to, "javax.inject.") || in(to, "jakarta.inject.")));
		noDependency("no AWT, no Swing anywhere", (bundle, to) -> in(to, "java.awt.") || in(to, "javax.swing."));
	}

	@Test
	void osgiIsKnownInOsgiPackagesOnly() {
		noDependency("no OSGi outside *.osgi packages, so that it works without",
				(bundle, to) -> Set.of("core", "wire", "client", "cli", "demo").contains(bundle)
						&& (in(to, "org.osgi.") || in(to, "org.eclipse."))
						&& !to.getOriginClass().getPackageName().endsWith(".osgi"));
		noDependency("store and agent know components and nothing else of OSGi, but for the storage of secrets",
				(bundle, to) -> Set.of("store", "agent").contains(bundle) && (in(to, "org.osgi.") || in(to, "org.eclipse."))
						&& !in(to, "org.osgi.service.component.annotations.")
						&& !(bundle.equals("store") && in(to, "org.eclipse.equinox.security.storage.")));
	}

	@Test
	void dataBindingStaysInWire() {
		// what a relay sends is read token by token: its size and depth are bounded before there is a tree
		noDependency("of Jackson only the tree model is used outside wire, and in nostr the parser", (bundle, to) -> !bundle.equals("wire")
				&& in(to, "com.fasterxml.") && !in(to, "com.fasterxml.jackson.databind.JsonNode")
				&& !in(to, "com.fasterxml.jackson.databind.node.")
				&& !(bundle.equals("nostr") && in(to, "com.fasterxml.jackson.core.")));
	}

	/** EMF is not thread-safe, even for reading: it stays where there is one thread, and records leave. */
	@Test
	void emfStaysWhereAPersonEdits() {
		noDependency("EMF only in catalog, and in the editors of ui", (bundle, to) -> in(to, "org.eclipse.emf.") && !bundle.equals("catalog")
				&& !to.getOriginClass().getPackageName().equals("dev.umbra.ui.internal.editors"));
		noDependency("records of core go into a document and come out, nothing of its model",
				(bundle, to) -> in(to, "dev.umbra.catalog.model.") && !bundle.equals("catalog"));
		assertTrue(checkout.withBundles().anyMatch(each -> each.getKey().equals("catalog") && each.getValue().getDirectDependenciesFromSelf().stream()
				.anyMatch(to -> in(to, "org.eclipse.emf."))), "EMF can be seen");
	}

	@Test
	void sqlStaysInTheStore() {
		noDependency("java.sql and sqlite only in store",
				(bundle, to) -> !bundle.equals("store") && (in(to, "java.sql.") || in(to, "javax.sql.") || in(to, "org.sqlite.")));
	}

	@Test
	void processesEndOnlyInTheirMains() {
		// HostApplication is the main of the host's process: Equinox ends neither itself nor the JVM after an application that
		// was started by java -jar
		noAccess("System.exit only in the mains",
				by -> !isIn(by, "dev.umbra.cli.Main", "dev.umbra.demo.Main", "dev.umbra.host.HostApplication"),
				to -> owner(to).equals("java.lang.System") && name(to).equals("exit")
						|| owner(to).equals("java.lang.Runtime") && Set.of("exit", "halt").contains(name(to)));
	}

	@Test
	void consoleIsForTheCommandTheDemoAgentAndTheHostsStart() {
		noAccess("System.out and System.err only in cli, demo and HostApplication",
				by -> !by.getPackageName().startsWith("dev.umbra.cli") && !by.getPackageName().startsWith("dev.umbra.demo")
						&& !isIn(by, "dev.umbra.host.HostApplication"),
				to -> owner(to).equals("java.lang.System") && Set.of("out", "err", "setOut", "setErr").contains(name(to)));
	}

	@Test
	void exceptionsAreLoggedNotPrinted() {
		noAccess("no printStackTrace()", by -> true, to -> to.getTarget().getFullName().endsWith(".printStackTrace()"));
	}

	@Test
	void bundlesAreLookedUpNowhere() {
		noAccess("FrameworkUtil only where the application meets the framework",
				by -> !isIn(by, "dev.umbra.host.HostApplication"), to -> owner(to).equals("org.osgi.framework.FrameworkUtil"));
	}

	@Test
	void namesSayWhatAThingIs() {
		Set<String> banned = Set.of("Manager", "Helper", "Helpers", "Util", "Utils", "Toolkit", "Processor", "Impl", "Base", "Common",
				"Misc", "Data", "Info");
		// "data folder" is a term of the glossary: the folder that a host owns
		Set<String> terms = Set.of("dev.umbra.wire.DataFolder");
		List<String> found = new ArrayList<>();
		for (JavaClass each : checkout.classes()) {
			for (String word : each.getSimpleName().split("(?<=[a-z0-9])(?=[A-Z])")) {
				if (banned.contains(word) && !terms.contains(each.getName())) {
					found.add(each.getName());
				}
			}
			for (String segment : each.getPackageName().split("\\.")) {
				if (Set.of("util", "utils", "common", "misc", "helper", "helpers", "impl", "base").contains(segment)) {
					found.add(each.getPackageName());
				}
			}
		}
		assertTrue(found.isEmpty(), () -> "names that say nothing: " + found);
	}

	@Test
	void interfacesHaveNoPrefix() {
		List<String> found = checkout.classes().stream().filter(JavaClass::isInterface).map(JavaClass::getSimpleName)
				.filter(name -> name.matches("I[A-Z][a-z].*")).toList();
		assertTrue(found.isEmpty(), found::toString);
	}

	@Test
	void everyPackageIsNullMarkedAndSaysWhatItIsFor() throws IOException {
		int packages = 0;
		for (Bundle bundle : checkout.bundles.values()) {
			for (String name : bundle.sourcePackages()) {
				Path file = bundle.folder().resolve("src").resolve(name.replace('.', '/')).resolve("package-info.java");
				assertTrue(Files.exists(file), file + " is missing");
				String text = Files.readString(file);
				assertTrue(text.startsWith("/**"), file + " says nothing");
				assertTrue(text.contains("@NullMarked\npackage " + name + ";"), file + " is not @NullMarked");
				packages++;
			}
		}
		assertTrue(packages >= 14, "only " + packages + " packages are seen");
	}

	@Test
	void everyBundleHasAReadme() throws IOException {
		for (Map.Entry<String, Bundle> each : checkout.bundles.entrySet()) {
			Path file = each.getValue().folder().resolve("README.md");
			assertTrue(Files.exists(file), file + " is missing");
			assertTrue(Files.readAllLines(file).size() <= 40, file + " has more than 40 lines");
		}
	}
}
