package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.rules;
import static dev.umbra.store.Given.windows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.PublicKey;
import dev.umbra.core.RuleId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.api.History.Browse;
import dev.umbra.core.api.History.Filter;
import dev.umbra.core.api.History.Search;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.Entries.Live;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.StoreFile.Opened;
import dev.umbra.core.port.WindowRecords.Shown;
import dev.umbra.core.port.WindowRecords.View;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.Usage;

class OpeningTest {
	private static final SessionId S = new SessionId("s1");
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
	void aNewStoreIsMadeAndFoundAgain() {
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
			assertEquals(6, store.schemaVersion());
			assertEquals(file.toAbsolutePath(), store.file());
			assertTrue(store.bytes() > 4096);
			assertEquals("", await(store.check()));
		}
		assertEquals(List.of("umbra.db"), names(folder).stream().filter(n -> n.startsWith("umbra")).toList());
		try (SqliteStore store = open()) {
			assertEquals(Map.of("a", "1"), await(store.all()));
		}
	}

	@Test
	void anEmptyFileIsANewStore() throws Exception {
		Files.createFile(file);
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
		}
	}

	@Test
	void anyFolderNameWorks() throws Exception {
		for (String name : List.of("a b", "q?mode=memory", "100%41", "h#sh", "ä\u4f60", "x".repeat(150))) {
			Path home = Files.createDirectory(folder.resolve(name));
			try (SqliteStore store = SqliteStore.open(home.resolve("umbra.db"), clock)) {
				await(store.put("a", "1", null));
			}
			assertTrue(Files.size(home.resolve("umbra.db")) > 4096, name);
		}
	}

	@Test
	void filesAreForTheirOwnerOnly() throws Exception {
		assumeTrue(PrivateFiles.posix(folder), "needs POSIX permissions");
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
			for (String name : List.of("umbra.db", "umbra.db-wal", "umbra.db-shm")) {
				assertEquals("rw-------", permissions(folder.resolve(name)), name);
			}
			await(store.backup(folder.resolve("copy.db")));
			assertEquals("rw-------", permissions(folder.resolve("copy.db")));
		}
		Files.delete(file);
		open().close();
		assertEquals("rw-------", permissions(file));
		Path tmp = Path.of(System.getProperty("org.sqlite.tmpdir"));
		assertEquals("tmp", tmp.getFileName().toString());
		for (String name : names(tmp).stream().filter(n -> n.startsWith("sqlite-")).toList()) {
			assertEquals("rw-------", permissions(tmp.resolve(name)), name);
		}
		PrivateFiles.folder(folder.resolve("tmp"));
		Files.setPosixFilePermissions(folder.resolve("tmp"), PosixFilePermissions.fromString("rwxr-xr-x"));
		PrivateFiles.folder(folder.resolve("tmp"));
		assertEquals("rwx------", permissions(folder.resolve("tmp")));
	}

	@Test
	void aNewerStoreIsRefusedAndNotTouched() throws Exception {
		open().close();
		Databases.run(file, "PRAGMA user_version = 7");
		assertFalse(Files.exists(folder.resolve("umbra.db-wal")));
		Map<String, byte[]> before = contents();
		StoreException failure = assertThrows(StoreException.class, this::open);
		assertEquals(Failure.Code.STORE_NEWER, failure.failure().code());
		assertTrue(failure.getMessage().contains("format 7") && failure.getMessage().contains("up to 6"), failure.getMessage());
		assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
		assertTrue(hint(failure).contains("--home"), failure.failure()::hint);
		assertSame(before, contents());
	}

	@Test
	void aNewerStoreThatWasKilledIsRefusedAndNotTouched() throws Exception {
		Path killed = Files.createDirectory(folder.resolve("killed"));
		try (SqliteStore store = open(); Connection newer = Databases.open(file); Statement statement = newer.createStatement()) {
			await(store.put("a", "1", null));
			statement.execute("PRAGMA user_version = 7"); // is in the log only
			copyOpenFiles(killed);
		}
		file = killed.resolve("umbra.db");
		byte[] store = Files.readAllBytes(file);
		byte[] log = Files.readAllBytes(killed.resolve("umbra.db-wal"));
		assertEquals(Failure.Code.STORE_NEWER, assertThrows(StoreException.class, this::open).failure().code());
		assertArrayEquals(store, Files.readAllBytes(file));
		assertArrayEquals(log, Files.readAllBytes(killed.resolve("umbra.db-wal")));
	}

	@Test
	void aDatabaseOfAnotherProgramIsRefusedAndNotTouched() throws Exception {
		for (String id : List.of("0", "252006673")) {
			Databases.run(file, "CREATE TABLE cookies (value TEXT)", "INSERT INTO cookies VALUES ('mine')", "PRAGMA application_id = " + id);
			Map<String, byte[]> before = contents();
			StoreException failure = assertThrows(StoreException.class, this::open);
			assertTrue(failure.getMessage().contains("not a store of Umbra"), failure.getMessage());
			assertFalse(failure.passing());
			assertSame(before, contents());
			Files.delete(file);
		}
	}

	@Test
	void aFileThatIsNoDatabaseIsRefusedAndNotTouched() throws Exception {
		for (String text : List.of("x", "Dear diary, ".repeat(1000), "SQLite format 3\0")) {
			Files.writeString(file, text);
			StoreException failure = assertThrows(StoreException.class, this::open);
			assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
			assertTrue(hint(failure).contains("backup"), failure.failure()::hint);
			assertEquals(text, Files.readString(file));
		}
	}

	@Test
	void anEmptyFileBesideALogIsDamagedNotNew() throws Exception {
		Files.createFile(file);
		Files.writeString(folder.resolve("umbra.db-wal"), "all that is left");
		assertThrows(StoreException.class, this::open);
		Files.delete(file);
		assertThrows(StoreException.class, this::open);
		assertEquals("all that is left", Files.readString(folder.resolve("umbra.db-wal")));
	}

	@Test
	void aFolderInTheWayIsRefusedInWords() throws Exception {
		Files.createDirectory(file);
		StoreException failure = assertThrows(StoreException.class, this::open);
		assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
	}

	@Test
	void aStoreThatWasKilledOpensWithAllThatWasCommitted() throws Exception {
		Path killed = Files.createDirectory(folder.resolve("killed"));
		try (SqliteStore store = open()) {
			await(store.commit(Given.session(S, Given.put(Given.message("e1", 1, EntryStatus.RUNNING, "")))));
			for (int i = 0; i < 200; i++) {
				await(store.commit(Given.commit(S, i + 2, Given.append("e1", i, "x"))));
			}
			copyOpenFiles(killed);
		}
		try (SqliteStore store = SqliteStore.open(killed.resolve("umbra.db"), clock)) {
			assertEquals("x".repeat(200), Given.only(store, S).text());
			assertEquals(201, await(store.session(S)).orElseThrow().revision());
			assertEquals("", await(store.check()));
		}
	}

	@Test
	void aStoreKilledWhileItWasMadeIsMadeAgain() throws Exception {
		Databases.run(file, "PRAGMA journal_mode = WAL"); // one page, no table, not yet ours
		assertTrue(Files.size(file) > 0);
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
		}
	}

	@Test
	void aHalfWrittenLastCommitIsLeftOut() throws Exception {
		Path killed = Files.createDirectory(folder.resolve("killed"));
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
			await(store.put("b", "2", null));
			copyOpenFiles(killed);
		}
		try (RandomAccessFile log = new RandomAccessFile(killed.resolve("umbra.db-wal").toFile(), "rw")) {
			log.setLength(log.length() - 100);
		}
		try (SqliteStore store = SqliteStore.open(killed.resolve("umbra.db"), clock)) {
			assertEquals(Map.of("a", "1"), await(store.all()));
		}
	}

	private static String[] statements(String text) {
		return Stream.of(text.split(";\n")).map(String::strip).filter(s -> !s.isEmpty()).toArray(String[]::new);
	}

	@Test
	void aStoreOfFormat1Opens() throws Exception {
		Databases.run(file, statements(Format1.SCHEMA + Format1.ROWS));
		try (SqliteStore store = open()) {
			assertWhatFormat1Had(store);
			assertEquals(new Shown(0, List.of(), View.NONE), await(windows(store).tabs("product")));
			await(windows(store).changeTabs(tabs -> List.of(new Tab(S, true)), null));
			await(windows(store).saveDraft(S, "typed", null, null));
			assertEquals(List.of(new Tab(S, true)), await(windows(store).tabs(null)).tabs());
		}
		assertEquals(List.of("6"), Databases.query(file, "PRAGMA user_version"));
		assertEquals(List.of("umbra.db", "umbra.db.v1.bak"), names(folder).stream().filter(n -> n.startsWith("umbra")).toList());
		Path copy = folder.resolve("umbra.db.v1.bak");
		assertEquals(List.of("1"), Databases.query(copy, "PRAGMA user_version"));
		assertEquals(List.of("A title"), Databases.query(copy, "SELECT title FROM session"));
	}

	@Test
	void aStoreOfFormat2Opens() throws Exception {
		Databases.run(file, statements(Format2.SCHEMA + Format2.ROWS));
		try (SqliteStore store = open()) {
			assertWhatFormat1Had(store);
			assertEquals(new Shown(4, List.of(new Tab(S, true)), new View("s1", Map.of("s1", "e1"))), await(windows(store).tabs("product")));
			assertEquals("not sent", await(windows(store).draft(S)).orElseThrow().text());
			assertEquals(Instant.ofEpochMilli(1893586031000L), await(windows(store).draft(S)).orElseThrow().updated());
			assertEquals(List.of(), await(store.live(S)).orElseThrow().queue().getFirst().enclosures());
			assertEquals(List.of(), await(rules(store).rules()));
			assertEquals(Map.of(), await(store.offers()));
		}
		assertEquals(List.of("umbra.db", "umbra.db.v2.bak"), names(folder).stream().filter(n -> n.startsWith("umbra")).toList());
	}

	@Test
	void aStoreOfFormat3Opens() throws Exception {
		Databases.run(file, statements(Format2.SCHEMA + Format2.ROWS + Format3.SCHEMA.substring(Format2.SCHEMA.length()) + Format3.ROWS));
		Databases.run(file, "INSERT INTO entry VALUES (3, 1, 'e3', 3, 3, 't1', 'tool', 'done', 0, 1893586003000, 1893586004000, "
				+ "'{\"type\":\"tool\",\"call\":\"c\",\"title\":\"Read Häuser.txt\",\"kind\":\"read\",\"locations\":[],\"content\":[],\"orphan\":false}', '')");
		List<String> entries = Databases.query(file, "SELECT id || ordinal || revision || kind || status || length || detail || text FROM entry");
		try (SqliteStore store = open()) {
			assertEquals(List.of("e3"), await(store.search(new Search("hauser read", Filter.ANY, 10))).hits().stream().map(hit -> hit.entry().value()).toList());
			assertEquals(entries, Databases.query(file, "SELECT id || ordinal || revision || kind || status || length || detail || text FROM entry"));
			assertEquals(Opened.SOUND, store.opened());
			assertEquals(List.of(folder.resolve("umbra.db.v3.bak")), store.copies());
			Live live = await(store.live(S)).orElseThrow();
			assertEquals(List.of(new Offer.Mode("plan", "Plan", null)), live.summary().offer().modes());
			assertEquals("big", live.summary().offer().options().getFirst().value());
			assertTrue(live.summary().offer().images() && live.summary().offer().embedded());
			assertEquals(Map.of("mode", "plan"), live.summary().wanted());
			assertEquals(List.of(new McpServer.Stdio("files", "/bin/mcp", List.of("-x"), Map.of("A", "1"))), live.summary().mcp());
			assertEquals(List.of(new Enclosure(Enclosure.Kind.IMAGE, "a.png", "image/png", null, "abc", 3)),
					live.queue().getFirst().enclosures());
			assertArrayEquals(new byte[] { 1, 2, 3 }, await(store.blob(S, "abc", 0, 10)).orElseThrow().bytes());
			assertEquals("ask", await(store.offers()).get(new AgentId("a1")).modes().getFirst().id());
			assertEquals(List.of(new Rule(new RuleId("r1"), "no force push", RuleEffect.DENY, new AgentId("a1"), "execute", null,
					"git push --force*", Instant.ofEpochMilli(1893586040000L))), await(rules(store).rules()));
		}
		assertEquals(List.of("umbra.db", "umbra.db.v3.bak"), names(folder).stream().filter(n -> n.startsWith("umbra")).toList());
	}

	@Test
	void aStoreOfFormat4OpensWithItsAgentsAndAnEmptyCatalog() throws Exception {
		Databases.run(file, statements(Format4.SCHEMA + """
				INSERT INTO agent VALUES ('a1', 'demo', NULL, 0, 1893586000000, 1893586000000);
				INSERT INTO agent VALUES ('a2', 'Rita', 'reviewer', 0, 1893586000001, 1893586000001);
				INSERT INTO agent_device VALUES ('a1', '{"command":"umbra:demo","args":[],"env":{},"envMode":"login","autostart":false,"keepRunning":false}');
				INSERT INTO agent_device VALUES ('a2', '{"command":"/bin/a","args":[],"env":{},"envMode":"login","autostart":false,"keepRunning":false}');
				PRAGMA application_id = 1433231986;
				PRAGMA user_version = 4;
				"""));
		try (SqliteStore store = open()) {
			assertEquals(List.of(new AgentDefinition("demo", null), new AgentDefinition("Rita", "reviewer")),
					await(store.agents()).stream().map(AgentRecord::definition).toList());
			assertTrue(await(store.agents()).stream().allMatch(agent -> agent.owner() == null && agent.key() == null));
			StoredCatalog catalog = new StoredCatalog(store);
			assertEquals(List.of(), await(catalog.identities()));
			assertEquals(List.of(), await(catalog.directory()));
			assertEquals(List.of(folder.resolve("umbra.db.v4.bak")), store.copies());
		}
	}

	@Test
	void aStoreOfFormat5OpensWithWhatWaitsForItsRelays() throws Exception {
		String me = "a".repeat(64);
		Databases.run(file, statements(Format5.SCHEMA + """
				INSERT INTO identity VALUES (1, '%1$s', 1, 1893586000000, 'me');
				INSERT INTO relay VALUES (1, '%1$s', 'wss://one.example', 'private', 1893586000000);
				INSERT INTO record VALUES (1, '%1$s', 30175, 'rita-abc123', 3, 1893586000, '', 0, 1893586000000, 1893586000000, '{"display_name":"Rita"}');
				INSERT INTO outbox VALUES (1, '%1$s', 'wss://one.example', 30175, 'rita-abc123', 0, 3, 1893586000000, NULL, 'Held.');
				PRAGMA application_id = 1433231986;
				PRAGMA user_version = 5;
				""".formatted(me)));
		try (SqliteStore store = open()) {
			StoredCatalog catalog = new StoredCatalog(store);
			CatalogRecords.Queued row = await(catalog.outbox(new PublicKey(me), "wss://one.example")).getFirst();
			assertEquals("Held.", row.held());
			assertEquals(3, row.version());
			assertNull(row.signed());
			assertEquals("{\"display_name\":\"Rita\"}", await(catalog.records(new PublicKey(me))).getFirst().content());
			assertEquals(List.of(folder.resolve("umbra.db.v5.bak")), store.copies());
		}
		assertEquals(List.of("6"), Databases.query(file, "PRAGMA user_version"));
	}

	private static void assertWhatFormat1Had(SqliteStore store) {
		assertEquals(List.of("e1"), await(store.search(new Search("HEL", Filter.ANY, 10))).hits().stream().map(hit -> hit.entry().value()).toList());
		assertEquals(List.of(), await(store.search(new Search("abcd", Filter.ANY, 10))).hits(), "it has not ended");
		assertEquals(1, await(store.find(S, "BC", 10)).places().size());
		assertEquals(2, await(store.past(new Browse("a tit", Filter.ANY, null, 10))).sessions().getFirst().entries());
		assertEquals(List.of(), await(store.cards(new AgentId("a1"), null, null, 10)).cards(), "cards are not invented");
		Live live = await(store.live(S)).orElseThrow();
		assertEquals("A title", live.summary().title());
		assertEquals(List.of("/x"), live.summary().addDirs());
		assertEquals(Offer.NONE, live.summary().offer(), "raw options of the first format are told anew by the agent");
		assertEquals(new Usage(10L, 200L, null, null, 0.5, "USD"), live.summary().usage());
		assertEquals(List.of("abcd😀"), live.open().stream().map(Entry::text).toList());
		assertEquals(new TurnId("t2"), live.queue().getFirst().turn());
		AgentRecord agent = await(store.agents()).getFirst();
		assertEquals(Map.of("A", "1"), agent.device().env());
		assertEquals(List.of("KEY"), agent.secretNames());
		assertEquals(Map.of("idle-end", "PT1M"), await(store.all()));
		assertEquals(7, await(store.revision("agents")));
		assertEquals("{\"turn\":\"t1\"}", await(store.commandResult(new CommandId("c1"))).orElseThrow());
		await(store.commit(Given.commit(S, 4, Given.append("e2", 6, "!"))));
		assertEquals("", await(store.check()));
	}

	@Test
	void thePresentFormatIsTheNewestLiteralOne() throws Exception {
		open().close();
		Path literal = folder.resolve("literal.db");
		Databases.run(literal, statements(Format6.SCHEMA));
		String schema = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
		assertEquals(Databases.query(literal, schema), Databases.query(file, schema));
	}

	@Test
	void anOlderStoreIsCopiedBeforeItIsMigrated() throws Exception {
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
		}
		Options next = Options.DEFAULT.withMigrations(andThen(sql -> sql.run("CREATE TABLE more (x TEXT)")));
		try (SqliteStore store = SqliteStore.open(file, clock, next)) {
			assertEquals(7, store.schemaVersion());
			assertEquals(Map.of("a", "1"), await(store.all()));
		}
		assertEquals(List.of("7"), Databases.query(file, "PRAGMA user_version"));
		assertEquals(Failure.Code.STORE_NEWER, assertThrows(StoreException.class, this::open).failure().code());
		try (SqliteStore old = SqliteStore.open(folder.resolve("umbra.db.v6.bak"), clock)) {
			assertEquals(Map.of("a", "1"), await(old.all()));
		}
	}

	/** The present formats, and one more. */
	private static List<Migration> andThen(Migration next) {
		return Stream.concat(Options.DEFAULT.migrations().stream(), Stream.of(next)).toList();
	}

	@Test
	void aMigrationThatFailsLeavesTheOldStore() throws Exception {
		try (SqliteStore store = open()) {
			await(store.put("a", "1", null));
		}
		Options broken = Options.DEFAULT.withMigrations(andThen(sql -> {
			sql.run("DROP TABLE setting");
			sql.run("CREATE TABLE setting (x");
		}));
		assertThrows(StoreException.class, () -> SqliteStore.open(file, clock, broken));
		assertThrows(StoreException.class, () -> SqliteStore.open(file, clock, broken)); // a second copy does not meet the first
		assertEquals(List.of("umbra.db.v6.2.bak", "umbra.db.v6.bak"), names(folder).stream().filter(n -> n.endsWith(".bak")).toList());
		try (SqliteStore store = open()) {
			assertEquals(Map.of("a", "1"), await(store.all()));
		}
	}

	private SqliteStore open() {
		return SqliteStore.open(file, clock);
	}

	private static String hint(StoreException failure) {
		String hint = failure.failure().hint();
		return hint == null ? "" : hint;
	}

	private void copyOpenFiles(Path to) throws IOException {
		Files.copy(file, to.resolve("umbra.db"));
		Files.copy(folder.resolve("umbra.db-wal"), to.resolve("umbra.db-wal"));
	}

	private Map<String, byte[]> contents() throws IOException {
		Map<String, byte[]> contents = new TreeMap<>();
		for (String name : names(folder)) {
			if (Files.isRegularFile(folder.resolve(name))) {
				contents.put(name, Files.readAllBytes(folder.resolve(name)));
			}
		}
		return contents;
	}

	private static void assertSame(Map<String, byte[]> before, Map<String, byte[]> after) {
		assertEquals(before.keySet(), after.keySet());
		before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
	}

	private static List<String> names(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(f -> f.getFileName().toString()).sorted().toList();
		} catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}
}
