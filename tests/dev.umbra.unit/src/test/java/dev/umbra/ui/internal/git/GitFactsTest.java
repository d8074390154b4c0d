package dev.umbra.ui.internal.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.git.WorkTree.FileCounts;
import dev.umbra.core.git.WorkTree.Head;
import dev.umbra.core.git.WorkTree.HeadKind;
import dev.umbra.core.git.WorkTree.LastCommit;
import dev.umbra.core.git.WorkTree.Operation;
import dev.umbra.core.git.WorkTree.Upstream;
import dev.umbra.core.git.Worktree;

class GitFactsTest {
	private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
	private static final String COMMIT = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
	private static final Head ON_MAIN = new Head(HeadKind.BRANCH, "main", COMMIT);
	private static final FileCounts CLEAN = new FileCounts(0, 0, 0, 0);

	private static GitFacts facts(Head head, @Nullable Upstream upstream, FileCounts counts, int stashes, @Nullable LastCommit last,
			@Nullable Operation operation, @Nullable Worktree worktree) {
		return GitFacts.of(new GitState("/work", GitState.Kind.WORK_TREE, "",
				new WorkTree("/work", null, head, upstream, counts, List.of(), false, stashes, last, operation, false), worktree), false, NOW);
	}

	private static GitFacts facts(Head head, @Nullable Upstream upstream) {
		return facts(head, upstream, CLEAN, 0, null, null, null);
	}

	private static GitFacts beside(@Nullable String target, boolean missing, boolean branchThere, @Nullable Integer ahead, @Nullable String merged) {
		Worktree worktree = new Worktree("/data/worktrees/app-1", "umbra/1-fix", "/src/app", target, missing, branchThere, ahead, merged, null, true);
		return missing ? GitFacts.of(new GitState("/data/worktrees/app-1", GitState.Kind.NO_FOLDER, "The folder is not there.", null, worktree), false, NOW)
				: facts(ON_MAIN, null, CLEAN, 0, null, null, worktree);
	}

	@Test
	void theBranchIsCalledByItsNameAndACommitByItsHash() {
		assertEquals("main", facts(ON_MAIN, null).branch());
		assertEquals("main, no commit yet", facts(new Head(HeadKind.UNBORN, "main", null), null).branch());
		assertEquals("No branch, at commit 1a2b3c4d", facts(new Head(HeadKind.DETACHED, null, COMMIT), null).branch());
	}

	@Test
	void aNameThatReordersTheLineIsMarked() {
		assertEquals("ma⟨U+202E⟩in", facts(new Head(HeadKind.BRANCH, "ma\u202Ein", COMMIT), null).branch());
	}

	@Test
	void theDistanceFromTheUpstreamBranchIsSaidBothWays() {
		assertEquals("In step with origin/main", facts(ON_MAIN, new Upstream("origin/main", 0, 0)).upstream());
		assertEquals("2 ahead of origin/main", facts(ON_MAIN, new Upstream("origin/main", 2, 0)).upstream());
		assertEquals("3 behind origin/main", facts(ON_MAIN, new Upstream("origin/main", 0, 3)).upstream());
		assertEquals("2 ahead of and 3 behind origin/main", facts(ON_MAIN, new Upstream("origin/main", 2, 3)).upstream());
		assertEquals("Follows origin/main, which is gone", facts(ON_MAIN, new Upstream("origin/main", null, null)).upstream());
		assertEquals("", facts(ON_MAIN, null).upstream());
	}

	@Test
	void onlyWhatThereIsIsCounted() {
		assertEquals("Nothing to commit", facts(ON_MAIN, null).changes());
		GitFacts all = facts(ON_MAIN, null, new FileCounts(1, 2, 3, 4), 5, null, null, null);
		assertEquals("4 in conflict, 1 staged, 2 modified, 3 new", all.changes());
		assertEquals("Stashes: 5", all.stashes());
		assertEquals("2 modified", facts(ON_MAIN, null, new FileCounts(0, 2, 0, 0), 0, null, null, null).changes());
	}

