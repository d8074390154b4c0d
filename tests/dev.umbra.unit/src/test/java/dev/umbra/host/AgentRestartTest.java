package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** What becomes of an agent that ends unasked, or does not come up. */
class AgentRestartTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).with(TestAgents.kept("demo"));
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private AgentLife.View view() {
		return host.agent().view();
	}

	private FakeProcess started() throws InterruptedException {
		FakeProcess agent = host.runtime.nextStart();
		agent.up();
		return agent;
	}

	private void assertNotStarted() {
		assertEquals(0, host.runtime.startsWaiting());
	}

	/** Crashes it and lets the longest possible wait of that crash pass. */
	private FakeProcess crashAndComeBack(FakeProcess agent, int seconds) throws InterruptedException {
		agent.exit(1, "", false);
		assertEquals(AgentState.BACKING_OFF, view().state());
		assertNotStarted();
		host.ticks.advance(Duration.ofMillis(seconds * 1200L));
		return started();
	}

	@Test
	void agentToBeKeptRunningIsStartedAgainAfterItsWait() throws Exception {
		host.agent().start();
		FakeProcess first = started();
		assertEquals(AgentState.READY, view().state());
		first.exit(0, "", false);
		assertEquals(AgentState.BACKING_OFF, view().state());
		assertEquals(host.clock.instant(), view().since());
		assertEquals("The agent demo ended with exit code 0.", view().lastError());
		assertEquals(0, view().exitCode());
		assertNull(view().pid());
		host.ticks.advance(Duration.ofMillis(799));
		assertNotStarted();
		host.ticks.advance(Duration.ofMillis(401));
		FakeProcess second = host.runtime.nextStart();
		assertEquals(AgentState.STARTING, view().state());
		second.up();
		assertEquals(AgentState.READY, view().state());
		assertEquals(second.pid(), view().pid());
	}

	@Test
	void promptDuringTheWaitGoesOutWhenTheAgentIsBack() throws Exception {
		host.agent().start();
		started().exit(1, "", false);
		SessionId session = host.session();
		host.prompt(session, "patience");
		assertEquals(SessionStatus.STARTING, TestHost.done(host.entries.session(session)).orElseThrow().status());
		assertEquals(AgentState.BACKING_OFF, view().state());
		assertNotStarted();
		host.ticks.advance(Duration.ofMillis(1200));
		FakeProcess next = started();
		assertEquals("open /tmp", next.nextTold());
		assertTrue(next.nextTold().endsWith(" patience"));
	}

	@Test
	void thirdCrashWithinAMinuteOpensTheBreakerAndAPromptFailsAtOnceInWords() throws Exception {
		host.agent().start();
		FakeProcess third = crashAndComeBack(crashAndComeBack(started(), 1), 2);
		third.exit(139, "", false);
		assertEquals(AgentState.FAILED, view().state());
		String words = view().lastError();
		assertTrue(words.contains("signal 11") && words.contains("3 times within 60 s") && words.contains("not started again before")
				&& words.contains("umbra agent start demo"), words);
		SessionId session = host.session();
		host.prompt(session, "go");
		host.entries.awaitSession(session, s -> s.turn() == null && s.stopReason() != null);
		Entry error = host.entries.transcript(session).stream().filter(e -> e.kind() == EntryKind.ERROR).findAny().orElseThrow();
		assertTrue(error.text().contains("not started again before"), error.text());
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
		host.ticks.advance(Duration.ofMinutes(4));
		assertNotStarted();
		host.ticks.advance(Duration.ofMinutes(1));
		started();
		assertEquals(AgentState.READY, view().state(), "after five minutes what should be up is tried again");
	}

	@Test
	void turnThatWaitsForAPlaceIsNotCutByTheEndOfAProcessThatNeverHadIt() throws Exception {
		TestHost.done(host.settings.put("running-turns", "1", null));
		SessionId waits = host.session();
		host.prompt(waits, "before");
		FakeProcess agent = started();
		assertEquals("open /tmp", agent.nextTold());
		agent.nextTold();
		var first = host.entries.awaitSession(waits, s -> s.status() == SessionStatus.RUNNING);
		agent.say(first.acpSession(), new AgentInput.TurnEnded(first.turn(), "end_turn", Usage.NONE));
		host.entries.awaitSession(waits, s -> s.turn() == null);
		SessionId runs = host.session();
		host.prompt(runs, "work");
		host.entries.awaitSession(runs, s -> s.status() == SessionStatus.RUNNING);
		host.prompt(waits, "patience");
		host.entries.awaitSession(waits, s -> s.status() == SessionStatus.PENDING);
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), waits.value(), "settled")));
		agent.exit(1, "", false);
		host.entries.awaitSession(runs, s -> s.status() == SessionStatus.INTERRUPTED);
		host.ticks.advance(Duration.ofMillis(1200));
		FakeProcess next = started();
		assertEquals("open /tmp", next.nextTold());
		assertTrue(next.nextTold().endsWith(" patience"));
	}

	@Test
	void startByHandClosesTheBreaker() throws Exception {
		host.agent().start();
		crashAndComeBack(crashAndComeBack(started(), 1), 2).exit(1, "", false);
		host.agent().start();
		started();
		assertEquals(AgentState.READY, view().state());
		host.ticks.advance(Duration.ofMinutes(6));
		assertNotStarted();
	}

	@Test
	void startByHandDuringTheWaitIsAtOnceAndOnce() throws Exception {
		host.agent().start();
		started().exit(1, "", false);
		host.agent().start();
		started();
		host.ticks.advance(Duration.ofMinutes(1));
		assertNotStarted();
	}

	@Test
	void agentThatThePersonStoppedStaysDown() throws Exception {
		host.agent().start();
		FakeProcess agent = started();
		host.agent().end();
		assertEquals("end", agent.nextTold());
		agent.exit(143, "", true);
		assertEquals(AgentState.STOPPED, view().state());
		host.ticks.advance(Duration.ofHours(1));
		assertNotStarted();
		host.agent().autostart();
		assertNotStarted();
		host.prompt(host.session(), "go");
		started();
	}

	@Test
	void stopDuringTheWaitEndsTheWaitAndThePromptThatWaited() throws Exception {
		host.agent().start();
		started().exit(1, "", false);
		SessionId session = host.session();
		host.prompt(session, "go");
		host.agent().end();
		host.entries.awaitSession(session, s -> s.turn() == null && s.stopReason() != null);
		assertEquals(AgentState.STOPPED, view().state());
		host.ticks.advance(Duration.ofHours(1));
		assertNotStarted();
	}

	@Test
	void stopDuringTheStartGivesItUpAndThePromptThatWaited() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart();
		CompletableFuture<Void> gone = host.agent().end().toCompletableFuture();
		assertEquals("give up", agent.nextTold());
		assertFalse(gone.isDone(), "its process may still be there");
		agent.failStart(Failure.agentFailed("It was stopped.", null));
		TestHost.done(gone);
		host.entries.awaitSession(session, s -> s.turn() == null && s.stopReason() != null);
		assertEquals(AgentState.STOPPED, view().state());
		assertNull(view().lastError());
		host.ticks.advance(Duration.ofHours(1));
		assertNotStarted();
	}

	@Test
	void stopsDuringStartsAreNoCrashes() throws Exception {
		for (int i = 0; i < 5; i++) {
			host.agent().start();
			FakeProcess agent = host.runtime.nextStart();
			CompletionStage<Void> gone = host.agent().end();
			agent.failStart(Failure.agentFailed("It was stopped.", null));
			TestHost.done(gone);
			assertEquals(AgentState.STOPPED, view().state());
		}
		host.agent().autostart();
		assertNotStarted();
		host.prompt(host.session(), "go");
		started();
	}

	@Test
	void failedStartsCountAsCrashes() throws Exception {
		host.agent().autostart();
		host.runtime.nextStart().failStart(Failure.agentFailed("no program", null));
		for (int seconds : List.of(1, 2)) {
			assertEquals(AgentState.BACKING_OFF, view().state());
			host.ticks.advance(Duration.ofMillis(seconds * 1200L));
			host.runtime.nextStart().failStart(Failure.agentFailed("no program", null));
		}
		assertEquals(AgentState.FAILED, view().state());
		assertTrue(view().lastError().startsWith("no program The agent demo ended or failed to start 3 times"), view().lastError());
	}

	@Test
	void endThatComesBeforeTheStartIsReportedIsAFailedStart() throws Exception {
		host.agent().start();
		FakeProcess agent = host.runtime.nextStart();
		agent.exit(7, "", false);
		agent.up();
		assertEquals(AgentState.BACKING_OFF, view().state());
		assertTrue(view().lastError().contains("ended as soon as it had started"), view().lastError());
		assertEquals(7, view().exitCode());
	}

	@Test
	void agentThatNobodyKeepsUpWaitsForTheNextPrompt() throws Exception {
		host = new TestHost(home).with(TestAgents.named("demo"));
		host.agent().start();
		started().exit(1, "", false);
		assertEquals(AgentState.STOPPED, view().state());
		host.ticks.advance(Duration.ofMinutes(1));
		assertNotStarted();
		host.prompt(host.session(), "go");
		started();
	}

	@Test
	void agentThatNobodyKeepsUpIsBrokenByItsPromptsToo() throws Exception {
		host = new TestHost(home).with(TestAgents.named("demo"));
		for (int i = 0; i < 3; i++) {
			SessionId session = host.session();
			host.prompt(session, "go");
			host.runtime.nextStart().failStart(Failure.agentFailed("no", null));
			host.entries.awaitSession(session, s -> s.turn() == null);
		}
		SessionId session = host.session();
		host.prompt(session, "go");
		host.entries.awaitSession(session, s -> s.turn() == null && s.stopReason() != null);
		assertNotStarted();
		host.ticks.advance(Duration.ofMinutes(5));
		assertNotStarted();
		host.prompt(session, "again");
		started();
	}

	@Test
	void changedAgentMayBeTriedAgainAtOnce() throws Exception {
		host.agent().start();
		crashAndComeBack(crashAndComeBack(started(), 1), 2).exit(1, "", false);
		host.agent().record(TestAgents.kept("demo"));
		host.prompt(host.session(), "go");
		started();
	}

	@Test
	void promptRightAfterAStopWaitsForTheEndOfTheFormerProcess() throws Exception {
		host.agent().start();
		FakeProcess former = started();
		host.agent().end();
		assertEquals("end", former.nextTold());
		host.prompt(host.session(), "go");
		assertEquals("end", former.nextTold());
		assertNotStarted();
		former.exit(0, "", true);
		FakeProcess next = started();
		assertEquals("open /tmp", next.nextTold());
		assertFalse(former.told().contains("open /tmp"));
	}

	@Test
	void runsOfAMinuteAreNoLoopOfCrashes() throws Exception {
		host.agent().start();
		FakeProcess agent = started();
		for (int i = 0; i < 10; i++) {
			host.ticks.advance(Duration.ofSeconds(61));
			agent = crashAndComeBack(agent, 1);
		}
		assertEquals(AgentState.READY, view().state());
	}
}
