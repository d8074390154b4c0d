package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

class AgentLifeTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private AgentState state() {
		return host.agent().view().state();
	}

	private void settled(SessionId session) {
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
	}

	/** A prompt is on its way to the agent. */
	private FakeProcess prompted(SessionId session, String text) throws InterruptedException {
		host.prompt(session, text);
		FakeProcess agent = host.runtime.nextStart().up();
		assertEquals("open /tmp", agent.nextTold());
		assertTrue(agent.nextTold().startsWith("prompt acp-1 "));
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		return agent;
	}

	private void ends(FakeProcess agent, String acpSession, SessionId session) throws InterruptedException {
		agent.say(acpSession, new AgentInput.TurnEnded(turn(session), "end_turn", Usage.NONE));
		host.entries.awaitSession(session, s -> s.turn() == null);
		settled(session);
	}

	private TurnId turn(SessionId session) {
		return TestHost.done(host.entries.session(session)).orElseThrow().turn();
	}

	private Entry only(SessionId session, EntryKind kind) {
		List<Entry> found = host.entries.transcript(session).stream().filter(entry -> entry.kind() == kind).toList();
		assertEquals(1, found.size(), found::toString);
		return found.getFirst();
	}

	@Test
	void makingASessionStartsNothing() {
		host.session();
		assertEquals(0, host.runtime.startsWaiting());
		assertEquals(AgentState.STOPPED, state());
	}

	@Test
	void firstPromptStartsTheAgentAndOpensTheSession() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart();
		assertEquals(AgentState.STARTING, state());
		assertEquals("demo", agent.launch().name());
		assertEquals(Duration.ofSeconds(60), agent.launch().startTimeout());
		assertEquals(host.parts.folder().hash() + ":" + agent.launch().agent(), agent.launch().marker());
		agent.up();
		assertEquals("open /tmp", agent.nextTold());
		assertEquals("prompt acp-1 " + turn(session) + " go", agent.nextTold());
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		settled(session);
		assertEquals(AgentState.WORKING, state());
		assertEquals(agent.pid(), host.agent().view().pid());
		ends(agent, "acp-1", session);
		assertEquals(AgentState.READY, state());
	}

	@Test
	void agentThatCannotBeStartedHasFailedAndTheSessionIsIdleWithTheReason() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		host.runtime.nextStart().failStart(Failure.agentFailed("The program was not found.", "Install it."));
		host.heard.await(AgentStateChanged.class, event -> event.state() == AgentState.FAILED);
		SessionSummary summary = host.entries.awaitSession(session, s -> s.turn() == null);
		assertEquals(SessionStatus.IDLE, summary.status());
		assertEquals("The program was not found.", host.agent().view().lastError());
		assertNull(host.agent().view().pid());
		assertEquals(new Detail.Fault("agent_failed", "The program was not found.", "Install it."),
				only(session, EntryKind.ERROR).detail());
	}

	@Test
	void turnCancelledBeforeItsAgentIsUpEndsAtOnceAndItsPromptIsNeverSent() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "never mind");
		FakeProcess agent = host.runtime.nextStart();
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), session.value(), "test")));
		SessionSummary summary = host.entries.awaitSession(session, s -> s.turn() == null);
		assertEquals("cancelled", summary.stopReason());
		agent.up();
		assertEquals("open /tmp", agent.nextTold());
		host.prompt(session, "this one");
		assertTrue(agent.nextTold().endsWith("this one"));
	}

	@Test
	void promptToAReopenedSessionWaitsUntilTheAgentIsDoneWithTheTurnThatWasStopped() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		TurnId stopped = turn(session);
		TestHost.value(host.sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.STOP, "test")));
		host.prompt(session, "again");
		assertEquals("cancel acp-1", host.toldInTime(agent));
		assertEquals(List.of(), agent.told());
		agent.say("acp-1", new AgentInput.TurnEnded(stopped, "cancelled", Usage.NONE));
		assertTrue(agent.nextTold().endsWith("again"));
	}

	@Test
	void agentThatDoesNotStopATurnOfAClosedSessionIsEnded() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		TestHost.value(host.sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.STOP, "test")));
		assertEquals("cancel acp-1", host.toldInTime(agent));
		host.ticks.advance(Duration.ofSeconds(31));
		assertEquals("end", agent.nextTold());
	}

	@Test
	void silenceInATurnIsToldOncePerSilence() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		settled(session);
		host.ticks.advance(Duration.ofMinutes(9));
		agent.say("acp-1", "a word");
		settled(session);
		host.ticks.advance(Duration.ofMinutes(9));
		settled(session);
		assertEquals(0, notices(session));
		host.ticks.advance(Duration.ofMinutes(2));
		host.entries.awaitSession(session, s -> notices(session) == 1);
		host.ticks.advance(Duration.ofMinutes(25));
		settled(session);
		host.ticks.advance(Duration.ofMinutes(1));
		assertTrue(only(session, EntryKind.NOTICE).text().contains("nothing for 10 minutes"));
		ends(agent, "acp-1", session);
	}

	private long notices(SessionId session) {
		return host.entries.transcript(session).stream().filter(entry -> entry.kind() == EntryKind.NOTICE).count();
	}

	@Test
	void promptAfterAFailureTriesAgain() throws Exception {
		agentThatCannotBeStartedHasFailedAndTheSessionIsIdleWithTheReason();
		SessionId session = TestHost.done(host.entries.sessions(true)).getFirst().id();
		host.prompt(session, "again");
		FakeProcess agent = host.runtime.nextStart();
		assertEquals(AgentState.STARTING, state());
		agent.up();
		agent.nextTold();
		assertTrue(agent.nextTold().endsWith("again"));
	}

	@Test
	void sessionThatCannotBeOpenedLeavesTheAgentReady() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart();
		agent.refuseSessions(Failure.agentFailed("Log in first.", "umbra agent login demo"));
		agent.up();
		host.entries.awaitSession(session, s -> s.turn() == null);
		settled(session);
		assertEquals("Log in first.", only(session, EntryKind.ERROR).text());
		assertEquals(AgentState.READY, state());
	}

	@Test
	void oneProcessServesAllSessionsEvenIfBothPromptWhileItStarts() throws Exception {
		SessionId one = host.session();
		SessionId two = host.session();
		host.prompt(one, "first");
		host.prompt(two, "second");
		FakeProcess agent = host.runtime.nextStart().up();
		host.entries.awaitSession(one, s -> s.status() == SessionStatus.RUNNING);
		host.entries.awaitSession(two, s -> s.status() == SessionStatus.RUNNING);
		assertEquals(0, host.runtime.startsWaiting());
		String acpOne = TestHost.done(host.entries.session(one)).orElseThrow().acpSession();
		String acpTwo = TestHost.done(host.entries.session(two)).orElseThrow().acpSession();
		agent.say(acpTwo, "for two");
		agent.say(acpOne, "for one");
		settled(one);
		settled(two);
		assertEquals("for one", only(one, EntryKind.MESSAGE).text());
		assertEquals("for two", only(two, EntryKind.MESSAGE).text());
		assertTrue(host.agent().othersRun(one));
		ends(agent, acpTwo, two);
		assertFalse(host.agent().othersRun(one));
		assertEquals(AgentState.WORKING, state());
	}

	@Test
	void exitTellsAllSessionsOfTheProcess() throws Exception {
		SessionId one = host.session();
		SessionId two = host.session();
		FakeProcess agent = prompted(one, "first");
		host.prompt(two, "second");
		host.entries.awaitSession(two, s -> s.status() == SessionStatus.RUNNING);
		agent.say("acp-1", "half a");
		agent.exit(137, "out of memory", false);
		for (SessionId session : List.of(one, two)) {
			host.entries.awaitSession(session, s -> s.status() == SessionStatus.INTERRUPTED);
			Detail.Fault fault = (Detail.Fault) only(session, EntryKind.ERROR).detail();
			assertTrue(fault.message().contains("signal 9") && fault.message().contains("out of memory"), fault.message());
		}
		assertEquals(EntryStatus.FAILED, only(one, EntryKind.MESSAGE).status());
		host.heard.await(AgentStateChanged.class, event -> event.state() == AgentState.STOPPED);
		assertEquals(137, host.agent().view().exitCode());
		assertFalse(host.agent().up());
	}

	@Test
	void nextPromptOfAnAgentThatCannotLoadCarriesTheTranscriptAndSaysSo() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "first");
		agent.say("acp-1", "an answer");
		ends(agent, "acp-1", session);
		agent.exit(1, "", false);
		host.prompt(session, "second");
		FakeProcess next = host.runtime.nextStart().up();
		assertEquals("open /tmp", next.nextTold());
		String told = next.nextTold();
		assertTrue(told.contains("I said:\nfirst\n") && told.contains("You said:\nan answer\n"), told);
		assertTrue(told.endsWith(" + second"), told);
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		settled(session);
		assertTrue(only(session, EntryKind.NOTICE).text().contains("transcript goes with this prompt"));
		ends(next, "acp-1", session);
		host.prompt(session, "third");
		assertEquals("prompt acp-1 " + turn(session) + " third", next.nextTold());
	}

	@Test
	void agentThatCanLoadGetsItsConversationBack() throws Exception {
		host.runtime.canLoad(true);
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "first");
		agent.exit(0, "", true);
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.INTERRUPTED);
		host.prompt(session, "second");
		FakeProcess next = host.runtime.nextStart().up();
		assertEquals("reopen acp-1", next.nextTold());
		assertTrue(next.nextTold().startsWith("prompt acp-1 "));
		next.say("acp-1", "welcome back");
		settled(session);
		assertEquals("welcome back", only(session, EntryKind.MESSAGE).text());
		assertTrue(host.entries.transcript(session).stream().noneMatch(e -> e.kind() == EntryKind.NOTICE));
	}

	@Test
	void lateExitOfAProcessThatFailedToStartDoesNotTouchTheNextOne() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "first");
		FakeProcess slow = host.runtime.nextStart();
		slow.failStart(Failure.agentFailed("It did not answer within 60 s.", null));
		host.entries.awaitSession(session, s -> s.turn() == null);
		FakeProcess next = prompted(session, "second");
		slow.exit(143, "terminated", false);
		settled(session);
		assertEquals(SessionStatus.RUNNING, TestHost.done(host.entries.session(session)).orElseThrow().status());
		next.say("acp-1", "still here");
		settled(session);
		assertEquals("still here", only(session, EntryKind.MESSAGE).text());
		assertEquals(AgentState.WORKING, state());
	}

	@Test
	void whatAnAgentSaysBeforeItsAnswerToTheOpeningIsNotLost() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart();
		agent.saysEarly(new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, "early"));
		agent.up();
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		settled(session);
		assertEquals("early", only(session, EntryKind.MESSAGE).text());
	}

	@Test
	void cancelBeforeThePromptIsOutKeepsItFromTheAgent() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart();
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), session.value(), "test")));
		agent.up();
		SessionSummary summary = host.entries.awaitSession(session, s -> s.turn() == null);
		assertEquals("cancelled", summary.stopReason());
		assertEquals(List.of("open /tmp"), agent.told());
	}

	@Test
	void agentThatIgnoresACancelIsEndedAfterItsGrace() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), session.value(), "test")));
		assertEquals("cancel acp-1", host.toldInTime(agent));
		host.ticks.advance(Duration.ofSeconds(29));
		assertEquals(List.of(), agent.told());
		assertEquals("end", host.toldInTime(agent));
		SessionSummary summary = host.entries.awaitSession(session, s -> s.turn() == null);
		assertEquals(SessionStatus.IDLE, summary.status());
		assertTrue(only(session, EntryKind.LIFECYCLE).text().contains("did not stop within 30 s"));
	}

	@Test
	void endOfAProcessThatDoesNotStopDoesNotCutThePromptThatComesNext() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		TurnId next = host.prompt(session, "instead").turn();
		TestHost.value(host.queue.sendNow(new Queue.SendNow(CommandId.random(), session.value(), next, "test")));
		assertEquals("cancel acp-1", host.toldInTime(agent));
		host.entries.hold();
		host.ticks.advance(Duration.ofSeconds(30));
		host.entries.awaitHeld(1);
		assertEquals(List.of(), agent.told(), "the turn is not over yet");
		host.entries.release();
		assertEquals("end", agent.nextTold());
		agent.exit(0, "", true);
		FakeProcess second = host.runtime.nextStart();
		second.up();
		assertEquals("open /tmp", second.nextTold());
		assertTrue(second.nextTold().contains("instead"));
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING && next.equals(s.turn()));
	}

	@Test
	void processThatDoesNotStopIsEndedThoughTheStoreIsStuck() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), session.value(), "test")));
		assertEquals("cancel acp-1", host.toldInTime(agent));
		host.entries.hold();
		host.ticks.advance(Duration.ofSeconds(36));
		assertEquals("end", agent.nextTold());
		host.entries.release();
		host.entries.awaitSession(session, s -> s.turn() == null);
	}

	@Test
	void nothingOfAnAgentOfOneRunIsKeptInMemoryAfterIt() throws Exception {
		AgentId once = TestHost.value(host.agents.add(new Agents.Add(CommandId.random(), "once", null, "/bin/agent", List.of(), Map.of(),
				null, false, true))).id();
		SessionId session = TestHost.value(host.sessions.create(
				new Sessions.Create(CommandId.random(), once.value(), "/tmp", List.of(), "", null))).session();
		FakeProcess agent = prompted(session, "go");
		agent.say("acp-1", new AgentInput.TurnEnded(turn(session), "end_turn", Usage.NONE));
		host.entries.awaitSession(session, s -> s.turn() == null);
		assertEquals(List.of(), host.runtime.forgotten());
		assertEquals("end", host.toldInTime(agent));
		agent.exit(0, "", true);
		assertEquals(List.of(once), host.runtime.forgotten());
	}

	/** Two turns in one process, and the first one's cancel has no effect: the question what to do about that. */
	private Entry stuck(SessionId one, SessionId two, FakeProcess agent) throws InterruptedException {
		host.prompt(two, "second");
		host.entries.awaitSession(two, s -> s.status() == SessionStatus.RUNNING);
		agent.nextTold();
		agent.nextTold();
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), one.value(), "test")));
		assertEquals("cancel acp-1", host.toldInTime(agent));
		host.ticks.advance(Duration.ofSeconds(31));
		host.entries.awaitSession(one, s -> s.status() == SessionStatus.WAITING_PERMISSION);
		assertEquals(List.of(), agent.told());
		Entry question = only(one, EntryKind.PERMISSION);
		assertTrue(((Detail.Permission) question.detail()).title().contains("Other turns run in its process"));
		return question;
	}

	private void answer(SessionId session, Entry question, String option) {
		TestHost.value(host.sessions.done(session.value(), new Sessions.Cancel(CommandId.random(), session.value(), "test"), "answer",
				"test", new SessionInput.Answer(question.id(), option, "test")));
	}

	@Test
	void agentWithOtherTurnsIsNotEndedByACancelItIgnoresUnlessThePersonSaysSo() throws Exception {
		SessionId one = host.session();
		SessionId two = host.session();
		FakeProcess agent = prompted(one, "first");
		answer(one, stuck(one, two, agent), "end");
		assertEquals("end", agent.nextTold());
		assertEquals("cancelled", host.entries.awaitSession(one, s -> s.turn() == null).stopReason());
		agent.exit(143, "", true);
		host.entries.awaitSession(two, s -> s.status() == SessionStatus.INTERRUPTED);
	}

	@Test
	void agentThatThePersonWaitsForIsLeftAlone() throws Exception {
		SessionId one = host.session();
		SessionId two = host.session();
		FakeProcess agent = prompted(one, "first");
		answer(one, stuck(one, two, agent), "wait");
		host.entries.awaitSession(one, s -> s.status() == SessionStatus.RUNNING);
		host.ticks.advance(Duration.ofMinutes(5));
		settled(one);
		assertEquals(List.of(), agent.told());
		agent.say("acp-1", new AgentInput.TurnEnded(turn(one), "cancelled", Usage.NONE));
		host.entries.awaitSession(one, s -> s.turn() == null);
	}

	@Test
	void answerToAQuestionReachesTheAgentAndTheListIsAnnounced() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session, "go");
		agent.say("acp-1", new AgentInput.PermissionAsked("r1",
				new AgentInput.ToolUpdate("c1", true, "Edit", "edit", null, null, null, null, null), List.of("/tmp/a"), null,
				List.of(new Detail.Option("yes", "allow_once", "Yes"))));
		host.heard.await(AttentionChanged.class, event -> event.count() == 1);
		host.heard.await(AgentStateChanged.class, event -> event.state() == AgentState.WAITING);
		AttentionService attention = new AttentionService(host.parts, host.sessions);
		Attention.Item item = TestHost.value(attention.list(new Attention.ListAll())).items().getFirst();
		assertEquals(session, item.session());
		TestHost.value(attention.answer(
				new Attention.Answer(CommandId.random(), item.item().value().substring(0, 8), "allow_once", "cli")));
		assertEquals("permission r1 yes", agent.nextTold());
		host.heard.await(AttentionChanged.class, event -> event.count() == 0);
		assertEquals(AgentState.WORKING, state());
		Failure second = TestHost.failure(attention.answer(
				new Attention.Answer(CommandId.random(), item.item().value(), "allow_once", "other")));
		assertTrue(second.code() == Failure.Code.REFUSED || second.code() == Failure.Code.NOT_FOUND, second.toString());
	}

	@Test
	void sessionOfAnAgentThatWasRemovedSaysSo() throws Exception {
		SessionId session = host.session();
		host.lives.removed(host.agent().record().id(), Cause.SYSTEM);
		host.prompt(session, "go");
		host.entries.awaitSession(session, s -> s.turn() == null && s.stopReason() != null);
		assertTrue(only(session, EntryKind.ERROR).text().contains("not here any more"));
	}
}
