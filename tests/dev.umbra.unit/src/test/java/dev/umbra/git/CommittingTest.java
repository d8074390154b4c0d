package dev.umbra.git;

import static dev.umbra.git.TestRepository.done;
import static dev.umbra.git.TestRepository.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.Id;
import dev.umbra.core.port.Repositories.Commit;

class CommittingTest {
	@TempDir
	private Path temp;
	private TestRepository repository;

	@BeforeEach
	void make() throws IOException {
		repository = TestRepository.made(temp);
	}

	private String commit(String message, List<String> whole, List<String> staged) {
		return done(repository.service.commit(repository.place(), new Commit(message, whole, staged, true, Id.random())));
	}

	private Failure refused(String message, String... whole) {
		return failure(repository.service.commit(repository.place(), new Commit(message, List.of(whole), List.of(), true, Id.random())));
	}

	private String inCommit() {
		return repository.git("show", "--name-status", "--format=", "--no-renames", "HEAD");
	}

	@Test
	void onlyTheChosenFilesAreCommittedAndOthersStayStaged() throws IOException {
		repository.with("a.txt", "one\n").with("dir/b.txt", "staged\n").with("c.txt", "new and staged\n").with("d.txt", "new\n");
		repository.git("add", "dir/b.txt", "c.txt");
		repository.with("dir/b.txt", "staged, and changed again\n");
		String hash = commit("# Ünï\n\n# a line like a comment stays\n", List.of("a.txt", "d.txt"), List.of());
		assertEquals(repository.head(), hash);
		assertEquals("# Ünï\n\n# a line like a comment stays", repository.git("log", "-1", "--format=%B"));
		assertEquals("M\ta.txt\nA\td.txt", inCommit());
		assertEquals("A  c.txt\nMM dir/b.txt", repository.status());
		assertEquals("staged", repository.git("show", ":dir/b.txt"));
		assertEquals("staged, and changed again\n", repository.read("dir/b.txt"));
		assertFalse(Files.exists(repository.folder.resolve(".git/index.lock")));
	}

	@Test
	void aPartlyStagedFileIsCommittedAsItIsOrAsItIsStaged() throws IOException {
		repository.with("a.txt", "staged\n").with("dir/b.txt", "staged\n");
		repository.git("add", "-A");
		repository.with("a.txt", "more\n").with("dir/b.txt", "more\n");
		commit("Parts", List.of("a.txt"), List.of("dir/b.txt"));
		assertEquals("more", repository.git("show", "HEAD:a.txt"));
		assertEquals("staged", repository.git("show", "HEAD:dir/b.txt"));
		assertEquals("M dir/b.txt", repository.status());
		assertEquals("more\n", repository.read("dir/b.txt"));
	}

	@Test
	void renamedDeletedAndNewFilesOfAnyName() throws IOException {
		repository.with("tab\tline\nfeed", "x\n").with("old.txt", "1\n2\n3\n4\n").with("becomes", "file\n").with("*.txt", "star\n").committed("More");
		repository.git("mv", "old.txt", "new name.txt");
		repository.without("tab\tline\nfeed").without("becomes").with("becomes/a folder", "f\n").with("-n", "dash\n").with("*.txt", "changed\n").with("a.txt", "not chosen\n");
		commit("All kinds", List.of("new name.txt", "tab\tline\nfeed", "becomes", "becomes/a folder", "-n", "*.txt"), List.of());
		assertEquals("M a.txt", repository.status());
		assertEquals("4", String.valueOf(repository.git("show", "--raw", "--format=", "-M", "HEAD").lines().filter(line -> !line.contains("R100")).count() - 1));
		assertEquals("changed", repository.git("show", "HEAD:*.txt"));
	}

	@Test
	void theFirstCommitOfARepository() throws IOException {
		TestRepository empty = TestRepository.empty(Files.createDirectories(temp.resolve("other")));
		empty.with("a.txt", "a\n").with("b.txt", "b\n");
		empty.git("add", "b.txt");
		String hash = done(empty.service.commit(empty.place(), new Commit("First", List.of("a.txt"), List.of(), true, Id.random())));
		assertEquals(hash, empty.head());
		assertEquals("A  b.txt", empty.status());
		assertEquals("a.txt", empty.git("ls-tree", "-r", "--name-only", "HEAD"));
	}

