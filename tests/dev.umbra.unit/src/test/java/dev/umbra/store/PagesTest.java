package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries.Slice;
import dev.umbra.core.port.Entries.Text;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;

class PagesTest {
	private static final SessionId S = new SessionId("session-1");
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
	void pagesByOrdinalSayWhetherMoreFollows() {
		entries(1, 1, 5);
		Slice first = await(store.byOrdinal(S, 0, 3, 100));
		assertEquals(List.of(1L, 2L, 3L), ordinals(first));
		assertTrue(first.more());
		Slice second = await(store.byOrdinal(S, 3, 3, 100));
		assertEquals(List.of(4L, 5L), ordinals(second));
		assertFalse(second.more());
		assertFalse(await(store.byOrdinal(S, 2, 3, 100)).more());
		assertEquals(1, second.revision());
		assertEquals(S, second.summary().id());
	}

	@Test
	void theNewestComeInOrdinalOrder() {
		entries(1, 1, 5);
		assertEquals(List.of(4L, 5L), ordinals(await(store.newest(S, 2, 100))));
		assertEquals(List.of(1L, 2L, 3L, 4L, 5L), ordinals(await(store.newest(S, 50, 100))));
	}

	@Test
	void aPageByRevisionNeverSplitsOne() {
		entries(1, 1, 2); // revision 1: ordinals 1, 2
		entries(2, 3, 7); // revision 2: 3 … 7
		entries(3, 8, 8); // revision 3: 8
		Slice page = await(store.byRevision(S, 0, 3, 100));
		assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), ordinals(page));
		assertTrue(page.more());
		assertEquals(List.of(1L, 2L), ordinals(await(store.byRevision(S, 0, 2, 100))));
		assertTrue(await(store.byRevision(S, 0, 2, 100)).more());
		assertEquals(List.of(1L, 2L), ordinals(await(store.byRevision(S, 0, 1, 100))));
		Slice rest = await(store.byRevision(S, 2, 1, 100));
		assertEquals(List.of(8L), ordinals(rest));
		assertFalse(rest.more());
		assertEquals(3, rest.revision());
		assertFalse(await(store.byRevision(S, 1, 6, 100)).more());
		assertEquals(List.of(), ordinals(await(store.byRevision(S, 3, 5, 100))));
	}

	@Test
	void theLastRevisionExtendedIsTheLastPage() {
		entries(1, 1, 5);
		Slice page = await(store.byRevision(S, 0, 2, 100));
		assertEquals(5, page.entries().size());
		assertFalse(page.more());
	}

	@Test
	void aChangedEntryMovesToItsNewRevision() {
		entries(1, 1, 3);
		await(store.commit(commit(S, 2, put(message("e1", 1, EntryStatus.DONE, "changed")))));
		assertEquals(List.of(2L, 3L, 1L), ordinals(await(store.byRevision(S, 0, 10, 100))));
		assertEquals(List.of(1L), ordinals(await(store.byRevision(S, 1, 10, 100))));
	}

	@Test
	void textsAreCutAtCodeUnitsButNeverInsideAPair() {
		await(store.commit(Given.session(S, put(message("plain", 1, EntryStatus.DONE, "abcdef")),
				put(message("pairs", 2, EntryStatus.DONE, "a😀😀b")), put(message("odd", 3, EntryStatus.DONE, "a\0😀b\ud83d")),
				put(message("open", 4, EntryStatus.RUNNING, "ab")), append("open", 2, "c\ud83d"), append("open", 4, "\ude00d"))));
		assertEquals(List.of("ab", "a", "a\0", "ab"), cut(2));
		assertEquals(List.of("abc", "a😀", "a\0", "abc"), cut(3));
		assertEquals(List.of("abcd", "a😀", "a\0😀", "abc"), cut(4));
		assertEquals(List.of("abcde", "a😀😀", "a\0😀b", "abc😀"), cut(5));
		assertEquals(List.of("abcdef", "a😀😀b", "a\0😀b\ud83d", "abc😀d"), cut(6));
		assertEquals(List.of("", "", "", ""), cut(0));
		assertEquals(List.of(6L, 6L, 6L, 6L), await(store.byOrdinal(S, 0, 9, 1)).entries().stream().map(Entry::length).toList());
	}

	@Test
	void rangesOfATextNeverCutAPair() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "a😀")), append("e1", 3, "bc"))));
		await(store.commit(commit(S, 2, append("e1", 5, "😀"))));
		assertEquals(new Text(0, "a😀bc😀", 7), text(0, 100));
		assertEquals(new Text(0, "a", 7), text(0, 2));
		assertEquals(new Text(1, "😀", 7), text(1, 1)); // a whole pair, or a reader would never go on
		assertEquals(new Text(1, "😀b", 7), text(2, 2)); // begins inside the pair
		assertEquals(new Text(3, "bc", 7), text(3, 3));
		assertEquals(new Text(4, "c😀", 7), text(4, 3));
		assertEquals(new Text(7, "", 7), text(7, 5));
		assertEquals(new Text(7, "", 7), text(99, 5));
		assertEquals(new Text(3, "", 7), text(3, 0));
		assertTrue(await(store.text(S, new EntryId("stranger"), 0, 5)).isEmpty());
	}

	@Test
	void aLongTextIsReadInRangesOfAMillionCodeUnits() {
		String text = "0123456789😀".repeat(300_000);
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, text)))));
		StringBuilder read = new StringBuilder();
		while (read.length() < text.length()) {
			Text range = text(read.length(), Integer.MAX_VALUE);
			assertEquals(read.length(), range.offset());
			assertTrue(range.text().length() <= SessionReader.MAX_RANGE);
			read.append(range.text());
		}
		assertTrue(text.contentEquals(read));
	}

	@Test
	void rangesOfAGrowingTextStartInTheMiddleOfChunks() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "")))));
		StringBuilder whole = new StringBuilder();
		for (int i = 0; i < 50; i++) {
			String piece = i + "·";
			await(store.commit(commit(S, i + 2, append("e1", whole.length(), piece))));
			whole.append(piece);
		}
		for (int from : LongStream.range(0, whole.length()).mapToInt(i -> (int) i).toArray()) {
			assertEquals(whole.substring(from, Math.min(whole.length(), from + 7)), text(from, 7).text());
		}
	}

	@Test
	void aPageOfAnUnknownSessionIsNotFound() {
		StoreException failure = assertThrows(StoreException.class, () -> await(store.byOrdinal(new SessionId("nobody"), 0, 1, 1)));
		assertEquals(Failure.Code.NOT_FOUND, failure.failure().code());
		assertTrue(failure.getMessage().contains("nobody"));
	}

	private Text text(long offset, int limit) {
		return await(store.text(S, new EntryId("e1"), offset, limit)).orElseThrow();
	}

	private List<String> cut(int maxText) {
		return await(store.byOrdinal(S, 0, 9, maxText)).entries().stream().map(Entry::text).toList();
	}

	private void entries(long revision, long from, long to) {
		Change[] changes = LongStream.rangeClosed(from, to).mapToObj(n -> put(message("e" + n, n, EntryStatus.DONE, "text")))
				.toArray(Change[]::new);
		await(store.commit(revision == 1 ? Given.session(S, changes) : commit(S, revision, changes)));
	}

	private static List<Long> ordinals(Slice slice) {
		return slice.entries().stream().map(Entry::ordinal).toList();
	}
}
