package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Shown;

/** Agents that cannot be started, and programs that are none: said in words, and the session is as usable as before. */
class BadAgentTest {
	@TempDir
	Path temp;

	@Test
	void anAgentThatCannotBeStartedFailsItsPromptInWordsAndLeavesTheSessionIdle() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			JsonNode added = folder.umbra().run("agent", "add", "ghost", "--command", "/no/such/agent", "--json").ok().json();
			assertTrue(added.path("warning").asText().contains("/no/such/agent"), "it may be installed later: " + added);
			assertFails(folder, "ghost", "/no/such/agent");

			folder.addFake("quitter", "exit", "3", "the key is missing");
			assertFails(folder, "quitter", "exit code 3", "the key is missing");

			folder.addFake("talker", "garbage");
			folder.umbra().run("host", "set", "start-timeout=PT8S").ok();
			assertFails(folder, "talker", "did not answer initialize", "garbage");
		}
	}

	private static void assertFails(HostFolder folder, String agent, String... words) {
		String session = folder.session(agent);
		Ran ran = folder.umbra().run("prompt", session, "hello", "--follow", "--json").exits(1);
		assertEquals("error", Shown.of(ran.lines()).stopReason());
		assertEquals(SessionStatus.IDLE, folder.summary(session).status());
		JsonNode entry = folder.entries(session, "error").getLast();
		assertEquals("failed", entry.path("status").asText(), entry::toString);
		assertEquals("agent_failed", entry.path("error").path("code").asText(), entry::toString);
		for (String part : words) {
			assertTrue(entry.path("text").asText().contains(part), () -> "\"" + part + "\" is not in: " + entry);
		}
		// to a person, in words
		Ran seen = folder.umbra().run("session", "entries", session).ok();
		assertTrue(seen.out().contains(words[0]) && seen.out().contains("agent_failed"), seen::toString);
		assertTrue(folder.agents().isEmpty(), () -> "left behind: " + folder.agents());
	}
}
