package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Ledger;
import dev.umbra.testkit.Shown;

/** After an interruption the person goes on, and nothing of what was said is there twice. */
class ResumeTest {
	@TempDir
	Path temp;

	/** A turn is cut by the agent's death while another prompt waits. @return what the agent had said */
	private Ledger interrupted(HostFolder folder, String session, String agent) {
		Ledger ledger = new Ledger(temp.resolve("ledger"), 2000, 400);
		try (Running follower = folder.umbra().start("prompt", session, ledger.prompt(), "--follow", "--json")) {
			follower.awaitShown(300);
			folder.prompt(session, "[[text and then this]]");
			Signals.send("KILL", folder.agentPid(agent));
			assertEquals("interrupted", Shown.of(follower.ended().exits(1).lines()).stopReason());
		}
		folder.awaitStatus(session, SessionStatus.INTERRUPTED);
		assertTrue(folder.summary(session).queuePaused());
		return ledger;
	}

	private void goesOn(String... script) {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			String session = folder.session(folder.addFake("fake", script));
			Ledger ledger = interrupted(folder, session, "fake");
			String before = folder.messages(session);
			ledger.assertBegins(before);
			List<JsonNode> entries = folder.entries(session);

			umbra.run("session", "resume", session).ok();

			Await.until("the queued prompt's end", () -> folder.summary(session).queued() == 0 && folder.summary(session).turn() == null
					&& "end_turn".equals(folder.summary(session).stopReason()));
			List<JsonNode> after = folder.entries(session);
			assertEquals(entries.stream().map(entry -> entry.path("id")).toList(),
					after.subList(0, entries.size()).stream().map(entry -> entry.path("id")).toList(), "what was there is as it was");
			assertTrue(HostFolder.ofKind(after, "lifecycle").stream().anyMatch(entry -> entry.path("event").asText().equals("resumed")),
					after::toString);
			String messages = HostFolder.messages(after);
			assertTrue(messages.startsWith(before) && messages.endsWith("and then this"), messages);
			assertEquals(-1, messages.indexOf("replayed answer"), "what the agent replays is in the store already");
			assertEquals(2, HostFolder.ofKind(after, "prompt").size(), after::toString);
			assertEquals(SessionStatus.IDLE, folder.summary(session).status());
		}
	}

	@Test
	void anAgentThatCanResumeGoesOn() {
		goesOn("resume");
	}

	@Test
	void anAgentThatCanOnlyLoadGoesOnWithoutDoubling() {
		goesOn();
	}

	/** Can neither load nor resume. */
	private static String forgetful(String steps) {
		return "{\"capabilities\": {\"loadSession\": false}, \"on\": {\"session/prompt\": [[" + steps + "]]}}";
	}

	private static String say(String words) {
		return "{\"update\": {\"sessionUpdate\": \"agent_message_chunk\", \"content\": {\"type\": \"text\", \"text\": \"" + words + "\"}}}";
	}

	@Test
	void anAgentThatCanNeitherIsGivenTheTranscriptAndThatIsSaid() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			String session = folder.session(folder.addScripted("fool", forgetful(say("the answer is 42") + ", {\"await\": \"never\"}")));
			folder.prompt(session, "what is it?");
			folder.awaitMessages(session, 1);
			Signals.send("KILL", folder.agentPid("fool"));
			folder.awaitStatus(session, SessionStatus.INTERRUPTED);
			folder.addScript("fool", forgetful(say("as I said") + ", {\"answer\": {\"stopReason\": \"end_turn\"}}"));
			Files.delete(folder.scriptedRecord("fool"));

			umbra.run("session", "resume", session).ok();
			folder.awaitStatus(session, SessionStatus.IDLE);
			umbra.run("prompt", session, "and why?", "--follow").ok();

			assertEquals("the answer is 42as I said", folder.messages(session));
			List<String> prompts = Files.readAllLines(folder.scriptedRecord("fool")).stream()
					.filter(line -> line.contains("\"session/prompt\"")).toList();
			assertEquals(1, prompts.size(), prompts::toString);
			assertTrue(prompts.getFirst().contains("what is it?") && prompts.getFirst().contains("the answer is 42")
					&& prompts.getFirst().contains("and why?"), prompts::toString);
			assertTrue(folder.entries(session).stream().anyMatch(entry -> entry.path("text").asText().contains("transcript")),
					() -> folder.entries(session).toString());
			assertEquals(List.of("what is it?", "and why?"),
					folder.entries(session, "prompt").stream().map(entry -> entry.path("text").asText()).toList());
		}
	}

	@Test
	void afterAKilledHostTheSessionGoesOnToo() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake", "resume"));
			Ledger ledger = new Ledger(temp.resolve("ledger"), 2000, 400);
			try (Running follower = folder.umbra().start("prompt", session, ledger.prompt(), "--follow", "--json")) {
				follower.awaitShown(300);
				folder.killHost();
				follower.killed();
			}
			folder.disconnect();
			folder.start();
			folder.awaitStatus(session, SessionStatus.INTERRUPTED);
			String before = folder.messages(session);
			ledger.assertBegins(before);
			folder.awaitNoAgents();
			assertTrue(folder.agents().isEmpty(), "nothing is resumed without consent");

			folder.umbra().run("session", "resume", session).ok();
			folder.awaitStatus(session, SessionStatus.IDLE);
			folder.umbra().run("prompt", session, "[[text here I am]]", "--follow").ok();
			String messages = folder.messages(session);
			assertTrue(messages.startsWith(before) && messages.endsWith("here I am"), messages);
		}
	}
}
