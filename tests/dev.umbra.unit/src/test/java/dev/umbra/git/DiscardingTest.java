package dev.umbra.git;

import static dev.umbra.git.TestRepository.contents;
import static dev.umbra.git.TestRepository.done;
import static dev.umbra.git.TestRepository.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;

class DiscardingTest {
	@TempDir
	private Path temp;
	private TestRepository repository;

	@BeforeEach
	void make() throws IOException {
		repository = TestRepository.made(temp).with("gone.txt", "g\n").with("win.txt", "a\r\nb\r\n").committed("More");
	}

	private Map<String, String> files() throws IOException {
		Map<String, String> files = contents(repository.folder);
		files.keySet().removeIf(file -> file.startsWith(".git/"));
		return files;
	}

	@Test
	void whatIsDiscardedComesBackByteByByte() throws IOException {
		repository.git("config", "core.autocrlf", "true");
		repository.with("a.txt", "staged\n");
		repository.git("add", "a.txt");
		repository.with("a.txt", "more \u0000 bytes\r\nmixed\n").without("gone.txt").with("win.txt", "a\nb\r\n").with("new.txt", "n\n").with("fresh/deep/x", "x\n")
				.with("dir/b.txt", "not chosen\n");
		Files.createSymbolicLink(repository.folder.resolve("link"), Path.of("a.txt"));
		repository.script(repository.folder.resolve("tool.sh"), temp.resolve("mark"), "");
		Map<String, String> before = files();
		String undo = done(repository.discard("a.txt", "gone.txt", "win.txt", "new.txt", "fresh/", "link", "tool.sh"));
		assertEquals("staged\r\n", repository.read("a.txt"), "as git checks it out");
		assertTrue(Files.exists(repository.folder.resolve("gone.txt")));
		assertFalse(Files.exists(repository.folder.resolve("fresh")));
		assertEquals("M  a.txt\n M dir/b.txt", repository.status());
		done(repository.service.undo(repository.place(), undo));
		assertEquals(before, files());
		assertTrue(Files.isExecutable(repository.folder.resolve("tool.sh")));
		assertTrue(Files.isSymbolicLink(repository.folder.resolve("link")));
	}

	@Test
	void whatChangedSinceIsNotOverwritten() throws IOException {
		repository.with("a.txt", "mine\n").with("new.txt", "n\n");
		String undo = done(repository.discard("a.txt", "new.txt"));
		repository.with("new.txt", "somebody else's\n");
		Map<String, String> before = files();
		assertEquals(Failure.Code.REFUSED, failure(repository.service.undo(repository.place(), undo)).code());
		assertEquals(before, files());
	}

	@Test
	void whatCannotBeDiscardedIsSaidAndNothingIs() throws IOException {
		repository.with("a.txt", "staged\n").with("dir/b.txt", "changed\n");
		repository.git("add", "a.txt");
		Map<String, String> before = files();
		assertEquals(Failure.Code.REFUSED, failure(repository.discard("a.txt")).code());
		assertEquals(Failure.Code.USAGE, failure(repository.discard()).code());
		assertEquals(Failure.Code.USAGE, failure(repository.discard("../x")).code());
		assertEquals(Failure.Code.USAGE, failure(repository.service.undo(repository.place(), "--all")).code());
		assertEquals(Failure.Code.NOT_FOUND, failure(repository.service.undo(repository.place(), repository.head())).code());
		assertEquals(before, files());
	}

	@Test
	void stagingAndUnstaging() throws IOException {
		repository.with("a.txt", "changed\n").without("gone.txt").with("new.txt", "n\n").with("*", "star\n");
		done(repository.service.stage(repository.place(), List.of("a.txt", "gone.txt", "*")));
		assertEquals("A  *\nM  a.txt\nD  gone.txt\n?? new.txt", repository.status());
		done(repository.service.unstage(repository.place(), List.of("*", "gone.txt")));
		assertEquals("M  a.txt\n D gone.txt\n?? *\n?? new.txt", repository.status());
		repository.git("mv", "dir/b.txt", "moved.txt");
		done(repository.service.unstage(repository.place(), List.of("moved.txt")));
		assertTrue(repository.status().contains(" D dir/b.txt"), repository::status);
		Map<String, String> before = repository.standing();
		failure(repository.service.stage(repository.place(), List.of("a.txt", "nowhere")));
		assertEquals(before, repository.standing());
	}

	@Test
	void unstagingBeforeTheFirstCommit() throws IOException {
		TestRepository empty = TestRepository.empty(Files.createDirectories(temp.resolve("other"))).with("a", "a\n");
		done(empty.service.stage(empty.place(), List.of("a")));
		assertEquals("A  a", empty.status());
		done(empty.service.unstage(empty.place(), List.of("a")));
		assertEquals("?? a", empty.status());
	}

	@Test
	void nothingIsTakenBeforeItIsNotedWhatBringsItBack() throws IOException {
		repository.with("a.txt", "mine\n").with("new.txt", "n\n");
		Map<String, String> before = files();
		assertThrows(RuntimeException.class, () -> done(repository.service.discard(repository.place(), List.of("a.txt", "new.txt"),
				kept -> CompletableFuture.failedFuture(new IllegalStateException("the disk is full")))));
		assertEquals(before, files());
	}

	@Test
	void theRestOfADiscardLeavesAloneWhatChangedSince() throws IOException {
		repository.with("a.txt", "mine\n").with("new.txt", "n\n").with("other.txt", "o\n").without("gone.txt");
		String undo = done(repository.discard("a.txt", "new.txt", "other.txt", "gone.txt"));
		done(repository.service.undo(repository.place(), undo));
		// as if the host had been killed before it took the last of them, and work had gone on
		repository.without("new.txt").with("other.txt", "changed since\n");
		done(repository.service.discardRest(repository.place(), undo));
		assertEquals("?? other.txt", repository.status());
		assertEquals("changed since\n", repository.read("other.txt"));
		repository.without("other.txt");
		done(repository.service.undo(repository.place(), undo));
		assertEquals("mine\n", repository.read("a.txt"));
		assertFalse(Files.exists(repository.folder.resolve("gone.txt")));
		done(repository.service.undo(repository.place(), undo));
		assertEquals("mine\n", repository.read("a.txt"), "what is back already does not matter");
	}
}
