package dev.umbra.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.umbra.client.store.Cadence.Answer;
import dev.umbra.client.store.Cadence.Push;
import dev.umbra.core.session.SessionStatus.Kind;

class CadenceTest {
	private static final Cadence SHOWN = Cadence.first(Polling.ADAPTIVE, Push.UNPROVEN).shown(true);

	/** @param delays of the first state and after each step, in ms; −1: none */
	private record Row(String name, Cadence from, List<UnaryOperator<Cadence>> steps, long... delays) {
	}

	private static Cadence of(Kind kind) {
		return SHOWN.answered(Answer.CHANGED, kind);
	}

	private static UnaryOperator<Cadence> unchanged(Kind kind) {
		return cadence -> cadence.answered(Answer.UNCHANGED, kind);
	}

	private static UnaryOperator<Cadence> changed(Kind kind) {
		return cadence -> cadence.answered(Answer.CHANGED, kind);
	}

	private static UnaryOperator<Cadence> failed() {
		return cadence -> cadence.answered(Answer.FAILED, cadence.kind());
	}

	private static List<UnaryOperator<Cadence>> times(int times, UnaryOperator<Cadence> step) {
		return Stream.generate(() -> step).limit(times).toList();
	}

	@SafeVarargs
	private static List<UnaryOperator<Cadence>> then(List<UnaryOperator<Cadence>> first, UnaryOperator<Cadence>... more) {
		List<UnaryOperator<Cadence>> all = new ArrayList<>(first);
		all.addAll(List.of(more));
		return all;
	}

	private static List<Row> table() {
		return List.of(
				new Row("idle: three pulls that bring nothing, then 1.5 times slower each, up to 30 s", of(Kind.IDLE), times(12, unchanged(Kind.IDLE)),
						2000, 2000, 2000, 3000, 4500, 6750, 10_125, 15_187, 22_781, 30_000, 30_000, 30_000, 30_000),
				new Row("idle: any change begins anew", of(Kind.IDLE), then(times(5, unchanged(Kind.IDLE)), changed(Kind.IDLE), unchanged(Kind.IDLE)),
						2000, 2000, 2000, 3000, 4500, 6750, 2000, 2000),
				new Row("idle: a push begins anew", of(Kind.IDLE), then(times(4, unchanged(Kind.IDLE)), c -> c.pushed(Kind.IDLE)), 2000, 2000, 2000, 3000,
						4500, 2000),
				new Row("active: always the same", of(Kind.ACTIVE), times(6, unchanged(Kind.ACTIVE)), 2000, 2000, 2000, 2000, 2000, 2000, 2000),
				new Row("idle becomes active: at once at its pace", of(Kind.IDLE), then(times(5, unchanged(Kind.IDLE)), changed(Kind.ACTIVE)), 2000, 2000,
						2000, 3000, 4500, 6750, 2000),
				new Row("active becomes idle: from the beginning", of(Kind.ACTIVE), then(times(3, unchanged(Kind.ACTIVE)), unchanged(Kind.IDLE),
						unchanged(Kind.IDLE), unchanged(Kind.IDLE), unchanged(Kind.IDLE)), 2000, 2000, 2000, 2000, 2000, 2000, 2000, 3000),
				new Row("over: not at all", of(Kind.TERMINAL), times(2, unchanged(Kind.TERMINAL)), -1, -1, -1),
				new Row("becomes over: stops", of(Kind.ACTIVE), List.of(changed(Kind.TERMINAL)), 2000, -1),
				new Row("resumed: as active for 20 s", of(Kind.TERMINAL), then(List.of(Cadence::resumed), times(10, unchanged(Kind.TERMINAL))
						.toArray(UnaryOperator[]::new)), -1, 2000, 2000, 2000, 2000, 2000, 2000, 2000, 2000, 2000, 2000, -1),
				new Row("resumed: until the status says so", of(Kind.TERMINAL), List.of(Cadence::resumed, changed(Kind.ACTIVE), changed(Kind.TERMINAL)),
						-1, 2000, 2000, -1),
				new Row("push is healthy: once a minute, whatever it does", of(Kind.ACTIVE), List.of(c -> c.push(Push.HEALTHY), unchanged(Kind.ACTIVE),
						changed(Kind.IDLE), unchanged(Kind.IDLE), changed(Kind.TERMINAL)), 2000, 60_000, 60_000, 60_000, 60_000, -1),
				new Row("push is in doubt again", of(Kind.IDLE).push(Push.HEALTHY), List.of(c -> c.push(Push.UNPROVEN), c -> c.push(Push.OFF)), 60_000,
						2000, 2000),
				new Row("push is in doubt: what was slow begins anew", of(Kind.IDLE), then(times(5, unchanged(Kind.IDLE)), c -> c.push(Push.HEALTHY),
						c -> c.push(Push.UNPROVEN)), 2000, 2000, 2000, 3000, 4500, 6750, 60_000, 2000),
				new Row("hidden: not at all; shown again: from the beginning", of(Kind.IDLE), then(times(4, unchanged(Kind.IDLE)), c -> c.shown(false),
						c -> c.shown(true)), 2000, 2000, 2000, 3000, 4500, -1, 2000),
				new Row("fixed: never slower", of(Kind.IDLE).polling(Polling.FIXED), times(6, unchanged(Kind.IDLE)), 2000, 2000, 2000, 2000, 2000, 2000,
						2000),
				new Row("fixed: a healthy push still needs no more than its safety net", of(Kind.IDLE).polling(Polling.FIXED),
						List.of(c -> c.push(Push.HEALTHY)), 2000, 60_000),
				new Row("off: not at all, until it is chosen again", of(Kind.ACTIVE).polling(Polling.OFF), List.of(c -> c.push(Push.HEALTHY),
						c -> c.polling(Polling.ADAPTIVE)), -1, -1, 60_000),
				new Row("failures: 2, 4, 8 … 30 s, and well again", of(Kind.ACTIVE), then(times(6, failed()), unchanged(Kind.ACTIVE)), 2000, 2000, 4000,
						8000, 16_000, 30_000, 30_000, 2000),
				new Row("failures: also with a healthy push", of(Kind.IDLE).push(Push.HEALTHY), List.of(failed(), failed(), unchanged(Kind.IDLE)), 60_000,
						2000, 4000, 60_000));
	}

