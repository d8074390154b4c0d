package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Host;

class DoctorTest {
	@TempDir
	Path home;

	private static Host.Check check(TestHost host, String name) {
		List<Host.Check> found = TestHost.done(new Doctor(host.parts, host.lives).report()).checks().stream()
				.filter(check -> check.name().equals(name)).toList();
		assertEquals(1, found.size(), name);
		return found.getFirst();
	}

	@Test
	void looksAtEverythingTheHostNeeds() {
		TestHost host = new TestHost(home).withAgent();
		for (String name : List.of("host", "host's java", "host's folder", "disk", "store", "PATH", "git", "node", "agent demo",
				"preset demo", "secrets")) {
			check(host, name);
		}
		assertEquals("/usr/bin/git, 1.0", check(host, "git").text());
		assertTrue(check(host, "PATH").text().startsWith("/usr/bin:/bin"));
		assertEquals("failed", check(host, "socket").state(), "nobody listens in this test");
	}

	@Test
	void agentThatFailedIsShownWithItsReason() throws Exception {
		TestHost host = new TestHost(home).withAgent();
		assertEquals("ok", check(host, "agent demo").state());
		host.agent().start();
		host.runtime.nextStart().failStart(Failure.agentFailed("It does not speak.", null));
		assertEquals("failed", check(host, "agent demo").state());
		assertTrue(check(host, "agent demo").text().endsWith("It does not speak."));
	}

	@Test
	void secretWithoutAValueAndAKeyForOthersAreFound() throws Exception {
		AgentRecord agent = TestAgents.withSecrets("demo", List.of(), "A", "B");
		TestHost host = new TestHost(home).with(agent);
		host.secrets.put(agent.id(), Map.of("A", "1"));
		assertEquals("no value for B", check(host, "secrets of demo").text());
		host.secrets.put(agent.id(), Map.of("B", "2"));
		assertEquals("ok", check(host, "secrets of demo").state());
		Path key = host.parts.folder().path().resolve("secrets.key");
		Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		assertEquals("ok", check(host, "secrets' key").state());
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
		assertEquals("failed", check(host, "secrets' key").state());
		assertTrue(check(host, "secrets' key").hint().contains("chmod go= "));
	}
}