	@Test
	void whateverFailsLeavesIndexAndWorkingTreeAsTheyWere() throws IOException {
		repository.with("a.txt", "changed\n").with("dir/b.txt", "staged\n").with("new.txt", "n\n");
		repository.git("add", "dir/b.txt");
		repository.with("dir/b.txt", "more\n");
		Path mark = temp.resolve("mark");
		repository.script(repository.folder.resolve(".git/hooks/pre-commit"), mark, "echo 'no: the tests are red' >&2; exit 1");
		Map<String, String> before = repository.standing();
		Failure failure = refused("Message", "a.txt", "new.txt");
		assertTrue(failure.message().contains("no: the tests are red"), failure::message);
		assertTrue(Files.exists(mark));
		assertEquals(before, repository.standing());

		Files.delete(repository.folder.resolve(".git/hooks/pre-commit"));
		repository.git("config", "user.name", "");
		before = repository.standing();
		failure = refused("Message", "a.txt");
		assertTrue(String.valueOf(failure.hint()).contains("user.name"), failure::toString);
		assertEquals(before, repository.standing());
		repository.git("config", "user.name", "Tester");

		repository.git("config", "commit.gpgSign", "true");
		repository.git("config", "gpg.program", repository.script(temp.resolve("gpg"), mark, "exit 1").toString());
		before = repository.standing();
		failure = refused("Message", "a.txt", "dir/b.txt");
		assertTrue(String.valueOf(failure.hint()).contains("Signing"), failure::toString);
		assertEquals(before, repository.standing());
		repository.git("config", "commit.gpgSign", "false");

		before = repository.standing();
		assertEquals(Failure.Code.USAGE, refused(" \n", "a.txt").code());
		assertEquals(Failure.Code.USAGE, refused("Message").code());
		assertEquals(Failure.Code.USAGE, refused("Message", "../a.txt").code());
		refused("Message", "nowhere.txt");
		assertEquals(before, repository.standing());
	}

	@Test
	void nothingToCommitIsSaid() throws IOException {
		repository.with("dir/b.txt", "staged\n");
		repository.git("add", "-A");
		Map<String, String> before = repository.standing();
		Failure failure = refused("Message", "a.txt");
		assertEquals(Failure.Code.REFUSED, failure.code());
		assertTrue(failure.message().contains("nothing to commit"), failure::message);
		assertEquals(before, repository.standing());
	}

	@Test
	void hooksRunUnlessTheyAreNotToAndMayChangeTheMessage() throws IOException {
		Path mark = temp.resolve("mark");
		repository.script(repository.folder.resolve(".git/hooks/commit-msg"), mark, "echo 'Reviewed-by: hook' >> \"$1\"");
		repository.with("a.txt", "1\n");
		done(repository.service.commit(repository.place(), new Commit("Without", List.of("a.txt"), List.of(), false, Id.random())));
		assertFalse(Files.exists(mark));
		repository.with("a.txt", "2\n");
		commit("With", List.of("a.txt"), List.of());
		assertTrue(repository.git("log", "-1", "--format=%B").contains("Reviewed-by: hook"));
	}

	@Test
	void whatAHookAddsIsInCommitAndIndex() throws IOException {
		repository.script(repository.folder.resolve(".git/hooks/pre-commit"), temp.resolve("mark"), "echo formatted > a.txt && git add a.txt");
		repository.with("a.txt", "raw\n").with("dir/b.txt", "staged\n");
		repository.git("add", "dir/b.txt");
		commit("Formatted", List.of("a.txt"), List.of());
		assertEquals("formatted", repository.git("show", "HEAD:a.txt"));
		assertEquals("M  dir/b.txt", repository.status());
	}

