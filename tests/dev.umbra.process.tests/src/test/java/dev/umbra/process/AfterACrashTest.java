package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new host finds: another host, what a dead one left, a store that is not for it. */
class AfterACrashTest {
	@TempDir
	Path temp;

	@Test
	void aSecondHostOnTheSameFolderSaysThatOneRunsAndEnds() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle host = folder.start();
			List<String> command = Stream.of(Files.readString(Path.of("/proc", Long.toString(host.pid()), "cmdline")).split("\0")).toList();

			try (Running second = folder.umbra().program(command, folder.path())) {
				assertEquals("{\"running\":true}", second.ended().ok().out().strip());
			}

			assertEquals(List.of(host), folder.hosts());
			assertTrue(folder.umbra().run("session", "list", "--json").ok().json().isEmpty());
		}
	}

	@Test
	void whatAKilledHostLeavesBehindKeepsNobodyFromStartingTheNext() {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle host = folder.start();
			folder.killHost();
			assertTrue(Files.exists(folder.pointer()) && Files.exists(folder.socket()) && Files.exists(folder.path().resolve("host.lock")));

			assertFalse(folder.umbra().run("host", "status", "--json").ok().json().path("running").asBoolean(true));
			assertTrue(folder.umbra().run("host", "stop").ok().out().startsWith("No host runs"));
			assertTrue(folder.umbra().run("session", "list", "--json").ok().json().isEmpty());

			assertTrue(folder.host().pid() != host.pid());
			folder.assertOneHost();
		}
	}

	@Test
	void aDamagedPointerFileIsAsGoodAsNone() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.killHost();
			for (String junk : new String[] { "", "{\"socket\":", "{\"socket\":\"/no/such/socket\",\"pid\":1}" }) {
				Files.writeString(folder.pointer(), junk);
				assertFalse(folder.umbra().run("host", "status", "--json").ok().json().path("running").asBoolean(true), junk);
			}
			folder.umbra().run("host", "start").ok();
			folder.assertOneHost();
		}
	}

	@Test
	void aStoreOfANewerUmbraIsRefusedInWordsAndNotTouched() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.umbra().run("host", "stop").ok();
			folder.disconnect();
			sql(folder, "PRAGMA user_version=99");
			Path store = folder.path().resolve("umbra.db");
			byte[] before = Files.readAllBytes(store);

			folder.umbra().run("host", "start", "--json").fails(1, "store_newer", store.toString(), "format 99", "Update Umbra");
			folder.umbra().run("session", "list").failsInWords(1, store.toString(), "newer Umbra");

			assertArrayEquals(before, Files.readAllBytes(store));
			try (Stream<Path> beside = Files.list(folder.path())) {
				assertEquals(List.of("umbra.db"),
						beside.map(path -> path.getFileName().toString()).filter(name -> name.startsWith("umbra.db")).toList());
			}
			folder.awaitNoHost();
			assertFalse(Files.exists(folder.pointer()));
		}
	}

	@Test
	void aDamagedStoreIsRefusedInWordsAndNotTouched() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.folder();
			Path store = Files.writeString(folder.path().resolve("umbra.db"), "this is somebody's diary, and a long one".repeat(100));
			byte[] before = Files.readAllBytes(store);

			folder.umbra().run("session", "list", "--json").fails(1, "failed", store.toString(), "not a store of Umbra");

			assertArrayEquals(before, Files.readAllBytes(store));
			folder.awaitNoHost();
		}
	}

	/** On the store of a host that does not run. */
	static void sql(HostFolder folder, String... statements) {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.path().resolve("umbra.db"));
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		} catch (SQLException e) {
			throw new AssertionError(e);
		}
	}
}
