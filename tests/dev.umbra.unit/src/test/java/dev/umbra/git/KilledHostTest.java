package dev.umbra.git;

import static dev.umbra.git.TestRepository.done;
import static dev.umbra.git.TestRepository.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.port.Repositories.Commit;

/** A process that is killed in the midst of a commit, while a hook of the repository runs; and the next one. */
class KilledHostTest {
	private static final String MARK = "11111111-2222-3333-4444-555555555555";
	/** Longer than what a pipe holds. */
	private static final String MESSAGE = "Once\n\n" + "and again\n".repeat(10_000);
	private static final Commit COMMIT = new Commit(MESSAGE, List.of("a.txt"), List.of(), true, MARK);
	@TempDir
	private Path temp;
	private TestRepository repository;
	private Path runs;
	private Path gate;
	private Map<String, String> before = Map.of();
	private Process host;
	private List<ProcessHandle> gits = List.of();

	/** The process that is killed: commits as it is told. */
	static final class Host {
		private Host() {
		}

		public static void main(String[] args) {
			TestRepository repository = new TestRepository(Path.of(args[0]));
			done(repository.service.commit(repository.place(), COMMIT));
		}
	}

	@BeforeEach
	void killedWhileAHookRuns() throws Exception {
		repository = TestRepository.made(temp);
		repository.with("a.txt", "changed\n").with("dir/b.txt", "staged\n").with("new.txt", "n\n");
		repository.git("add", "dir/b.txt");
		runs = temp.resolve("runs");
		gate = temp.resolve("gate");
		assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
		repository.script(repository.folder.resolve(".git/hooks/pre-commit"), runs, "read line < '" + gate + "'");
		before = repository.standing();
		host = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"), Host.class.getName(),
				repository.folder.toString()).redirectErrorStream(true).redirectOutput(temp.resolve("said").toFile()).start();
		await("the hook", () -> Files.exists(runs));
		gits = host.descendants().toList();
		assertFalse(gits.isEmpty());
		host.destroyForcibly();
		assertTrue(host.waitFor(60, TimeUnit.SECONDS));
		assertTrue(Files.exists(lock()), "the lock of the one that was killed");
	}

	@AfterEach
	void nothingRunsOn() {
		gits.forEach(ProcessHandle::destroyForcibly);
	}

	private Path lock() {
		return repository.folder.resolve(".git/index.lock");
	}

	private void await(String what, BooleanSupplier condition) throws IOException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (!condition.getAsBoolean()) {
			assertTrue(System.nanoTime() - end < 0, "never: " + what + "; " + Files.readString(temp.resolve("said")));
			Thread.onSpinWait();
		}
	}

	private GitRepositories next() {
		return TestRepository.service(repository.folder.resolveSibling("worktrees"));
	}

	private void assertNothingLeft() throws IOException {
		assertFalse(Files.exists(lock()));
		try (Stream<Path> files = Files.list(repository.folder.resolve(".git")); Stream<Path> notes = Files.list(repository.folder.resolveSibling("worktrees").resolve(".begun"))) {
			assertEquals(List.of(), files.filter(file -> file.getFileName().toString().startsWith(Journal.PREFIX)).toList());
			assertEquals(List.of(), notes.toList());
		}
	}

	private String commits() {
		return repository.git("rev-list", "--count", "HEAD");
	}

	private void killGit() throws IOException {
		gits.forEach(ProcessHandle::destroyForcibly);
		await("the end of git", () -> gits.stream().noneMatch(ProcessHandle::isAlive));
	}

	@Test
	void whatIsLeftGoesAtTheNextLookAndTheCommitIsMadeOnce() throws IOException {
		killGit();
		GitRepositories next = next();
		assertEquals(1, done(next.state(repository.place())).tree().counts().staged());
		assertNothingLeft();
		assertEquals(before, repository.standing());
		assertEquals("1", commits());
		Files.delete(repository.folder.resolve(".git/hooks/pre-commit"));
		String hash = done(next.commit(repository.place(), COMMIT));
		assertEquals(hash, done(next.commit(repository.place(), COMMIT)));
		assertEquals("2", commits());
		assertEquals("M  dir/b.txt\n?? new.txt", repository.status());
	}

	@Test
	void aGitThatStillWorksIsWaitedForAndItsCommitIsTheOne() throws IOException {
		GitRepositories next = next();
		done(next.state(repository.place()));
		assertTrue(Files.exists(lock()), "the git that was begun is at work");
		Failure busy = failure(next.commit(repository.place(), COMMIT));
		assertEquals(Failure.Code.BUSY, busy.code(), busy::message);
		assertEquals("1", commits());
		Files.writeString(gate, "go\n");
		await("the end of git", () -> gits.stream().noneMatch(ProcessHandle::isAlive));
		assertEquals("2", commits());
		assertEquals(MESSAGE.strip(), repository.git("log", "-1", "--format=%B"));
		String hash = done(next.commit(repository.place(), COMMIT));
		assertEquals(repository.head(), hash);
		assertEquals("2", commits());
		done(next.state(repository.place()));
		assertNothingLeft();
		assertEquals("M  dir/b.txt\n?? new.txt", repository.status(), "the index knows of the commit, and what else was staged is");
	}

	@Test
	void aLockThatGitHoldsMeanwhileIsNotTouched() throws IOException {
		killGit();
		// the person removed ours by hand, and runs something
		Files.delete(lock());
		Files.writeString(lock(), "DIRC");
		GitRepositories next = next();
		done(next.state(repository.place()));
		assertEquals("DIRC", Files.readString(lock()));
		assertEquals(Failure.Code.BUSY, failure(next.commit(repository.place(), COMMIT)).code());
		assertEquals("DIRC", Files.readString(lock()));
		Files.delete(lock());
		assertNothingLeft();
	}

	@Test
	void aRepositoryThatIsGoneIsForgotten() throws IOException {
		killGit();
		Files.move(repository.folder, repository.folder.resolveSibling("moved"));
		TestRepository other = TestRepository.made(Files.createDirectories(temp.resolve("other")));
		done(next().state(other.place()));
		try (Stream<Path> notes = Files.list(temp.resolve("worktrees/.begun"))) {
			assertEquals(List.of(), notes.toList());
		}
	}
}
