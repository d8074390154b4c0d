package dev.umbra.git;

import static dev.umbra.git.TestRepository.done;
import static dev.umbra.git.TestRepository.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.git.GitState;
import dev.umbra.core.port.Repositories.Added;
import dev.umbra.core.port.Repositories.AtStake;
import dev.umbra.core.port.Repositories.Commit;
import dev.umbra.core.port.Repositories.Place;

class WorktreesTest {
	private static final String BRANCH = "umbra/1234-task";
	@TempDir
	private Path temp;
	private TestRepository repository;
	private Path parent;

	@BeforeEach
	void make() throws IOException {
		repository = TestRepository.made(temp);
		parent = temp.toRealPath().resolve("worktrees");
	}

	private Added add() {
		return done(repository.service.addWorktree(repository.place(), parent, "<repository>-1234", BRANCH, null));
	}

	private void work(Added added, String file, String text) throws IOException {
		Files.writeString(added.path().resolve(file), text);
		done(repository.service.commit(new Place(added.path(), List.of()), new Commit("Work on " + file, List.of(file), List.of(), true)));
	}

	private AtStake atStake(Added added) {
		return done(repository.service.atStake(repository.place(), added.path(), BRANCH));
	}

	@Test
	void fromBeginningToEnd() throws IOException {
		Added added = done(repository.service.addWorktree(new Place(repository.folder.resolve("dir"), List.of()), parent, "<repository>-1234", BRANCH, null));
		assertEquals(parent.resolve("repo-1234"), added.path());
		assertEquals(added.path().resolve("dir"), added.folder());
		assertEquals(repository.folder, added.repository());
		assertEquals(repository.head(), added.commit());
		work(added, "new.txt", "n\n");
		GitState state = done(repository.service.state(new Place(added.folder(), List.of())));
		assertTrue(state.worktree().ours());
		assertEquals(1, state.worktree().ahead());
		assertEquals(new AtStake(0, 1, true, state.tree().head().commit()), atStake(added));

		repository.with("a.txt", "not committed, stays as it is\n");
		String merge = done(repository.service.merge(repository.place(), BRANCH, "Merge it\n", true));
		assertEquals(merge, repository.head());
		assertEquals("Merge it", repository.git("log", "-1", "--format=%s"));
		assertEquals("n\n", repository.read("new.txt"));
		assertEquals("M a.txt", repository.status());
		assertEquals(0, atStake(added).commits());
		assertEquals(Failure.Code.REFUSED, failure(repository.service.merge(repository.place(), BRANCH, "Again\n", true)).code());

		String revert = done(repository.service.revertMerge(repository.place(), merge, true));
		assertEquals(revert, repository.head());
		assertFalse(Files.exists(repository.folder.resolve("new.txt")));

		done(repository.service.removeWorktree(repository.place(), added.path(), BRANCH, true));
		assertFalse(Files.exists(added.path()));
		assertEquals("", repository.git("branch", "--list", BRANCH));
		assertEquals(1, repository.git("worktree", "list").lines().count());
	}

	@Test
	void aConflictChangesNothing() throws IOException {
		Added added = add();
		work(added, "a.txt", "theirs\n");
		repository.with("a.txt", "ours\n").committed("Ours").with("dir/b.txt", "not committed\n").with("new.txt", "n\n");
		Map<String, String> before = repository.standing();
		Failure failure = failure(repository.service.merge(repository.place(), BRANCH, "Merge\n", true));
		assertEquals(Failure.Code.REFUSED, failure.code());
		assertTrue(failure.message().contains("conflicts in a.txt"), failure::message);
		Map<String, String> after = repository.standing();
		for (Map<String, String> each : List.of(before, after)) {
			// what git notes of its attempt, and times of files in the index
			each.keySet().removeIf(file -> file.equals(".git/ORIG_HEAD") || file.equals(".git/index") || file.equals(".git/AUTO_MERGE") || file.equals(".git/logs/HEAD"));
		}
		assertEquals(before, after);
		assertEquals("M dir/b.txt\n?? new.txt", repository.status());
		assertNull(repository.tree().operation());
	}