	@TestFactory
	Stream<DynamicTest> everyTransition() {
		return table().stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> {
			assertEquals(row.steps().size() + 1, row.delays().length, "a delay for each state");
			Cadence now = row.from();
			for (int i = 0; i < row.delays().length; i++) {
				Duration delay = now.delay();
				assertEquals(row.delays()[i], delay == null ? -1 : delay.toMillis(), "after " + i + " steps: " + now);
				now = i < row.steps().size() ? row.steps().get(i).apply(now) : now;
			}
		}));
	}

	@Test
	void staleIsTwiceTheIntervalAndFailuresMakeItNoLonger() {
		assertEquals(Duration.ofSeconds(4), of(Kind.ACTIVE).staleAfter());
		assertEquals(Duration.ofSeconds(120), of(Kind.ACTIVE).push(Push.HEALTHY).staleAfter());
		assertEquals(Duration.ofSeconds(4), failed().apply(failed().apply(failed().apply(of(Kind.ACTIVE)))).staleAfter());
		assertNull(of(Kind.TERMINAL).staleAfter());
		assertNull(of(Kind.ACTIVE).shown(false).staleAfter());
	}

	@Test
	void aReaderMayBeGivenWhatIsTenSecondsOldUnlessChangesAreTold() {
		assertEquals(Duration.ofSeconds(10), of(Kind.IDLE).life());
		assertEquals(Duration.ofSeconds(10), of(Kind.IDLE).push(Push.OFF).life());
		assertNull(of(Kind.IDLE).push(Push.HEALTHY).life());
	}

	@Test
	void jitterIsATenthBothWays() {
		assertEquals(Duration.ofMillis(1800), Cadence.jittered(Duration.ofSeconds(2), 0));
		assertEquals(Duration.ofSeconds(2), Cadence.jittered(Duration.ofSeconds(2), 0.5));
		assertTrue(Cadence.jittered(Duration.ofSeconds(2), 0.999_999).compareTo(Duration.ofMillis(2200)) <= 0);
	}

	@Test
	void thePreferenceIsReadByItsWord() {
		for (Polling each : Polling.values()) {
			assertEquals(each, Polling.of(each.word()));
		}
		assertEquals(Polling.ADAPTIVE, Polling.of("sometimes"));
	}
}
