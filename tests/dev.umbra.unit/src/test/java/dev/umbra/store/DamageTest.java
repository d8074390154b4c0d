package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static dev.umbra.store.Given.windows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History.Filter;
import dev.umbra.core.api.History.Search;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.port.Entries.Slice;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.StoreFile.Opened;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

class DamageTest {
	private static final int PAGE = 8_192;
	private static final int SESSIONS = 4;
	private static final int ENTRIES = 300;
	@TempDir
	Path folder;
	private Path file;
	private MovableClock clock;

	@BeforeEach
	void names() {
		file = folder.resolve("umbra.db");
		clock = new MovableClock();
	}

	@Test
	void whatCanBeReadOfADamagedStoreIsInANewOneAndTheOldOneIsKeptAsItWas() throws Exception {
		fill();
		damage("entry", 3);
		byte[] before = Files.readAllBytes(file);
		try (SqliteStore store = open()) {
			Opened opened = store.opened();
			assertTrue(opened.damaged());
			Path kept = Objects.requireNonNull(opened.kept());
			assertEquals("umbra.db.damaged", kept.getFileName().toString());
			assertArrayEquals(before, Files.readAllBytes(kept));
			assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
			assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
			assertEquals(List.of(kept), store.copies());
			for (String words : List.of(file.toString(), kept.toString(), "could not be read", "backup", SESSIONS + " sessions")) {
				assertTrue(opened.words().contains(words), opened.words());
			}
			assertEquals("", await(store.check()));
			int notices = 0;
			long there = 0;
			for (int s = 0; s < SESSIONS; s++) {
				List<Entry> entries = await(store.byOrdinal(session(s), 0, 1_000, Integer.MAX_VALUE)).entries();
				for (Entry entry : entries) {
					if (entry.kind() == EntryKind.NOTICE) {
						notices++;
						assertTrue(entry.text().contains("could not be read"), entry.text());
					} else {
						there++;
						assertEquals(text(s, entry.ordinal()), entry.text());
					}
				}
			}
			assertTrue(notices > 0 && there > SESSIONS * ENTRIES / 2, notices + " notices, " + there + " entries");
			assertTrue(opened.words().contains(SESSIONS * ENTRIES - there + " entr"), opened.words() + there);
			assertEquals(List.of(new Tab(session(1), true)), await(windows(store).tabs(null)).tabs());
			assertEquals(Map.of("a", "1"), await(store.all()));
			assertEquals("typed", await(windows(store).draft(session(2))).orElseThrow().text());
			assertFalse(await(store.search(new Search("session2", Filter.ANY, 10))).hits().isEmpty());
			await(store.commit(commit(session(0), ENTRIES + 1, put(message("new", ENTRIES + 50, EntryStatus.DONE, "goes on")))));
		}
		try (SqliteStore store = open()) {
			assertEquals(Opened.SOUND, store.opened());
		}
	}

