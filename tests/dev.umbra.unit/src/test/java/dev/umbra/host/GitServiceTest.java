package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.GitState;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.git.TestRepository;
import dev.umbra.testkit.Sample;

/** The calls of {@link Git} with git itself. */
class GitServiceTest {
	@TempDir
	private Path temp;
	private TestRepository repository;
	private TestHost host;

	@BeforeEach
	void begin() throws Exception {
		repository = TestRepository.made(temp);
		Path home = Files.createDirectories(temp.toRealPath().resolve("home"));
		host = new TestHost(home, Sample.NOON, TestRepository.service(home.resolve("worktrees"))).withAgent();
	}

	@AfterEach
	void end() {
		host.folders.close();
		host.mailboxes.end("end of the test");
	}

	private SessionId session(boolean worktree) {
		SessionId session = value(host.sessions.create(new Sessions.Create(CommandId.random(), "demo", repository.folder.toString(), List.of(), "Fix the Größe!", null,
				List.of(), null, worktree))).session();
		awaited(() -> TestHost.done(host.gitRecords.git(session)).isPresent());
		return session;
	}

	private static void awaited(BooleanSupplier what) {
		long end = System.nanoTime() + 30_000_000_000L;
		while (!what.getAsBoolean()) {
			assertTrue(System.nanoTime() < end, "not in time");
			Thread.onSpinWait();
		}
	}

	private SessionSummary summary(SessionId session) {
		return TestHost.done(host.entries.session(session)).orElseThrow();
	}

	private static GitReply.Done done(GitReply reply) {
		return assertInstanceOf(GitReply.Done.class, reply, reply::toString);
	}

	private static List<GitReply.Topic> asked(GitReply reply) {
		return assertInstanceOf(GitReply.Asked.class, reply, reply::toString).questions().stream().map(GitReply.Question::topic).toList();
	}

	private GitReply commit(SessionId session, List<GitReply.Answer> answers, String... files) {
		return value(host.git.commit(new Git.Commit(CommandId.random(), session.value(), "Message", List.of(files), answers)));
	}

	private static List<GitReply.Answer> answer(GitReply.Topic topic, String choice) {
		return List.of(new GitReply.Answer(topic, null, choice));
	}

	private Git.OfWorktree of(SessionId session, GitReply.Answer... answers) {
		return new Git.OfWorktree(CommandId.random(), session.value(), List.of(answers));
	}

	private GitState state(SessionId session) {
		return value(host.git.state(new Git.Get(session.value(), null, true))).state();
	}

	@Test
	void aPartlyStagedFileIsAskedAboutAndNothingIsDoneBefore() throws Exception {
		SessionId session = session(false);
		repository.with("a.txt", "staged\n");
		repository.git("add", "a.txt");
		repository.with("a.txt", "more\n").with("dir/b.txt", "changed\n");
		String head = repository.head();
		assertEquals(List.of(GitReply.Topic.PARTLY_STAGED), asked(commit(session, List.of(), "a.txt", "dir/b.txt")));
		assertEquals(head, repository.head());
		GitReply.Done done = done(commit(session, List.of(new GitReply.Answer(GitReply.Topic.PARTLY_STAGED, "a.txt", "staged")), "a.txt", "dir/b.txt"));
		assertEquals(repository.head(), done.commit());
		assertEquals("staged", repository.git("show", "HEAD:a.txt"));
		assertEquals("M a.txt", repository.status());
	}

	@Test
	void hooksThatCameDuringTheSessionAreAskedAboutOnce() throws Exception {
		SessionId session = session(false);
		Path mark = temp.resolve("mark");
		repository.with("a.txt", "1\n");
		repository.git("branch", "harmless");
		repository.git("config", "branch.harmless.description", "does not matter");
		done(commit(session, List.of(), "a.txt"));
		repository.script(repository.folder.resolve(".git/hooks/pre-commit"), mark, "");
		repository.with("a.txt", "2\n");
		assertEquals(List.of(GitReply.Topic.CODE_CHANGED), asked(commit(session, List.of(), "a.txt")));
		done(commit(session, answer(GitReply.Topic.CODE_CHANGED, "no_hooks"), "a.txt"));
		assertFalse(Files.exists(mark));
		repository.with("a.txt", "3\n");
		done(commit(session, answer(GitReply.Topic.CODE_CHANGED, "go_on"), "a.txt"));
		assertTrue(Files.exists(mark));
		repository.with("a.txt", "4\n");
		done(commit(session, List.of(), "a.txt"));
		repository.git("config", "filter.x.clean", "cat");
		repository.with("a.txt", "5\n");
		assertEquals(List.of(GitReply.Topic.CODE_CHANGED), asked(commit(session, List.of(), "a.txt")));
		assertEquals(List.of(GitReply.Topic.CODE_CHANGED),
				asked(value(host.git.stage(new Git.Paths(CommandId.random(), session.value(), List.of("a.txt"))))));
	}

