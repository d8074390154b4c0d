package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class TargetsTest {
	private static final Target A = new Target.Web("https://a.example");
	private static final Target B = new Target.Web("https://b.example");
	private static final List<Row> ROWS = List.of(new Pen().add("x ").add("a", Face.PLAIN.to(A)).add("a", Face.PLAIN.to(A).asBold()).add(" y ").add("b", Face.PLAIN.to(B)).row(),
			new Pen().add("nothing").row(), new Pen().add("b", Face.PLAIN.to(B)).row());

	@Test
	void forwardEachTargetIsMetOnce() {
		assertEquals(new Place(9, 0, 2), Targets.next(9, ROWS, -1, 0, true));
		assertEquals(new Place(9, 0, 7), Targets.next(9, ROWS, 0, 2, true));
		assertEquals(new Place(9, 2, 0), Targets.next(9, ROWS, 0, 7, true));
		assertNull(Targets.next(9, ROWS, 2, 0, true));
	}

	@Test
	void backTheyAreMetInTheOtherOrder() {
		assertEquals(new Place(9, 2, 0), Targets.next(9, ROWS, ROWS.size(), 0, false));
		assertEquals(new Place(9, 0, 7), Targets.next(9, ROWS, 2, 0, false));
		assertEquals(new Place(9, 0, 2), Targets.next(9, ROWS, 0, 7, false));
		assertNull(Targets.next(9, ROWS, 0, 2, false));
	}

	@Test
	void aRowLeadsWhereItsPlaceLeadsOrItsFirst() {
		assertEquals(Optional.of(B), Targets.near(ROWS.getFirst(), 7));
		assertEquals(Optional.of(A), Targets.near(ROWS.getFirst(), 0));
		assertEquals(Optional.empty(), Targets.near(ROWS.get(1), 0));
	}
}
