package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class FollowingTest {
	private static final SessionId SESSION = new SessionId("session-1");
	private static final TurnId OURS = new TurnId("turn-1");
	private final List<String> shown = new ArrayList<>();
	private final Seen seen = new Seen(new Recorded(), new WholeText(null, "session-1"), entry -> true);

	private final class Recorded implements Transcript {
		@Override
		public void appeared(Entry entry) {
			shown.add("appeared " + entry.text());
		}

		@Override
		public void grew(long revision, EntryId entry, long offset, String text) {
			shown.add("grew " + offset + " " + text);
		}

		@Override
		public void changed(Entry entry) {
			shown.add("changed " + entry.status().word());
		}

		@Override
		public void ended(Entry entry, long length) {
			shown.add("ended " + entry.text() + " " + length);
		}

		@Override
		public void status(SessionSummary summary) {
			shown.add("status " + summary.status().word());
		}

		@Override
		public void finished(String stopReason) {
			shown.add("finished");
		}

		@Override
		public void flush() {
			// nothing to do
		}
	}

	private static Entry entry(long revision, EntryStatus status, String text) {
		return Sample.message("e", 1, status, text).withRevision(revision);
	}

	private static Item append(long revision, long offset, String text) {
		return new Item.Append(new EntryId("e"), revision, offset, text);
	}

	private static Changes changes(SessionSummary summary, Item... items) {
		return new Changes("a", SESSION, "epoch", 0, 1, false, summary, List.of(items));
	}

	private void take(Item... items) {
		seen.changes(changes(null, items));
	}

	@Test
	void eachCharacterIsShownOnce() {
		take(new Item.Upsert(entry(1, EntryStatus.RUNNING, "ab")), append(2, 2, "cd"), append(2, 2, "cd"), append(3, 1, "bcdef"));
		take(new Item.Upsert(entry(3, EntryStatus.RUNNING, "abcdef")), new Item.Upsert(entry(4, EntryStatus.RUNNING, "abcdefg")));
		take(new Item.Upsert(entry(5, EntryStatus.DONE, "abcdefgh")), new Item.Upsert(entry(5, EntryStatus.DONE, "abcdefgh")),
				append(5, 6, "gh"));
		assertEquals(List.of("appeared ab", "grew 2 cd", "grew 4 ef", "changed running", "grew 6 g", "ended abcdefgh 7"), shown);
	}

	@Test
	void anEntryThatChangesAfterItsEndIsToldAgain() {
		take(new Item.Upsert(entry(1, EntryStatus.DONE, "a")), new Item.Upsert(entry(2, EntryStatus.FAILED, "a")));
		assertEquals(List.of("appeared a", "ended a 1"), shown);
	}

	@Test
	void theStatusIsToldWhenItChanges() {
		SessionSummary idle = Sample.summary(SESSION);
		SessionSummary running = idle.edit().status(SessionStatus.RUNNING).build();
		seen.changes(changes(idle));
		seen.changes(changes(idle));
		seen.changes(changes(running));
		assertEquals(List.of("status idle", "status running"), shown);
	}

	private static SessionSummary summary(TurnId turn, String stopReason, int queued) {
		return Sample.summary(SESSION).edit().turn(turn).stopReason(stopReason).queued(queued).build();
	}

	@Test
	void aTurnEndsWhenItRanAndRunsNoMore() {
		Follower.TurnEnd end = new Follower.TurnEnd(OURS);
		assertNull(end.after(changes(summary(null, "cancelled", 0))), "the end of the turn before");
		assertNull(end.after(changes(summary(OURS, null, 0), new Item.Upsert(entry(1, EntryStatus.RUNNING, "x")))));
		assertNull(end.after(changes(null, append(2, 1, "y"))));
		assertEquals("end_turn", end.after(changes(summary(null, "end_turn", 0))));
	}

	@Test
	void aTurnThatRanWithinOneBatchHasEnded() {
		assertEquals("refusal", new Follower.TurnEnd(OURS)
				.after(changes(summary(null, "refusal", 0), new Item.Upsert(entry(1, EntryStatus.DONE, "x")))));
	}

	@Test
	void aQueuedTurnHasNotEndedWithTheOneBefore() {
		Follower.TurnEnd end = new Follower.TurnEnd(OURS);
		assertNull(end.after(changes(summary(new TurnId("other"), null, 1))));
		assertNull(end.after(changes(summary(null, "end_turn", 1))));
		assertNull(end.after(changes(summary(OURS, null, 0))));
		assertEquals("cancelled", end.after(changes(summary(null, "cancelled", 0))));
	}
}
