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
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.History.Filter;
import dev.umbra.core.api.History.Search;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.EntryStatus;

class FullDiskTest {
	private static final SessionId S = new SessionId("session-1");
	private static final int PAGES = 120;
	@TempDir
	Path folder;
	private MovableClock clock;
	private SqliteStore store;

	@BeforeEach
	void openOnASmallDisk() {
		clock = new MovableClock();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock, Options.DEFAULT.withMaxPages(PAGES));
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "")))));
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void aCommitThatDoesNotFitFailsPassingAndLeavesNothingBehind() {
		await(store.commit(commit(S, 2, append("e1", 0, "kept"))));
		StoreException failure = assertThrows(StoreException.class,
				() -> await(store.commit(commit(S, 3, append("e1", 4, "x"), put(message("e2", 2, EntryStatus.DONE, tooMuch()))))));
		assertTrue(failure.passing());
		assertTrue(failure.getMessage().contains("disk is full") && failure.getMessage().contains(store.file().toString()),
				failure.getMessage());
		assertEquals("kept", Given.only(store, S).text());
		assertEquals(2, await(store.session(S)).orElseThrow().revision());
	}

	@Test
	void theSameCommitGoesThroughWhenThereIsRoomAgain() {
		var big = commit(S, 2, put(message("e2", 2, EntryStatus.DONE, tooMuch())), append("e1", 0, "kept"));
		assertThrows(StoreException.class, () -> await(store.commit(big)));
		await(store.maxPages(100_000));
		await(store.commit(big));
		assertEquals(tooMuch(), await(store.byOrdinal(S, 1, 1, Integer.MAX_VALUE)).entries().getFirst().text());
		assertEquals("", await(store.check()));
	}

	@Test
	void smallCommitsOfTheSameGroupAreKept() throws Exception {
		SessionId other = new SessionId("other");
		await(store.commit(Given.session(other, put(message("o1", 1, EntryStatus.RUNNING, "")))));
		clock.hold();
		CompletionStage<?> holding = store.commit(Given.session(new SessionId("holding")));
		clock.awaitAsked();
		CompletionStage<?> before = store.commit(commit(other, 2, append("o1", 0, "be")));
		CompletionStage<?> big = store.commit(commit(S, 2, put(message("e2", 2, EntryStatus.DONE, tooMuch()))));
		CompletionStage<?> after = store.commit(commit(other, 3, append("o1", 2, "fore")));
		clock.letGo();
		await(holding);
		await(before);
		assertTrue(assertThrows(StoreException.class, () -> await(big)).passing());
		await(after);
		assertEquals("before", Given.only(store, other).text());
	}

	@Test
	void whatWasFilledToTheLastPageCanStillBeReadAndReopened() {
		int revision = 2;
		String piece = "0123456789".repeat(100);
		int length = 0;
		try {
			for (;; revision++) {
				await(store.commit(commit(S, revision, append("e1", length, piece))));
				length += piece.length();
			}
		} catch (StoreException full) {
			assertTrue(full.passing());
		}
		assertEquals(length, Given.only(store, S).text().length());
		store.close();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		assertEquals(length, Given.only(store, S).text().length());
		await(store.commit(commit(S, revision, append("e1", length, piece))));
	}

	@Test
	void aSearchAnswersAlsoWhereWordsCannotBeWritten() {
		await(store.commit(commit(S, 2, put(message("e2", 2, EntryStatus.DONE, "indexed")))));
		assertEquals(1, await(store.search(new Search("indexed", Filter.ANY, 9))).hits().size());
		int revision = 3;
		try (SqliteStore full = store) {
			for (;; revision++) {
				await(full.commit(commit(S, revision, put(message("x" + revision, revision, EntryStatus.DONE, "word" + revision + " other".repeat(150))))));
				await(full.search(new Search("nothing", Filter.ANY, 1)));
			}
		} catch (StoreException refused) {
			assertTrue(refused.passing());
		}
		store = SqliteStore.open(folder.resolve("umbra.db"), clock, Options.DEFAULT.withMaxPages(PAGES));
		assertEquals(1, await(store.search(new Search("indexed", Filter.ANY, 9))).hits().size());
	}

	private static String tooMuch() {
		return "0123456789".repeat(PAGES * 500);
	}
}
