package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;

/** A store that something has happened to, and the person who then calls {@code umbra}. */
class BadStoreTest {
	private static final int SESSIONS = 4;
	@TempDir
	Path temp;

	private Path store(HostFolder folder) {
		return folder.path().resolve("umbra.db");
	}

	/** Sessions of some pages each. @return their ids; the host has ended then */
	private List<String> filled(HostFolder folder) {
		folder.start();
		folder.addFake("fake");
		List<String> sessions = Stream.generate(() -> folder.session("fake")).limit(SESSIONS).toList();
		for (String session : sessions) {
			folder.prompt(session, "[[flood 200]] [[big 40000]] [[text " + session + "]]");
			folder.awaitStatus(session, SessionStatus.IDLE);
		}
		stopped(folder);
		return sessions;
	}

	private static void stopped(HostFolder folder) {
		folder.umbra().run("host", "stop").ok();
		folder.awaitNoHost();
		folder.disconnect();
	}

	/** The damaged file is kept as it was, it is said where, and what is told of the sessions is true. */
	private void assertSalvaged(HostFolder folder, List<String> sessions, byte[] damaged) throws IOException {
		folder.start();
		Path kept = kept(folder);
		assertArrayEquals(damaged, Files.readAllBytes(kept), "the damaged store is kept as it was");
		String doctor = folder.umbra().run("doctor").out();
		assertTrue(doctor.contains(kept.toString()), doctor);
		assertTrue(folder.log().stream().anyMatch(line -> line.contains(kept.toString())), "it is said in the log, too");
		for (JsonNode listed : folder.umbra().run("session", "list", "--all", "--json").ok().json()) {
			String session = listed.path("session").asText();
			assertTrue(sessions.contains(session), () -> "a session that never was: " + listed);
			Ran read = folder.umbra().run("session", "entries", session, "--json");
			assertTrue(read.exit() == 0 || listed.path("status").asText().equals("failed"), read::toString);
		}
		String fresh = folder.session(agent(folder));
		folder.prompt(fresh, "[[text all is well]]");
		folder.awaitStatus(fresh, SessionStatus.IDLE);
		assertEquals("all is well", folder.messages(fresh));
		stopped(folder);
		folder.start();
		assertEquals("all is well", folder.messages(fresh), "the next host finds a sound store");
	}

	/** The agent may be among what was lost. */
	private static String agent(HostFolder folder) {
		for (JsonNode agent : folder.umbra().run("agent", "list", "--json").ok().json()) {
			if (agent.path("agent").asText().equals("fake")) {
				return "fake";
			}
		}
		return folder.addFake("fake");
	}

	private static Path kept(HostFolder folder) throws IOException {
		try (Stream<Path> files = Files.list(folder.path())) {
			List<Path> kept = files.filter(file -> file.getFileName().toString().startsWith("umbra.db.damaged")
					&& !file.getFileName().toString().endsWith("-wal") && !file.getFileName().toString().endsWith("-shm")).toList();
			assertEquals(1, kept.size(), kept::toString);
			return kept.getFirst();
		}
	}

