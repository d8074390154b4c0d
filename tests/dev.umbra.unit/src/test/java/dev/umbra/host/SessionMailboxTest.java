package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.ProblemRaised;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.Entries;
import dev.umbra.core.reducer.Effect;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.FakeEntries;
import dev.umbra.testkit.Sample;

class SessionMailboxTest {
	private static final SessionId SESSION = new SessionId("session-1");
	private static final int CAPACITY = 4096;
	private static final int CALLS = 256;
	@TempDir
	Path home;
	private TestHost host;
	private FakeEntries entries;
	private SessionMailbox mailbox;
	/** What happened, in order, on whichever thread. */
	private final List<String> log = Collections.synchronizedList(new ArrayList<>());
	private final List<Effect> effects = Collections.synchronizedList(new ArrayList<>());
	private final List<Long> attention = Collections.synchronizedList(new ArrayList<>());

	@BeforeEach
	void begin() {
		host = new TestHost(home);
		entries = host.entries;
		SessionSummary summary = Sample.summary(SESSION);
		TestHost.done(entries.commit(
				new Entries.Commit(SESSION, 1, List.of(new Change.SummaryPut(summary)), true, null, Set.of())));
		mailbox = new SessionMailbox(SessionState.fresh(summary), host.parts, new SessionMailbox.Surroundings() {
			@Override
			public void effects(SessionMailbox of, List<Effect> all) {
				all.forEach(effect -> log.add("effect " + effect.getClass().getSimpleName()));
				effects.addAll(all);
			}

			@Override
			public void advanced(SessionMailbox of, SessionState before, SessionState now, @Nullable Long revision) {
				log.add("advanced " + now.summary().revision());
				if (revision != null) {
					attention.add(revision);
				}
			}
		}, agent -> Standing.ASK, host.mailboxes);
		mailbox.start();
	}

	@AfterEach
	void end() {
		entries.diskFull(false);
		entries.release();
		mailbox.end(5000);
	}

	private <R> CompletionStage<Outcome<R>> call(SessionInput.Command command, Class<R> type, R result) {
		return mailbox.call(command, CommandId.random(), "test", Cause.user("test"), type, reply -> result);
	}

	private CompletionStage<Outcome<String>> prompt(String text) {
		return mailbox.call(new SessionInput.Prompt(new TurnId("turn-1"), text, "test"), CommandId.random(), "sessions/prompt",
				Cause.user("test"), String.class, reply -> reply);
	}

	private CompletionStage<Outcome<String>> rename(String title) {
		return call(new SessionInput.Rename(title), String.class, "renamed");
	}

	private void running() {
		TestHost.value(prompt("go"));
		mailbox.tell(new SessionInput.TurnSent(new TurnId("turn-1"), new AgentRuntime.Opened("acp", null, null, null, null)));
	}