	@Test
	void aStoreCutShortIsSalvaged() throws Exception {
		fill();
		long size = Files.size(file);
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			// the beginning is of the empty tables, a page each
			bytes.setLength(size * 3 / 4 + 77);
		}
		try (SqliteStore store = open()) {
			assertTrue(store.opened().words().contains("bytes are missing at its end"), store.opened().words());
			assertEquals("", await(store.check()));
			long entries = 0;
			for (var summary : await(store.sessions(true))) {
				entries += await(store.byOrdinal(summary.id(), 0, 1_000, 10)).entries().size();
			}
			assertTrue(entries > SESSIONS * ENTRIES / 4, "only " + entries);
		}
	}

	@Test
	void randomBytesAnywhereLoseNoWholeStore() throws Exception {
		fill();
		byte[] sound = Files.readAllBytes(file);
		Random random = new Random(11);
		for (int round = 0; round < 20; round++) {
			Path home = Files.createDirectory(folder.resolve("round" + round));
			Path copy = home.resolve("umbra.db");
			byte[] bytes = sound.clone();
			int at = PAGE + random.nextInt(bytes.length - PAGE - 3_000);
			byte[] noise = new byte[3_000];
			random.nextBytes(noise);
			System.arraycopy(noise, 0, bytes, at, noise.length);
			Files.write(copy, bytes);
			try (SqliteStore store = SqliteStore.open(copy, clock)) {
				assertEquals("", await(store.check()), "round " + round);
				for (var summary : await(store.sessions(true))) {
					await(store.byOrdinal(summary.id(), 0, 1_000, Integer.MAX_VALUE));
				}
				await(store.commit(Given.session(new SessionId("new"))));
			}
		}
	}

	@Test
	void entriesWithoutTheirSessionAreKeptInOneThatHasFailed() throws Exception {
		fill();
		damage("session", 1);
		try (SqliteStore store = open()) {
			assertTrue(store.opened().damaged());
			var sessions = await(store.sessions(true));
			assertEquals(SESSIONS, sessions.size());
			assertTrue(sessions.stream().allMatch(s -> s.status() == SessionStatus.FAILED && s.archived()), sessions::toString);
			assertEquals(ENTRIES, await(store.byOrdinal(sessions.getFirst().id(), 0, 1_000, 10)).entries().size());
		}
	}

	@Test
	void aDamagedIndexOfWordsIsMadeAnewAndNothingElseIsTouched() throws Exception {
		fill();
		Databases.run(file, "UPDATE search_data SET block = zeroblob(100) WHERE id = (SELECT max(id) FROM search_data)");
		try (SqliteStore store = open()) {
			assertEquals(Opened.SOUND, store.opened());
			assertEquals(10, await(store.search(new Search("session3", Filter.ANY, 10))).hits().size());
			assertEquals("", await(store.check()));
			assertEquals(List.of(), store.copies());
		}
	}

	@Test
	void damageThatIsMetWhileTheStoreIsUsedIsSalvagedByTheNextStart() throws Exception {
		fill();
		damage("entry", 3);
		Options large = Options.DEFAULT.withLooked(0);
		try (SqliteStore store = SqliteStore.open(file, clock, large)) {
			assertFalse(store.opened().damaged(), "it is too large to be looked at");
			for (int s = 0; s < SESSIONS; s++) {
				await(store.byOrdinal(session(s), 0, 1_000, Integer.MAX_VALUE));
			}
			assertTrue(store.opened().damaged());
			assertTrue(store.opened().words().contains("Restart the host"), store.opened().words());
			assertFalse(await(store.check()).isEmpty());
		}
		try (SqliteStore store = SqliteStore.open(file, clock, large)) {
			assertNotNull(store.opened().kept());
			assertEquals("", await(store.check()));
		}
		try (SqliteStore store = SqliteStore.open(file, clock, large)) {
			assertEquals(Opened.SOUND, store.opened());
		}
	}

	@Test
	void untilTheNextStartWhatCanBeReadIsShownAndWordsStandInThePlaceOfTheRest() throws Exception {
		fill();
		damage("entry", 3);
		try (SqliteStore store = SqliteStore.open(file, clock, Options.DEFAULT.withLooked(0))) {
			long lost = 0;
			for (int s = 0; s < SESSIONS; s++) {
				List<Entry> all = await(store.byOrdinal(session(s), 0, 1_000, Integer.MAX_VALUE)).entries();
				lost += assertAllBut(all, s);
				assertEquals(seen(all), seen(paged(store, s)));
				assertEquals(seen(all), seen(await(store.newest(session(s), 1_000, Integer.MAX_VALUE)).entries()));
				assertEquals(seen(all), seen(await(store.recent(session(s), 1_000, Integer.MAX_VALUE)).newest().entries()));
				assertEquals(seen(all), seen(await(store.newestBefore(session(s), ENTRIES + 1, 1_000, Integer.MAX_VALUE)).entries()));
				assertEquals(ENTRIES, await(store.live(session(s))).orElseThrow().lastOrdinal());
			}
			assertTrue(lost > 0 && lost < SESSIONS * ENTRIES / 2, lost + " lost");
		}
	}

	private static List<String> seen(List<Entry> entries) {
		return entries.stream().map(entry -> entry.id() + " " + (entry.kind() == EntryKind.NOTICE ? entry.text() : entry.ordinal())).toList();
	}

	/** By revision, in pages as a client asks for them; in these sessions that is the order of ordinals too. */
	private static List<Entry> paged(SqliteStore store, int s) {
		List<Entry> all = new ArrayList<>();
		Slice slice;
		do {
			slice = await(store.byRevision(session(s), all.isEmpty() ? 0 : all.getLast().revision(), 50, Integer.MAX_VALUE));
			all.addAll(slice.entries());
		} while (slice.more());
		return all;
	}

	/** @return how many entries notices stand for */
	private static long assertAllBut(List<Entry> entries, int s) {
		long lost = 0;
		long next = 1;
		for (Entry entry : entries) {
			if (entry.kind() == EntryKind.NOTICE) {
				assertTrue(entry.text().contains("damaged") && entry.text().contains("Restart the host"), entry.text());
				assertEquals(next, entry.ordinal());
				String count = entry.text().split(" ")[0];
				long stands = count.equals("An") ? 1 : Long.parseLong(count);
				lost += stands;
				next += stands;
			} else {
				assertEquals(next++, entry.ordinal());
				assertEquals(text(s, entry.ordinal()), entry.text());
			}
		}
		assertEquals(ENTRIES + 1, next);
		return lost;
	}

	@Test
	void aSalvageThatWasCutShortIsBroughtToItsEnd() throws Exception {
		fill();
		Files.move(file, folder.resolve("whole.db"));
		Files.writeString(folder.resolve("umbra.db.damaged"), "the damaged one");
		Files.writeString(folder.resolve("umbra.db-wal"), "its log");
		Files.move(folder.resolve("whole.db"), folder.resolve("umbra.db.salvage"));
		try (SqliteStore store = open()) {
			assertEquals(SESSIONS, await(store.sessions(true)).size());
		}
		assertEquals("its log", Files.readString(folder.resolve("umbra.db.damaged-wal")));
		Files.writeString(folder.resolve("umbra.db.salvage"), "half of one");
		try (SqliteStore store = open()) {
			assertEquals(SESSIONS, await(store.sessions(true)).size());
		}
		assertFalse(Files.exists(folder.resolve("umbra.db.salvage")));
	}

	@Test
	void damageInTheLogOfAStoreThatWasKilledKeepsTheLogToo() throws Exception {
		Path killed = Files.createDirectory(folder.resolve("killed"));
		fill();
		damage("entry", 3);
		try (SqliteStore store = SqliteStore.open(file, clock, Options.DEFAULT.withLooked(0))) {
			await(store.put("late", "in the log", null));
			Files.copy(file, killed.resolve("umbra.db"));
			Files.copy(folder.resolve("umbra.db-wal"), killed.resolve("umbra.db-wal"));
		}
		byte[] log = Files.readAllBytes(killed.resolve("umbra.db-wal"));
		byte[] bytes = Files.readAllBytes(killed.resolve("umbra.db"));
		try (SqliteStore store = SqliteStore.open(killed.resolve("umbra.db"), clock)) {
			assertEquals("in the log", await(store.all()).get("late"));
			assertArrayEquals(log, Files.readAllBytes(killed.resolve("umbra.db.damaged-wal")));
			assertArrayEquals(bytes, Files.readAllBytes(killed.resolve("umbra.db.damaged")));
		}
	}

	@Test
	void damagedCellsAreShownGenericallyAndTheRestIsWhole() throws Exception {
		fill();
		String id = " WHERE session = (SELECT nr FROM session WHERE id = 'session0') AND ordinal = ";
		Databases.run(file, "UPDATE entry SET detail = '{\"type\":'" + id + 1, "UPDATE entry SET kind = 'x\u0001y'" + id + 2,
				"UPDATE entry SET status = 'levitating'" + id + 3, "UPDATE entry SET text = X'00'" + id + 4, "UPDATE entry SET length = 1" + id + 5,
				"UPDATE entry SET created = 'yesterday'" + id + 6, "UPDATE entry SET detail = X'FFFE'" + id + 7, "UPDATE entry SET text = 17.5" + id + 8,
				"UPDATE entry SET length = -5" + id + 9, "UPDATE entry SET id = ''" + id + 10,
				"UPDATE session SET status = '?', add_dirs = '{', updated = 'x' WHERE id = 'session0'", "UPDATE session SET agent = '' WHERE id = 'session1'");
		try (SqliteStore store = open()) {
			List<Entry> entries = await(store.byOrdinal(session(0), 0, 1_000, Integer.MAX_VALUE)).entries();
			assertEquals(ENTRIES, entries.size());
			assertEquals(new Detail.Unknown("message", "{\"type\":"), entries.get(0).detail());
			assertEquals(EntryKind.UNKNOWN, entries.get(1).kind());
			assertEquals(EntryStatus.FAILED, entries.get(2).status());
			for (int i = 10; i < ENTRIES; i++) {
				assertEquals(text(0, i + 1), entries.get(i).text());
			}
			assertEquals(SessionStatus.FAILED, await(store.session(session(0))).orElseThrow().status());
			assertEquals(SESSIONS, await(store.sessions(true)).size());
			assertTrue(await(store.live(session(0))).isPresent());
			await(store.newest(session(0), 300, 5));
			await(store.find(session(0), "word", 10_000));
			await(store.search(new Search("word", Filter.ANY, 10)));
		}
	}

	@Test
	void aStoreThatAnotherProgramLocksSaysSoAndWorksAfterwards() throws Exception {
		fill();
		Options quick = Options.DEFAULT.withBusy(Duration.ofMillis(20));
		try (Connection other = Databases.open(file); Statement statement = other.createStatement()) {
			statement.execute("PRAGMA locking_mode = EXCLUSIVE");
			statement.execute("BEGIN EXCLUSIVE");
			StoreException failure = assertThrows(StoreException.class, () -> SqliteStore.open(file, clock, quick));
			assertEquals(Failure.Code.BUSY, failure.failure().code());
			assertTrue(failure.getMessage().contains("another program has locked it") && failure.passing(), failure.getMessage());
			statement.execute("ROLLBACK");
		}
		try (SqliteStore store = SqliteStore.open(file, clock, quick)) {
			assertEquals(SESSIONS, await(store.sessions(true)).size());
		}
	}

	@Test
	void aClockThatGoesBackChangesNoOrder() throws Exception {
		fill();
		try (SqliteStore store = open()) {
			clock.move(Duration.ofDays(-400));
			await(store.commit(commit(session(0), ENTRIES + 1, put(message("late", ENTRIES + 1, EntryStatus.DONE, "session0 late")))));
			assertEquals(ENTRIES + 1, await(store.session(session(0))).orElseThrow().revision());
			assertEquals("late", await(store.newest(session(0), 1, 10)).entries().getFirst().id().value());
			assertEquals("late", await(store.byRevision(session(0), ENTRIES, 10, 10)).entries().getFirst().id().value());
			assertEquals("late", await(store.search(new Search("session0", Filter.ANY, 1))).hits().getFirst().entry().value());
		}
	}

	private void fill() {
		try (SqliteStore store = open()) {
			for (int e = 1; e <= ENTRIES; e++) {
				for (int s = 0; s < SESSIONS; s++) {
					List<Change> changes = new ArrayList<>();
					if (e == 1) {
						changes.add(new Change.SummaryPut(Given.summary(session(s))));
					}
					changes.add(put(message("s" + s + "e" + e, e, EntryStatus.DONE, text(s, e))));
					store.commit(commit(session(s), e, changes.toArray(Change[]::new)));
				}
			}
			await(windows(store).changeTabs(tabs -> List.of(new Tab(session(1), true)), null));
			await(windows(store).saveDraft(session(2), "typed", null, null));
			await(store.put("a", "1", null));
			await(store.search(new Search("word", Filter.ANY, 1)));
		}
	}

	private SqliteStore open() {
		return SqliteStore.open(file, clock);
	}

	private static SessionId session(int s) {
		return new SessionId("session" + s);
	}

	private static String text(int s, long ordinal) {
		return "session" + s + " word " + ordinal + " " + "text ".repeat((int) (ordinal * 7 % 60));
	}

	/** Overwrites pages of a table in the middle of its rows. */
	private void damage(String table, int pages) throws Exception {
		List<String> found = Databases.query(file, "SELECT pageno FROM dbstat WHERE name = '" + table + "' AND pagetype = 'leaf' ORDER BY path");
		int from = found.size() / 2;
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			for (int i = 0; i < pages; i++) {
				overwrite(bytes, Long.parseLong(found.get(Math.min(found.size() - 1, from + i))));
			}
		}
	}

	private static void overwrite(RandomAccessFile bytes, long page) throws IOException {
		byte[] noise = new byte[PAGE];
		new Random(page).nextBytes(noise);
		bytes.seek((page - 1) * PAGE);
		bytes.write(noise);
	}
}
