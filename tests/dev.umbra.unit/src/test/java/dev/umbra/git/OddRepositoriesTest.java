package dev.umbra.git;

import static dev.umbra.git.TestRepository.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Clocks;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.git.Worktree;
import dev.umbra.core.port.Repositories.Place;

class OddRepositoriesTest {
	@TempDir
	private Path temp;

	private static GitFile file(WorkTree tree, String path) {
		return tree.files().stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow(() -> new AssertionError(path + " in " + tree.files()));
	}

	@Test
	void noGit() {
		GitRepositories service = new GitRepositories(temp, temp.resolve(".begun"), Clocks.SYSTEM, () -> null, () -> "");
		GitState state = done(service.state(new Place(temp, List.of())));
		assertEquals(GitState.Kind.NO_GIT, state.kind());
		assertTrue(state.words().contains("Install git"), state::words);
		assertNull(state.tree());
	}

	@Test
	void noFolderAndNotARepository() throws IOException {
		GitRepositories service = TestRepository.service(temp);
		assertEquals(GitState.Kind.NO_FOLDER, done(service.state(new Place(temp.resolve("nowhere"), List.of()))).kind());
		Path plain = Files.createDirectories(temp.resolve("plain"));
		GitState state = done(service.state(new Place(plain, List.of())));
		assertEquals(GitState.Kind.NOT_A_REPOSITORY, state.kind(), state::words);
		TestRepository.in(plain, "init", "-q");
		assertEquals(GitState.Kind.WORK_TREE, done(service.state(new Place(plain, List.of()))).kind(), "it is seen when it becomes one");
	}

	@Test
	void bare() {
		TestRepository.in(temp, "init", "-q", "--bare", "bare.git");
		GitState state = done(TestRepository.service(temp).state(new Place(temp.resolve("bare.git"), List.of())));
		assertEquals(GitState.Kind.BARE, state.kind(), state::words);
	}

