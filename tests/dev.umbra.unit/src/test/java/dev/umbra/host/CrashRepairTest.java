package dev.umbra.host;

import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.ProblemRaised;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.FakeEntries;

/** What a host finds at its start when the former one ended without a word. */
class CrashRepairTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	/** A host that starts on what is on disk now, and knows nothing else. */
	private void startsAgain() {
		new CrashRepair(host.parts, new SessionMailboxes(host.parts, host.turns, host.ruling::standing)).run();
	}

	private SessionId inTheMiddle() throws InterruptedException {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		host.prompt(session, "and then this");
		agent.say("acp-1", "half a mess");
		AgentInput.ToolUpdate tool = new AgentInput.ToolUpdate("c1", true, "Edit", "edit", "in_progress", null, null, null, null);
		agent.say("acp-1", new AgentInput.PermissionAsked("r1", tool, List.of("/tmp/a"), null,
				List.of(new Detail.Option("yes", "allow_once", "Yes"), new Detail.Option("no", "reject_once", "No"))));
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "in the middle")));
		return session;
	}

	private Entry only(SessionId session, EntryKind kind) {
		List<Entry> found = host.entries.transcript(session).stream().filter(entry -> entry.kind() == kind).toList();
		assertEquals(1, found.size(), found::toString);
		return found.getFirst();
	}

	@Test
	void whatRanIsInterruptedAndNothingIsResumed() throws Exception {
		SessionId session = inTheMiddle();
		startsAgain();
		SessionSummary now = host.entries.awaitSession(session, summary -> summary.status() == SessionStatus.INTERRUPTED);
		assertNull(now.turn());
		assertTrue(now.queuePaused());
		assertEquals(1, now.queued());
		assertEquals("half a mess", only(session, EntryKind.MESSAGE).text());
		assertNotNull(only(session, EntryKind.MESSAGE).ended());
		assertEquals(EntryStatus.FAILED, only(session, EntryKind.TOOL).status());
		assertEquals(EntryStatus.EXPIRED, only(session, EntryKind.PERMISSION).status());
		assertEquals(new Detail.Lifecycle("interrupted"), only(session, EntryKind.LIFECYCLE).detail());
		assertEquals(List.of(), TestHost.done(host.entries.waiting()));
		assertEquals(0, host.runtime.startsWaiting());
	}

	@Test
	void wordsThatCameAfterTheTurnAreClosedAndTheSessionStaysIdle() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		agent.say("acp-1", new AgentInput.TurnEnded(TestHost.done(host.entries.session(session)).orElseThrow().turn(), "end_turn", Usage.NONE));
		host.entries.awaitSession(session, summary -> summary.status() == SessionStatus.IDLE && summary.turn() == null);
		agent.say("acp-1", "a late wo");
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "late")));
		assertTrue(only(session, EntryKind.MESSAGE).status().open());
		long before = TestHost.done(host.entries.session(session)).orElseThrow().revision();
		startsAgain();
		host.entries.awaitSession(session, summary -> summary.revision() > before);
		assertEquals(EntryStatus.FAILED, only(session, EntryKind.MESSAGE).status());
		assertEquals("a late wo", only(session, EntryKind.MESSAGE).text());
		SessionSummary now = TestHost.done(host.entries.session(session)).orElseThrow();
		assertEquals(SessionStatus.IDLE, now.status());
		startsAgain();
		assertEquals(now, TestHost.done(host.entries.session(session)).orElseThrow());
	}

	@Test
	void startingOnceMoreChangesNothing() throws Exception {
		SessionId session = inTheMiddle();
		startsAgain();
		SessionSummary once = host.entries.awaitSession(session, summary -> summary.status() == SessionStatus.INTERRUPTED);
		startsAgain();
		assertEquals(once, TestHost.done(host.entries.session(session)).orElseThrow());
	}

	@Test
	void aSessionThatCannotBeReadIsFailedInWordsAndKeepsNobodyFromStarting() throws Exception {
		SessionId session = inTheMiddle();
		host.entries.failReads(1);
		startsAgain();
		SessionSummary now = TestHost.done(host.entries.session(session)).orElseThrow();
		assertEquals(SessionStatus.FAILED, now.status());
		assertNotNull(now.ended());
		assertNull(now.turn());
		Entry words = host.entries.transcript(session).getLast();
		assertEquals(EntryKind.ERROR, words.kind());
		assertTrue(words.text().contains(FakeEntries.DAMAGED.message()), words.text());
		assertTrue(host.heard.await(ProblemRaised.class, each -> true).problem().contains("in the middle"));
		startsAgain();
		assertEquals(now, TestHost.done(host.entries.session(session)).orElseThrow(), "it is not active any more");
	}

	@Test
	void oneThatCouldNotBeReadIsOpenAgainAsSoonAsItIsTriedWithSuccess() throws Exception {
		SessionId session = inTheMiddle();
		host.entries.failReads(1);
		startsAgain();
		assertEquals(SessionStatus.FAILED, TestHost.done(host.entries.session(session)).orElseThrow().status());
		SessionMailboxes after = new SessionMailboxes(host.parts, host.turns, host.ruling::standing);
		SessionsService sessions = new SessionsService(host.parts, after, host.lives, new SessionWorktrees(host.parts, host.gits, after));
		host.entries.failReads(1);
		assertEquals(FakeEntries.DAMAGED.message(), TestHost.failure(sessions.reopen(reopen(session))).message());
		value(sessions.reopen(reopen(session)));
		SessionSummary now = TestHost.done(host.entries.session(session)).orElseThrow();
		assertEquals(SessionStatus.IDLE, now.status());
		assertNull(now.ended());
		after.end("end of the test");
	}

	@Test
	void aSessionThatCannotBeOpenedIsShownAllTheSameAndSaysWhy() throws Exception {
		SessionId session = inTheMiddle();
		List<Entry> before = host.entries.transcript(session);
		SessionMailboxes after = new SessionMailboxes(host.parts, host.turns, host.ruling::standing);
		SessionsService sessions = new SessionsService(host.parts, after, host.lives, new SessionWorktrees(host.parts, host.gits, after));
		List<Sessions.Changes> changes = new CopyOnWriteArrayList<>();
		host.entries.failReads(2);
		Sessions.Attached shown = value(sessions.attach(new Sessions.Attach("a", session.value(), null, 0), changes::add));
		assertTrue(shown.reset());
		assertEquals(before.stream().map(Entry::id).toList(), shown.entries().stream().limit(before.size()).map(Entry::id).toList());
		assertEquals(before.size() + 1, shown.entries().size());
		Entry words = shown.entries().getLast();
		assertEquals(EntryKind.NOTICE, words.kind());
		assertTrue(words.text().contains(FakeEntries.DAMAGED.message()) && words.text().contains("umbra doctor"), words.text());
		assertTrue(words.ordinal() > before.getLast().ordinal());
		assertEquals(FakeEntries.DAMAGED.message(), TestHost.failure(sessions.prompt(new Sessions.Prompt(CommandId.random(), session.value(), "go on", "test"))).message());
		Sessions.Attached again = value(sessions.attach(new Sessions.Attach("a", session.value(), null, 0), changes::add));
		assertEquals(before.size(), again.entries().size(), "it can be read by now");
		assertEquals(Failure.Code.NOT_FOUND, TestHost.failure(sessions.attach(new Sessions.Attach("b", SessionId.random().value(), null, 0), changes::add)).code());
		after.end("end of the test");
	}

	private static Sessions.Reopen reopen(SessionId session) {
		return new Sessions.Reopen(CommandId.random(), session.value(), "test");
	}

	@Test
	void aDamagedStoreIsToldOfAndTheDoctorKnows() throws Exception {
		host.opened = new StoreFile.Opened(true, "The store was damaged; what could be read is here.", home.resolve("umbra.db.damaged"));
		startsAgain();
		assertEquals("The store was damaged; what could be read is here.", host.heard.await(ProblemRaised.class, each -> true).problem());
		var check = TestHost.done(new Doctor(host.parts, host.lives).report()).checks().stream()
				.filter(each -> each.name().equals("store as found")).findFirst().orElseThrow();
		assertEquals("failed", check.state());
		assertTrue(String.valueOf(check.hint()).contains("umbra.db.damaged"));
	}
}
