package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Queue;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

/** The lines above the composer: what waits, and how far the plan is. */
class WaitingPromptsTest {
	private static final TurnId TURN = new TurnId("t1");

	private static Queue.Waiting waiting(String turn, String text, Enclosure... with) {
		return new Queue.Waiting(new TurnId(turn), text, List.of(with), "product", Instant.EPOCH);
	}

	private static Enclosure image(String name) {
		return new Enclosure(Enclosure.Kind.IMAGE, name, "image/png", null, "b", 5);
	}

	private static SessionSummary running(boolean runs) {
		return new SessionSummary(new SessionId("s"), new AgentId("a"), "demo", "", false, runs ? SessionStatus.RUNNING : SessionStatus.IDLE, "/work",
				List.of(), null, null, null, null, null, Offer.NONE, Map.of(), List.of(), null, null, runs ? TURN : null, null, Usage.NONE, 0, false,
				false, 1, Instant.EPOCH, Instant.EPOCH, null);
	}

	private static Entry plan(TurnId turn, String... statuses) {
		List<Detail.PlanItem> items = IntStream.range(0, statuses.length)
				.mapToObj(i -> new Detail.PlanItem("Step " + (i + 1), "medium", statuses[i])).toList();
		return new Entry(new EntryId("p" + turn.value()), 3, 3, turn, EntryKind.PLAN, EntryStatus.DONE, "", 0, Instant.EPOCH, null, new Detail.Plan(items));
	}

	@Test
	void aQueuedPromptIsOneLineAndItsTipIsWhole() {
		List<QueueRow> rows = QueueRow.of(new Queue.Listing("e", 1, false,
				List.of(waiting("a", "first\nsecond line"), waiting("b", "look", image("x.png")), waiting("c", "", image("x.png"), image("y.png")))));
		assertEquals("first second line", rows.get(0).line());
		assertEquals("first\nsecond line", rows.get(0).tip());
		assertEquals("look  ·  with x.png", rows.get(1).line());
		assertEquals("with 2 attachments", rows.get(2).line());
		assertTrue(rows.get(0).first() && !rows.get(0).last() && rows.get(2).last() && !rows.get(1).first());
		assertEquals(List.of(0, 1, 2), rows.stream().map(QueueRow::index).toList());
	}

	@Test
	void aLongPromptIsCutInItsLineOnly() {
		String text = "word ".repeat(1_000).strip();
		QueueRow row = QueueRow.of(new Queue.Listing("e", 1, false, List.of(waiting("a", text)))).getFirst();
		assertEquals(text, row.text());
		assertTrue(row.line().length() <= 200 && row.line().endsWith("…"), row.line());
	}

	@Test
	void thePlanSaysWhichStepItIsAt() {
		PlanLine plan = PlanLine.of(running(true), List.of(plan(TURN, "completed", "in_progress", "pending"))).orElseThrow();
		assertEquals("Plan  ·  2 of 3: Step 2", plan.line());
		assertEquals(List.of("✓  Step 1", "▸  Step 2", "○  Step 3"), plan.steps());
		assertEquals("Plan  ·  1 of 2: Step 1", PlanLine.of(running(true), List.of(plan(TURN, "pending", "pending"))).orElseThrow().line());
	}

	@Test
	void aPlanThatIsDoneOrOfAnotherTurnIsGone() {
		assertEquals(Optional.empty(), PlanLine.of(running(true), List.of(plan(TURN, "completed", "completed"))));
		assertEquals(Optional.empty(), PlanLine.of(running(true), List.of(plan(new TurnId("t0"), "pending"))));
		assertEquals(Optional.empty(), PlanLine.of(running(false), List.of(plan(TURN, "pending"))));
		assertEquals(Optional.empty(), PlanLine.of(running(true), List.of()));
	}
}
