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
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** A session goes on after an interruption, and one that only the agent knew is taken over. */
class ResumeTest {
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

	/** A turn was cut by the end of its agent, after it had said something; another prompt waits in the queue. */
	private SessionId interrupted() throws InterruptedException {
		SessionId session = host.session();
		host.prompt(session, "first");
		FakeProcess agent = host.runtime.nextStart().up();
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		host.prompt(session, "queued");
		agent.say("acp-1", "half a");
		agent.exit(9, "", false);
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.INTERRUPTED);
		return session;
	}

	private void resume(SessionId session) {
		TestHost.value(host.sessions.resume(new Sessions.Resume(CommandId.random(), session.value(), "test")));
	}

	private Entry await(SessionId session, EntryKind kind, String words) throws InterruptedException {
		host.entries.awaitSession(session, s -> host.entries.transcript(session).stream()
				.anyMatch(e -> e.kind() == kind && e.text().contains(words)));
		return host.entries.transcript(session).stream().filter(e -> e.kind() == kind && e.text().contains(words)).findFirst()
				.orElseThrow();
	}

	@Test
	void agentThatCanLoadKnowsItAgainAndTheQueueGoesOn() throws Exception {
		host.runtime.canLoad(true);
		SessionId session = interrupted();
		resume(session);
		FakeProcess next = host.runtime.nextStart().up();
		assertEquals("reopen acp-1", next.nextTold());
		await(session, EntryKind.LIFECYCLE, "is ready to go on");
		assertTrue(next.nextTold().endsWith(" queued"));
	}

	@Test
	void agentThatCannotIsToldTheTranscriptWithTheNextPrompt() throws Exception {
		SessionId session = interrupted();
		resume(session);
		FakeProcess next = host.runtime.nextStart().up();
		assertEquals("open /tmp", next.nextTold());
		await(session, EntryKind.LIFECYCLE, "The next prompt carries the transcript");
		String told = next.nextTold();
		assertTrue(told.contains("I said:\nfirst\n") && told.contains("half a") && told.endsWith(" + queued"), told);
	}

	@Test
	void agentThatDoesNotComeUpLeavesItInterruptedInWords() throws Exception {
		SessionId session = interrupted();
		resume(session);
		host.runtime.nextStart().failStart(Failure.agentFailed("No such program.", null));
		await(session, EntryKind.ERROR, "No such program.");
		assertEquals(SessionStatus.INTERRUPTED, TestHost.done(host.entries.session(session)).orElseThrow().status());
	}

	private SessionId adopting() {
		return TestHost.value(host.sessions.create(
				new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), "", null, List.of(), "foreign-1"))).session();
	}

	@Test
	void sessionOfTheAgentIsTakenOverWithItsHistoryAndPromptedInPlace() throws Exception {
		host.runtime.canLoad(true);
		SessionId session = adopting();
		FakeProcess agent = host.runtime.nextStart();
		agent.saysEarly(new AgentInput.Replayed(new AgentInput.Chunk(AgentInput.Stream.USER, null, "long ago")),
				new AgentInput.Replayed(new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, "I remember")));
		agent.up();
		assertEquals("adopt foreign-1", agent.nextTold());
		await(session, EntryKind.MESSAGE, "I remember");
		await(session, EntryKind.PROMPT, "long ago");
		agent.saysEarly();
		host.prompt(session, "and now");
		assertTrue(agent.nextTold().startsWith("prompt foreign-1 "));
	}

	@Test
	void promptDuringTheTakeoverOpensItNoSecondTime() throws Exception {
		host.runtime.canLoad(true);
		SessionId session = adopting();
		host.prompt(session, "quick");
		FakeProcess agent = host.runtime.nextStart().up();
		assertEquals("adopt foreign-1", agent.nextTold());
		assertTrue(agent.nextTold().startsWith("prompt foreign-1 "));
	}

	@Test
	void takeoverThatFailsIsSaid() throws Exception {
		SessionId session = adopting();
		FakeProcess agent = host.runtime.nextStart();
		agent.refuse("adopt", new FailureException(Failure.agentFailed("The agent cannot load sessions.", null)));
		agent.up();
		await(session, EntryKind.ERROR, "cannot load sessions");
	}
}
