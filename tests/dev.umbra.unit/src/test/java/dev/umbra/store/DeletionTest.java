package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static dev.umbra.store.Given.windows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.History.Browse;
import dev.umbra.core.api.History.Filter;
import dev.umbra.core.api.History.Search;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class DeletionTest {
	private static final SessionId SECRET = new SessionId("secret-session");
	private static final SessionId OTHER = new SessionId("other-session");
	@TempDir
	Path folder;
	private MovableClock clock;
	private SqliteStore store;
	private final Random random = new Random(3);
	private final List<String> secrets = new ArrayList<>();

	@BeforeEach
	void open() {
		clock = new MovableClock();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void noByteOfADeletedSessionIsInTheFileOrItsLog() throws Exception {
		fill();
		await(store.search(new Search("nothing", Filter.ANY, 1))); // all words are in the index now
		assertTrue(left() > 0, "the test must see what it looks for");
		assertTrue(await(store.delete(SECRET, result("c1"))));
		assertEquals(0, left());
		assertEquals(0, Files.size(folder.resolve("umbra.db-wal")));
		assertEquals("", await(store.check()));
		Databases.run(store.file(), "INSERT INTO search (search) VALUES ('integrity-check')");
		assertEquals(200, await(store.byOrdinal(OTHER, 0, 1_000, 10)).entries().size());
		assertEquals(50, await(store.search(new Search("common", Filter.ANY, 50))).hits().size());
	}

	@Test
	void noQuestionFindsADeletedSession() throws Exception {
		fill();
		SessionId child = new SessionId("child");
		await(store.commit(commit(child, 1, new Change.SummaryPut(Given.summary(child).edit().parent(SECRET).build()))));
		await(store.delete(SECRET, result("c1")));
		assertTrue(await(store.session(SECRET)).isEmpty());
		assertTrue(await(store.live(SECRET)).isEmpty());
		assertEquals(List.of(child, OTHER), await(store.sessions(true)).stream().map(s -> s.id()).sorted((a, b) -> a.value().compareTo(b.value())).toList());
		assertEquals(2, await(store.past(new Browse("", Filter.ANY, null, 9))).sessions().size());
		assertEquals(null, await(store.session(child)).orElseThrow().parent());
		assertEquals(List.of(), await(windows(store).tabs(null)).tabs());
		assertEquals(2, await(store.revision("tabs")));
		assertEquals("{}", await(store.commandResult(new CommandId("c1"))).orElseThrow());
		assertEquals(Failure.Code.NOT_FOUND, assertThrows(StoreException.class, () -> await(store.delete(SECRET, result("c2")))).failure().code());
		for (String table : List.of("blob", "output", "chunk", "draft", "draft_enclosure", "queue", "title", "unindexed")) {
			assertEquals(List.of("0"), Databases.query(store.file(), "SELECT count(*) FROM " + table + ("unindexed".equals(table) ? " WHERE entry NOT IN (SELECT nr FROM entry)" : "")), table);
		}
	}

	@Test
	void aRepeatedCommandDeletesNothingElse() {
		await(store.commit(Given.session(SECRET)));
		await(store.delete(SECRET, result("c1")));
		await(store.commit(Given.session(SECRET)));
		assertEquals(Failure.Code.REFUSED, assertThrows(StoreException.class, () -> await(store.delete(SECRET, result("c1")))).failure().code());
		assertTrue(await(store.session(SECRET)).isPresent());
	}

	@Test
	void aDeletionThatWasCutShortGoesOn() throws Exception {
		fill();
		store.close();
		// as it is after the first step
		Databases.run(folder.resolve("umbra.db"), "UPDATE session SET removed = 1, id = 'removed-' || nr, archived = 1 WHERE id = 'secret-session'");
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		assertEquals(1, await(store.sessions(true)).size());
		CompletableFuture<Void> gone = new CompletableFuture<>();
		awaitGone(gone);
		await(gone);
		assertEquals(List.of("200"), Databases.query(store.file(), "SELECT count(*) FROM entry"));
		await(store.delete(OTHER, result("c1"))); // empties the log
		assertEquals(0, left());
	}

	/** Every write lets one more piece of the deletion happen. */
	private void awaitGone(CompletableFuture<Void> gone) {
		store.put("a", "1", null).thenRun(() -> {
			try {
				if (Databases.query(store.file(), "SELECT nr FROM session WHERE removed = 1").isEmpty()) {
					gone.complete(null);
				} else {
					awaitGone(gone);
				}
			} catch (Exception e) {
				gone.completeExceptionally(e);
			}
		});
	}

	@Test
	void aReaderDelaysTheEmptyingOfTheLogButNotTheDeletion() throws Exception {
		await(store.commit(Given.session(SECRET, put(message("e1", 1, EntryStatus.DONE, secret())))));
		CompletableFuture<Boolean> deleted;
		try (Connection reader = Databases.open(store.file()); Statement statement = reader.createStatement()) {
			statement.execute("BEGIN");
			try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM entry")) {
				rows.next();
			}
			deleted = store.delete(SECRET, result("c1")).toCompletableFuture();
			await(store.put("written", "meanwhile", null));
			assertTrue(await(store.session(SECRET)).isEmpty());
		}
		assertFalse(await(deleted));
		assertEquals(0, left());
	}

	private void fill() throws Exception {
		Blob blob = Blob.of(secret().getBytes(StandardCharsets.UTF_8));
		await(store.commit(commit(SECRET, 1, new Change.SummaryPut(Given.summary(SECRET).edit().title(secret()).cwd("/" + secret()).build()),
				new Change.BlobPut(blob))));
		await(store.commit(commit(OTHER, 1, new Change.SummaryPut(Given.summary(OTHER)))));
		await(windows(store).changeTabs(tabs -> List.of(new Tab(SECRET, false)), null));
		await(windows(store).saveDraft(SECRET, secret(), List.of(new WindowRecords.DraftEnclosure(
				new Drafts.Enclosed(null, secret(), null, false, "h", 3), Blob.of(secret().getBytes(StandardCharsets.UTF_8)))), null));
		int revision = 1;
		for (int n = 1; n <= 200; n++) {
			revision++;
			await(store.commit(commit(OTHER, revision, put(message("o" + n, n, EntryStatus.DONE, "common words " + "filler ".repeat(random.nextInt(300)) + n)))));
			await(store.commit(n % 3 == 0 ? commit(SECRET, revision, put(tool(n)), new Change.OutputAppended(new EntryId("s" + n), 0, secret().repeat(500)))
					: commit(SECRET, revision, put(message("s" + n, n, EntryStatus.RUNNING, secret() + " common")), append("s" + n, 21, secret().repeat(50)))));
			if (n % 3 != 0) {
				int length = 21 + 14 * 50;
				await(store.commit(commit(OTHER, ++revision, append("o" + n, 0, ""))));
				await(store.commit(commit(SECRET, revision, put(ended(n, length)))));
			}
		}
	}

	private Entry tool(int n) {
		return new Entry(new EntryId("s" + n), n, 1, Given.TURN, EntryKind.TOOL, EntryStatus.DONE, secret(), 14, Given.NOON, Given.NOON,
				new Detail.Tool("call", secret(), "read", List.of(), List.of(new Detail.ToolContent.Text(secret().repeat(300))), null, secret(), false));
	}

	private static Entry ended(int n, int length) {
		return new Entry(new EntryId("s" + n), n, 1, Given.TURN, EntryKind.MESSAGE, EntryStatus.DONE, "", length, Given.NOON, Given.NOON,
				new Detail.Plain());
	}

	/** 14 letters that are nowhere else. */
	private String secret() {
		StringBuilder secret = new StringBuilder();
		for (int i = 0; i < 14; i++) {
			secret.append((char) ('a' + random.nextInt(26)));
		}
		secrets.add(secret.toString());
		return secret.toString();
	}

	/** How many secrets there are of which more than a short beginning is on the disk. */
	private long left() throws IOException {
		StringBuilder bytes = new StringBuilder();
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				bytes.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
			}
		}
		String all = bytes.toString();
		return secrets.stream().filter(secret -> all.contains(secret.substring(0, 8)) || all.contains(secret.substring(6))).count();
	}

	private static CommandResult result(String id) {
		return new CommandResult(new CommandId(id), "sessions/delete", "{}");
	}
}
