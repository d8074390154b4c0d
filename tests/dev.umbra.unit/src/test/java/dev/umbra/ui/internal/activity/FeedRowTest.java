package dev.umbra.ui.internal.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;
import dev.umbra.ui.internal.look.Icon;

class FeedRowTest {
	private static final ZoneId ZONE = ZoneOffset.UTC;
	private static final LocalDate DAY = LocalDate.of(2026, 3, 4);
	private static final Instant MORNING = Instant.parse("2026-03-04T08:09:10Z");

	private static Card card(CardKind kind, EntryStatus status, String label, String summary) {
		return new Card(7, 9, MORNING, kind, status, label, summary, new SessionId("s"), "A title", new EntryId("e"));
	}

	private static FeedRow row(Card card) {
		return FeedRow.of(card, ZONE, DAY);
	}

	@Test
	void aToolCallShowsHowItStands() {
		assertEquals(Icon.RUNNING, row(card(CardKind.TOOL, EntryStatus.RUNNING, "Edit", "a.txt")).icon());
		assertEquals(FeedRow.Tone.BUSY, row(card(CardKind.TOOL, EntryStatus.RUNNING, "Edit", "a.txt")).tone());
		FeedRow done = row(card(CardKind.TOOL, EntryStatus.DONE, "Edit", "a.txt"));
		assertEquals(Icon.DONE, done.icon());
		assertEquals(List.of("08:09:10", "Edit", "done", "a.txt", "A title"), List.of(done.time(), done.label(), done.status(), done.summary(), done.title()));
		FeedRow failed = row(card(CardKind.TOOL, EntryStatus.FAILED, "Edit", "a.txt"));
		assertEquals(Icon.FAILED, failed.icon());
		assertEquals(FeedRow.Tone.FAILED, failed.tone());
		assertEquals("failed", failed.status());
	}

	@Test
	void whatWaitsForThePersonIsLoudUntilItIsAnswered() {
		assertEquals(FeedRow.Tone.WAITING, row(card(CardKind.PERMISSION, EntryStatus.PENDING, "", "")).tone());
		assertEquals(FeedRow.Tone.QUIET, row(card(CardKind.PERMISSION, EntryStatus.DONE, "", "")).tone());
		assertEquals(FeedRow.Tone.QUIET, row(card(CardKind.THOUGHT, EntryStatus.DONE, "", "")).tone());
		assertEquals(FeedRow.Tone.FAILED, row(card(CardKind.AGENT_CRASHED, EntryStatus.DONE, "", "")).tone());
	}

	@ParameterizedTest
	@EnumSource(CardKind.class)
	void everyKindHasAWordForACardWithoutALabel(CardKind kind) {
		FeedRow row = row(card(kind, EntryStatus.DONE, "", ""));
		assertFalse(row.label().isBlank());
		assertEquals(FeedRow.word(kind), row.label());
	}

	@Test
	void aDayThatIsNotTodayIsSaid() {
		FeedRow today = FeedRow.of(card(CardKind.PROMPT, EntryStatus.DONE, "", ""), ZONE, DAY);
		FeedRow later = FeedRow.of(card(CardKind.PROMPT, EntryStatus.DONE, "", ""), ZONE, DAY.plusDays(1));
		assertEquals("08:09:10", today.time());
		assertTrue(later.time().endsWith(" 08:09:10"), later.time());
		assertTrue(later.time().contains("26"), later.time());
	}

	@Test
	void whatAnAgentNamedReordersAndBreaksNothing() {
		FeedRow row = row(new Card(1, 1, MORNING, CardKind.TOOL, EntryStatus.DONE, "Run\u202e", "a\nb\u001b[31mc", new SessionId("s"), "t\u202eitle\n", new EntryId("e")));
		assertEquals("Run⟨U+202E⟩", row.label());
		assertEquals("a bc", row.summary());
		assertEquals("t⟨U+202E⟩itle", row.title());
	}

	@Test
	void aSessionWithoutATitleIsNamedAndAnAgentsOwnCardHasNone() {
		assertEquals("New session", row(new Card(1, 1, MORNING, CardKind.PROMPT, EntryStatus.DONE, "", "", new SessionId("s"), "", null)).title());
		assertEquals("", row(new Card(1, 1, MORNING, CardKind.AGENT_STARTED, EntryStatus.DONE, "", "", null, null, null)).title());
	}

	@Test
	void itIsFoundByEveryWordAndCopiedAsALine() {
		FeedRow row = row(card(CardKind.TOOL, EntryStatus.DONE, "Edit", "a.txt"));
		assertTrue(Stream.of("edit", "A.TXT", "title", "done").allMatch(row::has));
		assertFalse(row.has("08:09"));
		assertEquals("08:09:10\tEdit\tdone\ta.txt\tA title", row.line());
		assertEquals("Older cards were removed", FeedRow.marker(Messages.older_removed).line());
	}

	@Test
	void onlyEventsOfTheAgentThatIsShownCount() {
		AgentId shown = new AgentId("shown");
		SessionId mine = new SessionId("mine");
		SessionId other = new SessionId("other");
		Sessions.Listing known = new Sessions.Listing("epoch", List.of(Sample.summary(mine).edit().agent(shown).build(),
				Sample.summary(other).edit().agent(new AgentId("another")).build()));
		assertTrue(FeedHints.concerns(shown, mine, known));
		assertFalse(FeedHints.concerns(shown, other, known));
		assertTrue(FeedHints.concerns(shown, new SessionId("not known"), known));
		assertTrue(FeedHints.concerns(shown, other, null));
		assertFalse(FeedHints.concerns(null, mine, known));
	}
}