	@Test
	void theLastCommitIsSaidWithItsAgeUnlessItsTimeIsNonsense() {
		assertEquals("1a2b3c4d: Fix it, 2 h ago",
				facts(ON_MAIN, null, CLEAN, 0, new LastCommit(COMMIT, "Fix it", "Ann", "2030-01-01T12:00:00+02:00"), null, null).last());
		assertEquals("1a2b3c4d: Fix it", facts(ON_MAIN, null, CLEAN, 0, new LastCommit(COMMIT, "Fix it", "Ann", "yesterday"), null, null).last());
	}

	@Test
	void whatGitIsInTheMidstOfIsANotice() {
		for (Operation each : Operation.values()) {
			assertTrue(facts(ON_MAIN, null, CLEAN, 0, null, each, null).notice().contains("nothing can be committed here"), each.name());
		}
		assertEquals("", facts(ON_MAIN, null).notice());
	}

	@Test
	void whereThereIsNoWorkingTreeTheHostsWordsAreShownAlone() {
		GitFacts facts = GitFacts.of(new GitState("/tmp", GitState.Kind.NOT_A_REPOSITORY, "Not a repository.", null, null), true, NOW);
		assertFalse(facts.tree());
		assertEquals("Not a repository.", facts.notice());
		assertEquals("", facts.branch());
		assertEquals(GitFacts.Offers.NONE, facts.offers());
	}

	@Test
	void aWorktreeSaysHowFarItIsFromWhatItGoesBackTo() {
		assertEquals("Worktree of app, 2 ahead of main", beside("main", false, true, 2, null).worktree());
		assertEquals("Worktree of app, all of it in main", beside("main", false, true, 0, null).worktree());
		assertEquals("Worktree of app", beside(null, false, true, null, null).worktree());
		assertEquals("The worktree of app is not there any more. It can be made again from its branch umbra/1-fix.", beside("main", true, true, null, null).worktree());
		assertEquals("The worktree of app is not there any more, and neither is its branch.", beside("main", true, false, null, null).worktree());
	}

	@Test
	void whatWasTakenBackCanBeMergedAgain() {
		GitFacts facts = facts(ON_MAIN, null, CLEAN, 0, null, null, new Worktree("/w", "umbra/1-fix", "/src/app", "main", false, true, 0, null, COMMIT, true));
		assertEquals("Worktree of app, taken back from main", facts.worktree());
		assertEquals(new GitFacts.Offers(false, false, true, false, true), facts.offers());
	}

	@Test
	void whyChangesAreSeenLateIsSaidBesideWhatGitIsInTheMidstOf() {
		GitState late = new GitState("/work", GitState.Kind.WORK_TREE, "Seen late: too many.",
				new WorkTree("/work", null, ON_MAIN, null, CLEAN, List.of(), false, 0, null, null, false), null);
		assertEquals("Seen late: too many.", GitFacts.of(late, false, NOW).notice());
	}

	@Test
	void onlyWhatMakesSenseIsOffered() {
		assertEquals(new GitFacts.Offers(false, false, true, false, true), beside("main", false, true, 2, null).offers());
		assertEquals(new GitFacts.Offers(false, false, false, true, true), beside("main", false, true, 0, COMMIT).offers());
		assertEquals(new GitFacts.Offers(false, true, false, false, true), beside("main", true, true, null, null).offers());
		assertEquals(GitFacts.Offers.NONE, beside("main", true, false, null, null).offers());
		assertEquals(GitFacts.Offers.NONE, facts(ON_MAIN, null, CLEAN, 0, null, null,
				new Worktree("/w", "b", "/src/app", "main", false, true, 1, null, null, false)).offers());
	}

	@Test
	void aSessionWithoutATurnCanStillMoveToAWorktreeWhereThereIsACommit() {
		GitState state = new GitState("/work", GitState.Kind.WORK_TREE, "",
				new WorkTree("/work", null, ON_MAIN, null, CLEAN, List.of(), false, 0, null, null, false), null);
		assertTrue(GitFacts.of(state, true, NOW).offers().create());
		assertFalse(GitFacts.of(state, false, NOW).offers().any());
		GitState unborn = new GitState("/work", GitState.Kind.WORK_TREE, "",
				new WorkTree("/work", null, new Head(HeadKind.UNBORN, "main", null), null, CLEAN, List.of(), false, 0, null, null, false), null);
		assertFalse(GitFacts.of(unborn, true, NOW).offers().any());
	}
}
