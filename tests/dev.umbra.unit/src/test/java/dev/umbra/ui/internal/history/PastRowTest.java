package dev.umbra.ui.internal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.umbra.client.snapshot.PastQuestion;
import dev.umbra.client.snapshot.PastSnapshot;
import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class PastRowTest {
	private static final SessionId SESSION = new SessionId("s");
	private static final Instant NOW = Sample.NOON.plus(Duration.ofHours(2));

	private static History.Past past(SessionStatus status, boolean archived, long entries) {
		return new History.Past(SESSION, new AgentId("a"), "demo", "A title", "/work/project", status, archived, null, Sample.NOON, Sample.NOON, null, entries);
	}

	private static PastRow row(History.Past past, SessionSummary... open) {
		return PastRow.of(new PastSnapshot(PastQuestion.ALL, List.of(past), List.of(), false, false, null), List.of(open), NOW).getFirst();
	}

	private static List<PastRow> rows(PastQuestion.State state, History.Hit hit, SessionSummary... open) {
		return PastRow.of(new PastSnapshot(new PastQuestion("words", true, History.Filter.ANY, state), List.of(), List.of(hit), false, false, null),
				List.of(open), NOW);
	}

	private static History.Hit hit(boolean archived, String snippet, History.Mark... marks) {
		return new History.Hit(SESSION, "A title", "demo", archived, new EntryId("e"), EntryKind.MESSAGE, Sample.NOON, snippet, List.of(marks));
	}

	@Test
	void aSessionSaysWhatItIsWhoseWhereAndHowMuch() {
		PastRow row = row(past(SessionStatus.COMPLETED, true, 12));
		assertEquals("A title", row.title());
		assertEquals("Closed · demo · project · 12 entries", row.secondLine());
		assertEquals("2 h ago", row.when());
		assertNull(row.entry());
		assertTrue(row.closed());
		assertFalse(row.working());
		assertEquals("A title, demo, 2 h ago, Closed · demo · project · 12 entries, /work/project", row.spoken());
		assertTrue(row(past(SessionStatus.IDLE, false, 1)).secondLine().endsWith("1 entry"));
	}

	@Test
	void whatIsKnownNewerOfAnOpenSessionCounts() {
		SessionSummary newer = Sample.summary(SESSION).edit().title("Renamed").status(SessionStatus.RUNNING).updated(Sample.NOON.plusSeconds(3_600)).build();
		PastRow row = row(past(SessionStatus.IDLE, false, 3), newer);
		assertEquals("Renamed", row.title());
		assertTrue(row.working());
		assertEquals("1 h ago", row.when());
		SessionSummary older = newer.edit().updated(Sample.NOON.minusSeconds(1)).build();
		assertEquals("A title", row(past(SessionStatus.COMPLETED, true, 3), older).title());
	}

	@Test
	void aPlaceShowsItsWordsAndWhereTheyAre() {
		PastRow row = rows(PastQuestion.State.ANY, hit(true, "say the words again", new History.Mark(8, 5))).getFirst();
		assertEquals(new EntryId("e"), row.entry());
		assertEquals(List.of(new PastRow.Piece("Answer: ", false), new PastRow.Piece("say the ", false), new PastRow.Piece("words", true),
				new PastRow.Piece(" again", false)), row.line());
		assertEquals("A title, demo, 2 h ago, Closed, Answer: say the words again", row.spoken());
	}

	@Test
	void marksThatOverlapOrAreNowhereAreLeftOut() {
		assertEquals(List.of(new PastRow.Piece("abc", true), new PastRow.Piece("def", false)),
				PastRow.pieces("abcdef", List.of(new History.Mark(1, 2), new History.Mark(0, 3), new History.Mark(5, 9), new History.Mark(3, 0))));
		assertEquals(List.of(), PastRow.pieces("", List.of()));
	}

	@Test
	void nothingInASnippetReordersOrBreaksTheLine() {
		assertEquals("a b⟨U+202E⟩c", rows(PastQuestion.State.ANY, hit(true, "a\n\n b\u202ec")).getFirst().secondLine().substring("Answer: ".length()));
	}

	@Test
	void ofPlacesOnlyThoseInSessionsThatWorkCountIfThoseAreWanted() {
		SessionSummary idle = Sample.summary(SESSION).edit().status(SessionStatus.IDLE).build();
		SessionSummary running = idle.edit().status(SessionStatus.RUNNING).build();
		assertEquals(1, rows(PastQuestion.State.WORKING, hit(false, "words"), running).size());
		assertEquals(0, rows(PastQuestion.State.WORKING, hit(false, "words"), idle).size());
		assertEquals(0, rows(PastQuestion.State.WORKING, hit(false, "words")).size());
	}

	@Test
	void whatRunsCannotBeDeletedAndWhatIsOpenNotReopened() {
		PastRow closed = row(past(SessionStatus.CANCELLED, true, 1));
		PastRow idle = row(past(SessionStatus.IDLE, false, 1));
		PastRow running = row(past(SessionStatus.WAITING_PERMISSION, false, 1));
		assertTrue(closed.canDelete() && closed.canReopen());
		assertTrue(idle.canDelete() && !idle.canReopen());
		assertTrue(!running.canDelete() && !running.canReopen());
	}

	@Test
	void theBackupsThatStillHoldItAreNamed() {
		assertEquals("There is no backup that still holds it.", PastRow.backups(List.of()));
		String words = PastRow.backups(List.of("/data/store-1.bak", "/data/store\u202e-2.bak"));
		assertTrue(words.contains("\n• /data/store-1.bak\n• /data/store⟨U+202E⟩-2.bak"), words);
	}

	@ParameterizedTest
	@EnumSource(EntryKind.class)
	void everyKindOfPlaceHasAWord(EntryKind kind) {
		assertFalse(PastRow.kind(kind).isBlank());
	}
}
