package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.EntryStatus;

class BackupTest {
	private static final SessionId S = new SessionId("session-1");
	@TempDir
	Path folder;
	private SqliteStore store;

	@BeforeEach
	void open() {
		store = SqliteStore.open(folder.resolve("umbra.db"), new MovableClock());
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "")))));
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void aBackupMadeWhileWritingIsOneMomentOfTheStore() {
		Path copy = folder.resolve("it's a copy?.db");
		CompletionStage<?> last = null;
		for (int i = 0; i < 500; i++) {
			last = store.commit(commit(S, i + 2, append("e1", i, "x")));
		}
		CompletionStage<Void> backup = store.backup(copy);
		for (int i = 500; i < 1000; i++) {
			last = store.commit(commit(S, i + 2, append("e1", i, "x")));
		}
		await(backup);
		await(last);
		try (SqliteStore copied = SqliteStore.open(copy, new MovableClock())) {
			int length = Given.only(copied, S).text().length();
			assertEquals(length + 1, await(copied.session(S)).orElseThrow().revision());
			assertEquals("", await(copied.check()));
			await(copied.commit(commit(S, length + 2, append("e1", length, "goes on"))));
		}
		assertEquals(1000, Given.only(store, S).text().length());
	}

	@Test
	void anExistingFileIsNeverOverwritten() throws Exception {
		Path there = Files.writeString(folder.resolve("there"), "precious");
		StoreException failure = assertThrows(StoreException.class, () -> await(store.backup(there)));
		assertTrue(failure.getMessage().contains(there.toString()) && failure.getMessage().contains("exists"), failure.getMessage());
		assertEquals("precious", Files.readString(there));
	}

	@Test
	void aFolderThatDoesNotExistIsSaidInWordsAndNothingIsLeft() throws Exception {
		Path nowhere = folder.resolve("nowhere").resolve("copy.db");
		StoreException failure = assertThrows(StoreException.class, () -> await(store.backup(nowhere)));
		assertTrue(failure.getMessage().contains(nowhere.toString()) && failure.getMessage().contains("does not exist"), failure.getMessage());
		await(store.backup(folder.resolve("copy.db")));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(0, files.filter(f -> f.getFileName().toString().endsWith(".part")).count());
		}
	}
}
