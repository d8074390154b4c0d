package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.wire.Blotter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How agents start, are watched and end: rules 4, 5, 8 and 9 of specs agents.md, against real processes. */
class AgentLifeTest {
	@TempDir
	Path folder;

	@Test
	void anUnknownProgramIsNamedWithWhatToDo() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Failure failure = Agents.failure(agents.runtime.start(agents.launch(agents.setting, "no-such-agent", List.of()), agents.heard));
			assertEquals(Failure.Code.AGENT_FAILED, failure.code());
			assertTrue(failure.message().contains("no-such-agent") && failure.message().contains("PATH"), failure.message());
			assertNotNull(failure.hint());
			Path file = Files.writeString(folder.resolve("plain.txt"), "x");
			failure = Agents.failure(agents.runtime.start(agents.launch(agents.setting, file.toString(), List.of()), agents.heard));
			assertTrue(failure.message().contains("not an executable file"), failure.message());
			assertTrue(agents.heard.all().isEmpty());
		}
	}

	@Test
	void aFolderThatIsMissingIsUsage() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.Setting elsewhere = new Agents.Setting(folder.resolve("gone"), "h", Map.of(), EnvMode.LOGIN, Duration.ofSeconds(5));
			Failure failure = Agents.failure(agents.runtime.start(agents.launch(elsewhere), agents.heard));
			assertEquals(Failure.Code.USAGE, failure.code());
			assertTrue(failure.message().contains("gone does not exist"), failure.message());
		}
	}

	@Test
	void anAgentThatExitsAtOnceFailsTheStartAtOnceWithCodeAndStderr() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Failure failure = Agents.failure(agents.runtime.start(agents.launch(agents.setting, "exit", "7", "no key was found"), agents.heard));
			assertEquals(Failure.Code.AGENT_FAILED, failure.code());
			assertTrue(failure.message().contains("exit code 7") && failure.message().contains("no key was found"), failure.message());
			Heard.Exited exited = agents.heard.awaitExit();
			assertEquals(7, exited.code());
			assertFalse(exited.asked());
			assertTrue(Files.readString(agents.log()).contains("no key was found"));
			assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(agents.log())));
		}
	}

	@Test
	void aStartThatIsGivenUpEndsTheProcessLongBeforeItsTimeIsUp() throws Exception {
		try (Agents agents = new Agents(folder)) {
			CompletionStage<AgentRuntime.Link> start = agents.runtime
					.start(agents.launch(agents.setting.with(Duration.ofHours(1)), "garbage"), agents.heard);
			agents.heard.await(Heard.Note.class::isInstance);
			agents.runtime.giveUp(agents.heard);
			assertTrue(Agents.failure(start).message().contains("was stopped before it came up"));
			assertTrue(agents.heard.awaitExit().asked());
			agents.runtime.giveUp(agents.heard);
		}
	}

	@Test
	void aStartThatIsGivenUpAtOnceLeavesNoProcess() throws Exception {
		LoginEnvironment slow = new LoginEnvironment(System.getenv(), script("shell", "/bin/sleep 60").toString(), Duration.ofSeconds(2));
		try (Agents agents = new Agents(folder, slow)) {
			CompletionStage<AgentRuntime.Link> start = agents.runtime.start(agents.launch(agents.setting, "deaf"), agents.heard);
			agents.runtime.giveUp(agents.heard);
			assertTrue(Agents.failure(start).message().contains("was stopped before it came up"));
			assertTrue(agents.heard.all().isEmpty());
		}
	}

	@Test
	void anAgentThatPrintsGarbageFailsWhenItsTimeIsUpAndIsEnded() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Failure failure = Agents.failure(
					agents.runtime.start(agents.launch(agents.setting.with(Duration.ofSeconds(2)), "garbage"), agents.heard));
			assertTrue(failure.message().contains("did not answer initialize within 2 s"), failure.message());
			assertTrue(failure.message().contains("20 lines") && failure.message().contains("⟨U+001B⟩[1mgarbage"), failure.message());
			assertEquals(0, agents.heard.awaitExit().code());
			assertEquals(6, agents.heard.notes().size(), agents.heard.notes().toString());
		}
	}

	@Test
	void anotherVersionOfTheProtocolIsRefusedInWords() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Failure failure = Agents.failure(agents.runtime.start(agents.launch(agents.setting, "version", "2"), agents.heard));
			assertTrue(failure.message().contains("speaks version 2 of ACP"), failure.message());
			agents.heard.awaitExit();
		}
	}

	@Test
	void anExitInTheMiddleOfATurnFailsItAfterItsLastUpdate() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			TurnId turn = Agents.prompt(link, "[[exit 9 out of memory]]");
			Heard.Exited exited = agents.heard.awaitExit();
			assertEquals(9, exited.code());
			assertTrue(exited.stderr().contains("out of memory"));
			List<Heard.Item> all = agents.heard.all();
			assertEquals("last words", ((AgentInput.Chunk) ((Heard.Input) all.get(0)).input()).text());
			AgentInput.TurnFailed failed = assertInstanceOf(AgentInput.TurnFailed.class, ((Heard.Input) all.get(1)).input());
			assertEquals(turn, failed.turn());
			assertEquals("exit 9", failed.code());
			assertTrue(failed.message().contains("exit code 9") && failed.message().contains("out of memory"), failed.message());
			assertEquals(3, all.size());
			TurnId late = Agents.prompt(link, "anyone there?");
			agents.heard.await(item -> item instanceof Heard.Input in && in.input() instanceof AgentInput.TurnFailed f && f.turn().equals(late));
		}
	}

	@Test
	void aChildThatHoldsThePipesDelaysTheNewsOfTheExitByLittle() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			long start = System.nanoTime();
			Agents.prompt(link, "[[hold 60000]]");
			assertEquals(3, agents.heard.awaitExit().code());
			assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20), "the child would have held it for 60 s");
			assertEquals(List.of("last words"), agents.heard.texts());
			assertInstanceOf(AgentInput.TurnFailed.class, agents.heard.inputs().getLast());
			Agents.get(link.end());
			assertTrue(ProcessTable.ofThisSystem().withVariable("UMBRA_AGENT=" + agents.setting.hash(), false).isEmpty());
		}
	}

	@Test
	void anAgentThatClosesItsInputIsEnded() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session("close-in");
			TurnId turn = Agents.prompt(link, "x".repeat(200_000));
			agents.heard.awaitExit();
			assertEquals(turn, agents.heard.await(AgentInput.TurnFailed.class).turn());
		}
	}

	@Test
	void endingIsAskedForAndLeavesNothing() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.get(link.end());
			Heard.Exited exited = agents.heard.awaitExit();
			assertEquals(0, exited.code());
			assertTrue(exited.asked());
			assertFalse(ProcessHandle.of(link.pid()).isPresent());
			assertEquals(1, agents.heard.all().size());
		}
	}

	@Test
	void anAgentThatIgnoresTheEndOfItsInputIsTerminated() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session("deaf");
			Agents.get(link.end());
			assertEquals(128 + 15, agents.heard.awaitExit().code());
		}
	}

	@Test
	void anAgentThatIgnoresTermIsKilled() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session("stubborn");
			TurnId turn = Agents.prompt(link, "[[hang]]");
			Agents.get(link.end());
			Heard.Exited exited = agents.heard.awaitExit();
			assertEquals(128 + 9, exited.code());
			assertTrue(exited.asked());
			AgentInput.TurnFailed failed = agents.heard.await(AgentInput.TurnFailed.class);
			assertEquals(turn, failed.turn());
			assertTrue(failed.message().contains("was ended"), failed.message());
		}
	}

	@Test
	void anAgentLeadsASessionAndAGroupOfItsOwn() throws Exception {
		assumeTrue(!Programs.inOwnSession().isEmpty(), "Linux with setsid");
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			String[] stat = Files.readString(Path.of("/proc/" + link.pid() + "/stat")).split("\\) ", 2)[1].split(" ");
			assertEquals(Long.toString(link.pid()), stat[2]);
			assertEquals(Long.toString(link.pid()), stat[3]);
		}
	}

	@Test
	void aDetachedDaemonIsEndedWithItsAgent() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			ProcessHandle daemon = daemonOf(agents, link);
			Agents.get(link.end());
			assertFalse(ProcessTable.ofThisSystem().isRunning(daemon));
		}
	}

	@Test
	void aDetachedDaemonIsEndedToWhenItsAgentDiesByItself() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			ProcessHandle daemon = daemonOf(agents, link);
			Agents.prompt(link, "[[exit 1 bye]]");
			agents.heard.awaitExit();
			Agents.get(link.end());
			assertFalse(ProcessTable.ofThisSystem().isRunning(daemon));
			assertFalse(agents.heard.awaitExit().asked());
		}
	}

	@Test
	void itsCommandsEndWithAnAgentAndThatIsToldBeforeItsEnd() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[run echo $UMBRA_AGENT; setsid sleep 300 & exec sleep 300]]");
			link.answerAction(agents.heard.await(AgentInput.CommandAsked.class).request(), true);
			assertEquals(agents.setting.hash() + ":the-agent\n", agents.heard.await(AgentInput.TerminalOutput.class).text(),
					"the marker by which the next host finds it");
			Agents.get(link.end());
			agents.heard.awaitExit();
			List<Heard.Item> all = agents.heard.all();
			assertTrue(all.subList(0, all.size() - 1).stream()
					.anyMatch(item -> item instanceof Heard.Input in && in.input() instanceof AgentInput.TerminalEnded), all.toString());
			assertInstanceOf(Heard.Exited.class, all.getLast());
			assertTrue(ProcessTable.ofThisSystem().withVariable("UMBRA_AGENT=" + agents.setting.hash(), false).isEmpty());
		}
	}

	@Test
	void aPersonEndsACommandAndTheAgentHearsHowItEnded() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[run echo on; exec sleep 300]]");
			link.answerAction(agents.heard.await(AgentInput.CommandAsked.class).request(), true);
			agents.heard.await(AgentInput.TerminalOutput.class);
			String terminal = agents.heard.await(AgentInput.TerminalStarted.class).terminal();
			link.killTerminal(terminal);
			agents.heard.awaitText("{\"exitCode\":143,\"signal\":\"SIGTERM\"}");
			assertEquals(new AgentInput.TerminalEnded(terminal, 143, "SIGTERM", 0), agents.heard.await(AgentInput.TerminalEnded.class));
		}
	}

	@Test
	void aStrangerThatGotThePidOfAProcessThatEndedIsLeftAlone() throws Exception {
		assumeTrue(new File("/proc/self/stat").exists(), "Linux");
		ProcessTable table = ProcessTable.ofThisSystem();
		Process stranger = new ProcessBuilder("setsid", "sleep", "300").start();
		try {
			EndedProcess remembered = new EndedProcess(stranger.pid());
			ProcessTree tree = new ProcessTree(table, remembered, null);
			assertFalse(table.isRunning(remembered));
			assertFalse(table.isGroupOf(remembered));
			assertEquals(Set.of(), tree.members());
			assertEquals(Set.of(), tree.end(Duration.ofSeconds(1)));
			assertEquals(Set.of(), ProcessTree.end(table, List.of(remembered), Duration.ofSeconds(1)));
			assertTrue(stranger.isAlive(), "it was ended in the place of another");
			ProcessTree own = new ProcessTree(table, stranger.toHandle(), null);
			assertEquals(Set.of(), own.end(Duration.ofSeconds(30)));
			assertTrue(stranger.waitFor(30, TimeUnit.SECONDS), "what is remembered rightly is ended");
		} finally {
			stranger.destroyForcibly().waitFor();
		}
	}

	/** What the Java runtime says of a process that ended and whose number somebody else has: same PID, not alive. */
	private record EndedProcess(long pid) implements ProcessHandle {
		@Override
		public Optional<ProcessHandle> parent() {
			return Optional.empty();
		}

		@Override
		public Stream<ProcessHandle> children() {
			return Stream.empty();
		}

		@Override
		public Stream<ProcessHandle> descendants() {
			return Stream.empty();
		}

		@Override
		public Info info() {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<ProcessHandle> onExit() {
			return CompletableFuture.completedFuture(this);
		}

		@Override
		public boolean supportsNormalTermination() {
			return true;
		}

		@Override
		public boolean destroy() {
			throw new AssertionError("asked to end " + pid);
		}

		@Override
		public boolean destroyForcibly() {
			throw new AssertionError("asked to end " + pid);
		}

		@Override
		public boolean isAlive() {
			return false;
		}

		@Override
		public int compareTo(ProcessHandle other) {
			return Long.compare(pid, other.pid());
		}
	}

	@Test
	void aSuccessorWithTheSameMarkerSurvivesTheEndOfItsPredecessor() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link first = agents.session("deaf");
			AgentRuntime.Link second = agents.session();
			Agents.get(first.end());
			Agents.prompt(second, "still there");
			agents.heard.awaitText("you said: still there");
		}
	}

	@Test
	void processesOfADeadHostAreEndedByTheirMarkerAlone() throws Exception {
		assumeTrue(new File("/proc/self/environ").exists(), "Linux");
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session("deaf");
			ProcessHandle daemon = daemonOf(agents, link);
			String hash = agents.setting.hash();
			assertEquals(List.of(), Agents.get(agents.runtime.endOrphans(hash)), "younger than this host: not an orphan");
			assertEquals(List.of(), AgentProcess.endOrphans(hash.substring(0, 10), Instant.MAX), "another data folder's");
			assertTrue(ProcessTable.ofThisSystem().isRunning(daemon));
			assertEquals(List.of(), AgentProcess.endOrphans(hash, Instant.MAX));
			assertFalse(ProcessTable.ofThisSystem().isRunning(daemon));
			assertEquals(128 + 15, agents.heard.awaitExit().code());
		}
	}

	@Test
	void theEnvironmentIsTheLoginShellsWithoutOursPlusWhatIsAdded() throws Exception {
		Map<String, String> login = Agents.env("PATH", System.getenv("PATH"), "HOME", "/home/x", "SECRET_OF_OTHERS", "s", "UMBRA_HOME",
				"/data", "UMBRA_AGENT", "other:1", "LC_ALL", "C.UTF-8");
		LoginEnvironment environment = new LoginEnvironment(login, null, Duration.ofSeconds(1));
		try (Agents agents = new Agents(folder, environment)) {
			AgentRuntime.Link link = Agents.get(agents.runtime.start(
					agents.launch(agents.setting.with(Agents.env("ADDED", "yes", "UMBRA_X", "no"), EnvMode.LOGIN)), agents.heard));
			Agents.get(link.open(folder, List.of()));
			Agents.prompt(link, "[[env SECRET_OF_OTHERS]][[env UMBRA_HOME]][[env UMBRA_X]][[env ADDED]][[env UMBRA_AGENT]]");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals(List.of("SECRET_OF_OTHERS=s", "UMBRA_HOME=null", "UMBRA_X=null", "ADDED=yes",
					"UMBRA_AGENT=" + agents.setting.hash() + ":the-agent"), agents.heard.texts());
		}
		Map<String, String> clean = LoginEnvironment.base(Agents.get(environment.take()), EnvMode.CLEAN);
		assertEquals(Set.of("PATH", "HOME", "LC_ALL"), clean.keySet());
	}

	@Test
	void cleanModeLetsOnlyTheAllowListAndWhatIsAddedThrough() throws Exception {
		Map<String, String> login = Agents.env("PATH", System.getenv("PATH"), "HOME", "/home/x", "LC_ALL", "C.UTF-8", "LANG", "C",
				"SOME_TOKEN", "t", "EDITOR", "vi");
		try (Agents agents = new Agents(folder, new LoginEnvironment(login, null, Duration.ofSeconds(1)))) {
			AgentRuntime.Link link = Agents
					.get(agents.runtime.start(agents.launch(agents.setting.with(Agents.env("ADDED", "yes"), EnvMode.CLEAN)), agents.heard));
			Agents.get(link.open(folder, List.of()));
			Agents.prompt(link, "[[env SOME_TOKEN]][[env EDITOR]][[env HOME]][[env LC_ALL]][[env ADDED]]");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals(List.of("SOME_TOKEN=null", "EDITOR=null", "HOME=/home/x", "LC_ALL=C.UTF-8", "ADDED=yes"), agents.heard.texts());
		}
	}

	@Test
	void theSecretOfOneAgentIsInNoOthersEnvironment() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link owner = Agents.get(agents.runtime
					.start(agents.launch(agents.setting.with(Agents.env("KEY_OF_ONE", "hunter22"), EnvMode.LOGIN)), new Heard()));
			AgentRuntime.Link other = agents.session();
			Agents.prompt(other, "[[env KEY_OF_ONE]]");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals(List.of("KEY_OF_ONE=null"), agents.heard.texts());
			if (Files.exists(Path.of("/proc/self/environ"))) {
				assertTrue(environ(owner).contains("KEY_OF_ONE=hunter22"), "its own has it");
				assertFalse(environ(other).contains("hunter22"));
			}
		}
	}

	private static String environ(AgentRuntime.Link link) throws Exception {
		return Files.readString(Path.of("/proc/" + link.pid() + "/environ"), StandardCharsets.ISO_8859_1);
	}

	@Test
	void aProfileThatPrintsDoesNotSpoilTheEnvironment() throws Exception {
		Path shell = script("shell", "echo 'Welcome!'; printf 'A=1\\000PATH=/wrong\\000'; export FROM_PROFILE='two\nlines'; for last; do :; done; eval \"$last\"; echo bye");
		LoginEnvironment environment = new LoginEnvironment(System.getenv(), shell.toString(), Duration.ofSeconds(5));
		Map<String, String> taken = Agents.get(environment.take());
		assertEquals("two\nlines", taken.get("FROM_PROFILE"));
		assertNull(taken.get("A"));
		assertNull(taken.get("UMBRA_RESOLVING_ENVIRONMENT"));
	}

	@Test
	void aShellThatHangsIsGivenUpForTheHostsOwnEnvironment() throws Exception {
		Path shell = script("shell", "/bin/sleep 60");
		LoginEnvironment environment = new LoginEnvironment(Agents.env("PATH", "/own"), shell.toString(), Duration.ofMillis(600));
		assertEquals("/own", Agents.get(environment.take()).get("PATH"));
	}

	@Test
	void presetsAreLookedForOnThePathAndOneThatHangsOnVersionIsStillInstalled() throws Exception {
		Path bin = Files.createDirectory(folder.resolve("bin"));
		Files.move(script("opencode", "echo; echo 1.2.3; echo more"), bin.resolve("opencode"));
		Files.move(script("goose", "sleep 60"), bin.resolve("goose"));
		Map<String, String> path = Agents.env("PATH", bin + ":/usr/bin:/bin");
		try (Agents agents = new Agents(folder, new LoginEnvironment(path, null, Duration.ofSeconds(1)))) {
			var presets = Agents.get(agents.runtime.presets());
			assertEquals(List.of("demo", "claude", "codex", "opencode", "gemini", "qwen", "copilot", "cline", "goose", "cursor"),
					presets.stream().map(preset -> preset.id()).toList());
			assertEquals("1.2.3", presets.get(3).version());
			assertEquals(bin.resolve("opencode").toString(), presets.get(3).path());
			assertTrue(presets.get(8).installed());
			assertNull(presets.get(8).version());
			assertFalse(presets.get(2).installed());
			assertEquals(bin.resolve("goose"), agents.runtime.find("goose"));
			assertNull(agents.runtime.find("bin/goose"));
			assertNull(agents.runtime.find(bin.toString()));
		}
	}

	@Test
	void theStderrFileIsPutAsideWhenItIsFull() throws Exception {
		Path file = folder.resolve("logs/a.log");
		StderrLog log = new StderrLog(file, 1000, new Logbook(new LogRing(), new LogRing(), dev.umbra.core.Clocks.SYSTEM, Blotter.of(Map.of())), words -> {
		});
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 30_000; i++) {
			text.append("é");
		}
		for (int i = 0; i < 5; i++) {
			log.drain(new java.io.ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), "start " + i + "\n");
		}
		assertTrue(log.tail().length() > StderrLog.RING / 2 - 2 && log.tail().chars().allMatch(c -> c == 'é'), "cut at a whole character");
		try (var files = Files.list(file.getParent())) {
			assertEquals(StderrLog.KEPT, files.count());
		}
	}

	private ProcessHandle daemonOf(Agents agents, AgentRuntime.Link link) throws Exception {
		Agents.prompt(link, "[[daemon]]");
		agents.heard.await(AgentInput.TurnEnded.class);
		ProcessHandle daemon = ProcessHandle.of(Long.parseLong(agents.heard.texts().getFirst())).orElseThrow();
		assertTrue(ProcessTable.ofThisSystem().isRunning(daemon));
		return daemon;
	}

	private Path script(String name, String body) throws Exception {
		Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		return file;
	}
}
