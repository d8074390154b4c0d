package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** An IDE with the plug-in in it that nobody uses is as it was without. */
class QuietStartTest {
	@Test
	void theStartOfTheIdeLeavesNoTraceOfAHost() {
		assertTrue(Files.notExists(HostOfTests.BORN_WITH), () -> HostOfTests.BORN_WITH + " was made though nobody asked for anything");
	}

	@Test
	void allOurBundlesResolve() {
		for (Bundle each : Ide.CONTEXT.getBundles()) {
			if (each.getSymbolicName().startsWith("dev.umbra.")) {
				assertTrue(each.getState() >= Bundle.RESOLVED, each + " is not resolved");
			}
		}
		assertEquals(1, Arrays.stream(Ide.CONTEXT.getBundles()).filter(each -> each.getSymbolicName().equals("dev.umbra.ide")).count());
	}
}
