package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.feed.Card;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

class FeedTest {
	@TempDir
	Path home;
	private TestHost host;
	private FeedService feed;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
		feed = new FeedService(host.parts, host.lives);
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private Feed.Listing listing(@Nullable Long before, @Nullable Long after, int limit) {
		return TestHost.value(feed.list(new Feed.ListFor("demo", before, after, limit)));
	}

	private static List<String> told(Feed.Listing listing) {
		return listing.cards().stream().map(card -> card.label() + ", " + card.status().word() + ": " + card.summary()).toList();
	}

	private void settled(SessionId session) {
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
	}

	private FakeProcess prompted(SessionId session) throws InterruptedException {
		host.prompt(session, "Mend it");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.RUNNING);
		return agent;
	}

	private TurnId turn(SessionId session) {
		return TestHost.done(host.entries.session(session)).orElseThrow().turn();
	}

	@Test
	void aTurnIsToldCardByCardInTrueOrder() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session);
		agent.say("acp-1", new AgentInput.Chunk(AgentInput.Stream.THOUGHT, null, "Hm"));
		agent.say("acp-1", new AgentInput.ToolUpdate("c", true, "Edit a.txt", "edit", "in_progress", null, null, null, null));
		agent.say("acp-1", "The hou");
		settled(session);
		long known = listing(null, null, 0).change();
		agent.say("acp-1", "se is mended.");
		agent.say("acp-1", new AgentInput.ToolUpdate("c", false, null, null, "completed", null, null, null, null));
		agent.say("acp-1", new AgentInput.TurnEnded(turn(session), "end_turn", Usage.NONE));
		host.entries.awaitSession(session, s -> s.turn() == null);
		settled(session);
		Feed.Listing all = listing(null, null, 0);
		assertEquals(List.of("Session started, done: /tmp", "Prompt, done: Mend it", "Agent started, done: ", "Thought, done: Hm",
				"Edit, done: Edit a.txt", "Message, done: The house is mended.", "Done, done: The turn is done."), told(all));
		assertEquals(List.of("Edit", "Message", "Done"),
				listing(null, known, 0).cards().stream().map(Card::label).sorted((a, b) -> order(a) - order(b)).toList());
		assertTrue(all.cards().stream().filter(card -> card.session() != null).allMatch(card -> "settled".equals(card.title())));
	}

	private static int order(String label) {
		return List.of("Edit", "Message", "Done").indexOf(label);
	}

	@Test
	void aCrashClosesTheCardsThatAreOpen() throws Exception {
		SessionId session = host.session();
		FakeProcess agent = prompted(session);
		agent.say("acp-1", new AgentInput.ToolUpdate("c", true, "Edit a.txt", "edit", "in_progress", null, null, null, null));
		agent.exit(1, "", false);
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.INTERRUPTED);
		settled(session);
		List<String> told = told(listing(null, null, 0));
		assertTrue(told.contains("Edit, failed: Edit a.txt"), told::toString);
		assertTrue(told.contains("Interrupted, failed: The turn was cut off."), told::toString);
		assertTrue(told.contains("Agent crashed, failed: The agent demo ended with exit code 1."), told::toString);
		assertTrue(listing(null, null, 0).cards().stream().noneMatch(card -> card.status().open()));
	}

	@Test
	void pagesGoBackToTheFirstCard() {
		for (int i = 0; i < 5; i++) {
			host.session();
		}
		Feed.Listing newest = listing(null, null, 2);
		assertEquals(List.of(4L, 5L), newest.cards().stream().map(Card::nr).toList());
		assertTrue(newest.more());
		Feed.Listing older = listing(4L, null, 3);
		assertEquals(List.of(1L, 2L, 3L), older.cards().stream().map(Card::nr).toList());
		assertEquals(false, older.more());
		assertEquals(1, older.first());
	}

	@Test
	void whatCannotBeAskedIsRefusedInWords() {
		assertEquals(Failure.Code.USAGE, TestHost.failure(feed.list(new Feed.ListFor("demo", 1L, 1L, 0))).code());
		assertEquals(Failure.Code.NOT_FOUND, TestHost.failure(feed.list(new Feed.ListFor("nobody", null, null, 0))).code());
	}

	@Test
	void aSessionBelowAnotherIsToldAsSuch() {
		SessionId above = host.session();
		TestHost.value(host.sessions.create(new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), "", above.value())));
		List<Card> cards = listing(null, null, 0).cards();
		assertEquals(List.of("Session started", "Sub-session"), cards.stream().map(Card::label).toList());
		assertEquals(EntryStatus.DONE, cards.getLast().status());
	}
}
