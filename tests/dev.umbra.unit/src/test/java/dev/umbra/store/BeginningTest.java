package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static dev.umbra.store.Given.windows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.StoreFile.Opened;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.EntryStatus;

/** Stores of which the first 100 bytes are damaged, in part or wholly. */
class BeginningTest {
	/** Where a field of the beginning is, and its length. */
	private static final int[][] FIELDS = { { 0, 16 }, { 16, 2 }, { 18, 1 }, { 19, 1 }, { 20, 1 }, { 21, 1 }, { 22, 1 }, { 23, 1 }, { 24, 4 },
			{ 28, 4 }, { 32, 4 }, { 36, 4 }, { 40, 4 }, { 44, 4 }, { 48, 4 }, { 52, 4 }, { 56, 4 }, { 60, 4 }, { 64, 4 }, { 68, 4 }, { 72, 20 },
			{ 92, 4 }, { 96, 4 } };
	private static final List<String> TABLES = List.of("session", "entry", "chunk", "tab", "draft", "setting", "revision");
	private static final int ENTRIES = 60;
	private static final SessionId S = new SessionId("session");
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
	void whateverAFieldOfTheBeginningHoldsNothingIsLost() throws Exception {
		fill(file);
		byte[] sound = Files.readAllBytes(file);
		List<String> rows = rows(file);
		for (int[] field : FIELDS) {
			for (byte[] noise : List.of(filled(field[1], 0), "garbage! garbage! !!".substring(0, field[1]).getBytes(), number(field[1], 3))) {
				byte[] damaged = sound.clone();
				System.arraycopy(noise, 0, damaged, field[0], field[1]);
				String what = "bytes " + Arrays.toString(noise) + " at " + field[0];
				Path home = Files.createDirectory(folder.resolve(field[0] + "-" + Arrays.hashCode(noise)));
				assertNothingIsLost(home, damaged, rows, what);
			}
		}
	}

	@Test
	void aBeginningThatIsGoneIsMadeUp() throws Exception {
		fill(file);
		byte[] sound = Files.readAllBytes(file);
		List<String> rows = rows(file);
		for (int round = 0; round < 10; round++) {
			byte[] noise = new byte[Beginning.SIZE];
			if (round > 0) {
				new Random(round).nextBytes(noise);
			}
			byte[] damaged = sound.clone();
			System.arraycopy(noise, 0, damaged, 0, noise.length);
			Path home = Files.createDirectory(folder.resolve("round" + round));
			Opened opened = assertNothingIsLost(home, damaged, rows, "round " + round);
			assertTrue(opened.words().contains("its beginning cannot be right"), opened.words());
			assertEquals(home.resolve("umbra.db.damaged"), opened.kept());
		}
	}

	@Test
	void aStoreWithPagesOf4KiBIsReadAsOne() throws Exception {
		fill(file);
		Databases.run(file, "PRAGMA journal_mode = DELETE", "PRAGMA page_size = 4096", "VACUUM");
		List<String> rows = rows(file);
		byte[] damaged = Files.readAllBytes(file);
		assertEquals(0x10, damaged[16]);
		for (int page : List.of(0, 2, 0x20, 0x40)) {
			damaged[16] = (byte) page;
			assertNothingIsLost(Files.createDirectory(folder.resolve("page" + page)), damaged, rows, "page size " + page * 256);
		}
	}

