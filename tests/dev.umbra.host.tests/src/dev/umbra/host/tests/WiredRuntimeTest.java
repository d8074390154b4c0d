package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;

/** An IDE: no runtime folder is anywhere near, the host's bundles are installed beside the client. */
class WiredRuntimeTest {
	private static final String RUNTIME = "umbra.runtime";
	private static final String START = "umbra.start";
	private final String runtime = Objects.requireNonNull(System.getProperty(RUNTIME));
	@TempDir
	Path temp;
	private Path home;

	@BeforeEach
	void noRuntimeFolderIsNamed() throws Exception {
		home = temp.resolve("home");
		System.clearProperty(RUNTIME);
		Framework.clientLooksAt(home);
	}

	@AfterEach
	void asItWas() throws Exception {
		System.setProperty(RUNTIME, runtime);
		System.clearProperty(START);
		Framework.clientLooksAt(Framework.BORN_WITH);
	}

	private static Set<String> names(Path list) throws IOException {
		try (Stream<String> lines = Files.lines(list)) {
			return lines.filter(line -> !line.startsWith("#")).map(line -> line.substring(0, line.indexOf(',')))
					.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	@Test
	void aClientThatNobodyAsksLeavesNoTrace() {
		assertFalse(Framework.references(Host.class).isEmpty());
		assertFalse(Files.exists(home));
	}

	@Test
	void aClientThatMayNotStartAHostStartsNone() throws Exception {
		System.setProperty(START, "false");
		Framework.clientLooksAt(home);
		Outcome<Host.Status> outcome = Answers.of(Framework.service(Host.class).status(new Nothing()));
		assertTrue(outcome instanceof Outcome.NotOk<Host.Status>(Failure failure)
				&& failure.code() == Failure.Code.HOST_UNREACHABLE, outcome::toString);
		assertFalse(Files.exists(home.resolve("host")));
	}

	@Test
	void aHostIsStartedFromTheBundlesThatAreInstalledHere() throws Exception {
		Host.Status status = Answers.ok(Framework.service(Host.class).status(new Nothing()));
		ProcessHandle process = ProcessHandle.of(status.pid()).orElseThrow();
		try {
			assertEquals(home.toRealPath().toString(), status.home());
			Path work = Files.createDirectory(temp.resolve("work"));
			Sessions sessions = Framework.service(Sessions.class);
			Answers.ok(Framework.service(Agents.class).add(Answers.demo("demo")));
			SessionId session = Answers.ok(sessions.create(Answers.session("demo", work))).session();
			Followed followed = Followed.over(sessions, session);
			Answers.ok(sessions.prompt(Answers.prompt(session, "count to 3 every 1 ms")));
			followed.awaitTurnOver();
			assertEquals("end_turn", followed.summary().stopReason());
			assertTrue(followed.said().endsWith("1 2 3"), followed::said);
		} finally {
			Answers.ok(Framework.service(Host.class).stop(new Host.Stop(false, false)));
			process.onExit().get(Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}

		Set<String> expected = names(Path.of(runtime).resolve("bundles.info"));
		expected.removeAll(List.of("dev.umbra.cli", "dev.umbra.client", "picocli", "org.eclipse.equinox.simpleconfigurator"));
		try (Stream<Path> copies = Files.list(home.resolve("host"))) {
			Path copy = copies.filter(Files::isDirectory).findFirst().orElseThrow();
			assertEquals(expected, names(copy.resolve("bundles.info")));
		}
	}
}