	@Test
	void theDifferenceSinceTheSessionBeganGoesOverCommits() throws Exception {
		SessionId session = session(false);
		repository.with("a.txt", "one\nTWO\nthree\n");
		done(commit(session, List.of(), "a.txt"));
		repository.with("new.txt", "n\n");
		GitDiff diff = value(host.git.diff(new Git.Diff(session.value(), GitDiff.Kind.SESSION, null)));
		assertEquals(List.of(new GitDiff.Stat("a.txt", null, 1, 1), new GitDiff.Stat("new.txt", null, 1, 0)), diff.files());
		assertTrue(diff.text().contains("-two\n+TWO\n"), diff::text);
	}

	@Test
	void theMessageIsKeptUntilItIsUsed() throws Exception {
		SessionId session = session(false);
		value(host.git.putDraft(new Git.PutDraft(CommandId.random(), session.value(), "typed")));
		assertEquals("typed", value(host.git.draft(new Git.DraftOf(session.value()))).text());
		repository.with("a.txt", "1\n");
		done(commit(session, List.of(), "a.txt"));
		assertEquals("", value(host.git.draft(new Git.DraftOf(session.value()))).text());
		assertEquals(Failure.Code.USAGE, failure(host.git.putDraft(new Git.PutDraft(CommandId.random(), session.value(), "x".repeat(70_000)))).code());
	}

	@Test
	void aSessionInAWorktreeFromBeginningToEnd() throws Exception {
		SessionId session = session(true);
		SessionSummary summary = summary(session);
		String id = session.value().substring(0, 8);
		assertEquals("umbra/" + id + "-fix-the-gro-e", summary.branch());
		assertEquals(host.parts.folder().path().resolve("worktrees").resolve("repo-" + id).toString(), summary.worktree());
		assertEquals(summary.worktree(), summary.cwd());
		Path tree = Path.of(String.valueOf(summary.worktree()));
		Files.writeString(tree.resolve("new.txt"), "n\n");

		Failure uncommitted = failure(host.git.mergeWorktree(of(session)));
		assertTrue(uncommitted.message().contains("not committed"), uncommitted::message);
		done(commit(session, List.of(), "new.txt"));
		assertEquals(1, state(session).worktree().ahead());
		assertTrue(state(session).worktree().ours());
		assertEquals(List.of(GitReply.Topic.UNMERGED_WORK), asked(value(host.git.removeWorktree(of(session)))));
		assertTrue(Files.exists(tree));

		String merge = done(value(host.git.mergeWorktree(of(session)))).commit();
		assertEquals(repository.head(), merge);
		assertEquals("n\n", repository.read("new.txt"));
		assertEquals(merge, state(session).worktree().merged());
		assertNotNull(done(value(host.git.revertWorktree(of(session)))).commit());
		assertNull(state(session).worktree().merged());
		assertEquals(Failure.Code.REFUSED, failure(host.git.revertWorktree(of(session))).code());
		assertNotNull(state(session).worktree().takenBack());
		assertFalse(Files.exists(repository.folder.resolve("new.txt")));
		String again = done(value(host.git.mergeWorktree(of(session)))).commit();
		assertEquals(repository.head(), again);
		assertEquals("n\n", repository.read("new.txt"), "merging again brings it back");
		assertNull(state(session).worktree().takenBack());

		Files.writeString(tree.resolve("a.txt"), "lost?\n");
		assertEquals(List.of(GitReply.Topic.UNCOMMITTED_WORK), asked(value(host.git.removeWorktree(of(session)))));
		done(value(host.git.removeWorktree(of(session, new GitReply.Answer(GitReply.Topic.UNCOMMITTED_WORK, null, "remove")))));
		assertFalse(Files.exists(tree));
		assertEquals("", repository.git("branch", "--list", String.valueOf(summary.branch())));
		GitState missing = state(session);
		assertEquals(GitState.Kind.NO_FOLDER, missing.kind());
		assertTrue(missing.worktree().missing());
		assertTrue(missing.worktree().branchThere(), "it can be made again");
		done(value(host.git.createWorktree(of(session))));
		assertEquals("n\n", Files.readString(tree.resolve("new.txt")));
		assertEquals(GitState.Kind.WORK_TREE, state(session).kind());
	}

	@Test
	void unmergedWorkCanStayAsABranch() throws Exception {
		SessionId session = session(true);
		SessionSummary summary = summary(session);
		Path tree = Path.of(String.valueOf(summary.worktree()));
		Files.writeString(tree.resolve("new.txt"), "n\n");
		done(commit(session, List.of(), "new.txt"));
		done(value(host.git.removeWorktree(of(session, new GitReply.Answer(GitReply.Topic.UNMERGED_WORK, null, "keep_branch")))));
		assertFalse(Files.exists(tree));
		assertEquals("n", repository.git("show", summary.branch() + ":new.txt"));
	}

