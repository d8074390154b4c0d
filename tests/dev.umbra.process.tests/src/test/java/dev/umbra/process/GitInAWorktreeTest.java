package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** A session with an agent in a worktree of its own, from its beginning to the merged commit, by commands alone. */
class GitInAWorktreeTest {
	@TempDir
	Path temp;

	private static String git(Path folder, String... args) throws IOException {
		List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org"));
		line.addAll(List.of(args));
		Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		try {
			assertEquals(0, process.waitFor(), said);
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
		return said;
	}

	@Test
	void fromTheFirstPromptToTheMergedCommit() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path main = folder.work();
			git(main, "init", "-q", "-b", "main");
			git(main, "config", "user.name", "Tester");
			git(main, "config", "user.email", "tester@example.org");
			Files.writeString(main.resolve("README.md"), "Read me.\n");
			git(main, "add", "-A");
			git(main, "commit", "-q", "-m", "First");
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			String session = umbra.run("session", "new", "--agent", "demo", "--worktree", "--title", "Notes", "--json").ok().json().path("session").asText();
			Path tree = Path.of(umbra.run("session", "show", session, "--json").ok().json().path("worktree").asText());
			assertTrue(Files.exists(tree.resolve("README.md")), tree::toString);

			umbra.run("prompt", session, "write notes.md: Hello", "--follow", "--allow", "once").ok();
			JsonNode files = umbra.run("git", "files", session, "--json").ok().json().path("files");
			assertEquals(1, files.size(), files::toString);
			assertEquals("notes.md", files.path(0).path("path").asText());
			assertEquals("added", files.path(0).path("operation").asText());
			assertTrue(files.path(0).path("touched").asBoolean());
			assertEquals(1, files.path(0).path("added").asInt());
			assertTrue(umbra.run("git", "diff", session, "notes.md").ok().out().contains("+Hello\n"));
			assertTrue(umbra.run("git", "status", session).ok().out().contains("?? notes.md"));

			umbra.run("git", "worktree", "remove", session, "--json").fails(5, "refused", "--answer 'uncommitted_work=remove'");
			JsonNode committed = umbra.run("git", "commit", session, "-m", "Add notes", "notes.md", "--json").ok().json();
			assertEquals(git(tree, "rev-parse", "HEAD"), committed.path("commit").asText());
			umbra.run("git", "worktree", "remove", session, "--json").fails(5, "refused", "unmerged_work=keep_branch");
			String merge = umbra.run("git", "worktree", "merge", session, "--json").ok().json().path("commit").asText();
			assertEquals(git(main, "rev-parse", "HEAD"), merge);
			assertEquals("Hello\n", Files.readString(main.resolve("notes.md")));
			umbra.run("git", "worktree", "remove", session).ok();
			assertFalse(Files.exists(tree));
			assertEquals("main", git(main, "branch", "--format=%(refname:short)"));
		}
	}

	@Test
	void whatIsDiscardedIsBroughtBack() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path main = folder.work();
			git(main, "init", "-q", "-b", "main");
			Files.writeString(main.resolve("a.txt"), "a\n");
			git(main, "add", "-A");
			git(main, "commit", "-q", "-m", "First");
			Files.writeString(main.resolve("a.txt"), "mine\n");
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			String session = umbra.run("session", "new", "--agent", "demo", "--json").ok().json().path("session").asText();
			String undo = umbra.run("git", "discard", session, "a.txt", "--json").ok().json().path("undo").asText();
			assertEquals("a\n", Files.readString(main.resolve("a.txt")));
			umbra.run("git", "undo", session, undo).ok();
			assertEquals("mine\n", Files.readString(main.resolve("a.txt")));
			umbra.run("git", "discard", session, "nowhere.txt", "--json").fails(5, "refused", "nothing to discard");
			umbra.run("git", "status", "12345678", "--json").fails(3, "not_found");
		}
	}
}
