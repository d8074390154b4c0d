package dev.umbra.host;

import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** Sessions leave memory when nothing is heard of them, and nobody can tell. */
class RestingTest {
	private static final Duration LONG = SessionMailboxes.QUIET.plusSeconds(1);
	@TempDir
	Path home;

	private TestHost host() {
		return new TestHost(home).withAgent();
	}

	private static SessionMailbox mailbox(TestHost host, SessionId session) {
		return TestHost.done(host.mailboxes.get(session));
	}

	/** Done once the mailbox has seen to everything before. */
	private static CompletionStage<Outcome<String>> rename(SessionMailbox mailbox, String title) {
		return mailbox.call(new SessionInput.Rename(title), CommandId.random(), "test", Cause.user("test"), String.class,
				reply -> title);
	}

	/** Time passes until it rests: its thread may still be about to say that all is quiet. */
	private static void rests(TestHost host, SessionMailbox mailbox) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (mailbox.awake()) {
			host.ticks.advance(LONG);
			assertTrue(System.nanoTime() - end < 0, "it does not rest");
			Thread.onSpinWait();
		}
	}

	private static void awaitRest(SessionMailbox mailbox) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (mailbox.awake()) {
			assertTrue(System.nanoTime() - end < 0, "it does not rest");
			Thread.onSpinWait();
		}
	}

	@Test
	void aQuietSessionRestsAndGoesOnWithTheNextCall() {
		TestHost host = host();
		SessionId session = host.session();
		SessionMailbox mailbox = mailbox(host, session);
		value(rename(mailbox, "one"));
		rests(host, mailbox);
		assertEquals("one", mailbox.state().summary().title(), "its summary stays");
		assertEquals("two", value(rename(mailbox, "two")));
		assertEquals("two", TestHost.done(host.entries.session(session)).orElseThrow().title());
		assertSame(mailbox, mailbox(host, session), "a session has one mailbox");
	}

	@Test
	void whenAllRestNoTimerIsLeft() {
		TestHost host = host();
		List<SessionMailbox> all = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			SessionMailbox mailbox = mailbox(host, host.session());
			value(rename(mailbox, "title " + i));
			all.add(mailbox);
		}
		all.forEach(mailbox -> rests(host, mailbox));
		host.ticks.advance(LONG);
		assertEquals(0, host.ticks.waiting());
	}

	@Test
	void beyondSoManyTheQuietestRestAtOnce() {
		TestHost host = host();
		List<SessionMailbox> all = new ArrayList<>();
		for (int i = 0; i < SessionMailboxes.MOST + 3; i++) {
			SessionMailbox mailbox = mailbox(host, host.session());
			value(rename(mailbox, "title " + i));
			all.add(mailbox);
			host.ticks.advance(Duration.ofMillis(10));
		}
		all.subList(0, 3).forEach(RestingTest::awaitRest);
		assertEquals(SessionMailboxes.MOST, all.stream().filter(SessionMailbox::awake).count());
	}

	@Test
	void aSessionThatIsFollowedOrWorksOrHasAQueueStays() throws Exception {
		TestHost host = host();
		SessionId followed = host.session();
		SessionId busy = host.session();
		value(host.sessions.attach(new Sessions.Attach("a", followed.value(), null, 0), changes -> {
		}));
		host.prompt(busy, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		host.ticks.advance(LONG.multipliedBy(2));
		value(rename(mailbox(host, followed), "x"));
		value(rename(mailbox(host, busy), "x"));
		assertTrue(mailbox(host, followed).awake());
		assertTrue(mailbox(host, busy).awake());
		value(host.sessions.detach(new Sessions.Detach("a")));
		rests(host, mailbox(host, followed));
	}

	@Test
	void whatAnAgentSaysOfARestingSessionReachesIt() throws Exception {
		TestHost host = host();
		SessionId session = host.session();
		TurnId turn = host.prompt(session, "go").turn();
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		agent.say("acp-1", new AgentInput.TurnEnded(turn, "end_turn", Usage.NONE));
		host.entries.awaitSession(session, summary -> summary.status() == SessionStatus.IDLE);
		SessionMailbox mailbox = mailbox(host, session);
		rests(host, mailbox);
		agent.say("acp-1", new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, "a straggler"));
		value(rename(mailbox, "x"));
		assertEquals(List.of("a straggler"), host.entries.transcript(session).stream()
				.filter(entry -> entry.kind() == EntryKind.MESSAGE).map(entry -> entry.text()).toList());
	}

	@Test
	void whoFollowsARestingSessionMissesNothing() {
		TestHost host = host();
		SessionId session = host.session();
		SessionMailbox mailbox = mailbox(host, session);
		value(rename(mailbox, "one"));
		rests(host, mailbox);
		List<Sessions.Changes> heard = new ArrayList<>();
		long revision = value(host.sessions.attach(new Sessions.Attach("a", session.value(), null, 0), heard::add)).revision();
		value(rename(mailbox, "two"));
		assertEquals(revision, heard.getFirst().from());
		assertEquals(revision + 1, heard.getLast().revision());
	}

	@Test
	void whoTookThePlaceBeforeTheLastCommitsIsToldToAskAgain() {
		TestHost host = host();
		SessionMailbox mailbox = mailbox(host, host.session());
		long before = mailbox.state().summary().revision();
		value(rename(mailbox, "one"));
		rests(host, mailbox);
		List<Sessions.Changes> heard = new ArrayList<>();
		mailbox.feed().attach("late", before, heard::add).kick();
		assertTrue(heard.getFirst().lost());
	}

	/** No call and no word falls between the decision to rest and the end of the thread. */
	@Test
	void aThousandCallsAndWordsRaceTheRest() throws Exception {
		TestHost host = host();
		SessionId session = host.session();
		SessionMailbox mailbox = mailbox(host, session);
		// something besides notices, which a history of the agent's could still follow
		value(host.sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.STOP, "test")));
		value(host.sessions.reopen(new Sessions.Reopen(CommandId.random(), session.value(), "test")));
		for (int i = 0; i < 1000; i++) {
			CountDownLatch go = new CountDownLatch(1);
			Thread resting = Threads.platformDaemon("test-rest", () -> {
				await(go);
				mailbox.rest();
			});
			Thread agent = Threads.platformDaemon("test-agent", () -> {
				await(go);
				mailbox.tell(new SessionInput.FromAgent(new AgentInput.NoticeShown("word")));
			});
			go.countDown();
			assertEquals("title " + i, value(rename(mailbox, "title " + i)));
			resting.join(30_000);
			agent.join(30_000);
			if (i % 4 == 0) {
				mailbox.rest();
				awaitRest(mailbox);
			}
		}
		value(rename(mailbox, "end"));
		assertEquals(1000, host.entries.transcript(session).stream().filter(entry -> entry.kind() == EntryKind.NOTICE).count());
		assertEquals(mailbox.state().summary(), TestHost.done(host.entries.session(session)).orElseThrow());
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aSessionThatCannotBeReadAgainAnswersInWordsAndTriesAgainWithTheNextCall() {
		TestHost host = host();
		SessionId session = host.session();
		SessionMailbox mailbox = mailbox(host, session);
		value(rename(mailbox, "one"));
		rests(host, mailbox);
		host.entries.failReads(1);
		Failure failure = TestHost.failure(rename(mailbox, "two"));
		assertEquals(Failure.Code.FAILED, failure.code());
		assertEquals("three", value(rename(mailbox, "three")));
	}

	@Test
	void anEndedHostBringsNoSessionBack() {
		TestHost host = host();
		SessionMailbox mailbox = mailbox(host, host.session());
		value(rename(mailbox, "one"));
		rests(host, mailbox);
		host.mailboxes.end("over");
		assertTrue(TestHost.failure(rename(mailbox, "two")).message().contains("ending"));
		assertFalse(mailbox.awake());
	}
}
