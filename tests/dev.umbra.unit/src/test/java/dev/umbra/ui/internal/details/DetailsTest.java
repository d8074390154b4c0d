package dev.umbra.ui.internal.details;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.Freshness;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

class DetailsTest {
	private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
	private static final SessionId SESSION = new SessionId("s");

	private static SessionSummary summary(SessionStatus status, @Nullable String stopReason, Usage usage) {
		return new SessionSummary(SESSION, new AgentId("a"), "demo", "Count", false, status, "/work", List.of(), null, null, null, null, null, Offer.NONE,
				java.util.Map.of(), List.of(), null, null, null, stopReason, usage, 0, false, false, 1, NOW.minusSeconds(7200), NOW.minusSeconds(180), null);
	}

	private static Entry entry(long ordinal, EntryKind kind, String text, Detail detail) {
		return new Entry(new EntryId("e" + ordinal), ordinal, ordinal, null, kind, EntryStatus.DONE, text, text.length(), NOW, NOW, detail);
	}

	private static Details details(SessionSummary summary, boolean live, @Nullable Failure failure, Entry... entries) {
		return assertNotNull(Details.of(new SessionSnapshot(SESSION, "x", 1, summary, List.of(entries), false, live, failure), Freshness.UNKNOWN, NOW));
	}

	private static <T> T assertNotNull(@Nullable T value) {
		org.junit.jupiter.api.Assertions.assertNotNull(value);
		return value;
	}

	private static Details withUsage(@Nullable Long used, @Nullable Long size, @Nullable Double cost) {
		return details(summary(SessionStatus.IDLE, null, new Usage(used, size, null, null, cost, "USD")), true, null);
	}

	@Test
	void saysWhatTheSessionIsAboutAndSinceWhen() {
		Details details = details(summary(SessionStatus.IDLE, null, Usage.NONE), true, null);
		assertEquals("Count", details.state().title());
		assertEquals("demo", details.state().agent());
		assertEquals("2 h ago", details.state().began());
		assertEquals("2 h", details.state().lasting());
		assertEquals("2 h ago", details.state().active());
		assertEquals("", details.context().words());
		assertEquals(-1, details.context().fullness());
		assertNull(details.problem());
	}

	@Test
	void theLastActivityIsThatOfTheConversationAndNotOfANewName() {
		Entry prompt = entry(1, EntryKind.PROMPT, "go", new Detail.Prompt(List.of()));
		Entry tool = new Entry(new EntryId("e2"), 2, 2, null, EntryKind.MESSAGE, EntryStatus.DONE, "", 0, NOW.minusSeconds(7000), NOW.minusSeconds(3600), new Detail.Plain());
		Entry reopened = entry(3, EntryKind.LIFECYCLE, "", new Detail.Lifecycle("reopened"));
		assertEquals("1 h ago", details(summary(SessionStatus.IDLE, "end_turn", Usage.NONE), true, null, prompt, tool, reopened).state().active());
	}

	@Test
	void aMessageThatGrowsIsActivityNow() {
		Entry open = new Entry(new EntryId("e1"), 1, 1, null, EntryKind.MESSAGE, EntryStatus.RUNNING, "", 0, NOW.minusSeconds(7000), null, new Detail.Plain());
		assertEquals("3 min ago", details(summary(SessionStatus.RUNNING, null, Usage.NONE), true, null, open).state().active());
		SessionSummary renamedSince = summary(SessionStatus.RUNNING, null, Usage.NONE).edit().revision(2).build();
		assertEquals("1 h ago", details(renamedSince, true, null, open).state().active());
	}

	@Test
	void theDurationEndsWithTheSession() {
		SessionSummary open = summary(SessionStatus.IDLE, null, Usage.NONE);
		assertEquals("2 h", details(open, true, null).state().lasting());
		SessionSummary closed = open.edit().status(SessionStatus.COMPLETED).ended(NOW.minusSeconds(3600)).build();
		assertEquals("1 h", details(closed, true, null).state().lasting());
	}

	@Test
	void tokensAreSaidAsFarAsTheyAreKnown() {
		assertEquals("Tokens: 12.3k in, 940 out", withTokens(12_300L, 940L).context().tokens());
		assertEquals("Tokens: 940 out", withTokens(null, 940L).context().tokens());
		assertEquals("", withTokens(null, null).context().tokens());
	}

	private static Details withTokens(@Nullable Long in, @Nullable Long out) {
		return details(summary(SessionStatus.IDLE, null, new Usage(null, null, in, out, null, null)), true, null);
	}