	@Test
	void aSessionGetsAWorktreeBeforeItsFirstPrompt() {
		SessionId session = session(false);
		done(value(host.git.createWorktree(of(session))));
		SessionSummary summary = summary(session);
		assertNotNull(summary.worktree());
		assertEquals(summary.worktree(), summary.cwd());
		assertEquals(Failure.Code.REFUSED, failure(host.git.createWorktree(of(session))).code());
		SessionId other = session(false);
		assertEquals(Failure.Code.REFUSED, failure(host.git.mergeWorktree(of(other))).code());
	}

	@Test
	void aSessionThatCannotHaveAWorktreeIsNotMade() throws Exception {
		Path plain = Files.createDirectories(temp.resolve("plain"));
		Failure refused = failure(host.sessions.create(new Sessions.Create(CommandId.random(), "demo", plain.toString(), List.of(), "", null, List.of(), null, true)));
		assertTrue(refused.message().contains("not in a git repository"), refused::message);
		assertEquals(List.of(), TestHost.done(host.entries.sessions(true)));
	}

	@Test
	void aCommitThatIsAskedForTwiceIsMadeOnce() throws Exception {
		SessionId session = session(false);
		repository.with("a.txt", "1\n");
		Git.Commit commit = new Git.Commit(CommandId.random(), session.value(), "Once", List.of("a.txt"));
		value(host.git.commit(commit));
		assertEquals(Optional.of(true), TestHost.done(host.entries.commandResult(commit.command())).map(json -> json.contains(repository.head())));
	}

	/** Asked again as after a crash: what was answered first is not stored. */
	@Test
	void whatGitDidBeforeItsAnswerWasStoredIsNotDoneAgain() throws Exception {
		SessionId session = session(true);
		Path tree = Path.of(String.valueOf(summary(session).worktree()));
		Files.writeString(tree.resolve("new.txt"), "n\n");
		Git.Commit commit = new Git.Commit(CommandId.random(), session.value(), "Once", List.of("new.txt"));
		String hash = done(value(host.git.commit(commit))).commit();
		Files.writeString(tree.resolve("new.txt"), "and more\n");
		assertEquals(hash, done(value(host.git.commit(commit))).commit());
		assertEquals("2", TestRepository.in(tree, "rev-list", "--count", "HEAD"));
		TestRepository.in(tree, "checkout", "--", "new.txt");

		Git.OfWorktree merge = of(session);
		String merged = done(value(host.git.mergeWorktree(merge))).commit();
		Files.writeString(tree.resolve("new.txt"), "uncommitted since\n");
		assertEquals(merged, done(value(host.git.mergeWorktree(merge))).commit());
		Git.OfWorktree revert = of(session);
		String reverted = done(value(host.git.revertWorktree(revert))).commit();
		assertEquals(reverted, done(value(host.git.revertWorktree(revert))).commit());
		assertEquals(reverted, repository.head());
		assertEquals("4", repository.git("rev-list", "--count", "HEAD"));

		Git.Paths discard = new Git.Paths(CommandId.random(), session.value(), List.of("new.txt"));
		String undo = done(value(host.git.discard(discard))).undo();
		Files.writeString(tree.resolve("new.txt"), "written since\n");
		assertEquals(undo, done(value(host.git.discard(discard))).undo());
		assertEquals("written since\n", Files.readString(tree.resolve("new.txt")));
		TestRepository.in(tree, "checkout", "--", "new.txt");

		Git.OfWorktree remove = of(session, new GitReply.Answer(GitReply.Topic.UNMERGED_WORK, null, "remove"));
		done(value(host.git.removeWorktree(remove)));
		done(value(host.git.removeWorktree(remove)));
		Git.OfWorktree create = of(session);
		done(value(host.git.createWorktree(create)));
		assertEquals("n\n", Files.readString(tree.resolve("new.txt")), "the branch's last commit is still known");
		done(value(host.git.createWorktree(create)));
		assertEquals(Failure.Code.REFUSED, failure(host.git.createWorktree(of(session))).code());
		SessionId other = session(false);
		Git.OfWorktree first = of(other);
		String words = done(value(host.git.createWorktree(first))).words();
		assertEquals(words, done(value(host.git.createWorktree(first))).words());
	}

	@Test
	void aSessionWhoseWorktreeWasMadeBeforeTheHostWasKilledTakesIt() {
		Sessions.Create create = new Sessions.Create(CommandId.random(), "demo", repository.folder.toString(), List.of(), "Fix it", null, List.of(), null, true);
		Path made = TestHost.done(host.worktrees.add(GitIntents.session(create.command()), repository.folder, "Fix it")).path();
		assertEquals(made.toString(), summary(value(host.sessions.create(create)).session()).worktree());
		assertEquals(2, repository.git("worktree", "list").lines().count());
	}

	@Test
	void slugsAreOfPlainLettersAndDigits() {
		assertEquals("fix-the-gro-e", SessionWorktrees.slug("Fix the Größe!"));
		assertEquals("cafe", SessionWorktrees.slug("  Café  "));
		assertEquals("session", SessionWorktrees.slug("日本"));
		assertEquals(40, SessionWorktrees.slug("a".repeat(100)).length());
		assertEquals("x", SessionWorktrees.slug("../../x.lock/..").substring(0, 1));
	}
}
