package dev.umbra.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.WorkTree;

class StatusParserTest {
	private static final String H = "1234567890123456789012345678901234567890";

	private static StatusParser.Status parse(int most, String... records) throws IOException {
		return new StatusParser(most).read(new ByteArrayInputStream((String.join("\0", records) + "\0").getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void everythingGitTells() throws IOException {
		StatusParser.Status status = parse(10, "# branch.oid " + H, "# branch.head topic/x", "# branch.upstream origin/main", "# branch.ab +2 -13", "# stash 3",
				"1 .M N... 100644 100644 100644 " + H + " " + H + " with space", "1 M. SCMU 160000 160000 160000 " + H + " " + H + " sub",
				"2 R. N... 100644 100644 100644 " + H + " " + H + " R100 new name", "old name", "u UU N... 100644 100644 100644 100644 " + H + " " + H + " " + H + " both", "? dir/",
				"! ignored", "9 of a newer git");
		assertEquals(new WorkTree.Head(WorkTree.HeadKind.BRANCH, "topic/x", H), status.head());
		assertEquals(new WorkTree.Upstream("origin/main", 2, 13), status.upstream());
		assertEquals(3, status.stashes());
		assertEquals(new WorkTree.FileCounts(2, 1, 1, 1), status.counts());
		assertEquals(List.of(new GitFile("both", null, FileChange.NONE, FileChange.CONFLICTED, false), new GitFile("dir/", null, FileChange.NONE, FileChange.UNTRACKED, false),
				new GitFile("new name", "old name", FileChange.RENAMED, FileChange.NONE, false), new GitFile("sub", null, FileChange.MODIFIED, FileChange.NONE, true),
				new GitFile("with space", null, FileChange.NONE, FileChange.MODIFIED, false)), status.files());
	}

	@Test
	void conflictedFilesAreKeptWhereOthersAreNot() throws IOException {
		StatusParser.Status status = parse(2, "? a", "? b", "? c", "u UU N... 1 2 3 4 " + H + " " + H + " " + H + " z");
		assertEquals(List.of("z", "a"), status.files().stream().map(GitFile::path).toList());
		assertTrue(status.more());
		assertEquals(3, status.counts().untracked());
	}

	@Test
	void aCleanOneAndNothingAtAll() throws IOException {
		StatusParser.Status clean = parse(10, "# branch.oid (initial)", "# branch.head main");
		assertEquals(new WorkTree.Head(WorkTree.HeadKind.UNBORN, "main", null), clean.head());
		assertNull(clean.upstream());
		assertTrue(clean.counts().clean() && !clean.more());
		assertEquals(WorkTree.HeadKind.DETACHED, parse(10, "# branch.oid " + H, "# branch.head (detached)").head().kind());
		assertTrue(new StatusParser(1).read(InputStream.nullInputStream()).files().isEmpty());
	}

	@Test
	void junkIsPassedOver() throws IOException {
		Random random = new Random(7);
		for (int i = 0; i < 2000; i++) {
			byte[] junk = new byte[random.nextInt(60)];
			random.nextBytes(junk);
			if (junk.length > 0) {
				junk[0] = (byte) "#12u?!".charAt(random.nextInt(6));
			}
			new StatusParser(5).read(new ByteArrayInputStream(junk));
		}
		parse(5, "1", "2 R", "u ", "# branch.ab x y", "# stash many", "1 .M N...");
	}
}
