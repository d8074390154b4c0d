package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.notes;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Notes.Note;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.GitRecords.SessionGit;
import dev.umbra.core.port.Entries.Slice;
import dev.umbra.core.port.Entries.Text;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;

class NotesAndOutputsTest {
	private static final SessionId S = new SessionId("s1");
	@TempDir
	Path folder;
	private SqliteStore store;

	@BeforeEach
	void open() {
		store = SqliteStore.open(folder.resolve("umbra.db"), new MovableClock());
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void aNoteIsOfItsFolderAndTheEmptyTextRemovesIt() {
		assertEquals(Optional.empty(), await(notes(store).note("/x")));
		await(notes(store).saveNote("/x", "a 😀\0b", null));
		await(notes(store).saveNote("/y", "other", new CommandResult(new CommandId("c"), "notes/put", "{}")));
		assertEquals(new Note("/x", "a 😀\0b", Given.NOON), await(notes(store).note("/x")).orElseThrow());
		await(notes(store).saveNote("/x", "", null));
		assertEquals(Optional.empty(), await(notes(store).note("/x")));
		assertEquals("other", await(notes(store).note("/y")).orElseThrow().text());
		assertThrows(StoreException.class, () -> await(notes(store).saveNote("/y", "twice", new CommandResult(new CommandId("c"), "notes/put", "{}"))));
		assertEquals("other", await(notes(store).note("/y")).orElseThrow().text());
	}

	@Test
	void whatIsRememberedOfARepositoryIsOfItsSessionAndGoesWithIt() {
		tool();
		assertEquals(Optional.empty(), await(notes(store).git(S)));
		await(notes(store).saveGit(S, new SessionGit(null, "", null, null, null, null, "typed"), null));
		SessionGit git = new SessionGit("1234", "code", "/repo", "5678", "9abc", "def0", "");
		await(notes(store).saveGit(S, git, new CommandResult(new CommandId("c"), "git/draft/put", "{}")));
		assertEquals(git, await(notes(store).git(S)).orElseThrow());
		assertThrows(StoreException.class, () -> await(notes(store).saveGit(new SessionId("nobody"), git, null)));
		await(store.delete(S, new CommandResult(new CommandId("d"), "sessions/delete", "{}")));
		assertEquals(Optional.empty(), await(notes(store).git(S)));
	}

	@Test
	void anOutputGrowsAndIsThereOnceHoweverOftenItIsPut() {
		tool();
		assertEquals(Optional.empty(), output(0, 10));
		await(store.commit(commit(S, 2, output(0, "first "), output(6, "second "))));
		await(store.commit(commit(S, 3, output(6, "second "))));
		await(store.commit(commit(S, 4, output(13, "third"))));
		assertEquals(new Text(0, "first second third", 18), output(0, 100).orElseThrow());
		assertEquals(new Text(7, "econd t", 18), output(7, 7).orElseThrow());
		await(store.commit(commit(S, 5, output(6, "SECOND"))));
		assertEquals("first SECOND", output(0, 100).orElseThrow().text(), "what came after is replaced with it");
		await(store.commit(commit(S, 6, output(8, ""))));
		assertEquals("first SE", output(0, 100).orElseThrow().text());
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 7, output(9, "gap")))));
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 7, new Change.OutputAppended(new EntryId("nobody"), 0, "x")))));
		await(store.commit(commit(S, 7, output(0, "anew"))));
		assertEquals("anew", output(0, 100).orElseThrow().text());
		assertEquals(7, await(store.session(S)).orElseThrow().revision());
	}

	@Test
	void aLongOutputIsReadInRangesThatCutNoPair() {
		tool();
		String text = "0123456😀".repeat(200_000);
		await(store.commit(commit(S, 2, output(0, text))));
		StringBuilder read = new StringBuilder();
		while (read.length() < text.length()) {
			Text range = output(read.length(), 70_001).orElseThrow();
			assertEquals(read.length(), range.offset());
			assertEquals(text.length(), range.length());
			read.append(range.text());
		}
		assertTrue(text.contentEquals(read));
		assertEquals("", await(store.text(S, new EntryId("e1"), 0, 10)).orElseThrow().text(), "an output is not the entry's text");
	}

	@Test
	void theNewestBeforeAnOrdinalComeInOrder() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "")), put(message("e2", 2, EntryStatus.DONE, "")),
				put(message("e3", 3, EntryStatus.DONE, "")), put(message("e4", 4, EntryStatus.DONE, "")))));
		assertEquals(List.of(2L, 3L), ordinals(await(store.newestBefore(S, 4, 2, 10))));
		assertEquals(List.of(1L), ordinals(await(store.newestBefore(S, 2, 2, 10))));
		assertEquals(List.of(), ordinals(await(store.newestBefore(S, 1, 2, 10))));
		assertEquals(List.of(3L, 4L), ordinals(await(store.newestBefore(S, Long.MAX_VALUE, 2, 10))));
	}

	@Test
	void aVeryLongTextIsKeptInPiecesAndComesBackWhole() throws Exception {
		String text = "a😀\0".repeat(TextPieces.LONGEST / 2);
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, text)), put(message("e2", 2, EntryStatus.RUNNING, "")))));
		for (int at = 0, revision = 2; at < text.length(); revision++) {
			int to = TextCell.boundary(text, Math.min(text.length(), at + 50_001));
			await(store.commit(commit(S, revision, Given.append("e2", at, text.substring(at, to)))));
			at = to;
		}
		long revision = await(store.session(S)).orElseThrow().revision() + 1;
		Entry ended = new Entry(new EntryId("e2"), 2, 1, Given.TURN, message("x", 1, EntryStatus.DONE, "").kind(), EntryStatus.DONE, "", text.length(),
				Given.NOON, Given.NOON, message("x", 1, EntryStatus.DONE, "").detail());
		await(store.commit(commit(S, revision, put(ended))));
		assertEquals(List.of(text, text), await(store.byOrdinal(S, 0, 9, Integer.MAX_VALUE)).entries().stream().map(Entry::text).toList());
		assertEquals(Databases.query(store.file(), "SELECT offset FROM chunk WHERE entry = 1"),
				Databases.query(store.file(), "SELECT offset FROM chunk WHERE entry = 2"));
		await(store.commit(commit(S, revision + 1, Given.append("e2", text.length(), "end"))));
		assertEquals(text + "end", await(store.byOrdinal(S, 1, 9, Integer.MAX_VALUE)).entries().getFirst().text());
		await(store.commit(commit(S, revision + 2, put(message("e1", 1, EntryStatus.DONE, "short")))));
		assertEquals("short", await(store.byOrdinal(S, 0, 1, Integer.MAX_VALUE)).entries().getFirst().text());
	}

	private void tool() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "")))));
	}

	private static Change output(long offset, String text) {
		return new Change.OutputAppended(new EntryId("e1"), offset, text);
	}

	private Optional<Text> output(long offset, int limit) {
		return await(store.output(S, new EntryId("e1"), offset, limit));
	}

	private static List<Long> ordinals(Slice slice) {
		return slice.entries().stream().map(Entry::ordinal).toList();
	}
}
