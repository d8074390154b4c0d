package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class MarksTest {
	@Test
	void everyPlaceIsFoundWhateverItsCase() {
		assertEquals(List.of(new Selection.Stretch(0, 3), new Selection.Stretch(4, 7), new Selection.Stretch(8, 11)), new Marks("öne").in("Öne ÖNE öne on"));
	}

	@Test
	void whatLooksLikeAPatternIsAText() {
		assertEquals(List.of(new Selection.Stretch(1, 4)), new Marks("a.b").in("xa.b aXb \\Q"));
		assertEquals(1, new Marks("\\E").in("a\\Eb").size());
	}

	@Test
	void nothingHasNoPlace() {
		assertEquals(List.of(), Marks.NONE.in("abc"));
	}

	@Test
	void ofAPartOfARowThosePlacesAreFoundThatReachIntoIt() {
		String row = "x".repeat(1_000) + "needle" + "x".repeat(1_000);
		Marks marks = new Marks("needle");
		assertEquals(List.of(new Selection.Stretch(1_000, 1_006)), marks.in(row, 1_003, 2_000));
		assertEquals(List.of(new Selection.Stretch(1_000, 1_006)), marks.in(row, 0, 1_001));
		assertEquals(List.of(), marks.in(row, 1_006, 2_006));
	}

	@Test
	void thePlacesOfAnEntryAreInOrder() {
		List<Row> rows = List.of(new Pen().add("a b a").row(), Row.GAP, new Pen().add("A").row());
		assertEquals(List.of(0, 0, 2), new Marks("a").in(7, rows).stream().map(each -> each.first().row()).toList());
	}
}