	@Test
	void whatCanBeReadOfATruncatedStoreIsSavedAndTheFileKept() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			List<String> sessions = filled(folder);
			try (RandomAccessFile file = new RandomAccessFile(store(folder).toFile(), "rw")) {
				file.setLength(file.length() * 3 / 5);
			}
			assertSalvaged(folder, sessions, Files.readAllBytes(store(folder)));
		}
	}

	@Test
	void whatCanBeReadOfAStoreWithJunkInTheMiddleIsSavedAndTheFileKept(TestReporter reporter) throws IOException {
		long seed = Long.getLong("umbra.test.seed", System.nanoTime());
		reporter.publishEntry("umbra.test.seed", Long.toString(seed));
		try (HostFolder folder = HostFolder.in(temp)) {
			List<String> sessions = filled(folder);
			byte[] bytes = Files.readAllBytes(store(folder));
			byte[] junk = new byte[bytes.length / 3];
			new Random(seed).nextBytes(junk);
			System.arraycopy(junk, 0, bytes, bytes.length / 2, junk.length);
			Files.write(store(folder), bytes);
			assertSalvaged(folder, sessions, bytes);
		}
	}

	@Test
	void anEmptyFileIsANewStore() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.folder();
			Files.createFile(store(folder));
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.prompt(session, "[[text hello]]");
			folder.awaitStatus(session, SessionStatus.IDLE);
			assertEquals("hello", folder.messages(session));
		}
	}

	@Test
	void aStoreThatAnotherProgramHasLockedIsSaidAndOpensLater() throws Exception {
		try (HostFolder folder = HostFolder.in(temp)) {
			List<String> sessions = filled(folder);
			try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store(folder)); Statement statement = other.createStatement()) {
				statement.execute("PRAGMA locking_mode=EXCLUSIVE");
				statement.execute("BEGIN EXCLUSIVE");
				folder.umbra().run("session", "list", "--json").fails(1, "busy", store(folder).toString(), "another program", "Close");
				folder.umbra().run("host", "start").failsInWords(1, store(folder).toString(), "another program");
				statement.execute("ROLLBACK");
			}
			assertEquals(SESSIONS, folder.umbra().run("session", "list", "--json").ok().json().size());
			assertTrue(folder.messages(sessions.getFirst()).endsWith(sessions.getFirst()));
		}
	}

	@Test
	void aStoreThatCannotBeWrittenIsSaidAndLeftAsItIs() throws Exception {
		assumeTrue(mountsAllowed(), "only who may mount can make a file that even root cannot write");
		try (HostFolder folder = HostFolder.in(temp)) {
			List<String> sessions = filled(folder);
			byte[] before = Files.readAllBytes(store(folder));
			Umbra readOnly = folder.umbra().by("unshare", "-m", "sh", "-c",
					"mount --bind " + store(folder) + " " + store(folder) + " && mount -o remount,bind,ro " + store(folder) + " && exec \"$@\"", "sh");
			// whether the host refuses to start or only to write: in words
			readOnly.run("prompt", sessions.getFirst(), "[[text not kept]]", "--json").fails(1, "failed", store(folder).toString(), "Check owner and mode");
			readOnly.run("host", "stop").ok();
			folder.awaitNoHost();
			assertArrayEquals(before, Files.readAllBytes(store(folder)));
			assertEquals(SESSIONS, folder.umbra().run("session", "list", "--json").ok().json().size());
			assertTrue(folder.messages(sessions.getLast()).endsWith(sessions.getLast()));
		}
	}

	@Test
	void aDataFolderThatCannotBeWrittenIsSaid() throws Exception {
		assumeTrue(mountsAllowed(), "only who may mount can make a folder that even root cannot write");
		try (HostFolder folder = HostFolder.in(temp)) {
			filled(folder);
			Umbra readOnly = folder.umbra().by("unshare", "-m", "sh", "-c",
					"mount --bind " + folder.path() + " " + folder.path() + " && mount -o remount,bind,ro " + folder.path() + " && exec \"$@\"", "sh");
			Ran ran = readOnly.run("session", "list");
			assertFalse(ran.exit() == 0, ran::toString);
			ran.failsInWords(ran.exit(), folder.path().toString());
			assertEquals(SESSIONS, folder.umbra().run("session", "list", "--json").ok().json().size());
		}
	}

	private boolean mountsAllowed() throws Exception {
		return new ProcessBuilder("unshare", "-m", "mount", "--bind", temp.toString(), temp.toString()).start().waitFor() == 0;
	}

	@Test
	void aSessionWithDamagedEntriesIsShownAsFarAsItCanBeAndTheOthersWhole() {
		try (HostFolder folder = HostFolder.in(temp)) {
			List<String> sessions = filled(folder);
			String nr = "(SELECT nr FROM session WHERE id='" + sessions.getFirst() + "')";
			AfterACrashTest.sql(folder, "UPDATE entry SET detail='{\"broken', kind='from the future' WHERE ordinal=1 AND session=" + nr,
					"UPDATE entry SET status='nonsense', detail='[1,2]' WHERE ordinal=2 AND session=" + nr,
					"UPDATE session SET status='strange', agent='' WHERE id='" + sessions.get(1) + "'");

			folder.start();

			assertEquals(SESSIONS, folder.umbra().run("session", "list", "--all", "--json").ok().json().size());
			List<JsonNode> entries = folder.entries(sessions.getFirst());
			assertTrue(entries.size() >= 2, entries::toString);
			assertTrue(HostFolder.messages(entries).endsWith(sessions.getFirst()) || entries.toString().contains(sessions.getFirst()),
					"what can be read of it is shown");
			for (String whole : sessions.subList(2, SESSIONS)) {
				assertTrue(folder.messages(whole).endsWith(whole));
				folder.prompt(whole, "[[text more]]");
				folder.awaitStatus(whole, SessionStatus.IDLE);
				assertTrue(folder.messages(whole).endsWith("more"));
			}
		}
	}

	@Test
	void aClockThatIsSetBackChangesNoOrderAndLosesNothing() throws Exception {
		try (HostFolder folder = HostFolder.in(temp)) {
			Path clock = temp.resolve("clock");
			Umbra moved = folder.umbra().withFlag("-Dumbra.runtime.extra=" + System.getProperty("umbra.testkit"))
					.withFlag("-Dumbra.host.flags=-Dumbra.test.clock=" + clock + " -XX:TieredStopAtLevel=1");
			Files.writeString(clock, "PT48H");
			moved.run("host", "start").ok();
			String session = folder.session(folder.addFake("fake"));
			StringBuilder said = new StringBuilder();
			for (String ahead : Arrays.asList("PT48H", "PT0S", "-PT72H", "PT24H")) {
				Files.writeString(clock, ahead);
				folder.prompt(session, "[[text at " + ahead + ".]]");
				folder.awaitStatus(session, SessionStatus.IDLE);
				said.append("at ").append(ahead).append('.');
				if (ahead.startsWith("-")) {
					moved.run("host", "stop").ok();
					folder.awaitNoHost();
					moved.run("host", "start").ok();
				}
			}
			List<JsonNode> entries = folder.entries(session);
			// what the fake agent says by itself when it is asked to load a session
			assertEquals(said.toString(), HostFolder.messages(entries).replace("after the load", ""));
			assertEquals(entries.stream().map(entry -> entry.path("ordinal").asLong()).sorted().toList(),
					entries.stream().map(entry -> entry.path("ordinal").asLong()).toList());
			Ran followed = moved.run("session", "entries", session, "--after", "1", "--json").ok();
			long last = 0;
			for (JsonNode entry : followed.json().path("entries")) {
				assertTrue(entry.path("revision").asLong() >= last, followed::toString);
				last = entry.path("revision").asLong();
			}
			assertTrue(last > 0, followed::toString);
		}
	}
}