	private void says(String text) {
		mailbox.tell(new SessionInput.FromAgent(new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, text)));
	}

	/** Everything told before has been handled. */
	private void settled() {
		TestHost.value(rename("settled " + log.size()));
	}

	private String message() {
		return String.join("|", entries.transcript(SESSION).stream().filter(e -> e.kind() == EntryKind.MESSAGE).map(Entry::text).toList());
	}

	@Test
	void committedBeforeItIsShownAndShownBeforeEffectsAndAnswer() {
		entries.onCommit(commit -> log.add("commit " + commit.revision() + " while state is at "
				+ mailbox.state().summary().revision()));
		mailbox.feed().attach("a", 1, changes -> {
			log.add("shown " + changes.revision() + ", state is at " + mailbox.state().summary().revision());
			return true;
		});
		prompt("go").toCompletableFuture().thenAccept(outcome -> log.add("answered")).join();
		assertEquals(List.of("commit 2 while state is at 1", "shown 2, state is at 2", "advanced 2", "effect StartTurn",
				"answered"), log);
	}

	@Test
	void personsCallIsCommittedInFullWithItsResult() {
		CommandId command = CommandId.random();
		assertEquals("started", TestHost.value(mailbox.call(new SessionInput.Prompt(new TurnId("turn-1"), "go", "test"), command,
				"sessions/prompt", Cause.user("test"), String.class, reply -> reply)));
		Entries.Commit commit = entries.commits().getLast();
		assertTrue(commit.full());
		assertEquals(new Entries.CommandResult(command, "sessions/prompt", "\"started\""), commit.command());
	}

	@Test
	void agentsOutputIsCommittedInBatchesAndNotInFull() throws Exception {
		running();
		settled();
		entries.hold();
		says("a");
		entries.awaitHeld(1);
		for (int i = 0; i < 100; i++) {
			says("b");
		}
		entries.release();
		settled();
		List<Entries.Commit> agent = entries.commits().stream().filter(commit -> !commit.full()).toList();
		assertEquals("a" + "b".repeat(100), message());
		assertTrue(agent.size() <= 4, "a hundred chunks that waited are one commit: " + agent.size());
	}

	@Test
	void refusedCallCommitsNothing() {
		int before = entries.commits().size();
		assertEquals(Failure.Code.USAGE, TestHost.failure(prompt("  ")).code());
		assertEquals(before, entries.commits().size());
	}

	@Test
	void firstOfTwoAnswersWins() {
		running();
		mailbox.tell(new SessionInput.FromAgent(new AgentInput.PermissionAsked("r1",
				new AgentInput.ToolUpdate("c1", true, "Edit", "edit", null, null, null, null, null), List.of(), null,
				List.of(new Detail.Option("yes", "allow_once", "Yes"), new Detail.Option("no", "reject_once", "No")))));
		settled();
		assertEquals(1, attention.size());
		EntryId entry = entries.transcript(SESSION).stream().filter(e -> e.kind() == EntryKind.PERMISSION).findFirst()
				.orElseThrow().id();
		var first = call(new SessionInput.Answer(entry, "yes", "one"), String.class, "ok");
		var second = call(new SessionInput.Answer(entry, "no", "two"), String.class, "ok");
		assertEquals("ok", TestHost.value(first));
		assertEquals(Failure.Code.REFUSED, TestHost.failure(second).code());
		assertEquals(List.of(new Effect.AnswerPermission("r1", "yes")),
				effects.stream().filter(Effect.AnswerPermission.class::isInstance).toList());
		assertEquals(2, attention.size());
	}

	@Test
	void fullDiskRefusesAPersonsCallInWordsAndChangesNothing() {
		entries.diskFull(true);
		assertEquals(FakeEntries.DISK_FULL, TestHost.failure(prompt("go")));
		assertEquals(1, mailbox.state().summary().revision());
		assertTrue(effects.isEmpty());
		entries.diskFull(false);
		assertEquals("started", TestHost.value(prompt("go")));
	}

	@Test
	void fullDiskHoldsWhatTheAgentSaysAndGoesOnWhenThereIsRoom() throws Exception {
		running();
		settled();
		entries.diskFull(true);
		says("one ");
		entries.awaitRefused(1);
		says("two ");
		says("three");
		assertTrue(host.heard.await(ProblemRaised.class, p -> true).problem().contains(FakeEntries.DISK_FULL.message()));
		assertEquals("", message());
		roomAgain();
		settled();
		assertEquals("one two three", message());
	}

	@Test
	void whileOutputIsHeldAPersonsCallIsRefusedInWordsAtOnce() throws Exception {
		running();
		settled();
		entries.diskFull(true);
		says("one");
		entries.awaitRefused(1);
		assertEquals(FakeEntries.DISK_FULL, TestHost.failure(rename("x")));
		roomAgain();
		settled();
		assertEquals("one", message());
	}

	private void roomAgain() throws InterruptedException {
		int before = entries.commits().size();
		entries.diskFull(false);
		entries.awaitCommits(before + 1);
	}

	@Test
	void unexpectedErrorIsToldAndTheSessionGoesOn() throws Exception {
		running();
		settled();
		entries.failNext(new IllegalStateException("the pot is broken"));
		Failure failure = TestHost.failure(rename("x"));
		assertEquals(Failure.Code.FAILED, failure.code());
		assertTrue(failure.message().contains("the pot is broken"));
		assertTrue(host.heard.await(ProblemRaised.class, p -> true).problem().contains(SESSION.value()));
		entries.failNext(new IllegalStateException("again"));
		says("lost");
		host.heard.await(ProblemRaised.class, p -> p.problem().contains("again"));
		says("kept");
		settled();
		assertEquals("kept", message());
	}

	@Test
	void fullMailboxMakesTheAgentWaitAndLeavesRoomForAPerson() throws Exception {
		running();
		settled();
		entries.hold();
		says("0 ");
		entries.awaitHeld(1);
		StringBuilder expected = new StringBuilder("0 ");
		for (int i = 1; i <= CAPACITY; i++) {
			says(i + " ");
			expected.append(i).append(' ');
		}
		Thread agent = Threads.platformDaemon("test-agent", () -> says("last"));
		awaitWaiting(agent);
		CompletionStage<Outcome<String>> first = rename("the first");
		for (int i = 1; i < CALLS; i++) {
			rename("title " + i);
		}
		assertEquals(Failure.Code.BUSY, TestHost.failure(rename("x")).code());
		assertTrue(agent.isAlive(), "the agent waits");
		entries.release();
		agent.join(30_000);
		assertFalse(agent.isAlive());
		TestHost.value(first);
		mailbox.end(30_000);
		assertEquals(expected + "last", message());
	}

	private static void awaitWaiting(Thread thread) {
		long end = System.nanoTime() + 30_000_000_000L;
		while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
			assertTrue(System.nanoTime() - end < 0 && thread.isAlive(), "it did not wait");
			Thread.onSpinWait();
		}
	}

	@Test
	void endedMailboxAnswersBusyAndDropsWhatIsTold() {
		running();
		says("before");
		mailbox.end(5000);
		assertEquals("before", message());
		assertTrue(TestHost.failure(rename("x")).message().contains("ending"));
		says("after");
		assertEquals("before", message());
	}

	@Test
	void advancedIsAnnouncedAtOnceThenAtMostTenTimesASecond() {
		TestHost.value(rename("1"));
		assertEquals(1, host.heard.of(SessionAdvanced.class).size(), "the first at once");
		for (int i = 0; i < 500; i++) {
			TestHost.value(rename("n" + i));
			host.ticks.advance(Duration.ofMillis(2));
		}
		host.ticks.advance(Duration.ofSeconds(1));
		List<SessionAdvanced> heard = host.heard.of(SessionAdvanced.class);
		assertTrue(heard.size() <= 12 && heard.size() >= 10, heard.size() + " in a second");
		assertEquals(mailbox.state().summary().revision(), heard.getLast().revision(), "the last tells of the newest");
		int before = heard.size();
		host.ticks.advance(Duration.ofSeconds(5));
		assertEquals(before, host.heard.of(SessionAdvanced.class).size(), "nothing happened, nothing is said");
	}

	@Test
	void closingAndReopeningAreAnnouncedOnceEach() {
		TestHost.value(call(new SessionInput.Close(Sessions.CloseMode.STOP, "test"), String.class, "closed"));
		assertEquals(List.of(2L), host.heard.of(SessionClosed.class).stream().map(SessionClosed::revision).toList());
		TestHost.value(prompt("again"));
		SessionOpened opened = host.heard.of(SessionOpened.class).getLast();
		assertEquals(3, opened.revision());
		assertEquals(Cause.user("test"), opened.cause());
		assertEquals(1, host.heard.of(SessionClosed.class).size());
	}

	@Test
	void effectWithoutAChangeIsCarriedOut() {
		mailbox.tell(new SessionInput.FromAgent(new AgentInput.WriteAsked("w1", "/tmp/a", null, "x")));
		settled();
		assertInstanceOf(Effect.AnswerAction.class, effects.getFirst());
		assertNotNull(mailbox.id());
	}
}
