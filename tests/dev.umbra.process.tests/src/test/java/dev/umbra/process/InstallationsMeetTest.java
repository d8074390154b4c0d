package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Ledger;

/** Two installations at one data folder, and one that goes away while its host runs. */
@Timeout(300)
class InstallationsMeetTest {
	@TempDir
	Path temp;

	/** A whole installation of its own; another word makes another one. */
	private Path installation(String name) {
		Path to = temp.resolve(name);
		try (Stream<Path> all = Files.walk(Umbra.RUNTIME)) {
			for (Path path : all.toList()) {
				Path relative = Umbra.RUNTIME.relativize(path);
				if (relative.toString().isEmpty() || relative.startsWith("plugins") || relative.toString().equals("bundles.info")) {
					Files.copy(path, to.resolve(relative.toString()));
				}
			}
			Files.writeString(to.resolve("bundles.info"), "#installation " + name + "\n", StandardOpenOption.APPEND);
			return to;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void remove(Path installation) {
		try (Stream<Path> all = Files.walk(installation)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(path);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Umbra of(HostFolder folder, Path installation) {
		return folder.umbra().withFlag("-Dumbra.runtime=" + installation);
	}

	/** The folder below the data folder that this host's bundles are in. */
	private static String copy(ProcessHandle host) {
		try {
			return Stream.of(Files.readString(Path.of("/proc", Long.toString(host.pid()), "cmdline")).split("\0"))
					.filter(word -> word.startsWith("-Dumbra.runtime=")).findFirst().orElseThrow();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	void aHostGoesOnWhenItsInstallationIsRemovedAndTheNextInstallationStartsItsOwn() {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path old = installation("old");
			of(folder, old).run("host", "start").ok();
			ProcessHandle first = folder.host();
			String copy = copy(first);
			String before = folder.session(folder.addDemo());
			folder.prompt(before, "count to 3");
			folder.awaitStatus(before, SessionStatus.IDLE);

			remove(old);

			// its own copy has all it needs: classes it has not loaded yet, new agents, new sessions
			assertTrue(folder.umbra().run("doctor", "--json").ok().json().path("ok").asBoolean());
			folder.umbra().run("agent", "add", "again", "--preset", "demo").ok();
			String after = folder.session("again");
			folder.prompt(after, "count to 4");
			assertEquals("end_turn", folder.awaitStatus(after, SessionStatus.IDLE).stopReason());
			assertEquals("1 2 3 4", folder.messages(after));
			folder.prompt(before, "count to 2");
			folder.awaitStatus(before, SessionStatus.IDLE);
			assertEquals(List.of(first), folder.hosts());
			of(folder, old).run("session", "list").ok();

			folder.umbra().run("host", "stop").ok();
			folder.disconnect();
			of(folder, old).run("session", "list").failsInWords(4, "none can be started", old.toString());
			Path fresh = installation("fresh");
			assertEquals(2, of(folder, fresh).run("session", "list", "--json").ok().json().size());
			assertNotEquals(copy, copy(folder.host()));
			assertEquals("1 2 3 4", folder.messages(after));
			folder.prompt(after, "count to 5");
			folder.awaitStatus(after, SessionStatus.IDLE);
			assertTrue(folder.messages(after).endsWith("1 2 3 4 5"));
		}
	}

	@Test
	void anInstallationReplacedInItsPlaceIsUsedByTheNextHostOnly() {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path place = installation("place");
			of(folder, place).run("host", "start").ok();
			ProcessHandle first = folder.host();
			String copy = copy(first);
			remove(place);
			try {
				Files.move(installation("update"), place);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}

			of(folder, place).run("session", "list").ok();
			assertEquals(first, folder.host());
			folder.addDemo();
			String session = folder.session("demo");
			folder.prompt(session, "count to 3");
			folder.awaitStatus(session, SessionStatus.IDLE);

			of(folder, place).run("host", "restart").ok();
			assertNotEquals(copy, copy(folder.host()));
			assertEquals("1 2 3", folder.messages(session));
		}
	}

	@Test
	void restartWhenIdleWaitsForTheTurnAndGoesOnWithTheCallersInstallation() {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path old = installation("old");
			Path fresh = installation("fresh");
			of(folder, old).run("host", "start").ok();
			ProcessHandle first = folder.host();
			String copy = copy(first);
			folder.addFake("fake");
			String session = folder.session("fake");
			String paused = folder.session("fake");
			Ledger ledger = new Ledger(temp.resolve("ledger"), 300, 300);
			folder.prompt(paused, "[[text first]] [[hang]]");
			folder.awaitMessages(paused, 1);
			assertEquals("queued", folder.prompt(paused, "[[text later]]").state());
			folder.umbra().run("cancel", paused).ok();
			folder.awaitStatus(paused, SessionStatus.IDLE);
			folder.prompt(session, ledger.prompt());
			folder.awaitMessages(session, 1);

			try (Running restart = of(folder, fresh).start("host", "restart", "--when-idle", "--json")) {
				Await.until("the host to end when idle", () -> folder.umbra().run("host", "status", "--json").ok().json()
						.path("state").asText().equals("ending when idle") || !Await.alive(first));
				// an older client that comes meanwhile neither disturbs it nor brings the older host back
				of(folder, old).run("session", "list").ok();
				JsonNode status = restart.ended().ok().json();
				assertTrue(status.path("interrupted").isMissingNode(), status::toString);
				assertNotEquals(first.pid(), status.path("pid").asLong());
				assertEquals(folder.host().pid(), status.path("pid").asLong());
			}

			assertFalse(Await.alive(first));
			folder.assertOneHost();
			assertNotEquals(copy, copy(folder.host()));
			ledger.assertComplete();
			ledger.assertSame(folder.messages(session));
			assertEquals("end_turn", folder.summary(session).stopReason());
			assertEquals(1, folder.summary(paused).queued());
			assertTrue(folder.summary(paused).queuePaused());
			assertEquals(SessionStatus.IDLE, folder.summary(paused).status());
		}
	}

	@Test
	void whoeverStartsAHostWhileItIsRestartedGetsTheNewOne() {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path old = installation("old");
			Path fresh = installation("fresh");
			of(folder, old).run("host", "start").ok();
			String copy = copy(folder.host());
			try (Running restart = of(folder, fresh).start("host", "restart", "--json")) {
				for (int i = 0; i < 5; i++) {
					of(folder, old).run("session", "list").ok();
				}
				JsonNode status = restart.ended().ok().json();
				assertEquals(folder.host().pid(), status.path("pid").asLong());
			}
			folder.assertOneHost();
			assertNotEquals(copy, copy(folder.host()));
		}
	}

	@Test
	void aRestartWithoutAnInstallationToGoOnWithEndsNothing() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			ProcessHandle host = folder.host();
			of(folder, temp.resolve("nowhere")).run("host", "restart").failsInWords(4, "none can be started", "nowhere");
			assertEquals(List.of(host), folder.hosts());
			folder.umbra().run("session", "list").ok();
		}
	}

	@Test
	void anInstallationThatCannotRunAHostLeavesNoProcessBehind() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path broken = installation("broken");
			Path list = broken.resolve("bundles.info");
			List<String> lines = Files.readAllLines(list);
			List<String> without = lines.stream().filter(line -> !line.startsWith("dev.umbra.host,")).toList();
			assertEquals(lines.size() - 1, without.size());
			Files.write(list, without);
			try (Running start = of(folder, broken).start("host", "start")) {
				Await.until(() -> "neither a host nor the end of its starter", () -> !folder.hosts().isEmpty() || !start.handle().isAlive());
				// its starter would end it in time; nobody does where the starter is gone
				start.killed();
			}
			folder.awaitNoHost();
		}
	}
}
