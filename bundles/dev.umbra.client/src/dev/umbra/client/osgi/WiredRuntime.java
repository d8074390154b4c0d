package dev.umbra.client.osgi;

import java.io.File;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

import dev.umbra.client.RuntimeBundle;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * The headless runtime as this framework has it: where there is no runtime folder, as in an IDE, the host is started from
 * the very bundles that are installed here. They are the parts of the host, what works with them through services alone,
 * and whatever these are wired to, but for what is optional. Any thread.
 */
final class WiredRuntime implements Supplier<List<RuntimeBundle>> {
	/** Nobody is wired to these: they find each other by services, by the name of an application, or as a program. */
	private static final List<String> ROOTS = List.of("dev.umbra.host", "dev.umbra.store", "dev.umbra.agent", "dev.umbra.git", "dev.umbra.relay",
			"dev.umbra.relay.server", "dev.umbra.demo",
			"org.apache.felix.scr", "org.eclipse.equinox.event", "org.eclipse.equinox.app");
	private static final String FRAMEWORK = "org.eclipse.osgi";
	private static final int LEVEL = 4;
	/** Those that are started, and when; as in the runtime product. */
	private static final Map<String, Integer> STARTED = Map.of("org.apache.felix.scr", 2, "org.eclipse.equinox.event", 2,
			"org.eclipse.equinox.common", 2, "org.eclipse.equinox.app", 3);
	private final BundleContext bundles;

	WiredRuntime(BundleContext bundles) {
		this.bundles = bundles;
	}

	/** @throws FailureException in words, if one is missing, does not resolve, or is not a jar */
	@Override
	public List<RuntimeBundle> get() {
		Set<Bundle> closure = new LinkedHashSet<>();
		Deque<Bundle> open = new ArrayDeque<>();
		ROOTS.forEach(name -> open.add(newest(name)));
		open.add(bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION));
		while (!open.isEmpty()) {
			Bundle bundle = open.remove();
			if (closure.add(bundle)) {
				open.addAll(wiredTo(bundle));
			}
		}
		return closure.stream().map(WiredRuntime::described).sorted(Comparator.comparing(RuntimeBundle::name)).toList();
	}

	private Bundle newest(String name) {
		return Stream.of(bundles.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()))
				.max(Comparator.comparing(Bundle::getVersion))
				.orElseThrow(() -> failure("the bundle " + name + " is not installed here", null));
	}

	private Collection<Bundle> wiredTo(Bundle bundle) {
		if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
			return List.of();
		}
		bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
		BundleWiring wiring = bundle.adapt(BundleWiring.class);
		List<BundleWire> wires = wiring == null ? null : wiring.getRequiredWires(null);
		if (wires == null) {
			throw failure("the bundle " + bundle.getSymbolicName() + " does not resolve here", null);
		}
		return wires.stream().filter(wire -> !optional(wire.getRequirement())).map(wire -> wire.getProvider().getBundle()).toList();
	}

	private static boolean optional(BundleRequirement requirement) {
		return Constants.RESOLUTION_OPTIONAL.equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
	}

	private static RuntimeBundle described(Bundle bundle) {
		String name = bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID ? FRAMEWORK : bundle.getSymbolicName();
		File jar = bundle.adapt(File.class);
		if (jar != null && !jar.exists()) {
			throw failure("the bundle " + name + " is not in its place any more: " + jar,
					"The installation was changed while this program ran: restart this program.");
		}
		if (jar == null || !jar.isFile()) {
			throw failure("the bundle " + name + " is not a jar but " + (jar == null ? bundle.getLocation() : jar),
					"A workbench that was started from a workspace needs a runtime folder: -Dumbra.runtime=FOLDER"
							+ " (releng/dev.umbra.runtime/target/runtime after a build).");
		}
		Integer started = STARTED.get(name);
		int level = name.equals(FRAMEWORK) ? -1 : started == null ? LEVEL : started;
		return new RuntimeBundle(name, bundle.getVersion().toString(), jar.toPath().toAbsolutePath().normalize(), level,
				started != null || name.equals(FRAMEWORK));
	}

	private static FailureException failure(String why, @Nullable String hint) {
		return new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
				"No host runs, and none can be started: " + why + ".", hint == null ? "Install Umbra again." : hint));
	}
}
