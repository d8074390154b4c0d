package dev.umbra.client.store;

import static dev.umbra.client.store.StoreOnFakes.SESSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.store.SessionStore.Choices;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.UnaskedAgents;
import dev.umbra.testkit.UnaskedSessions;

class SessionStoreTest {
	private final StoreOnFakes on = new StoreOnFakes();
	private final SessionStore store = on.store;

	private void title(String title) {
		on.host.summary(summary -> summary.edit().title(title).build());
	}

	private void status(SessionStatus status) {
		on.host.summary(summary -> summary.edit().status(status).build());
	}

	private static String title(SessionWatch watch) {
		SessionSummary summary = watch.now().summary();
		return summary == null ? "" : summary.title();
	}

	private void choose(Polling polling, boolean push) {
		store.choose(new Choices(polling, push));
	}

	// pushes

	@Test
	void aHundredReadersAtOnceAreOneCall() throws InterruptedException {
		AtomicInteger attaches = new AtomicInteger();
		AtomicInteger lists = new AtomicInteger();
		CompletableFuture<Outcome<Sessions.Listing>> listing = new CompletableFuture<>();
		on.use(new UnaskedSessions() {
			@Override
			public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
				attaches.incrementAndGet();
				return new CompletableFuture<>();
			}

			@Override
			public CompletionStage<Outcome<Listing>> list(ListAll p) {
				lists.incrementAndGet();
				return listing;
			}
		});
		CountDownLatch go = new CountDownLatch(1);
		List<Thread> readers = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			readers.add(Thread.startVirtualThread(() -> {
				try {
					go.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				store.watch(SESSION).now();
				store.session(SESSION);
			}));
		}
		go.countDown();
		for (Thread reader : readers) {
			reader.join();
		}
		assertEquals(1, attaches.get());
		// those that came after the question was sent wait for one more, which is not sent before the first is answered
		assertEquals(1, lists.get());
	}

	@Test
	void oneReaderMoreIsNoCallAndTheLastEndsTheFollowing() {
		SessionWatch first = store.watch(SESSION);
		SessionWatch second = store.watch(SESSION);
		assertEquals(1, on.host.attaches().size());
		assertSame(first.now().entries(), second.now().entries());
		first.close();
		assertEquals(1, on.host.attachments());
		second.close();
		second.close();
		assertEquals(0, on.host.attachments());
		assertEquals(0, on.ticks.waiting());
	}

	@Test
	void aHealthyPushNeedsOneSmallComparisonAMinute() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		int before = on.host.calls();
		on.pass(3600);
		assertEquals(60, on.host.calls() - before);
		assertEquals(60, on.counted.notModified());
		assertFalse(watch.freshness().stale());
		assertEquals(List.of(), store.incidents().all());
		assertEquals(Duration.ofSeconds(60), watch.freshness().interval());
	}

	@Test
	void aPushThatIsLostIsFoundByTheComparisonAndThenNotTrusted() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		on.host.add("lost on the way");
		on.host.skip();
		on.pass(60);
		assertTrue(watch.now().entries().isEmpty());
		on.pass(Duration.ofMillis(250));
		assertEquals("lost on the way", watch.now().entries().getFirst().text());
		assertEquals(Duration.ofSeconds(2), watch.freshness().interval());
		// the next that comes unasked is trusted again
		on.host.add("came");
		on.push();
		assertEquals(Duration.ofSeconds(60), watch.freshness().interval());
	}

	@Test
	void changesThatAreOnTheirWayWhileItComparesAreNotLost() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		on.host.add("a moment late");
		on.pass(60);
		on.host.deliver();
		on.pass(1);
		assertEquals(1, on.host.attaches().size());
		assertEquals(Duration.ofSeconds(60), watch.freshness().interval());
		assertEquals(1, watch.now().entries().size());
	}

	@Test
	void pushesThatComeTwiceOrInAnotherOrderChangeNothing() {
		SessionWatch watch = store.watch(SESSION);
		store.sessions().pull();
		on.proven();
		title("second");
		SessionAdvanced second = on.advanced(on.host.revision());
		title("third");
		on.host.deliver();
		SessionAdvanced third = on.advanced(on.host.revision());
		int before = on.host.calls();
		store.heard(third);
		store.heard(second);
		store.heard(third);
		on.host.deliverAgain(1);
		on.pass(1);
		assertEquals(before, on.host.calls());
		assertEquals("third", title(watch));
		assertEquals("third", store.sessions().now().value().sessions().getFirst().title());
	}

	@Test
	void aRowOfTheListFollowsWhatIsPushedToTheSessionWithoutACall() {
		SessionWatch watch = store.watch(SESSION);
		store.sessions().pull();
		on.proven();
		on.pass(1);
		int before = on.host.calls();
		int pulls = on.counted.changed() + on.counted.notModified();
		for (int i = 0; i < 50; i++) {
			title("title " + i);
			on.push();
			on.pass(Duration.ofMillis(100));
		}
		on.pass(1);
		assertEquals(before, on.host.calls());
		assertEquals(pulls, on.counted.changed() + on.counted.notModified(), "what came by itself counts as no pull");
		assertEquals("title 49", store.sessions().now().value().sessions().getFirst().title());
		assertEquals("title 49", title(watch));
	}

	@Test
	void eventsOfASessionThatIsFollowedAreNoCalls() {
		SessionWatch watch = store.watch(SESSION);
		store.sessions().pull();
		on.proven();
		on.pass(1);
		int before = on.host.calls();
		for (int i = 0; i < 50; i++) {
			// an append changes the session and not its summary, and the event may come first
			on.host.add("entry " + i);
			on.tell();
			on.host.deliver();
			on.pass(Duration.ofMillis(100));
		}
		assertEquals(before, on.host.calls());
		assertEquals(50, watch.now().entries().size());
	}

	@Test
	void aHintForAWindowThatNobodySeesWaitsUntilItIsSeen() {
		store.sessions().pull();
		store.shown(false);
		int before = on.host.calls();
		for (int i = 0; i < 10; i++) {
			title("unseen " + i);
			on.tell();
			on.pass(1);
		}
		assertEquals(before, on.host.calls());
		store.shown(true);
		assertEquals(before + 1, on.host.calls());
		assertEquals("unseen 9", store.sessions().now().value().sessions().getFirst().title());
	}

	@Test
	void aRowOfASessionThatNobodyFollowsIsAskedForByItselfAndAtAPace() {
		store.sessions().pull();
		on.tell();
		assertEquals(0, on.host.gets().size());
		for (int i = 0; i < 50; i++) {
			title("title " + i);
			on.tell();
			on.pass(Duration.ofMillis(100));
		}
		on.pass(1);
		assertEquals("title 49", store.sessions().now().value().sessions().getFirst().title());
		assertEquals(1, on.host.lists().size());
		assertTrue(on.host.gets().size() <= 12, on.host.gets().size() + " calls in five seconds");
	}

	@Test
	void aHostThatStartedAnewUnderTheWindowIsShownAsItIs() {
		SessionWatch watch = store.watch(SESSION);
		store.sessions().pull();
		on.host.add("before");
		on.push();
		store.hostLost();
		on.host.restart();
		assertFalse(watch.now().live());
		title("after");
		on.host.add("after");
		int before = on.host.calls();
		on.pass(3600);
		assertEquals(before, on.host.calls(), "nobody asks a host that is gone");
		assertFalse(watch.freshness().stale());
		store.hostFound();
		assertTrue(watch.now().live());
		assertEquals(on.host.epoch(), watch.now().epoch());
		assertEquals(2, watch.now().entries().size());
		assertEquals("after", store.sessions().now().value().sessions().getFirst().title());
		assertEquals(on.host.epoch(), store.sessions().now().value().epoch());
	}

	@Test
	void aHostThatReadItsStoreAnewIsShownAsItIs() {
		SessionWatch watch = store.watch(SESSION);
		store.sessions().pull();
		on.proven();
		on.host.restartBehindTheConnection();
		title("from elsewhere");
		on.host.skip();
		store.heard(new HostStateChanged(on.host.epoch(), 0, Cause.SYSTEM, "ready"));
		on.pass(Duration.ofMillis(250));
		assertEquals("from elsewhere", title(watch));
		assertEquals("from elsewhere", store.sessions().now().value().sessions().getFirst().title());
	}

	// without pushes

	@Test
	void withoutPushAnActiveSessionIsAskedEveryTwoSecondsAndShownInTime() {
		choose(Polling.ADAPTIVE, false);
		SessionWatch watch = store.watch(SESSION);
		assertEquals(0, on.host.attachments(), "nothing is followed that is not to be pushed");
		status(SessionStatus.RUNNING);
		on.pass(2);
		assertEquals(SessionStatus.RUNNING, watch.now().summary().status());
		on.host.add("words");
		on.pass(2);
		assertEquals("words", watch.now().entries().getFirst().text());
		int before = on.host.gets().size();
		on.pass(60);
		assertEquals(30, on.host.gets().size() - before);
		assertEquals(0, on.host.attachments());
		assertTrue(watch.now().live());
	}

	@Test
	void withoutPushAnIdleSessionIsAskedEverLessOften() {
		choose(Polling.ADAPTIVE, false);
		SessionWatch watch = store.watch(SESSION);
		on.pass(3600);
		// 2, 2, 2, 3, 4.5, 6.75, 10.1, 15.2, 22.8, then 30 s each
		assertTrue(on.host.gets().size() < 130, on.host.gets().size() + " in an hour");
		title("a change");
		for (int i = 0; i < 300 && !title(watch).equals("a change"); i++) {
			on.pass(Duration.ofMillis(100));
		}
		assertEquals("a change", title(watch));
		int before = on.host.gets().size();
		on.pass(4);
		assertEquals(2, on.host.gets().size() - before);
	}

	@Test
	void anEventThatIsNotWantedIsNotHeard() {
		choose(Polling.OFF, false);
		store.sessions().pull();
		on.news.clear();
		int before = on.host.calls();
		title("unheard");
		on.push();
		on.pass(3600);
		assertEquals(before, on.host.calls());
		assertEquals(List.of(), on.news);
	}

	@Test
	void whatNoEventToldIsNewsToo() {
		choose(Polling.FIXED, false);
		store.sessions().pull();
		on.news.clear();
		title("found by asking");
		on.pass(2);
		assertEquals(List.of(on.advanced(on.host.revision())), on.news);
	}

	@Test
	void whatIsChosenTakesEffectAtOnce() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		choose(Polling.OFF, true);
		assertNull(watch.freshness().interval());
		assertEquals(0, on.ticks.waiting());
		choose(Polling.FIXED, true);
		assertEquals(Duration.ofSeconds(60), watch.freshness().interval());
		choose(Polling.FIXED, false);
		assertEquals(0, on.host.attachments());
		assertEquals(Duration.ofSeconds(2), watch.freshness().interval());
		title("without a push");
		on.pass(2);
		assertEquals("without a push", title(watch));
		choose(Polling.ADAPTIVE, true);
		assertEquals(1, on.host.attachments());
		title("with one");
		on.host.deliver();
		assertEquals("with one", title(watch));
	}

	@Test
	void theRestOfAVeryLongListComesByItselfAMomentLater() {
		on.use(new PagedSessions(1_700));
		store.sessions().pull();
		assertEquals(1000, store.sessions().now().present().orElseThrow().sessions().size());
		on.pass(2);
		assertEquals(1_700, store.sessions().now().present().orElseThrow().sessions().size());
	}

	// a slow link

	@Test
	void overASlowLinkEverythingComesInOrderWithoutBeingAskedForTwice() {
		on.use(new SlowSessions(on.host, on.ticks, Duration.ofMillis(500)));
		SessionWatch watch = store.watch(SESSION);
		store.sessions().pull();
		assertNull(watch.now().summary());
		on.pass(1);
		on.proven();
		// two minutes of work, in which positions are compared too
		for (int i = 0; i < 1200; i++) {
			on.host.add("entry " + i);
			on.host.deliver();
			on.pass(Duration.ofMillis(100));
		}
		on.pass(1);
		assertEquals(on.host.entries(), watch.now().entries());
		assertEquals(1, on.host.attaches().size(), "nothing that was only on its way was taken for lost");
		assertEquals(List.of(), store.incidents().all());
	}

	@Test
	void overASlowLinkWithoutPushAChangeIsShownInTwiceItsInterval() {
		choose(Polling.FIXED, false);
		on.use(new SlowSessions(on.host, on.ticks, Duration.ofMillis(500)));
		SessionWatch watch = store.watch(SESSION);
		on.pass(3);
		for (int i = 0; i < 20; i++) {
			title("title " + i);
			on.pass(4);
			assertEquals("title " + i, title(watch));
		}
		assertEquals(List.of(), store.incidents().all());
	}

	// what nobody sees, and what is over

	@Test
	void whatNobodySeesIsNotAskedForAndComesWhenItIsSeen() {
		SessionWatch watch = store.watch(SESSION);
		SessionWatch other = store.watch(SESSION);
		watch.shown(false);
		int before = on.host.calls();
		on.pass(2);
		assertEquals(1, on.host.calls() - before, "the other is still seen");
		other.shown(false);
		before = on.host.calls();
		on.pass(3600);
		assertEquals(before, on.host.calls());
		assertFalse(watch.freshness().stale());
		title("while hidden");
		on.host.skip();
		watch.shown(true);
		on.pass(Duration.ofMillis(250));
		assertEquals("while hidden", title(watch));
		assertEquals(List.of(), store.incidents().all());
	}

	@Test
	void aWindowThatNobodySeesAsksForNothing() {
		store.watch(SESSION);
		store.sessions().pull();
		store.shown(false);
		int before = on.host.calls();
		on.pass(3600);
		assertEquals(before, on.host.calls());
		store.shown(true);
		on.pass(2);
		assertTrue(on.host.calls() > before);
	}

	@Test
	void whatIsOverIsNotAskedForUntilItIsResumed() {
		choose(Polling.ADAPTIVE, false);
		status(SessionStatus.COMPLETED);
		SessionWatch watch = store.watch(SESSION);
		int before = on.host.calls();
		on.pass(3600);
		assertEquals(before, on.host.calls());
		assertFalse(watch.freshness().stale());
		store.commanded(new Sessions.Resume(CommandId.random(), SESSION.value(), "test"));
		status(SessionStatus.RUNNING);
		on.pass(2);
		assertEquals(SessionStatus.RUNNING, watch.now().summary().status());
	}

	@Test
	void aCommandMakesWhatIsKnownOldAtOnce() {
		choose(Polling.ADAPTIVE, false);
		SessionWatch watch = store.watch(SESSION);
		title("renamed here");
		store.commanded(new Sessions.Rename(CommandId.random(), SESSION.value(), "renamed here"));
		assertEquals("renamed here", title(watch));
	}

	// the cache

	@Test
	void aReaderGetsWhatIsKnownAndWhatIsOldComesAnewMeanwhile() {
		choose(Polling.ADAPTIVE, false);
		store.sessions().pull();
		status(SessionStatus.IDLE);
		store.shown(false);
		int before = on.host.calls();
		for (int i = 0; i < 100; i++) {
			store.session(SESSION);
		}
		assertEquals(before, on.host.calls());
		assertEquals(100, on.counted.hits());
		on.clock.advance(Duration.ofSeconds(11));
		title("newer");
		on.host.hold();
		assertEquals("", store.session(SESSION).value().title());
		store.session(SESSION);
		assertEquals(1, on.host.waiting());
		on.host.answerOne();
		assertEquals("newer", store.session(SESSION).value().title());
		assertEquals(2, on.counted.misses());
	}

	// staleness

	@Test
	void whatIsOlderThanTwiceItsIntervalIsMarkedOnceAndRecovers() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		List<Boolean> told = new ArrayList<>();
		watch.onChange(() -> told.add(watch.freshness().stale()));
		on.host.hold();
		on.pass(119);
		assertFalse(watch.freshness().stale());
		on.pass(2);
		assertTrue(watch.freshness().stale());
		assertEquals(List.of(true), told);
		assertEquals(2, on.host.waiting(), "a refresh is tried although a question is open");
		on.pass(3600);
		assertEquals(1, store.incidents().all().size());
		assertEquals(1, on.counted.staleIncidents());
		StaleIncident incident = store.incidents().all().getFirst();
		assertEquals(SESSION.value(), incident.subject());
		assertEquals(Duration.ofSeconds(60), incident.interval());
		assertEquals(Duration.ofSeconds(120), Duration.between(incident.updated(), incident.now()));
		on.host.answerOne();
		assertTrue(watch.freshness().stale(), "the answer to the older question is dropped");
		on.host.answerOne();
		assertFalse(watch.freshness().stale());
	}

	@Test
	void aMachineThatSleptRaisesNoIncidentAndAsksAtOnce() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		on.pass(30);
		int before = on.host.gets().size();
		// the clocks go on and no timer runs
		on.clock.advance(Duration.ofHours(8));
		on.pass(Duration.ZERO);
		assertFalse(watch.freshness().stale());
		assertTrue(on.host.gets().size() > before);
		on.pass(600);
		assertEquals(List.of(), store.incidents().all());
	}

	@Test
	void aWallClockThatIsPutOnOrBackRaisesNoIncident() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		on.clock.jump(Duration.ofHours(3));
		on.pass(600);
		on.clock.jump(Duration.ofHours(-7));
		on.pass(600);
		assertFalse(watch.freshness().stale());
		assertEquals(List.of(), store.incidents().all());
	}

	@Test
	void aCacheThatWasMadeStaleShowsTheOldOneAndThenTheTruth() {
		SessionWatch watch = store.watch(SESSION);
		on.proven();
		title("the truth");
		on.host.skip();
		on.host.refuse(Failure.failed("The store is busy.", null));
		on.pass(121);
		assertTrue(watch.freshness().stale());
		assertEquals("first", title(watch));
		on.host.refuse(null);
		watch.refresh();
		on.pass(Duration.ofMillis(250));
		assertFalse(watch.freshness().stale());
		assertEquals("the truth", title(watch));
	}

	// failures

	@Test
	void aFirstLoadIsTriedAgainThreeTimesBeforeThePersonIsTold() {
		on.host.refuse(Failure.failed("The page cannot be read.", null));
		SessionWatch watch = store.watch(SESSION);
		assertNull(watch.now().failure());
		on.pass(Duration.ofMillis(6999));
		assertEquals(3, on.host.attaches().size());
		assertNull(watch.now().failure());
		on.pass(1);
		assertEquals(4, on.host.attaches().size());
		assertNotNull(watch.now().failure());
		on.pass(3600);
		assertEquals(4, on.host.attaches().size(), "then it is the person's turn");
		on.host.refuse(null);
		watch.refresh();
		assertNull(watch.now().failure());
		assertNotNull(watch.now().summary());
	}

	@Test
	void aSessionThatDoesNotExistIsToldOfAtOnce() {
		on.host.refuse(Failure.notFound("There is no such session.", null));
		SessionWatch watch = store.watch(SESSION);
		assertEquals(Failure.Code.NOT_FOUND, watch.now().failure().code());
		on.pass(60);
		assertEquals(1, on.host.attaches().size());
	}

	@Test
	void questionsThatFailAreAskedEverLessOftenAndRecoverByThemselves() {
		choose(Polling.ADAPTIVE, false);
		status(SessionStatus.RUNNING);
		SessionWatch watch = store.watch(SESSION);
		on.host.refuse(Failure.busy("Too much to do.", null));
		on.pass(600);
		assertTrue(on.host.gets().size() < 30, on.host.gets().size() + " in ten minutes");
		on.host.refuse(null);
		title("well again");
		on.pass(30);
		assertEquals("well again", title(watch));
	}

	/** Agents that count what is asked, and say <i>not modified</i> to who has them. */
	private static final class FewAgents extends UnaskedAgents {
		final List<String> asked = new ArrayList<>();
		long revision = 1;

		@Override
		public CompletionStage<Outcome<Listing>> list(ListAll p) {
			asked.add(String.valueOf(p.ifRevision()));
			boolean same = ("e:" + revision).equals(p.ifRevision());
			return CompletableFuture.completedFuture(Outcome.ok(new Listing("e", revision, same ? null : List.of())));
		}
	}

	@Test
	void agentsThatAreKnownAreAskedForByTheirPositionAndKept() {
		FewAgents agents = new FewAgents();
		on.store.use(() -> new Contracts(on.host, agents, null, null));
		on.store.agents().pull();
		Agents.Listing known = on.store.agents().now().value();
		on.store.agents().pull();
		assertSame(known, on.store.agents().now().value());
		agents.revision++;
		on.store.catalogChanged();
		assertEquals(2, on.store.agents().now().value().revision());
		assertEquals(List.of("null", "e:1", "e:1"), agents.asked);
		assertEquals(1, on.counted.notModified());
	}
}
