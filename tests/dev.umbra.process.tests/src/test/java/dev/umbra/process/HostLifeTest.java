package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Ledger;

/** How a host comes and goes when nothing goes wrong. */
class HostLifeTest {
	@TempDir
	Path temp;

	@Test
	void theFirstCommandThatNeedsAHostStartsItAndStopEndsIt() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			JsonNode none = folder.umbra().run("host", "status", "--json").ok().json();
			assertFalse(none.path("running").asBoolean(true));
			assertTrue(folder.hosts().isEmpty(), "asking for the status starts no host");

			assertTrue(folder.umbra().run("session", "list", "--json").ok().json().isEmpty());
			JsonNode status = folder.umbra().run("host", "status", "--json").ok().json();
			assertTrue(status.path("running").asBoolean());
			assertEquals(folder.host().pid(), status.path("pid").asLong());
			assertEquals(List.of(folder.host()), folder.hosts());
			assertAllPrivate(folder.path());

			JsonNode stopped = folder.umbra().run("host", "stop", "--json").ok().json();
			assertEquals(status.path("pid"), stopped.path("pid"));
			assertTrue(stopped.path("interrupted").isEmpty());
			assertGone(folder);
			assertTrue(folder.hosts().isEmpty(), "stop returns when the process has ended");
			assertTrue(folder.umbra().run("host", "stop").ok().out().startsWith("No host runs"));
		}
	}

	/** All folders 0700, all files 0600, but for the copy of the bundles, which is private by the folder it is in. */
	private static void assertAllPrivate(Path data) throws IOException {
		try (Stream<Path> all = Files.walk(data)) {
			for (Path path : all.filter(p -> !p.startsWith(data.resolve("host"))).toList()) {
				String expected = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "rwx------" : "rw-------";
				assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
			}
		}
	}

	private static void assertGone(HostFolder folder) {
		assertFalse(Files.exists(folder.pointer()), "pointer");
		assertFalse(Files.exists(folder.socket()), "socket");
	}

	@Test
	void aRestartGivesAnotherHostWithTheSameSessions() {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle first = folder.start();
			String session = folder.session(folder.addFake("fake"));
			JsonNode before = folder.umbra().run("session", "show", session, "--json").ok().json();

			JsonNode status = folder.umbra().run("host", "restart", "--json").ok().json();

			assertNotEquals(first.pid(), status.path("pid").asLong());
			assertFalse(Await.alive(first));
			folder.assertOneHost();
			JsonNode after = folder.umbra().run("session", "show", session, "--json").ok().json();
			assertEquals(before.path("revision"), after.path("revision"));
			assertNotEquals(before.path("epoch"), after.path("epoch"));
		}
	}

	@Test
	void anIdleHostEndsByItselfAndLeavesNothingBehind() {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle first = folder.start();
			assertEquals("PT1S", folder.umbra().run("host", "set", "idle-end=PT1S", "--json").ok().json().path("idle-end").asText());

			Await.exit(first);

			assertGone(folder);
			assertFalse(folder.umbra().run("host", "status", "--json").ok().json().path("running").asBoolean(true));
			assertNotEquals(first, folder.start(), "the next one");
		}
	}

	@Test
	void aTurnKeepsTheHostUpWithNobodyWatching() {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle host = folder.start();
			String session = folder.session(folder.addFake("fake"));
			Ledger ledger = new Ledger(temp.resolve("ledger"), 400, 200);
			folder.umbra().run("host", "set", "idle-end=PT0.1S").ok();
			folder.prompt(session, ledger.prompt());
			folder.disconnect();

			Await.exit(host);

			ledger.assertComplete();
			ledger.assertSame(folder.messages(session));
		}
	}

	@RepeatedTest(3)
	void twoCommandsAtOnceOnAnEmptyFolderStartOneHost() {
		try (HostFolder folder = HostFolder.in(temp);
				Running one = folder.umbra().start("session", "list", "--json");
				Running two = folder.umbra().start("agent", "list", "--json")) {
			assertTrue(one.ended().ok().json().isArray());
			assertTrue(two.ended().ok().json().isArray());

			folder.assertOneHost();
			assertEquals(1, folder.log().stream().filter(line -> line.contains("host ready")).count(), () -> folder.log().toString());
		}
	}

	@Test
	void stopNamesWhatItInterruptsAndTakesTheAgentsWithIt() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			String running = folder.session("fake");
			String idle = folder.session("fake");
			folder.prompt(running, "[[text so far]] [[hang]]");
			folder.prompt(idle, "[[text done]]");
			folder.awaitMessages(running, 1);
			folder.awaitStatus(idle, SessionStatus.IDLE);
			assertFalse(folder.agents().isEmpty());

			JsonNode stopped = folder.umbra().run("host", "stop", "--json").ok().json();

			assertEquals(1, stopped.path("interrupted").size(), stopped::toString);
			assertTrue(stopped.path("interrupted").path(0).asText().contains(running), stopped::toString);
			assertTrue(folder.agents().isEmpty(), "agents are ended before the host is");
			folder.start();
			assertEquals(SessionStatus.INTERRUPTED, folder.summary(running).status());
			assertEquals(SessionStatus.IDLE, folder.summary(idle).status());
			assertEquals("so far", folder.messages(running));
		}
	}

	@Test
	void stopWhenIdleWaitsForTheTurn() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			Ledger ledger = new Ledger(temp.resolve("ledger"), 300, 300);
			folder.prompt(session, ledger.prompt());

			JsonNode stopped = folder.umbra().run("host", "stop", "--when-idle", "--json").ok().json();

			assertTrue(stopped.path("interrupted").isEmpty(), stopped::toString);
			ledger.assertComplete();
			ledger.assertSame(folder.messages(session));
			assertEquals("end_turn", folder.summary(session).stopReason());
		}
	}

	@Test
	void termEndsTheHostCleanly() {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle host = folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.prompt(session, "[[text so far]] [[hang]]");
			folder.awaitMessages(session, 1);

			Signals.send("TERM", host.pid());
			Await.exit(host);

			assertGone(folder);
			folder.awaitNoAgents();
			assertTrue(Files.exists(folder.path().resolve("umbra.db")));
			assertFalse(Files.exists(folder.path().resolve("umbra.db-wal")), "the store was not checkpointed and closed");
			folder.start();
			assertEquals(SessionStatus.INTERRUPTED, folder.summary(session).status());
			assertEquals("so far", folder.messages(session));
		}
	}
}
