package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;

class GrowingEntriesTest {
	private static final SessionId S = new SessionId("session-1");
	@TempDir
	Path folder;
	private SqliteStore store;

	@BeforeEach
	void openWithARunningEntry() {
		store = SqliteStore.open(folder.resolve("umbra.db"), new MovableClock());
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "")))));
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void appendsOfManyCommitsBecomeOneText() {
		await(store.commit(commit(S, 2, append("e1", 0, "Hel"), append("e1", 3, "lo"))));
		await(store.commit(commit(S, 3, append("e1", 5, ", wörld 😀"))));
		Entry read = Given.only(store, S);
		assertEquals("Hello, wörld 😀", read.text());
		assertEquals(15, read.length());
		assertEquals(3, read.revision());
		assertEquals(read, await(store.live(S)).orElseThrow().open().getFirst());
	}

	@Test
	void aDoubledAppendIsHarmlessAndOnlyWhatIsMissingIsAdded() {
		await(store.commit(commit(S, 2, append("e1", 0, "abc"), append("e1", 0, "abc"))));
		await(store.commit(commit(S, 3, append("e1", 0, "abc"))));
		assertEquals("abc", Given.only(store, S).text());
		assertEquals(2, Given.only(store, S).revision());
		await(store.commit(commit(S, 4, append("e1", 1, "bcde"))));
		assertEquals("abcde", Given.only(store, S).text());
	}

	@Test
	void aGapIsRefusedAndNothingOfTheCommitIsKept() {
		StoreException failure = assertThrows(StoreException.class,
				() -> await(store.commit(commit(S, 2, append("e1", 0, "abc"), append("e1", 4, "x")))));
		assertTrue(failure.getMessage().contains("e1") && failure.getMessage().contains("4"), failure.getMessage());
		assertEquals("", Given.only(store, S).text());
		assertEquals(1, await(store.session(S)).orElseThrow().revision());
	}

	@Test
	void anAppendToNoEntryIsRefused() {
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 2, append("stranger", 0, "x")))));
	}

	@Test
	void aPairSplitBetweenTwoAppendsIsWholeAgain() {
		await(store.commit(commit(S, 2, append("e1", 0, "a\ud83d"))));
		await(store.commit(commit(S, 3, append("e1", 2, "\ude00b"))));
		assertEquals("a😀b", Given.only(store, S).text());
		end(4, message("e1", 1, EntryStatus.DONE, ""), 4);
		assertEquals("a😀b", Given.only(store, S).text());
	}

	@Test
	void theEndCompactsTheChunks() throws Exception {
		await(store.commit(commit(S, 2, append("e1", 0, "abc"))));
		await(store.commit(commit(S, 3, append("e1", 3, "def"))));
		assertEquals(List.of("2"), Databases.query(store.file(), "SELECT count(*) FROM chunk"));
		end(4, message("e1", 1, EntryStatus.DONE, ""), 6);
		assertEquals("abcdef", Given.only(store, S).text());
		assertEquals(EntryStatus.DONE, Given.only(store, S).status());
		assertEquals(List.of("0"), Databases.query(store.file(), "SELECT count(*) FROM chunk"));
		assertEquals(List.of("abcdef"), Databases.query(store.file(), "SELECT text FROM entry"));
	}

	@Test
	void appendAndEndInOneCommit() {
		Entry ended = withLength(message("e1", 1, EntryStatus.DONE, ""), 3);
		await(store.commit(commit(S, 2, append("e1", 0, "abc"), put(ended))));
		assertEquals("abc", Given.only(store, S).text());
	}

	@Test
	void anEntryMadeAndGrownInOneCommit() {
		await(store.commit(commit(S, 2, put(message("e2", 2, EntryStatus.RUNNING, "be")), append("e2", 2, "gun"))));
		assertEquals("begun", await(store.byOrdinal(S, 1, 1, 100)).entries().getFirst().text());
	}

	@Test
	void aPutWithTheLengthAloneKeepsTheText() {
		await(store.commit(commit(S, 2, append("e1", 0, "abc"))));
		Entry changed = withLength(message("e1", 1, EntryStatus.PENDING, ""), 3).withDetail(new Detail.Lifecycle("resumed"));
		await(store.commit(commit(S, 3, put(changed), append("e1", 3, "d"))));
		Entry read = Given.only(store, S);
		assertEquals("abcd", read.text());
		assertEquals(EntryStatus.PENDING, read.status());
		assertEquals(new Detail.Lifecycle("resumed"), read.detail());
	}

	@Test
	void aPutWithAWholeTextReplacesTextAndChunks() throws Exception {
		await(store.commit(commit(S, 2, append("e1", 0, "abc"))));
		await(store.commit(commit(S, 3, put(message("e1", 1, EntryStatus.RUNNING, "xy")))));
		assertEquals("xy", Given.only(store, S).text());
		assertEquals(List.of("0"), Databases.query(store.file(), "SELECT count(*) FROM chunk"));
		await(store.commit(commit(S, 4, put(message("e1", 1, EntryStatus.RUNNING, "")))));
		assertEquals("", Given.only(store, S).text());
		assertEquals(0, Given.only(store, S).length());
	}

	@Test
	void aPutWhoseLengthIsNotTheStoredOneIsRefused() {
		await(store.commit(commit(S, 2, append("e1", 0, "abc"))));
		Change wrong = put(withLength(message("e1", 1, EntryStatus.RUNNING, ""), 4));
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 3, wrong))));
		Change isNew = put(withLength(message("e2", 2, EntryStatus.RUNNING, ""), 4));
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 3, isNew))));
		assertEquals("abc", Given.only(store, S).text());
	}

	@Test
	void textThatComesAfterTheEndIsNotLost() throws Exception {
		await(store.commit(commit(S, 2, put(message("e1", 1, EntryStatus.DONE, "abc")))));
		await(store.commit(commit(S, 3, append("e1", 3, "def"))));
		assertEquals("abcdef", Given.only(store, S).text());
		assertEquals(List.of("0"), Databases.query(store.file(), "SELECT count(*) FROM chunk"));
	}

	@Test
	void aCommitOutOfOrderIsRefused() {
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 1, append("e1", 0, "x")))));
		assertThrows(StoreException.class, () -> await(store.commit(commit(S, 3, append("e1", 0, "x")))));
		assertThrows(StoreException.class, () -> await(store.commit(commit(new SessionId("stranger"), 1, append("e1", 0, "x")))));
	}

	private void end(long revision, Entry ended, long length) {
		await(store.commit(commit(S, revision, put(withLength(ended, length)))));
	}

	private static Entry withLength(Entry e, long length) {
		return new Entry(e.id(), e.ordinal(), e.revision(), e.turn(), e.kind(), e.status(), "", length, e.created(), e.ended(), e.detail());
	}
}
