package dev.umbra.ui.internal.tabs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class SubTabsTest {
	private static final SessionId A = new SessionId("a");
	private static final SessionId B = new SessionId("b");
	private static final SessionId C = new SessionId("c");
	private static final SessionId D = new SessionId("d");
	private static final SessionId E = new SessionId("e");
	private final Map<SessionId, SessionId> parents = new HashMap<>();

	private int place(List<SessionId> order, SessionId child, SessionId parent) {
		return SubTabs.place(order, child, parent, parents::get);
	}

	@Test
	void aSubSessionStandsBehindItsParent() {
		assertEquals(1, place(List.of(A, B, C), C, A));
		assertEquals(2, place(List.of(A, B, C), D, B));
		assertEquals(3, place(List.of(A, B, C), D, C));
	}

	@Test
	void itStandsBehindWhatIsBelowItsParentAlready() {
		parents.put(B, A);
		parents.put(C, B);
		assertEquals(3, place(List.of(A, B, C, D), E, A));
		assertEquals(3, place(List.of(A, B, C, D), E, B));
		assertEquals(4, place(List.of(A, B, C, D), E, D));
	}

	@Test
	void oneWhoseParentHasNoTabStaysWhereItIs() {
		assertEquals(-1, place(List.of(B, C), C, A));
	}

	@Test
	void aTurnThatRunsAnywhereBelowCounts() {
		SessionSummary a = Sample.summary(A);
		SessionSummary b = Sample.summary(B).edit().parent(A).build();
		SessionSummary c = Sample.summary(C).edit().parent(B).status(SessionStatus.RUNNING).build();
		assertTrue(SubTabs.isAnyAtWorkBelow(A, List.of(a, b, c)));
		assertTrue(SubTabs.isAnyAtWorkBelow(B, List.of(a, b, c)));
		assertFalse(SubTabs.isAnyAtWorkBelow(C, List.of(a, b, c)));
		assertFalse(SubTabs.isAnyAtWorkBelow(A, List.of(a, b)));
	}

	@Test
	void aCircleIsLeftAlone() {
		parents.put(B, C);
		parents.put(C, B);
		assertEquals(1, place(List.of(A, B, C), D, A));
	}
}
