package dev.umbra.interop.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The install that the other tests of this module use. */
class PeersTest {
	@PeerTest
	void installIsThere() {
		Path peers = Path.of(System.getenv("UMBRA_PEERS"));
		assertTrue(Files.isDirectory(peers), () -> "UMBRA_PEERS=" + peers + " is no folder");
	}
}
