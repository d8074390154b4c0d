package dev.umbra.git;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.port.Repositories.Watching;

class GitWatchTest {
	@TempDir
	private Path temp;
	private final GitWatch watch = new GitWatch();
	private final Semaphore told = new Semaphore(0);
	private TestRepository repository;

	@BeforeEach
	void make() throws IOException {
		repository = TestRepository.made(temp);
	}

	@AfterEach
	void close() {
		watch.close();
	}

	private Layout layout(Path root) {
		Path git = repository.folder.resolve(".git");
		return new Layout(root, git, git, null);
	}

	private void awaitTold(String what) throws InterruptedException {
		assertTrue(told.tryAcquire(60, TimeUnit.SECONDS), () -> "never told of " + what);
		told.drainPermits();
	}

	@Test
	void commitsStagingBranchesAndMergesAreTold() throws Exception {
		watch.watch(layout(repository.folder), told::release);
		repository.with("a.txt", "changed\n");
		repository.git("add", "a.txt");
		awaitTold("the index");
		repository.git("checkout", "-q", "-b", "feature/deep/branch");
		awaitTold("HEAD");
		repository.git("update-ref", "refs/heads/feature/deep/other", "HEAD");
		awaitTold("a ref in a folder that is new");
		repository.git("stash");
		awaitTold("a stash");
	}

	@Test
	void locksAndOurOwnCopiesAreNotTold() throws Exception {
		Path git = repository.folder.resolve(".git");
		Watching watching = watch.watch(layout(repository.folder), told::release);
		Files.createFile(git.resolve("index.lock"));
		Files.createFile(git.resolve(IndexCopy.PREFIX + "1234"));
		Files.createFile(git.resolve("MERGE_HEAD"));
		awaitTold("the one that counts");
		watching.close();
		Files.delete(git.resolve("MERGE_HEAD"));
		Semaphore other = new Semaphore(0);
		watch.watch(layout(repository.folder), other::release);
		Files.createFile(git.resolve("ORIG_HEAD"));
		assertTrue(other.tryAcquire(60, TimeUnit.SECONDS));
		assertTrue(told.availablePermits() == 0, "who does not watch any more is not told");
	}
}
