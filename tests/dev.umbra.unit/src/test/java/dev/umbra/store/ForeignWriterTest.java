package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.notes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store tells its own commits from those of another program. */
class ForeignWriterTest {
	@TempDir
	Path folder;
	private Path file;
	private SqliteStore store;

	@BeforeEach
	void open() {
		file = folder.resolve("umbra.db");
		store = SqliteStore.open(file, new MovableClock());
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void whatItCommittedItselfIsNotFromElsewhere() {
		assertFalse(await(store.changedElsewhere()));
		await(notes(store).saveNote("/x", "ours", null));
		await(notes(store).note("/x"));
		assertFalse(await(store.changedElsewhere()));
		await(store.backup(folder.resolve("copy.db")));
		assertFalse(await(store.changedElsewhere()));
	}

	@Test
	void whatAnotherProgramCommittedIsToldOnceAndCanBeRead() throws Exception {
		await(notes(store).saveNote("/x", "ours", null));
		Databases.run(file, "UPDATE note SET text = 'theirs'");
		await(notes(store).saveNote("/y", "ours again", null));
		assertTrue(await(store.changedElsewhere()));
		assertFalse(await(store.changedElsewhere()));
		assertEquals("theirs", await(notes(store).note("/x")).orElseThrow().text());
	}

	@Test
	void aProgramThatOnlyReadsOrGivesUpChangesNothing() throws Exception {
		await(notes(store).saveNote("/x", "ours", null));
		Databases.query(file, "SELECT count(*) FROM note");
		Databases.run(file, "BEGIN IMMEDIATE", "UPDATE note SET text = 'theirs'", "ROLLBACK");
		assertFalse(await(store.changedElsewhere()));
	}
}