	@Test
	void gitsOwnFolder() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		assertEquals(GitState.Kind.BARE, done(repository.service.state(new Place(repository.folder.resolve(".git"), List.of()))).kind());
	}

	@Test
	void damaged() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		Files.writeString(repository.folder.resolve(".git/index"), "junk that is no index at all");
		GitState state = repository.state();
		assertEquals(GitState.Kind.UNREADABLE, state.kind());
		assertTrue(state.words().contains("index"), state::words);
	}

	@Test
	void unborn() throws IOException {
		TestRepository repository = TestRepository.empty(temp).with("new.txt", "n\n");
		repository.git("add", "new.txt");
		WorkTree tree = repository.tree();
		assertEquals(new WorkTree.Head(WorkTree.HeadKind.UNBORN, "main", null), tree.head());
		assertNull(tree.lastCommit());
		assertEquals(new WorkTree.FileCounts(1, 0, 0, 0), tree.counts());
		assertTrue(done(repository.service.diff(repository.place(), GitDiff.Kind.STAGED, null, null)).text().contains("+n\n"));
		assertTrue(done(repository.service.diff(repository.place(), GitDiff.Kind.SESSION, null, null)).text().contains("+n\n"));
		assertEquals(1, done(repository.service.files(repository.place(), List.of(), 10)).getFirst().added());
	}

	@Test
	void detachedWithStashes() throws IOException {
		TestRepository repository = TestRepository.made(temp).with("a.txt", "stashed\n");
		repository.git("stash");
		repository.git("checkout", "-q", "--detach");
		WorkTree tree = repository.tree();
		assertEquals(new WorkTree.Head(WorkTree.HeadKind.DETACHED, null, repository.head()), tree.head());
		assertEquals(1, tree.stashes());
		assertTrue(tree.counts().clean());
	}

	@Test
	void aheadAndBehindAnUpstreamThatMayBeGone() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		TestRepository.in(temp, "clone", "-q", repository.folder.toString(), "clone");
		repository.with("c.txt", "c\n").committed("Theirs").with("d.txt", "d\n").committed("Theirs, too");
		Path clone = temp.toRealPath().resolve("clone");
		Files.writeString(clone.resolve("mine.txt"), "mine\n");
		TestRepository.in(clone, "add", "-A");
		TestRepository.in(clone, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "Mine");
		TestRepository.in(clone, "fetch", "-q");
		GitState state = done(repository.service.state(new Place(clone, List.of())));
		assertEquals(new WorkTree.Upstream("origin/main", 1, 2), state.tree().upstream());
		TestRepository.in(clone, "update-ref", "-d", "refs/remotes/origin/main");
		assertEquals(new WorkTree.Upstream("origin/main", null, null), done(repository.service.state(new Place(clone, List.of()))).tree().upstream());
	}

	@Test
	void everyKindOfChange() throws IOException {
		TestRepository repository = TestRepository.made(temp).with("gone.txt", "g\n").with("link", "l\n").with("moved.txt", "m 1\nm 2\nm 3\n").committed("More");
		repository.with("a.txt", "staged\n");
		repository.git("add", "a.txt");
		repository.with("a.txt", "and changed again\n").without("gone.txt").with("new.txt", "n\n").with("fresh/x", "x\n");
		repository.git("mv", "moved.txt", "other name.txt");
		Files.delete(repository.folder.resolve("link"));
		Files.createSymbolicLink(repository.folder.resolve("link"), Path.of("a.txt"));
		repository.git("rm", "-q", "dir/b.txt");
		WorkTree tree = repository.tree();
		assertEquals(new WorkTree.FileCounts(3, 3, 2, 0), tree.counts());
		assertEquals(new GitFile("a.txt", null, FileChange.MODIFIED, FileChange.MODIFIED, false), file(tree, "a.txt"));
		assertTrue(file(tree, "a.txt").partlyStaged());
		assertEquals(FileChange.DELETED, file(tree, "gone.txt").unstaged());
		assertEquals(FileChange.DELETED, file(tree, "dir/b.txt").staged());
		assertEquals(FileChange.TYPE_CHANGED, file(tree, "link").unstaged());
		assertEquals(new GitFile("other name.txt", "moved.txt", FileChange.RENAMED, FileChange.NONE, false), file(tree, "other name.txt"));
		assertEquals(FileChange.UNTRACKED, file(tree, "fresh/").unstaged());
	}

	@Test
	void conflictsInTheMidstOfAMerge() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		repository.git("checkout", "-q", "-b", "other");
		repository.with("a.txt", "theirs\n").committed("Theirs");
		repository.git("checkout", "-q", "main");
		repository.with("a.txt", "ours\n").committed("Ours");
		assertFalse(TestRepository.run(repository.folder, Map.of(), "merge", "other").exit() == 0);
		WorkTree tree = repository.tree();
		assertEquals(WorkTree.Operation.MERGE, tree.operation());
		assertEquals(1, tree.counts().conflicted());
		assertTrue(tree.files().getFirst().conflicted());
		repository.git("merge", "--abort");
		assertNull(repository.tree().operation());
		assertFalse(TestRepository.run(repository.folder, Map.of("GIT_EDITOR", ":"), "rebase", "-q", "other").exit() == 0);
		assertEquals(WorkTree.Operation.REBASE, repository.tree().operation());
		repository.git("rebase", "--abort");
		assertFalse(TestRepository.run(repository.folder, Map.of(), "cherry-pick", "other").exit() == 0);
		assertEquals(WorkTree.Operation.CHERRY_PICK, repository.tree().operation());
	}

	@Test
	void oddFileNames() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		List<String> names = List.of("with space.txt", " leading", "tab\there", "line\nfeed", "ünï 日本.txt", "back\\slash", "a\"quote", "-dash", "*.glob", "--all", ":colon");
		for (String name : names) {
			repository.with(name, "x\n");
		}
		byte[] latin = "caf\u00e9.txt".getBytes(StandardCharsets.ISO_8859_1);
		writeUnder(repository, latin);
		WorkTree tree = repository.tree();
		names.forEach(name -> assertEquals(FileChange.UNTRACKED, file(tree, name).unstaged(), name));
		assertNotNull(file(tree, "\"caf\\351.txt\""));
		repository.git("add", "-A");
		repository.git("commit", "-q", "-m", "Odd names");
		for (String name : names) {
			repository.with(name, "y\n");
			GitDiff diff = done(repository.service.diff(repository.place(), GitDiff.Kind.WORKING, name, null));
			assertEquals(List.of(new GitDiff.Stat(name, null, 1, 1)), diff.files(), name);
			assertTrue(diff.text().contains("-x\n+y\n"), diff::text);
		}
		writeUnder(repository, latin, "y");
		GitDiff diff = done(repository.service.diff(repository.place(), GitDiff.Kind.WORKING, "\"caf\\351.txt\"", null));
		assertEquals(List.of(new GitDiff.Stat("\"caf\\351.txt\"", null, 1, 1)), diff.files());
		assertEquals(1, diff.text().split("diff --git", -1).length - 1, diff::text);
	}

	private static void writeUnder(TestRepository repository, byte[] name) throws IOException {
		writeUnder(repository, name, "x");
	}

	/** By a shell: Java cannot name a file by bytes. */
	private static void writeUnder(TestRepository repository, byte[] name, String text) throws IOException {
		StringBuilder octal = new StringBuilder();
		for (byte each : name) {
			octal.append(String.format("\\%03o", each & 0xff));
		}
		try {
			Process shell = new ProcessBuilder("sh", "-c", "printf '" + text + "\\n' > \"$(printf '" + octal + "')\"").directory(repository.folder.toFile())
					.inheritIO().start();
			assertEquals(0, shell.waitFor());
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void aFolderBelowALinkedWorktree() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		Path tree = temp.toRealPath().resolve("worktrees/beside");
		repository.git("worktree", "add", "-q", "-b", "side", tree.toString());
		Files.writeString(tree.resolve("more.txt"), "m\n");
		TestRepository.in(tree, "add", "-A");
		TestRepository.in(tree, "commit", "-q", "-m", "More");
		GitState state = done(repository.service.state(new Place(tree.resolve("dir"), List.of())));
		assertEquals(new Worktree(tree.toString(), "side", repository.folder.toString(), "main", false, true, 1, null, null, true), state.worktree());
		assertEquals(tree.toString(), state.tree().root());
		assertNull(repository.state().worktree());
		repository.git("merge", "-q", "--ff-only", "side");
		assertEquals(0, done(repository.service.state(new Place(tree, List.of()))).worktree().ahead());
	}

	@Test
	void aRepositoryMadeInsideAnotherIsTakenInItsPlace() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		Path dir = repository.folder.resolve("dir");
		assertEquals(repository.folder.toString(), done(repository.service.state(new Place(dir, List.of()))).tree().root());
		TestRepository.in(dir, "init", "-q", "-b", "inner");
		assertEquals(dir.toString(), done(repository.service.state(new Place(dir, List.of()))).tree().root());
	}

	@Test
	void anUnchangedRepositoryCostsOneProcess() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		repository.state();
		long before = repository.service.runs();
		GitState first = repository.state();
		assertEquals(before + 1, repository.service.runs());
		assertEquals(first, repository.state());
	}

	@Test
	void manyFilesAreCountedAndSomeAreNamed() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		for (int i = 0; i < WorkTree.MOST_FILES + 50; i++) {
			repository.with("f" + i, "x\n");
		}
		WorkTree tree = repository.tree();
		assertEquals(WorkTree.MOST_FILES + 50, tree.counts().untracked());
		assertEquals(WorkTree.MOST_FILES, tree.files().size());
		assertTrue(tree.more());
	}

	@Test
	void thirtyThousandFilesAreToldRightWithOneProcessPerLook() throws IOException {
		TestRepository repository = TestRepository.empty(temp);
		for (int i = 0; i < 30_000; i++) {
			if (i % 100 == 0) {
				Files.createDirectory(repository.folder.resolve("d" + i / 100));
			}
			Files.createFile(repository.folder.resolve("d" + i / 100 + "/f" + i));
		}
		repository.committed("Many");
		assertTrue(repository.tree().counts().clean());
		repository.with("d299/f29999", "changed\n").with("d0/new", "n\n").without("d7/f700");
		repository.git("add", "d299/f29999");
		long before = repository.service.runs();
		WorkTree tree = repository.tree();
		assertEquals(before + 1, repository.service.runs());
		assertEquals(new WorkTree.FileCounts(1, 1, 1, 0), tree.counts());
		assertEquals(List.of("d0/new", "d299/f29999", "d7/f700"), tree.files().stream().map(GitFile::path).toList());
	}

	@Test
	void aRepositoryWhoseFilesAreElsewhereIsNotTakenForTheFolder() throws IOException {
		TestRepository repository = TestRepository.made(temp);
		Path elsewhere = Files.createDirectories(temp.toRealPath().resolve("elsewhere"));
		repository.git("config", "core.worktree", elsewhere.toString());
		GitState state = repository.state();
		assertEquals(GitState.Kind.UNREADABLE, state.kind(), state::toString);
		assertTrue(state.words().contains("core.worktree"), state::words);
	}

	@Test
	void newFilesAreToldWhateverThePersonsGitShows() throws IOException {
		TestRepository repository = TestRepository.made(temp).with("new.txt", "n\n");
		repository.git("config", "status.showUntrackedFiles", "no");
		assertEquals(new WorkTree.FileCounts(0, 0, 1, 0), repository.tree().counts());
	}
}