	@Test
	void nothingIsSaidOfASessionThatIsNotKnownYet() {
		assertNull(Details.of(new SessionSnapshot(SESSION, "", 0, null, List.of(), false, false, null), Freshness.UNKNOWN, NOW));
	}

	@Test
	void theContextTurnsAmberAtSixtyAndRedAtEightyPercent() {
		assertEquals(Details.Level.PLENTY, withUsage(599L, 1000L, null).context().level());
		assertEquals(Details.Level.AMBER, withUsage(600L, 1000L, null).context().level());
		assertEquals(Details.Level.AMBER, withUsage(799L, 1000L, null).context().level());
		assertEquals(Details.Level.RED, withUsage(800L, 1000L, null).context().level());
		assertEquals(Details.Level.RED, withUsage(5000L, 1000L, null).context().level());
		assertEquals(Details.Level.PLENTY, withUsage(5000L, null, null).context().level());
		assertEquals("600 of 1k tokens (60 %)", withUsage(600L, 1000L, null).context().words());
		assertEquals("5k tokens", withUsage(5000L, null, null).context().words());
	}

	@Test
	void aCostBelowACentIsNotShownAsNothing() {
		Locale before = Locale.getDefault(Locale.Category.FORMAT);
		Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
		try {
			assertEquals("Cost so far: 0.0042 USD", withUsage(1L, 2L, 0.0042).context().cost());
			assertEquals("Cost so far: 1.50 USD", withUsage(1L, 2L, 1.5).context().cost());
			assertEquals("", withUsage(1L, 2L, null).context().cost());
		} finally {
			Locale.setDefault(Locale.Category.FORMAT, before);
		}
	}

	@Test
	void whatIsOldIsCalledOldAndMayBeReadAgain() {
		Details details = details(summary(SessionStatus.RUNNING, null, Usage.NONE), false,
				new Failure(Failure.Code.HOST_UNREACHABLE, "The host is gone.", "Wait."));
		assertEquals("last known: Working", details.state().status());
		assertEquals(new Details.Problem("The host is gone. Wait.", Details.Cure.READ), details.problem());
	}

	@Test
	void whatNobodyConfirmedForLongIsCalledOldAndMayBeAskedFor() {
		SessionSnapshot snapshot = new SessionSnapshot(SESSION, "x", 1, summary(SessionStatus.RUNNING, null, Usage.NONE), List.of(), false, true, null);
		Details details = assertNotNull(Details.of(snapshot, new Freshness(NOW.minusSeconds(300), Duration.ofSeconds(60), true), NOW));
		assertEquals("last known: Working", details.state().status());
		assertEquals(new Details.Problem("The host last confirmed what is shown here 5 min ago. It may have changed since.", Details.Cure.REFRESH), details.problem());
	}

	@Test
	void anInterruptedTurnAndOneThatEndedInAnErrorMayBeTriedAgain() {
		assertEquals(Details.Cure.RESUME, assertNotNull(details(summary(SessionStatus.INTERRUPTED, "interrupted", Usage.NONE), true, null).problem()).cure());
		Entry prompt = entry(1, EntryKind.PROMPT, "go", new Detail.Prompt(List.of()));
		Entry error = entry(2, EntryKind.ERROR, "", new Detail.Fault("agent_failed", "the agent fell over", "Start it."));
		SessionSummary failed = summary(SessionStatus.IDLE, "error", Usage.NONE);
		Details.Problem problem = assertNotNull(details(failed, true, null, prompt, error).problem());
		assertEquals(Details.Cure.RESUME, problem.cure());
		assertEquals("the agent fell over Start it.", problem.words());
	}

	@Test
	void anErrorAfterWhichItWentOnIsOver() {
		Entry error = entry(1, EntryKind.ERROR, "fell over", new Detail.Fault("agent_failed", "fell over", null));
		Entry resumed = entry(2, EntryKind.LIFECYCLE, "resumed", new Detail.Lifecycle("resumed"));
		SessionSummary failed = summary(SessionStatus.IDLE, "error", Usage.NONE);
		assertNull(details(failed, true, null, error, resumed).problem());
		assertNull(details(failed, true, null, error, entry(3, EntryKind.PROMPT, "again", new Detail.Prompt(List.of()))).problem());
		assertNull(details(summary(SessionStatus.IDLE, "end_turn", Usage.NONE), true, null, error).problem());
	}
}