	@Test
	void theLogOfAStoreThatWasKilledIsReadToo() throws Exception {
		Path killed = Files.createDirectory(folder.resolve("killed"));
		fill(file);
		try (SqliteStore store = SqliteStore.open(file, clock)) {
			await(store.put("late", "in the log", null));
			await(store.commit(commit(S, ENTRIES + 1, put(message("late", ENTRIES + 1, EntryStatus.DONE, "in the log")))));
			Files.copy(file, killed.resolve("umbra.db"));
			Files.copy(folder.resolve("umbra.db-wal"), killed.resolve("umbra.db-wal"));
		}
		byte[] log = Files.readAllBytes(killed.resolve("umbra.db-wal"));
		byte[] sound = Files.readAllBytes(killed.resolve("umbra.db"));
		List<String> rows = rows(file);
		for (int[] field : new int[][] { { 0, 100 }, { 0, 16 }, { 16, 2 }, { 16, 1 }, { 44, 4 }, { 60, 4 }, { 68, 4 } }) {
			byte[] damaged = sound.clone();
			System.arraycopy(filled(field[1], field[1] == 1 ? 0x10 : 0xb7), 0, damaged, field[0], field[1]);
			Path home = Files.createDirectory(folder.resolve("from" + field[0] + "-" + field[1]));
			Files.write(home.resolve("umbra.db-wal"), log);
			Opened opened = assertNothingIsLost(home, damaged, rows, "bytes from " + field[0]);
			if (opened.damaged()) {
				assertArrayEquals(log, Files.readAllBytes(home.resolve("umbra.db.damaged-wal")));
			}
		}
	}

	@Test
	void aStoreOfAnOlderFormatThanItSaysOrOfANewerIsCarriedOver() throws Exception {
		fill(file);
		byte[] sound = Files.readAllBytes(file);
		List<String> rows = rows(file);
		for (int format = 1; format < Options.DEFAULT.schemaVersion(); format++) {
			byte[] damaged = sound.clone();
			damaged[63] = (byte) format;
			Opened opened = assertNothingIsLost(Files.createDirectory(folder.resolve("format" + format)), damaged, rows, "format " + format);
			assertTrue(opened.damaged(), "format " + format);
		}
		Path old = Files.createDirectory(folder.resolve("old")).resolve("umbra.db");
		Databases.run(old, Stream.of((Format1.SCHEMA + Format1.ROWS).split(";\n")).map(String::strip).filter(s -> !s.isEmpty()).toArray(String[]::new));
		byte[] whole = Files.readAllBytes(old);
		for (byte[] noise : List.of(new byte[Beginning.SIZE], new byte[] { 0x20, 0 })) {
			byte[] damaged = whole.clone();
			System.arraycopy(noise, 0, damaged, noise.length == 2 ? 16 : 0, noise.length);
			Files.write(old, damaged);
			try (SqliteStore store = SqliteStore.open(old, clock)) {
				assertTrue(store.opened().damaged());
				assertEquals("A title", await(store.session(new SessionId("s1"))).orElseThrow().title(), store.opened().words());
			}
		}
	}