	@Test
	void refusedInWordsDuringAMergeAndWithConflicts() throws IOException {
		repository.git("checkout", "-q", "-b", "other");
		repository.with("a.txt", "theirs\n").committed("Theirs");
		repository.git("checkout", "-q", "main");
		repository.with("a.txt", "ours\n").committed("Ours");
		assertNotEquals(0, TestRepository.run(repository.folder, Map.of(), "merge", "other").exit());
		repository.with("new.txt", "n\n");
		Map<String, String> before = repository.standing();
		Failure failure = refused("Message", "new.txt");
		assertEquals(Failure.Code.REFUSED, failure.code());
		assertTrue(failure.message().contains("a merge is under way"), failure::message);
		assertEquals(before, repository.standing());
	}

	@Test
	void anotherGitAtWorkIsWaitedForByThePerson() throws IOException {
		repository.with("a.txt", "changed\n");
		Path lock = Files.createFile(repository.folder.resolve(".git/index.lock"));
		Failure failure = refused("Message", "a.txt");
		assertEquals(Failure.Code.BUSY, failure.code());
		assertTrue(String.valueOf(failure.hint()).contains("index.lock"));
		assertTrue(Files.exists(lock), "it is not ours to remove");
	}

	@Test
	void filtersOfTheRepositoryDecideWhatIsStored() throws IOException {
		repository.git("config", "filter.upper.clean", "tr a-z A-Z");
		repository.with(".gitattributes", "*.up filter=upper\n").with("x.up", "shout\n");
		commit("Filtered", List.of("x.up", ".gitattributes"), List.of());
		assertEquals("SHOUT", repository.git("show", "HEAD:x.up"));
		assertEquals("", repository.status());
	}

	@Test
	void theSameCommitAskedForAgainIsTheOneThatWasMade() throws IOException {
		repository.with("a.txt", "changed\n");
		Commit commit = new Commit("Once", List.of("a.txt"), List.of(), true, Id.random());
		String hash = done(repository.service.commit(repository.place(), commit));
		repository.with("a.txt", "changed again\n");
		// by a host that was not there
		GitRepositories other = TestRepository.service(temp.resolve("worktrees"));
		assertEquals(Optional.of(hash), done(other.made(repository.place(), commit.mark())));
		assertEquals(hash, done(other.commit(repository.place(), commit)));
		assertEquals("2", repository.git("rev-list", "--count", "HEAD"));
		repository.git("checkout", "-q", "--", "a.txt");
		repository.git("checkout", "-q", "-b", "elsewhere", "HEAD~1");
		assertEquals(hash, done(other.commit(repository.place(), commit)), "it is on its branch");
		assertEquals(Optional.empty(), done(other.made(repository.place(), Id.random())));
	}

	@Test
	void whatGitNotedAndDidNotFinishWasNotMade() throws IOException {
		String mark = Id.random();
		String made = repository.git("commit-tree", "-p", "HEAD", "-m", "Never on a branch", "HEAD^{tree}");
		Path log = repository.folder.resolve(".git/logs/HEAD");
		Files.writeString(log, Files.readString(log) + repository.head() + " " + made + " T <t@example.org> 1700000000 +0000\tumbra " + mark + " on " + repository.head() + ": Never on a branch\n");
		assertEquals(Optional.empty(), done(repository.service.made(repository.place(), mark)));
	}

	@Test
	void whatAHookSetsBackWasNotMade() throws IOException {
		Path hook = repository.script(repository.folder.resolve(".git/hooks/pre-commit"), temp.resolve("mark"), "git reset -q --soft HEAD; exit 1");
		repository.with("a.txt", "changed\n");
		Commit commit = new Commit("Once", List.of("a.txt"), List.of(), true, Id.random());
		assertEquals(Failure.Code.FAILED, failure(repository.service.commit(repository.place(), commit)).code());
		assertTrue(repository.git("reflog").contains(commit.mark()), "the hook wrote into git's log");
		assertEquals(Optional.empty(), done(repository.service.made(repository.place(), commit.mark())));
		repository.script(hook, temp.resolve("mark"), "git reset -q --soft HEAD");
		String head = repository.head();
		String made = done(repository.service.commit(repository.place(), commit));
		assertEquals(made, repository.head());
		assertEquals(head, repository.git("rev-parse", made + "^1"));
	}
}
