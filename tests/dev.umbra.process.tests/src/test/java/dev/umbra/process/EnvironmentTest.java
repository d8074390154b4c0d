package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;

/** What an agent gets of us, and what it may do with it. */
class EnvironmentTest {
	@TempDir
	Path temp;

	@Test
	void anAgentKnowsOurMarkerAndNothingElseOfUsAndDoesNotAnswerForThePerson() {
		try (HostFolder folder = HostFolder.in(temp)) {
			// the first command starts the host: whatever it has could leak
			folder.umbra().withEnv("UMBRA_TOKEN", "leaked").withEnv("UMBRA_AGENT", "0123456789abcdef:somebody").withEnv("PLAIN", "kept")
					.run("host", "start").ok();
			String session = folder.session(folder.addFake("fake"));
			folder.prompt(session, "[[env UMBRA_HOME]] [[env UMBRA_TOKEN]] [[env PLAIN]] [[env UMBRA_AGENT]]");
			folder.awaitStatus(session, SessionStatus.IDLE);
			JsonNode agent = folder.umbra().run("agent", "show", "fake", "--json").ok().json();
			String marker = folder.folder().hash() + ":" + agent.path("id").asText();
			assertEquals("UMBRA_HOME=nullUMBRA_TOKEN=nullPLAIN=keptUMBRA_AGENT=" + marker, folder.messages(session));

			folder.prompt(session, "[[permission 5 /nowhere]]");
			folder.awaitStatus(session, SessionStatus.WAITING_PERMISSION);
			String item = folder.umbra().run("attention", "list", "--json").ok().json().path(0).path("item").asText();
			Umbra byAgent = folder.umbra().withEnv("UMBRA_AGENT", marker);
			byAgent.run("attention", "answer", item, "yes", "--json").fails(5, "refused", "not for an agent");
			byAgent.run("attention", "answer", item, "yes").failsInWords(5, "umbra attention answer is for a person");
			byAgent.run("run", "--preset", "demo", "--allow", "once", "help").failsInWords(5, "--allow once");
			assertEquals(SessionStatus.WAITING_PERMISSION, folder.summary(session).status());
			byAgent.run("session", "list").ok();

			// somebody else's marker is nothing to us
			folder.umbra().withEnv("UMBRA_AGENT", "0123456789abcdef:somebody").run("attention", "answer", item, "yes").ok();
			folder.awaitStatus(session, SessionStatus.IDLE);
			assertTrue(folder.messages(session).endsWith("chosen: yes"));
		}
	}
}
