package dev.umbra.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
	@TempDir
	private Path temp;

	private Layout layout(String name) throws IOException {
		Path root = temp.resolve(name);
		Path git = Files.createDirectories(root.resolve(".git"));
		return new Layout(root, git, git, null);
	}

	@Test
	void aNoteOfAnyPathIsFoundByTheNextOneAndNotByItsOwn() throws IOException {
		Path folder = temp.resolve("begun");
		Journal journal = new Journal(folder);
		Journal.Note note = journal.begin(layout("line\nfeed = \u00fc # ! \\ 日本 "), "a-mark");
		Journal.Note other = journal.begin(layout("plain"), null);
		assertEquals(List.of(), List.copyOf(journal.left()));
		Journal next = new Journal(folder);
		assertEquals(2, next.left().size());
		assertTrue(next.left().containsAll(List.of(note, other)), next.left()::toString);
		next.end(note);
		assertEquals(List.of(other), List.copyOf(next.left()));
		assertEquals(List.of(other), List.copyOf(new Journal(folder).left()));
	}

	@Test
	void aNoteThatWasCutIsRemovedSinceNothingWasMadeYet() throws IOException {
		Path folder = Files.createDirectories(temp.resolve("begun"));
		Files.writeString(folder.resolve("one"), "");
		Files.writeString(folder.resolve("two"), "#Sat\nroot=/a\ngit=/a/.g");
		Files.writeString(folder.resolve("three"), "root=\\u00");
		assertEquals(List.of(), List.copyOf(new Journal(folder).left()));
		assertEquals(0, folder.toFile().list().length);
	}

	@Test
	void aLockIsToldByItsIdFromTheBeginning() throws IOException {
		Journal journal = new Journal(temp.resolve("begun"));
		Layout layout = layout("repo");
		Journal.Note note = journal.begin(layout, "a-mark");
		Journal.Note other = journal.begin(layout, "b-mark");
		note.lockIndex();
		assertTrue(note.hasLock());
		assertFalse(other.hasLock());
		assertThrows(FileAlreadyExistsException.class, other::lockIndex);
		Files.writeString(note.lock(), "DIRC");
		assertFalse(note.hasLock(), "another git has it now");
		Files.delete(note.lock());
		assertFalse(note.hasLock());
	}
}
