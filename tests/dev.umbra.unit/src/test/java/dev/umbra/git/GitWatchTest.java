package dev.umbra.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
		watch.watch(layout(repository.folder), told::release, why -> {
		});
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
		Watching watching = watch.watch(layout(repository.folder), told::release, why -> {
		});
		Files.createFile(git.resolve("index.lock"));
		Files.createFile(git.resolve(Journal.PREFIX + "1234"));
		Files.createFile(git.resolve("MERGE_HEAD"));
		awaitTold("the one that counts");
		watching.close();
		Files.delete(git.resolve("MERGE_HEAD"));
		Semaphore other = new Semaphore(0);
		watch.watch(layout(repository.folder), other::release, why -> {
		});
		Files.createFile(git.resolve("ORIG_HEAD"));
		assertTrue(other.tryAcquire(60, TimeUnit.SECONDS));
		assertTrue(told.availablePermits() == 0, "who does not watch any more is not told");
	}

	private Layout linked(String name) {
		Path tree = repository.folder.resolveSibling(name);
		repository.git("worktree", "add", "-q", "-b", name, tree.toString());
		Path git = repository.folder.resolve(".git");
		return new Layout(tree, git.resolve("worktrees").resolve(name), git, null);
	}

	private static void nothing(String why) {
		throw new AssertionError("not watched in full: " + why);
	}

	@Test
	void ofALinkedWorktreeItsOwnHeadAndIndexAndTheRefsOfAllAreTold() throws Exception {
		Layout layout = linked("side");
		watch.watch(layout, told::release, GitWatchTest::nothing);
		Files.writeString(layout.root().resolve("a.txt"), "changed\n");
		TestRepository.in(layout.root(), "add", "a.txt");
		awaitTold("its index");
		TestRepository.in(layout.root(), "commit", "-q", "-m", "Side");
		awaitTold("its branch");
		TestRepository.in(layout.root(), "checkout", "-q", "--detach");
		awaitTold("its HEAD");
		repository.with("dir/b.txt", "changed\n").committed("Main goes on");
		awaitTold("the branch of the main folder");
	}

	@Test
	void packedRefsAreTold() throws Exception {
		Layout layout = linked("side");
		repository.git("pack-refs", "--all");
		Semaphore main = new Semaphore(0);
		watch.watch(layout, told::release, GitWatchTest::nothing);
		watch.watch(layout(repository.folder), main::release, GitWatchTest::nothing);
		// it is in the packed file only
		repository.git("tag", "v1");
		awaitTold("a tag");
		repository.git("pack-refs", "--all");
		awaitTold("the packed file");
		main.drainPermits();
		TestRepository.in(layout.root(), "commit", "-q", "--allow-empty", "-m", "Over a packed ref");
		awaitTold("a ref that was packed");
		assertTrue(main.tryAcquire(60, TimeUnit.SECONDS));
	}

	@Test
	void refsInTablesAreTold() throws Exception {
		Layout layout = linked("side");
		Path common = Files.createDirectories(layout.commonDir().resolve("reftable"));
		Path own = Files.createDirectories(layout.gitDir().resolve("reftable"));
		watch.watch(layout, told::release, GitWatchTest::nothing);
		for (Path tables : List.of(common, own)) {
			// so git does it: a lock takes the list's place
			Files.writeString(tables.resolve("tables.list.lock"), "0x1.ref\n");
			Files.move(tables.resolve("tables.list.lock"), tables.resolve("tables.list"), StandardCopyOption.REPLACE_EXISTING);
			awaitTold(tables.toString());
		}
	}

	@Test
	void whereThereIsTooMuchToWatchThatIsSaidAndHeadIsToldAllTheSame() throws Exception {
		String head = repository.head();
		for (int i = 0; i < 400; i++) {
			Path ref = repository.folder.resolve(".git/refs/heads/f" + i + "/b");
			Files.createDirectories(ref.getParent());
			Files.writeString(ref, head + "\n");
		}
		List<String> troubles = new CopyOnWriteArrayList<>();
		watch.watch(layout(repository.folder), told::release, troubles::add);
		assertEquals(List.of("it has more than 300 folders of refs"), troubles);
		repository.git("checkout", "-q", "--detach");
		awaitTold("HEAD");
		repository.git("branch", "yet/another");
		awaitTold("a new branch");
		assertEquals(1, troubles.size(), "said once");
	}

	@Test
	void whereTheSystemWatchesNothingThatIsSaid() {
		GitWatch none = new GitWatch(() -> {
			throw new IOException("User limit of inotify instances reached or too many open files");
		});
		List<String> troubles = new CopyOnWriteArrayList<>();
		none.watch(layout(repository.folder), told::release, troubles::add);
		assertEquals(List.of("User limit of inotify instances reached or too many open files"), troubles);
		none.close();
	}
}
