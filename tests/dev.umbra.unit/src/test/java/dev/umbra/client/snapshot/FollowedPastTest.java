package dev.umbra.client.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.PastQuestion.State;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.FakePast;

class FollowedPastTest {
	private final FakePast host = new FakePast();
	private final LiveSnapshots snapshots = new LiveSnapshots(new LiveSnapshots.Contracts(null, null, null, null, null, host, null), Clocks.SYSTEM);
	private final PastWatch past = snapshots.past();

	private static PastQuestion titled(String text) {
		return new PastQuestion(text, false, History.Filter.ANY, State.ANY);
	}

	private static PastQuestion in(State state) {
		return new PastQuestion("", false, History.Filter.ANY, state);
	}

	private static PastQuestion texts(String text) {
		return new PastQuestion(text, true, History.Filter.ANY, State.ANY);
	}

	private void add(int count, SessionStatus status) {
		for (int i = 0; i < count; i++) {
			host.add(i, "demo", status.word() + " " + i, status);
		}
	}

	@Test
	void pagesComeWhenTheyAreWantedAndNothingIsAskedUnasked() {
		add(250, SessionStatus.COMPLETED);
		assertEquals(0, host.asked().size());
		past.ask(PastQuestion.ALL);
		assertEquals(100, past.now().sessions().size());
		assertEquals("completed 249", past.now().sessions().getFirst().title());
		assertTrue(past.now().canLoadMore());
		past.loadMore();
		past.loadMore();
		assertEquals(250, past.now().sessions().size());
		assertFalse(past.now().canLoadMore());
		past.loadMore();
		assertEquals(3, host.asked().size());
		assertEquals(250, past.now().sessions().stream().map(History.Past::session).distinct().count());
	}

	@Test
	void theSameQuestionIsAskedOnceAndAgainReadsAsMuchAsIsShown() {
		add(150, SessionStatus.COMPLETED);
		past.ask(PastQuestion.ALL);
		past.ask(PastQuestion.ALL);
		assertEquals(1, host.asked().size());
		past.loadMore();
		SessionId fresh = host.add(1_000, "demo", "the newest", SessionStatus.IDLE);
		past.again();
		assertEquals(fresh, past.now().sessions().getFirst().session());
		assertEquals(151, past.now().sessions().size());
		host.remove(fresh);
		past.again();
		assertEquals(150, past.now().sessions().size());
	}

	@Test
	void anAnswerToAnOlderQuestionIsThrownAway() {
		host.add(1, "demo", "apple", SessionStatus.COMPLETED);
		host.add(2, "demo", "pear", SessionStatus.COMPLETED);
		host.hold();
		past.ask(titled("apple"));
		past.ask(titled("pear"));
		assertTrue(past.now().asking());
		host.releaseFirst();
		assertTrue(past.now().asking());
		assertEquals(List.of(), past.now().sessions());
		host.releaseFirst();
		assertFalse(past.now().asking());
		assertEquals("pear", past.now().sessions().getFirst().title());
		assertEquals(titled("pear"), past.now().question());
	}

	@Test
	void aStateThatFewHaveIsReadOnForUntilThereAreEnoughWhereTheHostKnowsNoStates() {
		host.knowsNoStatuses();
		for (int i = 0; i < 500; i++) {
			host.add(i, "demo", "session " + i, i % 100 == 0 ? SessionStatus.RUNNING : i % 2 == 0 ? SessionStatus.IDLE : SessionStatus.CANCELLED);
		}
		past.ask(in(State.WORKING));
		assertEquals(5, past.now().sessions().size());
		assertFalse(past.now().more());
		past.ask(in(State.OPEN));
		assertEquals(100, past.now().sessions().size());
		past.ask(in(State.CLOSED));
		assertTrue(past.now().sessions().stream().allMatch(History.Past::archived));
	}

	@Test
	void theHostIsAskedForTheStateSoThatOnePageIsEnough() {
		for (int i = 0; i < 500; i++) {
			host.add(i, "demo", "session " + i, i == 0 ? SessionStatus.INTERRUPTED : SessionStatus.IDLE);
		}
		past.ask(in(State.INTERRUPTED));
		assertEquals(1, past.now().sessions().size());
		assertEquals(1, host.asked().size());
		past.ask(in(State.CLOSED));
		assertEquals(List.of(), past.now().sessions());
		assertEquals(2, host.asked().size());
	}

	@Test
	void textsAreSearchedOnlyForAText() {
		host.add(1, "demo", "an apple", SessionStatus.COMPLETED);
		host.add(2, "demo", "another apple", SessionStatus.IDLE);
		past.ask(texts(" "));
		assertEquals(2, past.now().sessions().size());
		past.ask(texts(" apple "));
		assertEquals(0, past.now().sessions().size());
		assertEquals(2, past.now().hits().size());
		past.ask(new PastQuestion("apple", true, History.Filter.ANY, State.CLOSED));
		assertEquals("an apple", past.now().hits().getFirst().snippet());
		assertEquals(1, past.now().hits().size());
	}

	@Test
	void moreHitsAreAskedForByALargerNumber() {
		add(180, SessionStatus.COMPLETED);
		past.ask(texts("completed"));
		assertEquals(100, past.now().hits().size());
		past.loadMore();
		assertEquals(180, past.now().hits().size());
		assertFalse(past.now().more());
	}

	@Test
	void aFailureKeepsTheRowsOfTheSameQuestionOnly() {
		host.add(1, "demo", "apple", SessionStatus.COMPLETED);
		past.ask(PastQuestion.ALL);
		host.fail(Failure.failed("The store cannot be read.", "Run umbra doctor."));
		past.again();
		assertEquals(1, past.now().sessions().size());
		assertNotNull(past.now().failure());
		past.ask(titled("pear"));
		assertEquals(0, past.now().sessions().size());
		host.fail(null);
		past.again();
		assertNull(past.now().failure());
		assertEquals(titled("pear"), past.now().question());
	}

	@Test
	void whatIsAskedForAgainMeanwhileIsAskedOnceMoreAndNothingAfterTheEnd() {
		host.add(1, "demo", "apple", SessionStatus.COMPLETED);
		host.hold();
		past.ask(PastQuestion.ALL);
		past.again();
		past.again();
		assertEquals(1, host.asked().size());
		host.releaseFirst();
		assertEquals(2, host.asked().size());
		host.releaseFirst();
		assertEquals(2, host.asked().size());
		past.close();
		past.again();
		past.loadMore();
		snapshots.hostFound();
		assertEquals(2, host.asked().size());
	}
}