	@Test
	void whatIsOfAnotherProgramIsRefusedThoughOurTablesAreNamedInIt() throws Exception {
		Databases.run(file, "CREATE TABLE page (text TEXT)", "INSERT INTO page VALUES ('" + Schema1.ENTRY + "')", "PRAGMA application_id = 252006673");
		assertTrue(Beginning.ours(file), "or this test means nothing");
		assertRefused(Failure.Code.FAILED, "not a store of Umbra");
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			bytes.write(new byte[Beginning.SIZE]);
		}
		assertRefused(Failure.Code.FAILED, "not a store of Umbra");
		Files.writeString(file, "Dear diary, today I read:\n" + Schema1.ENTRY.repeat(1_000));
		assertRefused(Failure.Code.FAILED, "not a store of Umbra");
		Files.write(file, new byte[100_000]);
		assertRefused(Failure.Code.FAILED, "not a store of Umbra");
	}

	@Test
	void aNewerStoreIsRefusedWhateverItsBeginningIs() throws Exception {
		fill(file);
		Databases.run(file, "ALTER TABLE tab ADD COLUMN colour TEXT", "PRAGMA user_version = 7");
		byte[] newer = Files.readAllBytes(file);
		for (int[] field : new int[][] { { 0, 16 }, { 0, 60 }, { 60, 4 }, { 0, 100 } }) {
			byte[] damaged = newer.clone();
			System.arraycopy(filled(field[1], 0), 0, damaged, field[0], field[1]);
			Files.write(file, damaged);
			assertRefused(Failure.Code.STORE_NEWER, "newer Umbra");
		}
	}

	@Test
	void whereThereIsNoRoomForACopyThatIsSaidAndNothingIsTouched() throws Exception {
		fill(file);
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			bytes.write("garbage!".getBytes());
		}
		Map<String, String> before = contents();
		StoreException failure = assertThrows(StoreException.class,
				() -> SqliteStore.open(file, clock, Options.DEFAULT.withFree(2 * Files.size(file) - 1)));
		assertTrue(failure.getMessage().contains("The beginning of the store " + file + " is damaged") && failure.getMessage().contains("MiB"),
				failure.getMessage());
		assertTrue(Objects.requireNonNull(failure.failure().hint()).contains("Free some space"), failure.failure()::hint);
		assertEquals(before, contents());
		try (SqliteStore store = SqliteStore.open(file, clock, Options.DEFAULT.withFree(2 * Files.size(file)))) {
			assertEquals(1, await(store.sessions(true)).size());
		}
	}

	@Test
	void aCopyThatAnEarlierStartLeftGoes() throws Exception {
		fill(file);
		Files.writeString(folder.resolve("umbra.db.mended"), "half of one");
		SqliteStore.open(file, clock).close();
		assertFalse(Files.exists(folder.resolve("umbra.db.mended")));
	}

	/** @return what the store says of how it was opened */
	private Opened assertNothingIsLost(Path home, byte[] damaged, List<String> rows, String what) throws Exception {
		Path store = home.resolve("umbra.db");
		Files.write(store, damaged);
		Opened opened;
		try (SqliteStore open = SqliteStore.open(store, clock)) {
			opened = open.opened();
			assertEquals("", await(open.check()), what);
			if (opened.kept() != null) {
				assertArrayEquals(damaged, Files.readAllBytes(opened.kept()), what);
			}
			assertEquals(opened.kept() != null, opened.damaged(), what);
		}
		assertEquals(rows, rows(store), what);
		List<String> rest = contents(home).keySet().stream().filter(name -> !name.startsWith("umbra.db.damaged")).toList();
		assertEquals(List.of("umbra.db"), rest, what);
		return opened;
	}

	private void assertRefused(Failure.Code code, String words) throws Exception {
		Map<String, String> before = contents();
		StoreException failure = assertThrows(StoreException.class, () -> SqliteStore.open(file, clock));
		assertEquals(code, failure.failure().code());
		assertTrue(failure.getMessage().contains(words) && failure.getMessage().contains(file.toString()), failure.getMessage());
		assertEquals(before, contents());
	}

	private void fill(Path into) {
		try (SqliteStore store = SqliteStore.open(into, clock)) {
			for (int e = 1; e <= ENTRIES; e++) {
				List<Change> changes = new ArrayList<>();
				if (e == 1) {
					changes.add(new Change.SummaryPut(Given.summary(S)));
				}
				changes.add(put(message("e" + e, e, EntryStatus.DONE, "word " + e + " " + "text ".repeat(e * 7 % 60))));
				store.commit(commit(S, e, changes.toArray(Change[]::new)));
			}
			await(windows(store).changeTabs(tabs -> List.of(new Tab(S, true)), null));
			await(windows(store).saveDraft(S, "typed", null, null));
			await(store.put("a", "1", null));
		}
	}

	private static List<String> rows(Path store) throws Exception {
		List<String> rows = new ArrayList<>();
		try (Connection connection = Databases.open(store); Statement statement = connection.createStatement()) {
			for (String table : TABLES) {
				try (var found = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
					while (found.next()) {
						StringBuilder row = new StringBuilder(table);
						for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
							row.append('|').append(found.getString(i));
						}
						rows.add(row.toString());
					}
				}
			}
		}
		assertTrue(rows.size() > ENTRIES, "too little to compare");
		return rows;
	}

	private static byte[] filled(int length, int value) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

	private static byte[] number(int length, int value) {
		byte[] bytes = new byte[length];
		bytes[length - 1] = (byte) value;
		return bytes;
	}

	private Map<String, String> contents() throws IOException {
		return contents(folder);
	}

	private static Map<String, String> contents(Path home) throws IOException {
		Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.list(home)) {
			for (Path path : files.filter(Files::isRegularFile).toList()) {
				contents.put(path.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(path)) + " " + Files.size(path));
			}
		}
		return contents;
	}
}