	@Test
	void aRevertThatConflictsChangesNothing() throws IOException {
		Added added = add();
		work(added, "a.txt", "theirs\n");
		String merge = done(repository.service.merge(repository.place(), BRANCH, "Merge\n", true));
		repository.with("a.txt", "changed since\n").committed("Since");
		String head = repository.head();
		assertEquals(Failure.Code.REFUSED, failure(repository.service.revertMerge(repository.place(), merge, true)).code());
		assertEquals(head, repository.head());
		assertEquals("", repository.status());
		assertNull(repository.tree().operation());
	}

	@Test
	void aMissingOneIsMadeAgainFromItsBranchAndWithoutItFromACommit() throws IOException {
		Added added = add();
		work(added, "new.txt", "n\n");
		String tip = atStake(added).tip();
		deleteAll(added.path());
		AtStake missing = atStake(added);
		assertFalse(missing.there());
		assertEquals(tip, missing.tip());
		add();
		assertEquals("n\n", Files.readString(added.path().resolve("new.txt")));
		done(repository.service.removeWorktree(repository.place(), added.path(), BRANCH, true));
		assertNull(atStake(added).tip());
		done(repository.service.addWorktree(repository.place(), parent, "repo-1234", BRANCH, tip));
		assertEquals("n\n", Files.readString(added.path().resolve("new.txt")));
	}

	private static void deleteAll(Path folder) throws IOException {
		try (var all = Files.walk(folder)) {
			for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(each);
			}
		}
	}

	@Test
	void whatIsAtStakeIsCounted() throws IOException {
		Added added = add();
		Files.writeString(added.path().resolve("a.txt"), "changed\n");
		Files.createDirectories(added.path().resolve("more"));
		Files.writeString(added.path().resolve("more/x"), "x\n");
		Files.writeString(added.path().resolve("more/y"), "y\n");
		assertEquals(3, atStake(added).uncommitted());
		TestRepository.in(added.path(), "add", "-A");
		TestRepository.in(added.path(), "commit", "-q", "-m", "One");
		TestRepository.in(added.path(), "commit", "-q", "--allow-empty", "-m", "Two");
		assertEquals(2, atStake(added).commits());
		repository.git("branch", "elsewhere", BRANCH + "~1");
		assertEquals(1, atStake(added).commits());
	}

	@Test
	void whatCannotBeDoneIsRefusedInWords() throws IOException {
		TestRepository empty = TestRepository.empty(Files.createDirectories(temp.resolve("other")));
		Failure unborn = failure(empty.service.addWorktree(empty.place(), parent, "x", BRANCH, null));
		assertTrue(unborn.message().contains("no commit yet"), unborn::message);
		Added added = add();
		assertNotNull(failure(repository.service.addWorktree(repository.place(), parent, "repo-1234", BRANCH, null)).hint());
		repository.git("checkout", "-q", "--detach");
		assertTrue(failure(repository.service.merge(repository.place(), BRANCH, "m", true)).message().contains("no branch"));
		repository.git("checkout", "-q", "main");
		assertEquals(Failure.Code.NOT_FOUND, failure(repository.service.merge(repository.place(), "nobody", "m", true)).code());
		assertEquals(Failure.Code.REFUSED, failure(repository.service.revertMerge(repository.place(), "1234567890123456789012345678901234567890", true)).code());
		assertTrue(Files.exists(added.path()));
	}

	@Test
	void noHookRunsWhenOneIsMade() throws IOException {
		Path mark = temp.resolve("mark");
		repository.script(repository.folder.resolve(".git/hooks/post-checkout"), mark, "");
		add();
		assertFalse(Files.exists(mark));
	}
}
