package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Ledger;
import dev.umbra.testkit.Shown;

/** What is left, and what is not, when the host is killed in the middle of everything. */
class HostKilledTest {
	private static final int RUNS = 5;
	private static final int LINES = 5000;
	private static final int CHARACTERS = 20_000;
	private static final int PER_SECOND = 1000;
	@TempDir
	Path temp;

	@Test
	void whatWasShownSurvivesKill9OfTheHostOnceAndInOrder(TestReporter reporter) {
		long seed = Long.getLong("umbra.test.seed", System.nanoTime());
		reporter.publishEntry("umbra.test.seed", Long.toString(seed));
		Random random = new Random(seed);
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			// it does not end with its stdin: the next host must see to it
			folder.addFake("deaf", "deaf");
			for (int run = 0; run < RUNS; run++) {
				killed(folder, run, 1 + random.nextInt(CHARACTERS));
			}
		}
	}

	/** @param moment characters that the follower has printed when the host is killed */
	private void killed(HostFolder folder, int run, int moment) {
		String streaming = folder.session("deaf");
		String asking = folder.session("deaf");
		Ledger ledger = new Ledger(temp.resolve("ledger-" + run), LINES, PER_SECOND);
		folder.prompt(asking, "[[permission 7 /nowhere]]");
		folder.awaitStatus(asking, SessionStatus.WAITING_PERMISSION);
		try (Running follower = folder.umbra().start("prompt", streaming, ledger.prompt(), "--follow", "--json")) {
			follower.awaitShown(moment);
			assertEquals("queued", folder.prompt(streaming, "[[text later]]").state());
			ProcessHandle agent = ProcessHandle.of(folder.agentPid("deaf")).orElseThrow();

			folder.killHost();

			follower.awaitErr("the host is gone");
			String shown = follower.shown().messages();
			assertTrue(Await.alive(agent), "this agent was to outlive its host");
			folder.start();
			Ran ran = follower.ended().exits(1);

			List<JsonNode> entries = folder.entries(streaming);
			String stored = HostFolder.messages(entries);
			ledger.assertBegins(stored);
			assertTrue(stored.startsWith(shown), () -> "shown, but not stored: " + shown.substring(stored.length()));
			assertEquals(stored, Shown.of(ran.lines()).messages(), "the follower goes on with the next host");
			assertEquals("interrupted", Shown.of(ran.lines()).stopReason());
			Await.exit(agent);
			assertInterrupted(folder.summary(streaming), entries);
			assertEquals("failed", last(entries, "message").path("status").asText());
		}
		assertTrue(folder.summary(streaming).queuePaused(), "a queue waits for the person");
		assertEquals(1, folder.summary(streaming).queued());
		List<JsonNode> asked = folder.entries(asking);
		assertInterrupted(folder.summary(asking), asked);
		assertEquals("failed", last(asked, "tool").path("status").asText());
		assertEquals("expired", last(asked, "permission").path("status").asText());
		assertTrue(folder.umbra().run("attention", "list", "--json").ok().json().isEmpty());
		folder.awaitNoAgents();

		folder.prompt(asking, "[[text hello again]]");
		assertEquals("end_turn", folder.awaitStatus(asking, SessionStatus.IDLE).stopReason());
		// the fake agent says something between load and prompt, too; what it replays in the load is not said again
		String last = folder.entries(asking, "message").getLast().path("text").asText();
		assertTrue(last.endsWith("hello again") && !last.contains("replayed"), last);
	}

	private static JsonNode last(List<JsonNode> entries, String kind) {
		return HostFolder.ofKind(entries, kind).getLast();
	}

	private static void assertInterrupted(SessionSummary summary, List<JsonNode> entries) {
		assertEquals(SessionStatus.INTERRUPTED, summary.status());
		assertEquals("interrupted", summary.stopReason());
		assertNull(summary.turn());
		JsonNode last = last(entries, "lifecycle");
		assertEquals("interrupted", last.path("event").asText());
		assertTrue(last.path("text").asText().startsWith("The host ended while this turn ran."), last::toString);
	}

	@Test
	void theDemoAgentKnowsTheConversationAgainAfterItsHostWasKilled() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addDemo());
			folder.prompt(session, "count to 3");
			folder.awaitStatus(session, SessionStatus.IDLE);
			folder.prompt(session, "stream 1000 words every 20 ms");
			folder.awaitMessages(session, 2);

			folder.killHost();
			folder.start();

			assertInterrupted(folder.summary(session), folder.entries(session));
			folder.awaitNoAgents();
			folder.prompt(session, "count to 4");
			assertEquals("end_turn", folder.awaitStatus(session, SessionStatus.IDLE).stopReason());
			List<JsonNode> entries = folder.entries(session);
			assertEquals("1 2 3 4", last(entries, "message").path("text").asText());
			assertEquals(3, HostFolder.ofKind(entries, "message").size(), "what the agent replays is not shown twice");
			assertFalse(HostFolder.ofKind(entries, "notice").stream()
					.anyMatch(entry -> entry.path("text").asText().contains("could not open the earlier conversation")));
		}
	}
}
