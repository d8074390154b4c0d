package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class HeightsTest {
	/** The plain way, to compare with. */
	private static long sum(List<Integer> heights, int index) {
		return heights.subList(0, index).stream().mapToLong(Integer::longValue).sum();
	}

	private static int at(List<Integer> heights, long y) {
		int index = 0;
		while (index < heights.size() - 1 && sum(heights, index + 1) <= y) {
			index++;
		}
		return heights.isEmpty() ? -1 : index;
	}

	@Test
	void agreesWithPlainSumsHoweverItCameAbout() {
		Random random = new Random(5);
		List<Integer> plain = new ArrayList<>(List.of(3, 0, 7, 1, 12));
		Heights heights = new Heights(new int[] { 3, 0, 7, 1, 12 });
		for (int step = 0; step < 400; step++) {
			int height = random.nextInt(40);
			if (random.nextInt(3) == 0) {
				plain.add(height);
				heights.add(height);
			} else {
				int index = random.nextInt(plain.size());
				plain.set(index, height);
				heights.set(index, height);
			}
			int index = random.nextInt(plain.size() + 1);
			assertEquals(sum(plain, index), heights.above(index));
			assertEquals(sum(plain, plain.size()), heights.total());
			long y = random.nextLong(heights.total() + 10);
			assertEquals(at(plain, y), heights.at(y), () -> "at " + y + " of " + plain);
		}
		assertEquals(plain.size(), heights.size());
	}

	@Test
	void whatIsAboveTheFirstIsTheFirstAndWhatIsBelowTheLastTheLast() {
		Heights heights = new Heights(new int[] { 10, 20 });
		assertEquals(0, heights.at(-5));
		assertEquals(1, heights.at(10));
		assertEquals(1, heights.at(1_000));
		assertEquals(-1, new Heights().at(0));
		assertThrows(IndexOutOfBoundsException.class, () -> heights.set(2, 1));
	}

	@Test
	void sumsMayBeGreaterThanAnInt() {
		Heights heights = new Heights(new int[] { Integer.MAX_VALUE, Integer.MAX_VALUE, 5 });
		assertEquals(2L * Integer.MAX_VALUE + 5, heights.total());
		assertEquals(2, heights.at(2L * Integer.MAX_VALUE));
	}
}
