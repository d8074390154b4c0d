package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class DiffRowsTest {
	private static String numbers(int from, int until) {
		return IntStream.range(from, until).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
	}

	@Test
	void aChangeStandsBetweenThreeLinesOfContext() {
		DiffRows.Result diff = DiffRows.of(numbers(0, 20), numbers(0, 20).replace("line 10\n", "line ten\n"));
		assertEquals("""
				     ⋯
				 8   line 7
				 9   line 8
				10   line 9
				11 − line 10
				11 + line ten
				12   line 11
				13   line 12
				14   line 13""", Entries.text(diff.rows()));
		assertEquals(1, diff.added());
		assertEquals(1, diff.removed());
		assertEquals(List.of(Fill.REMOVED, Fill.ADDED), List.of(diff.rows().get(4).fill(), diff.rows().get(5).fill()));
	}

	@Test
	void aNewFileIsAllNew() {
		DiffRows.Result diff = DiffRows.of(null, "a\nb\n");
		assertEquals("1 + a\n2 + b", Entries.text(diff.rows()));
		assertEquals(2, diff.added());
		assertEquals(0, diff.removed());
	}

	@Test
	void charactersThatWouldHideAChangeAreShown() {
		assertTrue(Entries.text(DiffRows.of("a\n", "a\u202E\n").rows()).contains("a⟨U+202E⟩"));
		assertTrue(Entries.text(DiffRows.of("a\n", "a\rb\n").rows()).contains("a⟨U+000D⟩b"));
	}

	@Test
	void otherLineEndsAloneGiveNoRows() {
		assertTrue(DiffRows.of("a\r\nb\r\n", "a\nb\n").rows().isEmpty());
	}

	@Test
	void whereTooMuchDiffersAllThatGoesAndAllThatComesIsShown() {
		String before = "same\n" + numbers(0, 1_000) + "end\n";
		String after = "same\n" + numbers(5_000, 6_001) + "end\n";
		DiffRows.Result diff = DiffRows.of(before, after);
		assertFalse(diff.compared());
		assertEquals(1_001, diff.added());
		assertEquals(1_000, diff.removed());
		assertEquals(1_000, diff.rows().stream().filter(row -> row.fill() == Fill.REMOVED).count());
		assertEquals(1_001, diff.rows().stream().filter(row -> row.fill() == Fill.ADDED).count());
	}

	@Test
	void aSmallChangeInALongTextIsCompared() {
		DiffRows.Result diff = DiffRows.of(numbers(0, 50_000), numbers(0, 50_000).replace("line 7\n", "").replace("line 49990\n", "new\n"));
		assertTrue(diff.compared());
		assertEquals(1, diff.added());
		assertEquals(2, diff.removed());
	}

	@Test
	void aLongLineIsCutIntoRowsThatTellAllOfIt() {
		String line = "ab😀cdefg".repeat(1_000);
		DiffRows.Result diff = DiffRows.of(null, line);
		assertEquals(1, diff.added());
		assertTrue(diff.rows().stream().allMatch(row -> row.text().length() <= DiffRows.LONGEST_ROW + 10));
		assertEquals(line, diff.rows().stream().map(row -> row.text().substring(row.hang())).collect(Collectors.joining()));
	}

	/** Each line of both texts that is not in the rows is a line that both have; counts and signs agree. */
	@Test
	void rowsTellTheWholeChangeOfRandomTexts() {
		Random random = new Random(11);
		for (int round = 0; round < 400; round++) {
			List<String> before = random.ints(random.nextInt(30), 0, 6).mapToObj(Integer::toString).collect(Collectors.toList());
			List<String> after = new ArrayList<>(before);
			for (int i = random.nextInt(6); i > 0; i--) {
				int at = random.nextInt(after.size() + 1);
				if (at < after.size() && random.nextBoolean()) {
					after.remove(at);
				} else {
					after.add(at, "n" + random.nextInt(6));
				}
			}
			DiffRows.Result diff = DiffRows.of(String.join("\n", before), String.join("\n", after));
			long added = diff.rows().stream().filter(row -> row.fill() == Fill.ADDED).count();
			long removed = diff.rows().stream().filter(row -> row.fill() == Fill.REMOVED).count();
			assertEquals(diff.added(), added);
			assertEquals(diff.removed(), removed);
			for (Row row : diff.rows()) {
				String[] parts = row.text().strip().split("\\s+");
				if (row.fill() != Fill.REMOVED && !row.text().contains("⋯")) {
					assertEquals(after.get(Integer.parseInt(parts[0]) - 1), parts[parts.length - 1], "numbers are those of the new text");
				}
			}
		}
	}
}
