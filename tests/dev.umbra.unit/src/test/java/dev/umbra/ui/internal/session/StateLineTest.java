package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class StateLineTest {
	private static SessionSummary summary(SessionStatus status) {
		return Sample.summary(new SessionId("session")).edit().status(status).build();
	}

	private static Optional<StateLine> line(SessionStatus status, Entry... entries) {
		return StateLine.of(summary(status), List.of(entries), false, "waits for a place");
	}

	private static Entry fault(long ordinal, String message) {
		return new Entry(new EntryId("e" + ordinal), ordinal, 1, null, EntryKind.ERROR, EntryStatus.FAILED, message, message.length(), Sample.NOON,
				Sample.NOON, new Detail.Fault("failed", message, "Look at: umbra doctor"));
	}

	@Test
	void oneThatCouldNotBeOpenedSaysWhyAndCanBeTriedAgain() {
		StateLine line = line(SessionStatus.FAILED, fault(1, "an older error"), fault(2, "its entries are damaged"),
				Sample.message("m", 3, EntryStatus.DONE, "what can be read")).orElseThrow();
		assertEquals(InlineBar.Tone.ERROR, line.tone());
		assertEquals(StateLine.Cure.REOPEN, line.cure());
		assertEquals(Messages.retry, line.label());
		assertTrue(line.words().endsWith("its entries are damaged Look at: umbra doctor"), line.words());
		assertFalse(line.words().contains("older"));
	}

	@Test
	void whereNothingIsKnownOfWhyThereAreWordsAllTheSame() {
		assertTrue(line(SessionStatus.FAILED).orElseThrow().words().endsWith("nothing was deleted."));
	}

	@Test
	void whatAnErrorSaysCannotReorderTheLine() {
		assertTrue(line(SessionStatus.FAILED, fault(1, "bad \u202e name")).orElseThrow().words().contains("\u27e8U+202E\u27e9"));
	}

	@Test
	void oneThatWasCutGoesOnWithResumeUntilItIsAsked() {
		assertEquals(StateLine.Cure.RESUME, line(SessionStatus.INTERRUPTED).orElseThrow().cure());
		assertNull(StateLine.of(summary(SessionStatus.INTERRUPTED), List.of(), true, "").orElseThrow().label());
	}

	@Test
	void nothingIsSaidOfOneThatRunsOrRests() {
		for (SessionStatus status : SessionStatus.values()) {
			boolean said = line(status).isPresent();
			boolean usual = status == SessionStatus.IDLE || status.kind() == SessionStatus.Kind.ACTIVE && status != SessionStatus.PENDING;
			assertEquals(!usual, said, status.word());
		}
		assertEquals("waits for a place", line(SessionStatus.PENDING).orElseThrow().words());
	}
}
