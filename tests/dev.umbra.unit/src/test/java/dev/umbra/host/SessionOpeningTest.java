package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.reducer.Effect;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** What happens between the wish to prompt and the prompt: launch, opening, what is wanted in the session. */
class SessionOpeningTest {
	@TempDir
	Path home;
	private @Nullable TestHost made;

	@AfterEach
	void end() {
		host().mailboxes.end("end of the test");
	}

	private TestHost host() {
		if (made == null) {
			made = new TestHost(home);
		}
		return made;
	}

	private SessionId promptedAgent(AgentRecord agent, String text) {
		host().with(agent);
		SessionId session = host().session();
		host().prompt(session, text);
		return session;
	}

	private FakeProcess up() throws InterruptedException {
		return host().runtime.nextStart().up();
	}

	private SessionMailbox mailbox(SessionId session) {
		return TestHost.done(host().mailboxes.get(session));
	}

	private TurnId running(SessionId session) throws InterruptedException {
		return host().entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING).turn();
	}

	private void ends(FakeProcess agent, SessionId session) throws InterruptedException {
		agent.say("acp-1", new AgentInput.TurnEnded(running(session), "end_turn", Usage.NONE));
		host().entries.awaitSession(session, s -> s.turn() == null);
	}

	private Entry error(SessionId session) throws InterruptedException {
		host().entries.awaitSession(session, s -> s.turn() == null && s.stopReason() != null);
		return host().entries.transcript(session).stream().filter(e -> e.kind() == EntryKind.ERROR).findAny().orElseThrow();
	}

	private static Offer offer() {
		return new Offer(List.of(new Offer.Mode("ask", "Ask", null), new Offer.Mode("plan", "Plan", null)),
				List.of(option("m", "model", "small"), option("e", "thought_level", "low"), option("x", null, "1")), List.of(), true,
				false, true);
	}

	private static Offer.Option option(String id, @Nullable String category, String value) {
		return new Offer.Option(id, id, null, category, "select", value, List.of());
	}

	@Test
	void secretsReachTheProcessAndNothingElse() throws Exception {
		AgentRecord agent = TestAgents.withSecrets("demo", List.of(), "API_KEY");
		host().secrets.put(agent.id(), Map.of("API_KEY", "s3cret", "OTHER", "not asked for"));
		SessionId session = promptedAgent(agent, "go");
		FakeProcess process = up();
		assertEquals(Map.of("PLAIN", "1", "API_KEY", "s3cret"), process.launch().env());
		assertEquals(Set.of("API_KEY"), process.launch().secrets());
		running(session);
		assertFalse(host().entries.transcript(session).toString().contains("s3cret"));
	}

	@Test
	void missingSecretIsAStartThatFailsInWords() throws Exception {
		SessionId session = promptedAgent(TestAgents.withSecrets("demo", List.of(), "API_KEY"), "go");
		assertTrue(error(session).text().contains("demo needs the secret API_KEY"), error(session).text());
		assertTrue(error(session).detail().toString().contains("umbra agent set demo --env-secret API_KEY"));
		assertEquals(0, host().runtime.startsWaiting());
	}

	@Test
	void processStartedWithOtherValuesNeedsARestart() throws Exception {
		AgentRecord agent = TestAgents.withSecrets("demo", List.of(), "API_KEY");
		host().secrets.put(agent.id(), Map.of("API_KEY", "old"));
		promptedAgent(agent, "go");
		up();
		assertFalse(TestHost.done(host().agent().restartNeeded()));
		host().secrets.put(agent.id(), Map.of("API_KEY", "new"));
		assertTrue(TestHost.done(host().agent().restartNeeded()));
		host().secrets.put(agent.id(), Map.of("API_KEY", "old"));
		host().agent().record(TestAgents.named("demo"));
		assertTrue(TestHost.done(host().agent().restartNeeded()));
	}

	@Test
	void serversOfToolsAreHandedOverWithTheirSecrets() throws Exception {
		AgentRecord agent = TestAgents.withSecrets("demo",
				List.of(new McpServer.Stdio("db", "db-server", List.of("-v"), Map.of("URL", "pg://u:${DB_PASS}@h", "PLAIN", "$x")),
						new McpServer.Http("web", "https://example.org", Map.of("Authorization", "Bearer ${TOKEN}"))),
				"DB_PASS", "TOKEN");
		host().secrets.put(agent.id(), Map.of("DB_PASS", "a$1\\b", "TOKEN", "t0k"));
		promptedAgent(agent, "go");
		FakeProcess process = up();
		process.nextTold();
		assertEquals(
				List.of(new McpServer.Stdio("db", "db-server", List.of("-v"), Map.of("URL", "pg://u:a$1\\b@h", "PLAIN", "$x")),
						new McpServer.Http("web", "https://example.org", Map.of("Authorization", "Bearer t0k"))),
				process.openings().getFirst().mcp());
	}

	@Test
	void serverThatNamesNoSecretOfTheAgentIsRefusedInWords() throws Exception {
		SessionId session = promptedAgent(TestAgents.withSecrets("demo",
				List.of(new McpServer.Sse("web", "https://example.org", Map.of("Key", "${NOBODY}")))), "go");
		up();
		assertTrue(error(session).text().contains("\"web\"") && error(session).text().contains("${NOBODY}"),
				error(session).text());
	}

	@Test
	void newSessionIsSetToWhatTheAgentsDeviceLayerSaysBeforeThePrompt() throws Exception {
		host().runtime.offers(offer());
		SessionId session = promptedAgent(TestAgents.wishing("demo", "plan", "large", "low"), "go");
		FakeProcess process = up();
		assertEquals("open /tmp", process.nextTold());
		assertEquals("option acp-1 m large", process.nextTold());
		assertEquals("mode acp-1 plan", process.nextTold(), "what it is at already, the effort, is not told");
		assertTrue(process.nextTold().endsWith(" go"));
		ends(process, session);
		host().prompt(session, "more");
		assertTrue(process.nextTold().endsWith(" more"), "only once per opening");
	}

	@Test
	void choiceThatTheAgentRefusesDoesNotKeepThePrompt() throws Exception {
		host().runtime.offers(offer());
		promptedAgent(TestAgents.wishing("demo", "plan", null, null), "go");
		FakeProcess process = host().runtime.nextStart();
		process.refuse("mode", new FailureException(Failure.agentFailed("No such mode.", null)));
		process.up();
		process.nextTold();
		assertEquals("mode acp-1 plan", process.nextTold());
		assertTrue(process.nextTold().endsWith(" go"));
	}

	@Test
	void agentThatDoesNotAnswerAChoiceGetsThePromptAfterTheTimeLimit() throws Exception {
		host().runtime.offers(offer());
		promptedAgent(TestAgents.wishing("demo", "plan", null, null), "go");
		FakeProcess process = host().runtime.nextStart();
		process.answerNothing();
		process.up();
		process.nextTold();
		assertEquals("mode acp-1 plan", process.nextTold());
		Instant asked = host().clock.instant();
		assertTrue(host().toldInTime(process).endsWith(" go"));
		assertFalse(host().clock.instant().isBefore(asked.plusSeconds(60)));
	}

	@Test
	void wishForAModelThatIsNotOfferedAsAnOptionIsLeftOut() throws Exception {
		promptedAgent(TestAgents.wishing("demo", null, "large", null), "go");
		FakeProcess process = up();
		process.nextTold();
		assertTrue(process.nextTold().endsWith(" go"));
	}

	@Test
	void choiceReachesAnAgentThatKnowsTheSessionAndNoOther() throws Exception {
		host().runtime.offers(offer());
		host().with(TestAgents.named("demo"));
		SessionId session = host().session();
		host().turns.effects(mailbox(session), List.of(new Effect.Choose("mode", "plan")));
		assertEquals(0, host().runtime.startsWaiting(), "a choice starts no agent");
		host().prompt(session, "go");
		FakeProcess process = up();
		process.nextTold();
		process.nextTold();
		host().turns.effects(mailbox(session), List.of(new Effect.Choose("mode", "plan"), new Effect.Choose("option:x", "2")));
		assertEquals("mode acp-1 plan", process.nextTold());
		assertEquals("option acp-1 x 2", process.nextTold());
	}

	@Test
	void whatASessionOffersIsKeptForTheNextOne() throws Exception {
		host().runtime.offers(offer());
		AgentRecord agent = TestAgents.named("demo");
		SessionId session = promptedAgent(agent, "go");
		FakeProcess process = up();
		running(session);
		assertEquals(offer(), host().lives.offer(agent.id()));
		assertEquals(Map.of(agent.id(), offer()), TestHost.done(host().records.offers()));
		List<Offer.Command> commands = List.of(new Offer.Command("help", "Helps", null));
		process.say("acp-1", new AgentInput.CommandsOffered(commands));
		assertEquals(offer().withCommands(commands), TestHost.done(host().records.offers()).get(agent.id()));
		host().prompt(host().session(), "another");
		process.nextTold();
		process.nextTold();
		process.nextTold();
		process.nextTold();
		assertEquals(offer().withCommands(commands), host().lives.offer(agent.id()), "commands come later, and are not lost");
	}

	@Test
	void agentThatForgotTheSessionGetsANewOneAndTheTranscript() throws Exception {
		host().runtime.canLoad(true);
		SessionId session = promptedAgent(TestAgents.named("demo"), "first");
		FakeProcess agent = up();
		agent.nextTold();
		agent.nextTold();
		ends(agent, session);
		agent.exit(0, "", true);
		host().prompt(session, "second");
		FakeProcess next = host().runtime.nextStart();
		next.refuse("reopen", new FailureException(Failure.agentFailed("Unknown session.", null)));
		next.up();
		assertEquals("reopen acp-1", next.nextTold());
		assertEquals("open /tmp", next.nextTold());
		String prompt = next.nextTold();
		assertTrue(prompt.contains("I said:\nfirst\n") && prompt.endsWith(" + second"), prompt);
	}

	@Test
	void closedSessionIsReleasedInAnAgentThatCouldGiveItBack() throws Exception {
		host().runtime.canLoad(true);
		SessionId session = promptedAgent(TestAgents.named("demo"), "go");
		FakeProcess agent = up();
		agent.nextTold();
		agent.nextTold();
		ends(agent, session);
		TestHost.value(host().sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, "test")));
		assertEquals("end terminals of acp-1", agent.nextTold());
		assertEquals("close acp-1", agent.nextTold());
		host().turns.effects(mailbox(session), List.of(new Effect.Release("acp-1")));
		host().prompt(session, "reopened");
		assertEquals("reopen acp-1", agent.nextTold());
	}

	@Test
	void commandsOfAClosedSessionEndAlsoInAnAgentThatKeepsIt() throws Exception {
		SessionId session = promptedAgent(TestAgents.named("demo"), "go");
		FakeProcess agent = up();
		agent.nextTold();
		agent.nextTold();
		ends(agent, session);
		TestHost.value(host().sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, "test")));
		assertEquals("end terminals of acp-1", agent.nextTold());
		host().prompt(session, "reopened");
		assertTrue(agent.nextTold().startsWith("prompt acp-1 "));
	}

	@Test
	void promptThatIsCutInTheStepThatBeganItIsNotSent() throws Exception {
		host().with(TestAgents.named("demo"));
		SessionId session = host().session();
		host().turns.effects(mailbox(session), List.of(new Effect.StartTurn(TurnId.random(), "go")));
		assertEquals(0, host().turns.limit().running());
		assertEquals(0, host().runtime.startsWaiting());
	}

	@Test
	void terminalIsEndedInTheProcessThatKnowsTheSession() throws Exception {
		SessionId session = promptedAgent(TestAgents.named("demo"), "go");
		FakeProcess agent = up();
		agent.nextTold();
		agent.nextTold();
		host().agent().killTerminal(SessionId.random(), "t1");
		host().agent().killTerminal(session, "t2");
		assertEquals("kill t2", agent.nextTold());
	}
}
