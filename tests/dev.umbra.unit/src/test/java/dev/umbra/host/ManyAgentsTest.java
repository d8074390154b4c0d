package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** Eight agents with four sessions each. */
class ManyAgentsTest {
	private static final int AGENTS = 8;
	private static final int SESSIONS = 4;
	@TempDir
	Path home;
	private TestHost host;
	private final List<SessionId> sessions = new ArrayList<>();
	private final Map<String, FakeProcess> processes = new HashMap<>();

	@BeforeEach
	void begin() {
		List<AgentRecord> agents = new ArrayList<>();
		for (int i = 0; i < AGENTS; i++) {
			agents.add(TestAgents.named("agent" + i));
		}
		host = new TestHost(home).with(agents.toArray(AgentRecord[]::new));
		for (int i = 0; i < AGENTS * SESSIONS; i++) {
			sessions.add(TestHost.value(host.sessions.create(new Sessions.Create(CommandId.random(), "agent" + i % AGENTS, "/tmp",
					List.of(), "", null))).session());
		}
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private void limit(int turns) {
		TestHost.done(host.settings.put("running-turns", String.valueOf(turns), null));
	}

	private void promptAll() {
		sessions.forEach(session -> host.prompt(session, "go"));
	}

	private void start(int agents) throws InterruptedException {
		for (int i = 0; i < agents; i++) {
			FakeProcess process = host.runtime.nextStart();
			processes.put(process.launch().agent().value(), process);
			process.up();
		}
	}

	private SessionSummary summary(SessionId session) {
		return TestHost.done(host.entries.session(session)).orElseThrow();
	}

	private List<SessionId> running() {
		return sessions.stream().filter(session -> summary(session).status() == SessionStatus.RUNNING).toList();
	}

	private FakeProcess process(SessionId session) {
		return processes.get(summary(session).agent().value());
	}

	private Host.Status status() {
		return TestHost.value(new HostService(host.parts, host.settings, host.mailboxes, host.turns, host.lives, host.ending,
				() -> 0, host.relay).status(new Nothing()));
	}

	/** A turn gives its place back after its last commit, which the test may see first. */
	private void assertTurns(int expected, ToIntFunction<Host.Status> turns) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (turns.applyAsInt(status()) != expected && System.nanoTime() - end < 0) {
			Thread.onSpinWait();
		}
		assertEquals(expected, turns.applyAsInt(status()));
	}

	@Test
	void allOfThemRunAtTheSameTimeAndEachHearsOnlyItsOwn() throws Exception {
		limit(AGENTS * SESSIONS);
		promptAll();
		start(AGENTS);
		for (SessionId session : sessions) {
			host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		}
		assertEquals(0, host.runtime.startsWaiting());
		assertTurns(AGENTS * SESSIONS, Host.Status::runningTurns);
		CountDownLatch said = new CountDownLatch(sessions.size());
		for (SessionId session : sessions) {
			SessionSummary summary = summary(session);
			Threads.virtual("agent-of-" + session, () -> {
				for (int i = 0; i < 50; i++) {
					process(session).say(summary.acpSession(), session.value() + " ");
				}
				process(session).say(summary.acpSession(), new AgentInput.TurnEnded(summary.turn(), "end_turn", Usage.NONE));
				said.countDown();
			});
		}
		assertTrue(said.await(30, TimeUnit.SECONDS));
		for (SessionId session : sessions) {
			host.entries.awaitSession(session, s -> s.turn() == null);
			assertEquals((session.value() + " ").repeat(50), host.entries.transcript(session).stream()
					.filter(entry -> entry.kind() == EntryKind.MESSAGE).findAny().orElseThrow().text());
		}
		assertTurns(0, Host.Status::runningTurns);
	}

	@Test
	void agentThatIsSlowToStartHoldsUpNoOther() throws Exception {
		limit(AGENTS * SESSIONS);
		promptAll();
		FakeProcess slow = host.runtime.nextStart();
		start(AGENTS - 1);
		for (SessionId session : sessions) {
			if (!summary(session).agent().equals(slow.launch().agent())) {
				host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
			}
		}
		assertEquals(SESSIONS * (AGENTS - 1), running().size());
	}

	@Test
	void turnsBeyondTheLimitWaitAreCountedAndEveryOneHasItsTurn() throws Exception {
		promptAll();
		// the eight that have a place are one session of each agent
		start(AGENTS);
		Set<TurnId> seen = new HashSet<>();
		assertEquals(8, status().turnLimit());
		assertTurns(8, Host.Status::runningTurns);
		assertTurns(AGENTS * SESSIONS - 8, Host.Status::waitingTurns);
		for (int round = 0; round < AGENTS * SESSIONS; round++) {
			SessionId session = sessions.get(round);
			TurnId turn = host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING).turn();
			seen.add(turn);
			assertTrue(host.turns.limit().running() <= 8);
			process(session).say(summary(session).acpSession(), new AgentInput.TurnEnded(turn, "end_turn", Usage.NONE));
			host.entries.awaitSession(session, s -> s.turn() == null);
		}
		assertEquals(AGENTS * SESSIONS, seen.size());
		assertTurns(0, Host.Status::waitingTurns);
	}

	@Test
	void raisedLimitLetsWaitingTurnsGoAtOnce() throws Exception {
		limit(1);
		promptAll();
		start(1);
		host.entries.awaitSession(sessions.getFirst(), s -> s.status() == SessionStatus.RUNNING);
		assertTurns(AGENTS * SESSIONS - 1, Host.Status::waitingTurns);
		limit(3);
		host.turns.limitChanged();
		start(2);
		host.entries.awaitSession(sessions.get(2), s -> s.status() == SessionStatus.RUNNING);
		assertTurns(AGENTS * SESSIONS - 3, Host.Status::waitingTurns);
	}

	@Test
	void endOfTheHostCutsAllInWordsStartsNobodyAndEndsEveryAgent() throws Exception {
		promptAll();
		start(AGENTS);
		for (SessionId session : sessions.subList(0, 8)) {
			host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		}
		host.turns.close();
		host.mailboxes.end("The host was stopped.");
		for (SessionId session : sessions) {
			assertEquals(SessionStatus.INTERRUPTED, summary(session).status());
		}
		assertEquals(0, host.runtime.startsWaiting());
		processes.values().forEach(process -> process.exit(0, "", true));
		host.lives.endAll(Duration.ofSeconds(8));
		for (AgentLife life : host.lives.all()) {
			assertEquals(AgentState.STOPPED, life.view().state());
		}
	}

	@Test
	void cancelOfATurnThatWaitsEndsItAndItsPromptNeverGoesOut() throws Exception {
		limit(1);
		promptAll();
		start(1);
		host.entries.awaitSession(sessions.getFirst(), s -> s.status() == SessionStatus.RUNNING);
		SessionId waits = sessions.get(1);
		TestHost.value(host.sessions.cancel(new Sessions.Cancel(CommandId.random(), waits.value(), "test")));
		assertEquals("cancelled", host.entries.awaitSession(waits, s -> s.turn() == null).stopReason());
		assertTurns(AGENTS * SESSIONS - 2, Host.Status::waitingTurns);
	}
}
