package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** Sessions that are closed, with those below them, opened again, deleted. */
class SessionEndingsTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	private SessionId below(@Nullable SessionId parent, String title) {
		return value(host.sessions.create(new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), title,
				parent == null ? null : parent.value()))).session();
	}

	private Sessions.Close close(SessionId session, Sessions.CloseMode mode) {
		return new Sessions.Close(CommandId.random(), session.value(), mode, "test");
	}

	private Sessions.Delete delete(SessionId session) {
		return new Sessions.Delete(CommandId.random(), session.value(), "test");
	}

	private SessionSummary summary(SessionId session) {
		return TestHost.done(host.entries.session(session)).orElseThrow();
	}

	private FakeProcess running(SessionId session) throws InterruptedException {
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		return agent;
	}

	@Test
	void reopeningSaysSoAndLeavesTheTabAlone() {
		SessionId session = host.session();
		value(host.sessions.close(close(session, Sessions.CloseMode.STOP)));
		value(host.sessions.reopen(new Sessions.Reopen(CommandId.random(), session.value(), "test")));
		SessionSummary now = summary(session);
		assertEquals(SessionStatus.IDLE, now.status());
		assertFalse(now.archived());
		assertNull(now.ended());
		Entry last = host.entries.transcript(session).getLast();
		assertEquals(new Detail.Lifecycle("reopened"), last.detail());
		assertEquals(List.of(), value(host.tabs.list(new Tabs.ListFor(null))).tabs());
		value(host.sessions.reopen(new Sessions.Reopen(CommandId.random(), session.value(), "test")));
		assertEquals(now, summary(session), "done again for one that is open: nothing");
	}

	@Test
	void thoseBelowAreClosedFirstTheDeepestFirst() {
		SessionId top = below(null, "top");
		SessionId child = below(top, "child");
		SessionId deep = below(child, "deep");
		SessionId other = below(null, "other");
		value(host.sessions.close(close(top, Sessions.CloseMode.STOP)));
		assertEquals(List.of(deep, child, top), host.heard.of(SessionClosed.class).stream().map(SessionClosed::session).toList());
		assertEquals(SessionStatus.IDLE, summary(other).status());
	}

	@Test
	void thoseBelowAClosedOneAreClosedToo() {
		SessionId top = below(null, "top");
		SessionId child = below(top, "child");
		SessionId deep = below(child, "deep");
		value(host.sessions.close(close(child, Sessions.CloseMode.STOP)));
		value(host.sessions.reopen(new Sessions.Reopen(CommandId.random(), deep.value(), "test")));
		value(host.sessions.close(close(top, Sessions.CloseMode.ASK)));
		assertEquals(SessionStatus.COMPLETED, summary(deep).status());
	}

	@Test
	void whereATurnRunsBelowTheCallerIsToAskFirst() throws Exception {
		SessionId top = below(null, "top");
		SessionId quiet = below(top, "quiet");
		SessionId busy = below(top, "busy one");
		FakeProcess agent = running(busy);
		Failure refused = failure(host.sessions.close(close(top, Sessions.CloseMode.ASK)));
		assertEquals(Failure.Code.REFUSED, refused.code());
		assertTrue(refused.message().contains("\"busy one\" (" + busy + ")") && !refused.message().contains("quiet"), refused.message());
		assertEquals(SessionStatus.IDLE, summary(quiet).status());
		value(host.sessions.close(close(top, Sessions.CloseMode.KEEP_RUNNING)));
		assertEquals(SessionStatus.IDLE, summary(quiet).status());
		value(host.sessions.close(close(top, Sessions.CloseMode.STOP)));
		assertEquals(SessionStatus.CANCELLED, summary(busy).status());
		assertEquals(SessionStatus.COMPLETED, summary(top).status());
		host.toldInTime(agent);
	}

	@Test
	void onlyAClosedSessionIsDeleted() throws Exception {
		SessionId session = host.session();
		Failure open = failure(host.sessions.delete(delete(session)));
		assertEquals(Failure.Code.REFUSED, open.code());
		assertTrue(String.valueOf(open.hint()).contains("umbra session close " + session), open::toString);
		running(session);
		assertTrue(failure(host.sessions.delete(delete(session))).message().contains("a turn runs in it"));
		assertEquals("go", host.entries.transcript(session).getFirst().text());
	}

	@Test
	void aDeletedSessionIsGoneAndWhoFollowedItIsTold() {
		SessionId session = host.session();
		List<Sessions.Changes> heard = new ArrayList<>();
		value(host.sessions.attach(new Sessions.Attach("a", session.value(), null, 0), heard::add));
		value(host.sessions.close(close(session, Sessions.CloseMode.STOP)));
		value(host.tabs.open(new Tabs.Open(CommandId.random(), session.value())));
		int tabs = host.heard.of(TabsChanged.class).size();
		SessionMailbox mailbox = TestHost.done(host.mailboxes.get(session));
		value(host.sessions.delete(delete(session)));
		host.ticks.advance(Duration.ofSeconds(1));
		assertTrue(heard.getLast().lost());
		assertEquals(2, host.heard.of(SessionClosed.class).size());
		assertEquals(tabs + 1, host.heard.of(TabsChanged.class).size());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.sessions.get(new Sessions.Get(session.value(), null))).code());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.sessions.prompt(new Sessions.Prompt(CommandId.random(), session.value(), "x", "test"))).code());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.sessions.delete(delete(session))).code());
		mailbox.tell(new dev.umbra.core.reducer.SessionInput.FromAgent(new AgentInput.NoticeShown("late")));
		assertTrue(TestHost.done(host.entries.sessions(true)).isEmpty());
	}

	@Test
	void aRepeatOfADeletionAnswersTheSame() {
		SessionId session = host.session();
		value(host.sessions.close(close(session, Sessions.CloseMode.STOP)));
		Sessions.Delete once = delete(session);
		value(host.sessions.delete(once));
		assertTrue(TestHost.done(host.entries.commandResult(once.command())).orElseThrow().contains("backups"));
	}

	@Test
	void thoseBelowADeletedOneStayAndNameItNoMore() {
		SessionId top = below(null, "top");
		SessionId child = below(top, "child");
		value(host.sessions.close(close(top, Sessions.CloseMode.STOP)));
		value(host.sessions.reopen(new Sessions.Reopen(CommandId.random(), child.value(), "test")));
		value(host.sessions.delete(delete(top)));
		assertNull(summary(child).parent());
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), child.value(), "still here")));
		assertNull(summary(child).parent());
	}

	@Test
	void theAgentDeletesWhatItHasOfItIfItCan() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = running(session);
		AgentRuntime.Facts facts = agent.facts();
		agent.says(new AgentRuntime.Facts(facts.name(), facts.version(), false, false, false, true, true, false, false, false, false,
				List.of()));
		TurnId turn = summary(session).turn();
		agent.say("acp-1", new AgentInput.TurnEnded(turn, "end_turn", dev.umbra.core.session.Usage.NONE));
		host.entries.awaitSession(session, summary -> summary.turn() == null);
		value(host.sessions.close(close(session, Sessions.CloseMode.ASK)));
		value(host.sessions.delete(delete(session)));
		String told = agent.nextTold();
		while (!told.startsWith("delete")) {
			told = agent.nextTold();
		}
		assertEquals("delete acp-1", told);
	}

	@Test
	void pagesGoBackFromTheNewestAndWhatWasHandedOutCannotBeChanged() {
		SessionId session = host.session();
		for (int i = 0; i < 12; i++) {
			value(host.sessions.close(close(session, Sessions.CloseMode.STOP)));
			value(host.sessions.reopen(new Sessions.Reopen(CommandId.random(), session.value(), "test")));
		}
		Sessions.Page newest = value(host.sessions.entries(new Sessions.Read(session.value(), null, 10, 0, true)));
		assertEquals(15, newest.entries().getFirst().ordinal());
		Sessions.Page before = value(host.sessions.entries(new Sessions.Read(session.value(), null, 10, 0, true, 15L)));
		assertEquals(List.of(5L, 14L), List.of(before.entries().getFirst().ordinal(), before.entries().getLast().ordinal()));
		assertTrue(before.more());
		assertFalse(value(host.sessions.entries(new Sessions.Read(session.value(), null, 10, 0, true, 5L))).more());
		assertEquals(Failure.Code.USAGE, failure(host.sessions.entries(new Sessions.Read(session.value(), null, 10, 0, false, 5L))).code());
		Sessions.Attached attached = value(host.sessions.attach(new Sessions.Attach("a", session.value(), null, 5), changes -> {
		}));
		assertThrows(UnsupportedOperationException.class, () -> attached.entries().removeFirst());
		assertThrows(UnsupportedOperationException.class, () -> attached.summary().addDirs().add("/"));
		assertThrows(UnsupportedOperationException.class, () -> attached.summary().wanted().put("mode", "x"));
	}

	@Test
	void whoAttachesIsToldOfAllThatHasNotEndedHoweverOldItIs() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = running(session);
		agent.say("acp-1", new AgentInput.ToolUpdate("long", true, "Run", "execute", "in_progress", null,
				List.of(new Detail.ToolContent.Text("half")), null, null));
		agent.say("acp-1", new AgentInput.ToolUpdate("soon", true, "Read", "read", "in_progress", null, null, null, null));
		for (int i = 0; i < 10; i++) {
			agent.say("acp-1", new AgentInput.ToolUpdate("t" + i, true, "Read", "read", "completed", null, null, null, null));
		}
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
		Sessions.Attached attached = attach(session, null);
		List<Entry> open = host.entries.transcript(session).stream().filter(entry -> entry.status().open()).toList();
		assertEquals(2, open.size());
		assertEquals(open, attached.open());
		assertEquals(5, attached.entries().size());
		assertTrue(attached.entries().stream().noneMatch(entry -> entry.status().open()));
		assertEquals(List.of(), attach(session, TestHost.EPOCH + ":" + (attached.revision() - 1)).open(), "nothing is new to it but the title");
		agent.say("acp-1", new AgentInput.ToolUpdate("soon", false, null, null, "completed", null, null, null, null));
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "again")));
		assertEquals(List.of(open.getFirst().id()), attach(session, null).open().stream().map(Entry::id).toList());
	}

	private Sessions.Attached attach(SessionId session, @Nullable String after) {
		return value(host.sessions.attach(new Sessions.Attach("a", session.value(), after, 5), changes -> {
		}));
	}

	@Test
	void theWholeOutputIsReadInRanges() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = running(session);
		String text = "0123456789".repeat(100_000);
		agent.say("acp-1", new AgentInput.ToolUpdate("c1", true, "Run", "execute", "completed", null,
				List.of(new Detail.ToolContent.Text(text)), null, null));
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "x")));
		Entry tool = host.entries.transcript(session).stream().filter(entry -> entry.kind() == EntryKind.TOOL).findFirst().orElseThrow();
		Sessions.TextRange range = value(host.sessions.output(new Sessions.ReadOutput(session.value(), tool.id(), 999_990, 100)));
		assertEquals("0123456789", range.text());
		assertEquals(text.length(), range.length());
		Entry prompt = host.entries.transcript(session).getFirst();
		assertEquals(prompt, value(host.sessions.entry(new Sessions.ReadEntry(session.value(), prompt.id()))));
		assertEquals(Failure.Code.NOT_FOUND, failure(host.sessions.entry(new Sessions.ReadEntry(session.value(), new EntryId("none")))).code());
		assertEquals(Failure.Code.NOT_FOUND,
				failure(host.sessions.output(new Sessions.ReadOutput(session.value(), prompt.id(), 0, 10))).code());
	}
}
