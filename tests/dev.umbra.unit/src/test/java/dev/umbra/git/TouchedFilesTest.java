package dev.umbra.git;

import static dev.umbra.git.TestRepository.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.SessionFile.Operation;

/** Files of a session, and differences of several files. */
class TouchedFilesTest {
	@TempDir
	private Path temp;
	private TestRepository repository;

	@BeforeEach
	void make() throws IOException {
		repository = TestRepository.made(temp).with("same.txt", "s\n").with(".gitignore", "*.log\n").with("gone.txt", "g\n").with("moved.txt", "1\n2\n3\n4\n").committed("More");
	}

	private Map<String, SessionFile> files(int limit, String... touched) {
		Map<String, SessionFile> files = new LinkedHashMap<>();
		done(repository.service.files(repository.place(), List.of(touched), limit)).forEach(file -> files.put(file.path(), file));
		return files;
	}

	@Test
	void whatTheAgentTouchedComesFirstWhateverBecameOfIt() throws IOException {
		repository.with("a.txt", "one\n2\nthree\nfour\n").with("new.txt", "1\n2").with("fresh/deep/x.txt", "x\n").with("run.log", "l\n").without("gone.txt").with("dir/b.txt", "not touched\n")
				.with("bytes.bin", "\0\1\2");
		repository.git("mv", "moved.txt", "there.txt");
		String root = repository.folder.toString();
		Map<String, SessionFile> files = files(100, root + "/a.txt", "new.txt", "file://" + root + "/fresh/deep/x.txt", root + "/run.log", root + "/dir/../gone.txt", root + "/same.txt",
				root + "/bytes.bin", root + "/there.txt", "/etc/hosts", root + "/.git/config", root);
		assertEquals(new SessionFile("a.txt", null, Operation.MODIFIED, 2, 1, false, true, FileChange.NONE, FileChange.MODIFIED), files.get("a.txt"));
		assertEquals(new SessionFile("new.txt", null, Operation.ADDED, 2, 0, false, true, FileChange.NONE, FileChange.UNTRACKED), files.get("new.txt"));
		assertEquals(Operation.ADDED, files.get("fresh/deep/x.txt").operation());
		assertEquals(Operation.IGNORED, files.get("run.log").operation());
		assertEquals(Operation.DELETED, files.get("gone.txt").operation());
		assertEquals(1, files.get("gone.txt").removed());
		assertEquals(Operation.UNCHANGED, files.get("same.txt").operation());
		assertTrue(files.get("bytes.bin").binary());
		assertEquals("moved.txt", files.get("there.txt").from());
		assertEquals(Operation.OUTSIDE, files.get("/etc/hosts").operation());
		assertEquals(Operation.OUTSIDE, files.get(root + "/.git/config").operation());
		SessionFile other = files.get("dir/b.txt");
		assertEquals(new SessionFile("dir/b.txt", null, Operation.MODIFIED, 1, 1, false, false, FileChange.NONE, FileChange.MODIFIED), other);
		List<Boolean> touched = files.values().stream().map(SessionFile::touched).toList();
		assertEquals(touched.stream().sorted((a, b) -> Boolean.compare(b, a)).toList(), touched, "touched ones first");
	}

	@Test
	void aFolderNamedThroughALinkIsTheSame() throws IOException {
		Path link = Files.createSymbolicLink(temp.resolve("link"), repository.folder);
		repository.with("a.txt", "changed\n");
		assertEquals(Operation.MODIFIED, files(10, link + "/a.txt").get("a.txt").operation());
	}

	@Test
	void removedFromTheIndexAndStillThereIsOneFile() {
		repository.git("rm", "-q", "--cached", "a.txt");
		SessionFile file = files(10, "a.txt").get("a.txt");
		assertEquals(FileChange.DELETED, file.staged());
		assertEquals(FileChange.UNTRACKED, file.unstaged());
		assertTrue(file.partlyStaged());
	}

	@Test
	void moreThanIsWantedIsCut() throws IOException {
		for (int i = 0; i < 30; i++) {
			repository.with("f" + i, "x\n");
		}
		assertEquals(11, files(10).size());
		assertEquals(31, files(100, "same.txt").size());
	}

	@Test
	void theKindsOfDifferences() throws IOException {
		String start = repository.head();
		repository.with("a.txt", "one\ntwo\nTHREE\n").committed("Later");
		repository.with("dir/b.txt", "staged\n");
		repository.git("add", "dir/b.txt");
		repository.with("dir/b.txt", "working\n").with("new.txt", "n").with("run.log", "ignored\n");
		GitDiff working = done(repository.service.diff(repository.place(), GitDiff.Kind.WORKING, null, null));
		assertEquals(List.of(new GitDiff.Stat("dir/b.txt", null, 1, 1), new GitDiff.Stat("new.txt", null, 1, 0)), working.files());
		assertTrue(working.text().contains("-staged\n+working\n"), working::text);
		assertTrue(working.text().endsWith("@@ -0,0 +1 @@\n+n\n\\ No newline at end of file\n"), working::text);
		GitDiff staged = done(repository.service.diff(repository.place(), GitDiff.Kind.STAGED, null, null));
		assertTrue(staged.text().contains("-b\n+staged\n"), staged::text);
		assertEquals(1, staged.files().size());
		GitDiff session = done(repository.service.diff(repository.place(), GitDiff.Kind.SESSION, null, start));
		assertEquals(List.of("a.txt", "dir/b.txt", "new.txt"), session.files().stream().map(GitDiff.Stat::path).toList());
		assertTrue(done(repository.service.diff(repository.place(), GitDiff.Kind.WORKING, "run.log", null)).text().contains("+ignored"), "one that is named is shown though it is ignored");
		assertEquals("", done(repository.service.diff(repository.place(), GitDiff.Kind.WORKING, "a.txt", null)).text());
	}

	@Test
	void aLongDifferenceIsCutAtALine() throws IOException {
		repository.with("a.txt", "a long line of text\n".repeat(100_000)).with("new.txt", "n\n");
		GitDiff diff = done(repository.service.diff(repository.place(), GitDiff.Kind.WORKING, null, null));
		assertTrue(diff.cut());
		assertTrue(diff.text().length() <= GitDiff.MOST_TEXT && diff.text().endsWith("\n"));
		assertEquals(2, diff.files().size(), "the counts tell of all");
	}

	@Test
	void aRenamedFileIsToldAsRenamed() {
		repository.git("mv", "moved.txt", "there.txt");
		GitDiff diff = done(repository.service.diff(repository.place(), GitDiff.Kind.STAGED, "there.txt", null));
		assertTrue(diff.text().contains("rename from moved.txt\nrename to there.txt\n"), diff::text);
		assertEquals(List.of(new GitDiff.Stat("there.txt", "moved.txt", 0, 0)), diff.files());
	}
}
