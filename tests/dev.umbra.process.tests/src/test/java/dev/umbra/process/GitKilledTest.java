package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitReply;

/** The host is killed in the midst of a commit, while a hook runs; the client asks the next one for the same. */
class GitKilledTest {
	@TempDir
	Path temp;
	private Path runs = Path.of("");
	private Path gate = Path.of("");

	private static String git(Path folder, String... arguments) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of("git"));
		line.addAll(List.of(arguments));
		Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		assertEquals(0, process.waitFor(), said);
		return said;
	}

	/** With a hook that waits at its first run, and something to commit. */
	private void repository(Path folder) throws Exception {
		runs = temp.resolve("runs");
		gate = temp.resolve("gate");
		git(folder, "init", "-q", "-b", "main");
		git(folder, "config", "user.name", "Tester");
		git(folder, "config", "user.email", "tester@example.org");
		for (String file : List.of("chosen", "staged")) {
			Files.writeString(folder.resolve(file), "1\n");
		}
		git(folder, "add", "-A");
		git(folder, "commit", "-q", "-m", "First");
		assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
		Path hook = Files.writeString(folder.resolve(".git/hooks/pre-commit"),
				"#!/bin/sh\necho ran >> '" + runs + "'\n[ $(wc -l < '" + runs + "') -gt 1 ] || read line < '" + gate + "'\n");
		assertTrue(hook.toFile().setExecutable(true));
		for (String file : List.of("chosen", "staged")) {
			Files.writeString(folder.resolve(file), "2\n");
		}
		git(folder, "add", "staged");
	}

	private CompletionStage<Outcome<GitReply>> commit(HostFolder folder, String session, CommandId command) {
		return folder.remote().git().commit(new Git.Commit(command, session, "Once", List.of("chosen")));
	}

	private static String hash(Outcome<GitReply> outcome) {
		return assertInstanceOf(GitReply.Done.class, outcome.orThrow()).commit();
	}

	/** Until the hook waits; then the host is killed. @return the processes of its git */
	private List<ProcessHandle> killed(HostFolder folder, String session, CommandId command) {
		CompletionStage<Outcome<GitReply>> asked = commit(folder, session, command);
		Await.until(() -> "the hook; " + asked, () -> Files.exists(runs));
		// git and its hook; the agent has none of them
		List<ProcessHandle> gits = folder.host().descendants().filter(each -> each.info().commandLine().filter(line -> line.contains("commit")).isPresent()).toList();
		assertFalse(gits.isEmpty());
		folder.killHost();
		return gits;
	}

	private static void assertSettled(Path work, String hash) throws Exception {
		assertEquals(hash, git(work, "rev-parse", "HEAD"));
		assertEquals("2", git(work, "rev-list", "--count", "HEAD"));
		assertEquals("M  staged", git(work, "status", "--porcelain"));
		assertEquals("chosen", git(work, "show", "--name-only", "--format=", "HEAD"));
		try (Stream<Path> files = Files.list(work.resolve(".git"))) {
			assertEquals(List.of(), files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".lock") || name.startsWith("umbra")).toList());
		}
	}

	@Test
	void killedWithItsGitItLeavesNothingBehindAndTheRepeatCommitsOnce() throws Exception {
		try (HostFolder folder = HostFolder.in(temp)) {
			repository(folder.work());
			folder.start();
			String session = folder.session(folder.addDemo());
			CommandId command = CommandId.random();
			List<ProcessHandle> gits = killed(folder, session, command);
			gits.forEach(ProcessHandle::destroyForcibly);
			gits.forEach(Await::exit);
			Path lock = folder.work().resolve(".git/index.lock");
			assertTrue(Files.exists(lock));
			folder.start();
			Await.until("the next host removes the lock by itself", () -> !Files.exists(lock));
			String hash = hash(Await.outcome(commit(folder, session, command)));
			assertEquals(hash, hash(Await.outcome(commit(folder, session, command))));
			assertSettled(folder.work(), hash);
			assertEquals(2, Files.readAllLines(runs).size());
		}
	}

	@Test
	void theGitThatOutlivesItEndsTheCommitAndTheRepeatFindsIt() throws Exception {
		try (HostFolder folder = HostFolder.in(temp)) {
			repository(folder.work());
			folder.start();
			String session = folder.session(folder.addDemo());
			CommandId command = CommandId.random();
			List<ProcessHandle> gits = killed(folder, session, command);
			try {
				folder.start();
				Outcome<GitReply> busy = Await.outcome(commit(folder, session, command));
				assertEquals(Failure.Code.BUSY, assertInstanceOf(Outcome.NotOk.class, busy).failure().code());
				Files.writeString(gate, "go\n");
				gits.forEach(Await::exit);
			} finally {
				gits.forEach(ProcessHandle::destroyForcibly);
			}
			String hash = hash(Await.outcome(commit(folder, session, command)));
			Await.until("nothing is left", () -> !Files.exists(folder.work().resolve(".git/index.lock")));
			assertSettled(folder.work(), hash);
			assertEquals(1, Files.readAllLines(runs).size(), "the commit was made by the first git");
		}
	}
}
