package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.session.SessionStatus;

/** A disk without room, made by a limit on the size of the host's files, which can be lifted while the host runs. */
class FullDiskTest {
	/** Too little for what a start writes. */
	private static final int BYTES = 600 * 1024;
	/** For a store of two sessions and its log, but not for what is said then. */
	private static final int ROOM = 2 << 20;
	@TempDir
	Path temp;

	@Test
	void aFullDiskIsSaidInWordsAndNothingIsLostWhenThereIsRoomAgain() throws Exception {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			String other = folder.session("fake");
			limit(folder.host(), ROOM + ":unlimited");

			folder.prompt(session, "[[flood 2000]] [[big 900000]] [[text the end]]");
			Await.until("words in the log", () -> folder.log().stream().anyMatch(line -> line.contains("the disk may be full")));
			folder.umbra().run("prompt", other, "x".repeat(100_000), "--json")
					.fails(1, "failed", "umbra.db", "the disk may be full", "Free some space");
			assertEquals(0, folder.umbra().run("session", "list", "--json").exit(), "reading goes on");

			limit(folder.host(), "unlimited");

			assertEquals("end_turn", folder.awaitStatus(session, SessionStatus.IDLE).stopReason());
			StringBuilder said = new StringBuilder();
			for (int i = 1; i <= 2000; i++) {
				said.append(i);
			}
			assertEquals(said.append("x".repeat(900_000)).append("the end").toString(), folder.messages(session));
			assertEquals("started", folder.prompt(other, "[[text fine]]").state());
			folder.awaitStatus(other, SessionStatus.IDLE);
			assertTrue(folder.entries(other, "prompt").stream().allMatch(entry -> entry.path("text").asText().equals("[[text fine]]")),
					"what was refused was kept all the same");
		}
	}

	private static void limit(ProcessHandle host, String size) throws IOException, InterruptedException {
		Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(host.pid()), "--fsize=" + size).inheritIO().start();
		assertEquals(0, prlimit.waitFor());
	}

	@Test
	void aDiskThatIsFullWhenTheHostStartsIsSaidInWords() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.umbra().run("host", "stop").ok();
			Umbra limited = folder.umbra().by("sh", "-c", "ulimit -S -f " + BYTES / 512 + "; exec \"$@\"", "sh");

			limited.run("session", "list", "--json").fails(1, "failed", folder.path().resolve("umbra.db").toString(), "Is the disk full?");

			folder.awaitNoHost();
			folder.start();
			assertEquals(SessionStatus.IDLE, folder.summary(session).status());
		}
	}
}
