package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Ledger;
import dev.umbra.testkit.Shown;

/** An agent that dies in the middle of a turn. */
class AgentKilledTest {
	@TempDir
	Path temp;

	@Test
	void aKilledAgentInterruptsItsTurnInWordsAndTheNextPromptStartsItAgain() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			Ledger ledger = new Ledger(temp.resolve("ledger"), 2000, 400);
			long pid;
			try (Running follower = folder.umbra().start("prompt", session, ledger.prompt(), "--follow", "--json")) {
				follower.awaitShown(500);
				pid = folder.agentPid("fake");

				Signals.send("KILL", pid);

				Ran ran = follower.ended().exits(1);
				assertEquals("interrupted", Shown.of(ran.lines()).stopReason());
				assertEquals(folder.messages(session), Shown.of(ran.lines()).messages());
			}
			ledger.assertBegins(folder.messages(session));
			assertEquals(SessionStatus.INTERRUPTED, folder.summary(session).status());
			JsonNode words = folder.entries(session).getLast();
			assertEquals("error", words.path("kind").asText(), words::toString);
			String said = words.path("text").asText();
			assertTrue(said.contains("\"fake\"") && said.contains("killed by signal 9 (exit code 137)"), words::toString);
			JsonNode agent = folder.umbra().run("agent", "show", "fake", "--json").ok().json();
			assertEquals(137, agent.path("exitCode").asInt(), agent::toString);
			assertTrue(agent.path("lastError").asText().contains("signal 9"), agent::toString);

			Ran again = folder.umbra().run("prompt", session, "[[text here I am]]", "--follow").ok();

			assertTrue(again.out().contains("here I am"), again::toString);
			assertNotEquals(pid, folder.agentPid("fake"));
		}
	}

	@Test
	void anAgentThatEndsByItselfIsReportedWithItsExitCodeAndItsLastWords() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));

			Ran ran = folder.umbra().run("prompt", session, "[[exit 3 out of credit]]", "--follow").exits(1);

			assertTrue(ran.out().contains("ended by itself with exit code 3"), ran::toString);
			assertTrue(ran.out().contains("out of credit"), ran::toString);
			assertTrue(ran.out().contains("last words"), ran::toString);
		}
	}
}
