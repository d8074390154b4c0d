package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The framework that the other tests of this module run in. */
class BundlesTest {
	private static final int USABLE = Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE;
	private final BundleContext context = FrameworkUtil.getBundle(BundlesTest.class).getBundleContext();

	@Test
	void everyBundleResolvesAndNoneIsThereTwice() {
		List<Bundle> ours = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().startsWith("dev.umbra.")).toList();
		Set<String> names = ours.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
		for (String name : List.of("agent", "cli", "client", "core", "demo", "host", "store", "wire")) {
			assertTrue(names.contains("dev.umbra." + name), name);
		}
		assertEquals(ours.size(), names.size());
		ours.forEach(bundle -> assertTrue((bundle.getState() & USABLE) != 0, () -> bundle + " in state " + bundle.getState()));
	}
}
