package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;

class SessionWordsTest {
	@Test
	void tokensAreRounded() {
		assertEquals(List.of("0", "999", "1k", "12.4k", "200k", "1M", "1.2M"),
				List.of(0L, 999L, 1_000L, 12_400L, 200_000L, 999_999L, 1_240_000L).stream().map(SessionWords::tokens).toList());
	}

	@Test
	void fullnessIsUnknownWithoutBothNumbers() {
		assertEquals(-1, SessionWords.fullness(Usage.NONE));
		assertEquals(0.5, SessionWords.fullness(new Usage(50L, 100L, null, null, null, null)));
		assertEquals(1, SessionWords.fullness(new Usage(500L, 100L, null, null, null, null)));
	}

	@Test
	void aFolderIsShortAndEndsWithItsName() {
		assertEquals("~/work", SessionWords.folder("/home/ada/work", "/home/ada"));
		assertEquals("/home/adam", SessionWords.folder("/home/adam", "/home/ada"));
		String longOne = SessionWords.folder("/srv/" + "deep/".repeat(30) + "project/app", "/home/ada");
		assertEquals("…/project/app", longOne);
		assertTrue(SessionWords.folder("/a/" + "x".repeat(200), null).length() <= 44);
	}

	@Test
	void aLabelIsSafeShortAndNeverEmpty() {
		assertEquals("New", SessionWords.label("  ", "New"));
		assertEquals("a⟨U+202E⟩b", SessionWords.label("a\u202Eb", "New"));
		assertEquals(SessionWords.LABEL, SessionWords.label("x".repeat(100), "New").length());
	}

	@Test
	void everyStatusHasWords() {
		for (SessionStatus status : SessionStatus.values()) {
			assertFalse(SessionWords.status(status).isBlank(), status.word());
		}
	}

	@Test
	void aFileIsOpenedOnlyIfItReallyLiesInTheSession(@TempDir Path temp) throws IOException {
		Path folder = Files.createDirectory(temp.resolve("in"));
		Path inside = Files.writeString(folder.resolve("a.txt"), "a");
		Path outside = Files.writeString(temp.resolve("secret"), "s");
		Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
		List<String> folders = List.of(folder.toString(), temp.resolve("gone").toString());
		assertInstanceOf(FileLinks.Found.Inside.class, FileLinks.look(inside, folders));
		assertInstanceOf(FileLinks.Found.Outside.class, FileLinks.look(link, folders));
		assertInstanceOf(FileLinks.Found.Outside.class, FileLinks.look(outside, folders));
		assertInstanceOf(FileLinks.Found.Outside.class, FileLinks.look(folder, folders));
		assertInstanceOf(FileLinks.Found.Missing.class, FileLinks.look(folder.resolve("no"), folders));
	}
}
