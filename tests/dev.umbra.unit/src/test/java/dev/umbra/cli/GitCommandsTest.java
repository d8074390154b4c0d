package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Host;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.git.Worktree;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

class GitCommandsTest {
	private static final String HASH = "1234567890abcdef1234567890abcdef12345678";
	@TempDir
	Path temp;
	private Typist typist;

	@BeforeEach
	void open() {
		typist = new Typist(temp);
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private void says(GitState state) {
		typist.host.on(Methods.GIT_STATE, p -> Outcome.ok(new Git.State("e", 7, state.folder(), Sample.NOON, state)));
	}

	private static GitState tree(WorkTree.Head head, WorkTree.Upstream upstream, Worktree worktree, GitFile... files) {
		return new GitState("/repo", GitState.Kind.WORK_TREE, "", new WorkTree("/repo", null, head, upstream, new WorkTree.FileCounts(1, 1, 1, 1), List.of(files), true, 2,
				new WorkTree.LastCommit(HASH, "Fix \u001b[2J it", "Ada", "2030-01-02T03:04:05Z"), WorkTree.Operation.CHERRY_PICK, false), worktree);
	}

	@Test
	void thePersonSeesEverythingThatGitTells() {
		says(tree(new WorkTree.Head(WorkTree.HeadKind.BRANCH, "topic", HASH), new WorkTree.Upstream("origin/main", 2, 1),
				new Worktree("/w", "topic", "/repo", "main", false, true, 3, HASH, null, true),
				new GitFile("both", null, FileChange.NONE, FileChange.CONFLICTED, false), new GitFile("new name", "old", FileChange.RENAMED, FileChange.MODIFIED, false),
				new GitFile("x\u202ey", null, FileChange.NONE, FileChange.UNTRACKED, false)));
		String out = typist.ok("git", "status", "5e55").out();
		for (String part : List.of("On branch topic, 2 ahead of and 1 behind origin/main", "Last commit 12345678 Fix ", "(Ada, 2030-01-02T03:04:05Z)", "In the midst of a cherry pick.",
				"1 staged, 1 modified, 1 untracked, 1 conflicted, 2 stashed", "Worktree /w of /repo, 3 commits ahead of main, merged back as 12345678", "UU both", "RM new name (was old)", "?? x", "… and more")) {
			assertTrue(out.contains(part), () -> part + " is not in " + out);
		}
		assertFalse(out.contains("\u001b") || out.contains("\u202e"), "what could deceive is shown");
		assertTrue(typist.host.asked(Methods.GIT_STATE).getFirst().path("fresh").asBoolean());

		says(tree(new WorkTree.Head(WorkTree.HeadKind.UNBORN, "main", null), new WorkTree.Upstream("gone", null, null), null));
		assertTrue(typist.ok("git", "status", "5e55").out().contains("On branch main, without a commit yet, whose upstream gone is gone"), typist.out());
		says(tree(new WorkTree.Head(WorkTree.HeadKind.DETACHED, null, HASH), null, null));
		assertTrue(typist.ok("git", "status", "5e55").out().contains("On no branch, at " + HASH), typist.out());
		says(new GitState("/x", GitState.Kind.NO_GIT, "The program git was not found. Install git.", null, null));
		assertEquals("The program git was not found. Install git.\n", typist.ok("git", "status", "5e55").out());
		typist.ok("git", "status", "5e55", "--json");
		assertEquals("no_git", typist.json().path("state").path("kind").asText());
	}

	@Test
	void filesAndDifferences() {
		typist.host.on(Methods.GIT_FILES, p -> Outcome.ok(new Git.Files("e", 7, List.of(
				new SessionFile("a.txt", null, SessionFile.Operation.MODIFIED, 2, 1, false, true, FileChange.MODIFIED, FileChange.MODIFIED),
				new SessionFile("b.bin", null, SessionFile.Operation.ADDED, null, null, true, false, FileChange.NONE, FileChange.UNTRACKED)), true, HASH)));
		String out = typist.ok("git", "files", "5e55").out();
		assertTrue(out.lines().anyMatch(line -> line.matches("\\*\\s+modified\\s+2\\s+1\\s+partly\\s+a\\.txt\\s*")), out);
		assertTrue(out.lines().anyMatch(line -> line.matches("\\s*added\\s+binary\\s+binary\\s+b\\.bin\\s*")), out);
		assertTrue(typist.err().contains("more files"), typist.err());
		typist.host.on(Methods.GIT_DIFF, p -> Outcome.ok(new GitDiff(p.kind(), "diff --git a/x b/x\n+\u001b[31mred\n", true, List.of())));
		assertTrue(typist.ok("git", "diff", "5e55", "x", "--staged").out().contains("+red"), typist.out());
		assertTrue(typist.err().contains("more than is shown"), typist.err());
		assertEquals("staged", typist.host.asked(Methods.GIT_DIFF).getFirst().path("kind").asText());
		assertEquals("x", typist.host.asked(Methods.GIT_DIFF).getFirst().path("path").asText());
		typist.ok("git", "diff", "5e55", "--session");
		assertEquals("session", typist.host.asked(Methods.GIT_DIFF).getLast().path("kind").asText());
		assertFalse(typist.host.asked(Methods.GIT_DIFF).getLast().has("path"));
		typist.fails(2, "git", "diff", "5e55", "--session", "--staged");
	}

	@Test
	void aQuestionIsARefusalThatSaysHowToAnswer() {
		typist.host.on(Methods.GIT_COMMIT, p -> Outcome.ok(p.answers().isEmpty()
				? new GitReply.Asked(List.of(new GitReply.Question(GitReply.Topic.PARTLY_STAGED, "a=b:c.txt", "Only a part is staged.",
						List.of(new GitReply.Choice("whole", "Whole", false), new GitReply.Choice("staged", "Part", false)))))
				: new GitReply.Done("Committed.", HASH, null)));
		String said = typist.fails(5, "git", "commit", "5e55", "-m", "Message", "a=b:c.txt");
		assertTrue(said.contains("Only a part is staged.") && said.contains("--answer 'partly_staged:a=b:c.txt=whole' (Whole)"), said);
		typist.ok("git", "commit", "5e55", "-m", "Message", "a=b:c.txt", "--answer", "partly_staged:a=b:c.txt=staged", "--json");
		assertEquals(HASH, typist.json().path("commit").asText());
		Git.Commit commit = Codec.fromTree(typist.host.asked(Methods.GIT_COMMIT).getLast(), Git.Commit.class);
		assertEquals(List.of(new GitReply.Answer(GitReply.Topic.PARTLY_STAGED, "a=b:c.txt", "staged")), commit.answers());
		assertEquals(List.of("a=b:c.txt"), commit.paths());
		assertEquals("Message", commit.message());
		typist.fails(2, "git", "commit", "5e55", "-m", "Message", "x", "--answer", "nonsense=1");
		typist.fails(2, "git", "commit", "5e55", "x");
		typist.asAgent();
		typist.fails(5, "git", "commit", "5e55", "-m", "Message", "x", "--answer", "code_changed=go_on");
		assertTrue(typist.fails(5, "git", "commit", "5e55", "-m", "Message", "x").contains("Only a part"), "committing is not the question");
	}

	@Test
	void worktreesDiscardingAndWhatAnAgentMayNotTrust() {
		typist.host.on(Methods.GIT_WORKTREE_REMOVE, p -> Outcome.ok(new GitReply.Done("Removed.", null, null)));
		typist.ok("git", "worktree", "remove", "5e55", "--answer", "unmerged_work=keep_branch");
		assertEquals("keep_branch", typist.host.asked(Methods.GIT_WORKTREE_REMOVE).getFirst().path("answers").path(0).path("choice").asText());
		typist.host.on(Methods.GIT_DISCARD, p -> Outcome.ok(new GitReply.Done("Discarded.", null, HASH)));
		assertTrue(typist.ok("git", "discard", "5e55", "a", "b").out().contains("umbra git undo 5e55 " + HASH), typist.out());
		typist.host.answer(Methods.HOST_SET, new Done()).answer(Methods.HOST_GET, new Host.Settings(Map.of("trusted-folders", "/x")));
		typist.ok("host", "set", "trusted-folders=/x");
		typist.asAgent();
		typist.fails(5, "host", "set", "trusted-folders=/");
	}
}
