package dev.umbra.interop.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The install that the other tests of this module use. */
@EnabledIfEnvironmentVariable(named = "UMBRA_PEERS", matches = ".+", disabledReason = "UMBRA_PEERS names no install of real agents")
class PeersTest {
	@Test
	void installIsThere() {
		Path peers = Path.of(System.getenv("UMBRA_PEERS"));
		assertTrue(Files.isDirectory(peers), () -> "UMBRA_PEERS=" + peers + " is no folder");
	}
}
