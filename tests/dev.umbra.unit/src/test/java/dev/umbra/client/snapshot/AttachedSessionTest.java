package dev.umbra.client.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.FakeSessions;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.Sample;

class AttachedSessionTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private final ManualClock clock = new ManualClock();
	private final FakeSessions host = new FakeSessions(SESSION, 1000, 1000);
	private final LiveSnapshots snapshots = over(host);
	private final List<SessionSnapshot> shown = new ArrayList<>();

	private LiveSnapshots over(Sessions sessions) {
		return new LiveSnapshots(new LiveSnapshots.Contracts(sessions, null, null, null), clock);
	}

	private SessionWatch watch() {
		return watch(snapshots);
	}

	private SessionWatch watch(LiveSnapshots of) {
		SessionWatch watch = of.watch(SESSION);
		watch.onChange(() -> shown.add(watch.now()));
		return watch;
	}

	private void say(FakeSessions in, int entries) {
		for (int i = 1; i <= entries; i++) {
			in.add("text " + i);
		}
	}

	private static List<String> texts(SessionWatch watch) {
		return watch.now().entries().stream().map(Entry::text).toList();
	}

	@Test
	void beforeTheFirstAnswerThereIsNothingAndNothingIsLive() {
		host.hold();
		SessionWatch watch = watch();
		assertEquals(new SessionSnapshot(SESSION, "", 0, null, List.of(), false, false, null), watch.now());
		host.answerOne();
		assertTrue(watch.now().live());
		assertEquals(host.summary(), watch.now().summary());
		assertEquals(1, shown.size());
	}

	@Test
	void whatTheHostSaysIsShownAndUnchangedEntriesStayTheSameObjects() {
		say(host, 3);
		SessionWatch watch = watch();
		List<Entry> before = watch.now().entries();
		host.append(2, " and more");
		host.add("text 4");
		host.deliver();
		List<Entry> after = watch.now().entries();
		assertEquals(host.entries(), after);
		assertSame(before.get(0), after.get(0));
		assertNotSame(before.get(1), after.get(1));
		assertSame(before.get(2), after.get(2));
		assertEquals(host.revision(), watch.now().revision());
		assertEquals(1, shown.size());
	}

	@Test
	void anEntryThatComesAgainAsItWasIsTheSameObject() {
		say(host, 1);
		SessionWatch watch = watch();
		Entry before = watch.now().entries().getFirst();
		host.deliverAgain(0);
		host.change(1, entry -> entry);
		host.deliver();
		assertEquals(host.entries(), watch.now().entries());
		assertEquals(before.text(), watch.now().entries().getFirst().text());
		Entry now = watch.now().entries().getFirst();
		host.skip();
		host.deliverAgain(0);
		assertSame(now, watch.now().entries().getFirst());
	}

	@Test
	void changesBeforeTheAnswerWaitForIt() {
		host.hold();
		say(host, 2);
		SessionWatch watch = watch();
		Sessions slow = new Early(host);
		SessionWatch early = watch(over(slow));
		assertEquals(0, early.now().entries().size());
		host.answerOne();
		host.answerOne();
		assertEquals(host.entries(), early.now().entries());
		assertEquals("text 2!", texts(early).getLast());
		assertTrue(watch.now().live());
	}

	/** Commits and sends a change after an attach is carried out, and before it is answered. */
	private static final class Early extends Delegating {
		private final FakeSessions host;

		Early(FakeSessions host) {
			super(host);
			this.host = host;
		}

		@Override
		public CompletionStage<Outcome<Attached>> attach(Attach p,
				Consumer<Changes> changes) {
			return super.attach(p, changes).thenApply(outcome -> {
				host.append(2, "!");
				host.deliver();
				return outcome;
			});
		}
	}

	@Test
	void aGapAttachesAgainAfterTheLastRevision() {
		say(host, 2);
		SessionWatch watch = watch();
		long seen = watch.now().revision();
		host.append(1, " lost on the way");
		host.skip();
		host.append(2, " arrives");
		host.deliver();
		assertEquals(host.entries(), watch.now().entries());
		assertEquals(host.epoch() + ":" + seen, host.attaches().getLast().after());
		assertEquals(1, host.attachments());
	}

	@Test
	void whoIsTooSlowAttachesAgain() {
		say(host, 2);
		SessionWatch watch = watch();
		host.append(1, " never sent");
		host.tellLost();
		assertEquals(host.entries(), watch.now().entries());
		assertTrue(watch.now().live());
	}

	@Test
	void aRefusalIsAFailureUntilItIsTriedAgain() {
		say(host, 1);
		SessionWatch watch = watch();
		Failure failure = Failure.notFound("There is no such session.", null);
		host.refuse(failure);
		host.tellLost();
		assertEquals(failure, watch.now().failure());
		assertFalse(watch.now().live());
		assertEquals(host.entries(), watch.now().entries());
		int attaches = host.attaches().size();
		host.refuse(null);
		watch.retry();
		assertEquals(attaches + 1, host.attaches().size());
		assertNull(watch.now().failure());
		assertTrue(watch.now().live());
		watch.retry();
		assertEquals(attaches + 1, host.attaches().size());
	}

	@Test
	void changesThatNeverFitEndInAFailure() {
		Sessions deaf = new Delegating(host) {
			@Override
			public CompletionStage<Outcome<Attached>> attach(Attach p,
					Consumer<Changes> changes) {
				return super.attach(p, changes).thenApply(outcome -> {
					changes.accept(new Changes(p.attachment(), SESSION, "another", 7, 8, false, null, List.of()));
					return outcome;
				});
			}
		};
		SessionWatch watch = watch(over(deaf));
		assertFalse(watch.now().live());
		assertTrue(watch.now().failure().message().contains("do not fit"), watch.now().failure().message());
		assertEquals(0, host.attachments());
	}

	@Test
	void aLostHostIsNotLiveAndAFoundOneIsLiveAgain() {
		say(host, 2);
		SessionWatch watch = watch();
		snapshots.hostLost();
		assertFalse(watch.now().live());
		assertEquals(host.entries(), watch.now().entries());
		host.restart();
		host.append(1, " after the restart");
		assertEquals(1, host.attaches().size());
		snapshots.hostFound();
		assertTrue(watch.now().live());
		assertEquals(host.entries(), watch.now().entries());
		assertEquals(host.epoch(), watch.now().epoch());
		assertEquals(1, host.attachments());
	}

	@Test
	void theFirstConnectionDoesNotAttachTwice() {
		host.hold();
		watch();
		snapshots.hostFound();
		host.answerOne();
		assertEquals(1, host.attaches().size());
		assertEquals(List.of(), host.detached());
	}

	@Test
	void anAnswerFromBeforeTheConnectionWasLostIsNotTrusted() {
		say(host, 1);
		host.hold();
		SessionWatch watch = watch();
		snapshots.hostLost();
		snapshots.hostFound();
		host.answerOne();
		assertFalse(watch.now().live());
		host.answerOne();
		assertTrue(watch.now().live());
		assertEquals(2, host.attaches().size());
		assertEquals(1, host.attachments());
	}

	@Test
	void aFailureThatComesAfterTheNextConnectionAttachesAgain() {
		say(host, 1);
		host.hold();
		SessionWatch watch = watch();
		host.restart();
		snapshots.hostLost();
		snapshots.hostFound();
		host.failOpenCalls();
		assertFalse(watch.now().live());
		assertTrue(host.answerOne());
		assertTrue(watch.now().live());
		assertEquals(host.entries(), watch.now().entries());
	}

	@Test
	void whereNobodyIsToAskItSaysSoAndGoesOnWhenSomebodyComes() {
		say(host, 1);
		LiveSnapshots empty = new LiveSnapshots(LiveSnapshots.Contracts.NONE, clock);
		SessionWatch watch = watch(empty);
		assertEquals(Failure.Code.HOST_UNREACHABLE, watch.now().failure().code());
		empty.sessions().pull();
		assertEquals(Failure.Code.HOST_UNREACHABLE, empty.sessions().now().failure().code());
		empty.use(() -> new LiveSnapshots.Contracts(host, null, null, null));
		assertTrue(watch.now().live());
		assertNull(watch.now().failure());
		assertEquals(List.of(host.summary()), empty.sessions().now().value().sessions());
	}

	@Test
	void anotherHostReplacesEverythingAndTheFormerOneIsLeft() {
		say(host, 3);
		SessionWatch watch = watch();
		FakeSessions other = new FakeSessions(SESSION, 1000, 1000);
		other.restart();
		say(other, 2);
		snapshots.use(() -> new LiveSnapshots.Contracts(other, null, null, null));
		assertEquals(other.entries(), watch.now().entries());
		assertEquals(0, host.attachments());
		assertEquals(1, other.attachments());
		snapshots.use(() -> LiveSnapshots.Contracts.NONE);
		assertFalse(watch.now().live());
		assertEquals(other.entries(), watch.now().entries());
		assertEquals(0, other.attachments());
	}

	@Test
	void aForeignEpochOnTheSameAttachmentReplacesWhole() {
		Runnable backup = host.backup();
		say(host, 4);
		SessionWatch watch = watch();
		backup.run();
		host.add("another story");
		host.restartBehindTheConnection();
		assertEquals(host.entries(), watch.now().entries());
		assertEquals(host.epoch(), watch.now().epoch());
	}

	@Test
	void olderPagesComeBeforeTheFirstEntryWithoutAGap() {
		FakeSessions paged = new FakeSessions(SESSION, 1000, 192);
		say(paged, 260);
		SessionWatch watch = watch(over(paged));
		assertEquals(192, watch.now().entries().size());
		assertTrue(watch.now().older());
		Entry first = watch.now().entries().getFirst();
		assertTrue(watch.loadOlder().toCompletableFuture().isDone());
		assertEquals(242, watch.now().entries().size());
		assertSame(first, watch.now().entries().get(50));
		watch.loadOlder();
		assertEquals(paged.entries(), watch.now().entries());
		assertFalse(watch.now().older());
		int reads = paged.reads().size();
		assertTrue(watch.loadOlder().toCompletableFuture().isDone());
		assertEquals(reads, paged.reads().size());
	}

	@Test
	void whatHasNotEndedIsThereHoweverOldAndGoesOnGrowing() {
		FakeSessions paged = new FakeSessions(SESSION, 8, 60);
		paged.add("a command runs", EntryStatus.RUNNING);
		say(paged, 99);
		SessionWatch watch = watch(over(paged));
		assertEquals(61, watch.now().entries().size());
		assertEquals("a command runs", watch.now().entries().getFirst().text(), "read on to its end");
		assertEquals(41, watch.now().entries().get(1).ordinal());
		assertTrue(watch.now().older());
		paged.append(1, " on");
		paged.append(2, " unseen");
		paged.deliver();
		assertEquals("a command runs on", watch.now().entries().getFirst().text());
		paged.change(1, entry -> entry.withEnd(EntryStatus.DONE, Sample.NOON));
		paged.deliver();
		assertEquals(EntryStatus.DONE, watch.now().entries().getFirst().status());
		Entry known = watch.now().entries().getFirst();
		watch.loadOlder();
		assertEquals(paged.entries(), watch.now().entries());
		assertSame(known, watch.now().entries().getFirst());
		assertFalse(watch.now().older());
	}

	@Test
	void anEntryThatChangesWhileItIsBeingReadIsShownAsItIsNow() {
		FakeSessions paged = new FakeSessions(SESSION, 1000, 4);
		say(paged, 6);
		SessionWatch watch = watch(over(paged));
		paged.hold();
		watch.loadOlder();
		CompletableFuture<Void> second = watch.loadOlder().toCompletableFuture();
		assertEquals(1, paged.waiting());
		paged.append(1, " grown");
		paged.change(2, entry -> entry.withEnd(EntryStatus.FAILED, Sample.NOON));
		paged.deliver();
		paged.append(1, " twice");
		assertTrue(paged.answerOne());
		paged.deliver();
		assertTrue(second.isDone());
		assertEquals(paged.entries(), watch.now().entries());
	}

	@Test
	void whatWasLoadedIsReadAgainFromAnotherEpochBeforeItIsShown() {
		FakeSessions paged = new FakeSessions(SESSION, 1000, 3);
		say(paged, 9);
		LiveSnapshots live = over(paged);
		SessionWatch watch = watch(live);
		watch.loadOlder();
		assertEquals(9, watch.now().entries().size());
		List<Entry> before = watch.now().entries();
		live.hostLost();
		paged.restart();
		paged.change(2, entry -> entry.withEnd(EntryStatus.FAILED, Sample.NOON));
		shown.clear();
		paged.hold();
		live.hostFound();
		assertTrue(paged.answerOne());
		assertEquals(before, watch.now().entries());
		paged.append(3, " while it is being read");
		paged.deliver();
		while (paged.answerOne()) {
			// the pages, one after the other
		}
		assertEquals(paged.entries(), watch.now().entries());
		assertTrue(watch.now().live());
		assertSame(before.get(0), watch.now().entries().get(0));
		assertNotSame(before.get(1), watch.now().entries().get(1));
		assertTrue(shown.stream().allMatch(snapshot -> snapshot.entries().size() == 9), shown::toString);
	}

	@Test
	void longTextsAreCompletedRangeByRange() {
		FakeSessions cutting = new FakeSessions(SESSION, 4, 100);
		cutting.add("short");
		cutting.add("a text of many words");
		cutting.hold();
		SessionWatch watch = watch(over(cutting));
		cutting.answerOne();
		assertEquals(List.of("shor", "a te"), texts(watch));
		cutting.append(2, " that grows");
		cutting.deliver();
		assertEquals("a te", texts(watch).getLast());
		while (cutting.answerOne()) {
			// one range after the other
		}
		assertEquals(cutting.entries(), watch.now().entries());
		cutting.append(2, " on");
		cutting.deliver();
		int asked = cutting.texts().size();
		cutting.change(2, entry -> entry.withEnd(EntryStatus.DONE, Sample.NOON));
		cutting.deliver();
		assertEquals(cutting.entries(), watch.now().entries());
		assertEquals(asked, cutting.texts().size());
	}

	@Test
	void aTextThatCannotBeReadIsAFailureAndTriedAgainOnRetry() {
		FakeSessions cutting = new FakeSessions(SESSION, 4, 100);
		cutting.add("a text of many words");
		cutting.hold();
		SessionWatch watch = watch(over(cutting));
		cutting.answerOne();
		cutting.refuse(Failure.failed("disk error", null));
		cutting.answerOne();
		assertEquals("disk error", watch.now().failure().message());
		assertEquals(0, cutting.waiting());
		assertTrue(watch.now().live());
		cutting.refuse(null);
		watch.retry();
		while (cutting.answerOne()) {
			// attach, then the ranges
		}
		assertEquals(cutting.entries(), watch.now().entries());
		assertNull(watch.now().failure());
	}

	@Test
	void manyRangesAreToldOfAtMostThirtyTimesASecond() {
		FakeSessions cutting = new FakeSessions(SESSION, 4, 100);
		for (int i = 0; i < 50; i++) {
			cutting.add("a text of many words, number " + i);
		}
		cutting.hold();
		SessionWatch watch = watch(over(cutting));
		cutting.answerOne();
		shown.clear();
		int ranges = 0;
		while (cutting.answerOne()) {
			ranges++;
			clock.advance(Duration.ofMillis(1));
		}
		assertTrue(ranges > 300, ranges + " ranges");
		assertTrue(shown.size() <= ranges / 30, shown.size() + " for " + ranges);
		assertEquals(cutting.entries(), watch.now().entries());
	}

	@Test
	void aListenerThatFailsHarmsNobody() {
		SessionWatch watch = snapshots.watch(SESSION);
		watch.onChange(() -> {
			throw new IllegalStateException("a listener's own fault");
		});
		watch.onChange(() -> shown.add(watch.now()));
		host.add("a");
		host.deliver();
		host.add("b");
		host.deliver();
		assertEquals(2, shown.size());
		assertEquals(host.entries(), watch.now().entries());
	}

	@Test
	void closingWhileAttachingDetachesWhenTheAnswerComes() {
		host.hold();
		SessionWatch watch = watch();
		watch.close();
		assertEquals(List.of(), host.detached());
		host.answerOne();
		assertEquals(List.of(host.attaches().getFirst().attachment()), host.detached());
		assertEquals(0, host.attachments());
		assertEquals(List.of(), shown);
	}

	@Test
	void aClosedWatchIsDetachedOnceAndHearsNothingMore() {
		SessionWatch watch = watch();
		watch.close();
		watch.close();
		assertEquals(1, host.detached().size());
		host.add("later");
		host.deliver();
		snapshots.hostLost();
		snapshots.hostFound();
		watch.retry();
		watch.loadOlder();
		assertEquals(1, host.attaches().size());
		assertEquals(0, watch.now().entries().size());
	}

	@Test
	void closingEverythingClosesItsWatches() {
		watch();
		watch();
		snapshots.close();
		assertEquals(0, host.attachments());
	}

	@Test
	void changingAValueReadChangesNothingHere() {
		say(host, 2);
		SessionWatch watch = watch();
		assertThrows(UnsupportedOperationException.class, () -> watch.now().entries().clear());
	}
}
