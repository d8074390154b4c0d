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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.Id;
import dev.umbra.core.git.GitState;
import dev.umbra.core.port.Repositories.Added;
import dev.umbra.core.port.Repositories.AtStake;
import dev.umbra.core.port.Repositories.Commit;
import dev.umbra.core.port.Repositories.Merge;
import dev.umbra.core.port.Repositories.Merged;
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
		done(repository.service.commit(new Place(added.path(), List.of()), new Commit("Work on " + file, List.of(file), List.of(), true, Id.random())));
	}

	private static Merge merge(String branch, String message, @Nullable String takenBack) {
		return new Merge(branch, message, true, takenBack, Id.random());
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
		String merge = done(repository.service.merge(repository.place(), merge(BRANCH, "Merge it\n", null))).commit();
		assertEquals(merge, repository.head());
		assertEquals("Merge it", repository.git("log", "-1", "--format=%s"));
		assertEquals("n\n", repository.read("new.txt"));
		assertEquals("M a.txt", repository.status());
		assertEquals(0, atStake(added).commits());
		assertEquals(Failure.Code.REFUSED, failure(repository.service.merge(repository.place(), merge(BRANCH, "Again\n", null))).code());

		String revert = done(repository.service.takeBack(repository.place(), new Merged(merge, null), true, Id.random()));
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
		Failure failure = failure(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", null)));
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
	void whatWasTakenBackIsBroughtBackByMergingAgain() throws IOException {
		Added added = add();
		work(added, "new.txt", "n\n");
		Merged first = done(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", null)));
		String revert = done(repository.service.takeBack(repository.place(), first, true, Id.random()));
		repository.with("a.txt", "not committed\n");
		Merged again = done(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", revert)));
		assertEquals(new Merged(repository.head(), null), again);
		assertEquals("n\n", repository.read("new.txt"));
		assertEquals("M a.txt", repository.status());
		String second = done(repository.service.takeBack(repository.place(), again, true, Id.random()));
		assertFalse(Files.exists(repository.folder.resolve("new.txt")));

		// what the branch has since is merged too, though it changes what is not here
		work(added, "new.txt", "more\n");
		repository.with("a.txt", "one\ntwo\nthree\n");
		Merge merge = merge(BRANCH, "Merge all\n", second);
		Merged all = done(repository.service.merge(repository.place(), merge));
		assertEquals(repository.head(), all.commit());
		assertEquals(repository.git("rev-parse", "HEAD^1"), all.broughtBack());
		assertEquals("more\n", repository.read("new.txt"));
		assertEquals(all, done(repository.service.merge(repository.place(), merge)), "a repeat answers what was made");
		String mark = Id.random();
		String both = done(repository.service.takeBack(repository.place(), all, true, mark));
		assertEquals(both, repository.head());
		assertEquals(both, done(repository.service.takeBack(repository.place(), all, true, mark)), "a repeat answers what was made");
		assertFalse(Files.exists(repository.folder.resolve("new.txt")));
		assertEquals("", repository.status());
		assertNull(repository.tree().operation());
		assertEquals("more\n", Files.readString(added.path().resolve("new.txt")), "the session's own folder keeps its work");
		done(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", both)));
		assertEquals("more\n", repository.read("new.txt"));
	}

	@Test
	void whatIsBroughtBackGoesAgainIfTheMergeOnItConflicts() throws IOException {
		Added added = add();
		work(added, "new.txt", "n\n");
		Merged first = done(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", null)));
		String revert = done(repository.service.takeBack(repository.place(), first, true, Id.random()));
		work(added, "a.txt", "theirs\n");
		repository.with("a.txt", "ours\n").committed("Ours").with("dir/b.txt", "not committed\n");
		String head = repository.head();
		Failure failure = failure(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", revert)));
		assertTrue(failure.message().contains("conflicts in a.txt"), failure::message);
		assertEquals(head, repository.head());
		assertEquals("M dir/b.txt", repository.status());
		assertFalse(Files.exists(repository.folder.resolve("new.txt")));
		assertNull(repository.tree().operation());
	}

	@Test
	void whatCannotBeBroughtBackByItselfIsSaid() throws IOException {
		Added added = add();
		work(added, "a.txt", "theirs\n");
		Merged first = done(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", null)));
		String revert = done(repository.service.takeBack(repository.place(), first, true, Id.random()));
		repository.with("a.txt", "changed since\n").committed("Since");
		String head = repository.head();
		Failure failure = failure(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", revert)));
		assertEquals(Failure.Code.REFUSED, failure.code());
		assertTrue(String.valueOf(failure.hint()).contains("git revert " + revert), failure::toString);
		assertEquals(head, repository.head());
		assertEquals("", repository.status());
		assertNull(repository.tree().operation());
		repository.git("revert", "--no-edit", "HEAD");
		repository.git("revert", "--no-edit", revert);
		head = repository.head();
		Failure nothing = failure(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", revert)));
		assertTrue(nothing.message().contains("nothing to merge"), "somebody brought it back by hand: " + nothing.message());
		assertEquals(head, repository.head());
		assertNull(repository.tree().operation());
	}

	@Test
	void oneThatIsThereAsItIsToBeIsTakenAsMade() throws IOException {
		Added added = add();
		assertEquals(added, add());
		TestRepository.in(added.path(), "checkout", "-q", "-b", "another");
		assertEquals(Failure.Code.REFUSED, failure(repository.service.addWorktree(repository.place(), parent, "<repository>-1234", BRANCH, null)).code());
	}

	@Test
	void aRevertThatConflictsChangesNothing() throws IOException {
		Added added = add();
		work(added, "a.txt", "theirs\n");
		String merge = done(repository.service.merge(repository.place(), merge(BRANCH, "Merge\n", null))).commit();
		repository.with("a.txt", "changed since\n").committed("Since");
		String head = repository.head();
		assertEquals(Failure.Code.REFUSED, failure(repository.service.takeBack(repository.place(), new Merged(merge, null), true, Id.random())).code());
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
		Files.createDirectories(parent.resolve("repo-5678"));
		assertNotNull(failure(repository.service.addWorktree(repository.place(), parent, "repo-5678", BRANCH, null)).hint());
		repository.git("checkout", "-q", "--detach");
		assertTrue(failure(repository.service.merge(repository.place(), merge(BRANCH, "m", null))).message().contains("no branch"));
		repository.git("checkout", "-q", "main");
		assertEquals(Failure.Code.NOT_FOUND, failure(repository.service.merge(repository.place(), merge("nobody", "m", null))).code());
		assertEquals(Failure.Code.REFUSED, failure(repository.service.takeBack(repository.place(), new Merged("1234567890123456789012345678901234567890", null), true, Id.random())).code());
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
