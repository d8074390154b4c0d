package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** An agent that takes no session before somebody has logged in. */
class LoginTest {
	private static final Detail.LoginMethod BROWSER = new Detail.LoginMethod("browser", "By browser", null, false);
	private static final Detail.LoginMethod TERMINAL = new Detail.LoginMethod("cli", "On a terminal", null, true);
	@TempDir
	Path home;
	private TestHost host;
	private FakeProcess agent;
	private SessionId one;
	private SessionId two;

	/** Two sessions, both of which wait for a login. */
	@BeforeEach
	void begin() throws Exception {
		host = new TestHost(home).withAgent();
		one = host.session();
		two = host.session();
		host.prompt(one, "first");
		agent = host.runtime.nextStart();
		agent.wantLogin(BROWSER, TERMINAL);
		agent.up();
		assertEquals("open /tmp", agent.nextTold());
		host.prompt(two, "second");
		assertEquals("open /tmp", agent.nextTold());
		for (SessionId session : List.of(one, two)) {
			host.entries.awaitSession(session, s -> s.status() == SessionStatus.WAITING_KEY);
			settled(session);
		}
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private void settled(SessionId session) {
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
	}

	private Entry question(SessionId session) {
		return host.entries.transcript(session).stream().filter(e -> e.kind() == EntryKind.INPUT).findAny().orElseThrow();
	}

	private void answer(SessionId session, String method) {
		TestHost.value(host.sessions.done(session.value(), new Sessions.Cancel(CommandId.random(), session.value(), "test"), "answer",
				"test", new SessionInput.Answer(question(session).id(), method, "test")));
	}

	private void assertBothGoOn(FakeProcess in) throws InterruptedException {
		List<String> told = List.of(in.nextTold(), in.nextTold(), in.nextTold(), in.nextTold());
		assertEquals(2, told.stream().filter("open /tmp"::equals).count(), told::toString);
		assertEquals(2, told.stream().filter(words -> words.endsWith(" first") || words.endsWith(" second")).count(), told::toString);
		for (SessionId session : List.of(one, two)) {
			host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
			assertEquals(1, host.entries.transcript(session).stream().filter(e -> e.kind() == EntryKind.PROMPT).count());
		}
	}

	@Test
	void turnThatWaitsForALoginIsWaitingAndHasNoPlaceAmongTheRunningOnes() {
		assertEquals(AgentState.WAITING, host.agent().view().state());
		assertEquals(0, host.turns.limit().running());
		assertEquals(List.of(BROWSER, TERMINAL), ((Detail.Login) question(one).detail()).methods());
		assertEquals("Log in first.", question(one).text());
	}

	@Test
	void loginInOneSessionLetsAllGoOn() throws Exception {
		answer(one, "browser");
		assertEquals("authenticate browser", agent.nextTold());
		assertBothGoOn(agent);
	}

	@Test
	void loginByTheCommandLetsAllGoOn() throws Exception {
		assertEquals(List.of(), TestHost.done(host.agent().logins()), "what the fake says of itself");
		TestHost.done(host.agent().login("browser"));
		assertEquals("authenticate browser", agent.nextTold());
		assertBothGoOn(agent);
	}

	@Test
	void loginThatGoesWrongIsSaidAndCanBeTriedAgain() throws Exception {
		agent.refuse("authenticate", new FailureException(Failure.agentFailed("The browser was closed.", null)));
		answer(one, "browser");
		assertEquals("authenticate browser", agent.nextTold());
		while (host.entries.transcript(one).stream().noneMatch(e -> e.text().contains("The browser was closed."))) {
			settled(one);
			Thread.onSpinWait();
		}
		assertEquals(SessionStatus.WAITING_KEY, TestHost.done(host.entries.session(one)).orElseThrow().status());
		agent.refuse("authenticate", null);
		answer(one, "browser");
		assertEquals("authenticate browser", agent.nextTold());
		assertBothGoOn(agent);
	}

	@Test
	void loginOnATerminalConnectsTheAgentAnewAndLetsAllGoOn() throws Exception {
		var in = host.agent().loggedIn("cli");
		assertEquals("end", agent.nextTold());
		agent.exit(0, "", true);
		TestHost.done(in);
		FakeProcess next = host.runtime.nextStart();
		next.up();
		assertBothGoOn(next);
	}

	@Test
	void endOfTheProcessDoesNotEndTheWaitForALogin() throws Exception {
		agent.exit(1, "", false);
		settled(one);
		assertEquals(SessionStatus.WAITING_KEY, TestHost.done(host.entries.session(one)).orElseThrow().status());
		answer(one, "browser");
		FakeProcess next = host.runtime.nextStart().up();
		assertEquals("authenticate browser", next.nextTold());
		assertBothGoOn(next);
	}

	@Test
	void promptThatIsRefusedForWantOfALoginIsSentAgainAfterIt() throws Exception {
		agent.says(new AgentRuntime.Facts("fake", "1", false, false, false, false, false, false, false, false, false,
				List.of(BROWSER)));
		TestHost.done(host.agent().login("browser"));
		assertEquals("authenticate browser", agent.nextTold());
		assertBothGoOn(agent);
		var now = TestHost.done(host.entries.session(one)).orElseThrow();
		agent.say(now.acpSession(), new AgentInput.TurnFailed(now.turn(), "-32000", "The token is too old."));
		host.entries.awaitSession(one, s -> s.status() == SessionStatus.WAITING_KEY);
		settled(one);
		assertEquals(1, host.turns.limit().running());
		TestHost.done(host.agent().login("browser"));
		assertEquals("authenticate browser", agent.nextTold());
		assertEquals("prompt " + now.acpSession() + " " + now.turn() + " first", agent.nextTold());
		host.entries.awaitSession(one, s -> s.status() == SessionStatus.RUNNING);
		settled(one);
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), one.value(), "test")));
		assertEquals("cancel " + now.acpSession(), host.toldInTime(agent));
		agent.say(now.acpSession(), new AgentInput.TurnEnded(now.turn(), "cancelled", Usage.NONE));
		host.entries.awaitSession(one, s -> s.turn() == null);
	}

	@Test
	void refusedPromptOfAnAgentWithoutLoginsIsAnError() throws Exception {
		TestHost.done(host.agent().login("browser"));
		assertEquals("authenticate browser", agent.nextTold());
		assertBothGoOn(agent);
		var now = TestHost.done(host.entries.session(one)).orElseThrow();
		agent.say(now.acpSession(), new AgentInput.TurnFailed(now.turn(), "-32000", "Something else."));
		assertEquals("error", host.entries.awaitSession(one, s -> s.turn() == null).stopReason());
	}

	@Test
	void whyALoginCannotBeChosenNowIsSaidThoughSomebodyChoseOneBefore() throws Exception {
		agent.answerNothing();
		String item = question(one).id().value();
		TestHost.value(host.attention.answer(new Attention.Answer(CommandId.random(), item, "browser", "window")));
		assertEquals("authenticate browser", agent.nextTold());
		Failure second = TestHost.failure(host.attention.answer(new Attention.Answer(CommandId.random(), item, "browser", "cli")));
		assertEquals(Failure.Code.REFUSED, second.code());
		assertTrue(second.message().contains("is under way, begun by window"), second.message());
	}

	@Test
	void programForATerminalIsTheAgentsOwn() {
		assertEquals(List.of("login", "cli"), TestHost.done(host.agent().loginProgram("cli")).args());
	}

	@Test
	void cancelEndsATurnThatWaitsForALogin() throws Exception {
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), one.value(), "test")));
		assertEquals("cancelled", host.entries.awaitSession(one, s -> s.turn() == null).stopReason());
		TestHost.done(host.agent().login("browser"));
		agent.nextTold();
		assertEquals("open /tmp", agent.nextTold());
		assertTrue(agent.nextTold().endsWith(" second"));
		settled(one);
		assertEquals(List.of(), agent.told());
	}
}
