package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClustersTest {
	private static final String FAMILY = "👨‍👩‍👧‍👦";

	@Test
	void aPlaceIsNeverInsideOfACharacter() {
		String text = "a" + FAMILY + "e\u0301𝒳";
		for (int i = 0; i <= text.length(); i++) {
			int at = Clusters.snap(text, i);
			int family = 1 + FAMILY.length();
			assertEquals(i < 1 ? 0 : i < family ? 1 : i < family + 2 ? family : i < text.length() ? family + 2 : text.length(), at);
		}
	}

	@Test
	void oneOnAndOneBackAreWholeCharacters() {
		String text = "a" + FAMILY + "b";
		assertEquals(1, Clusters.next(text, 0));
		assertEquals(1 + FAMILY.length(), Clusters.next(text, 1));
		assertEquals(1, Clusters.previous(text, 1 + FAMILY.length()));
		assertEquals(0, Clusters.previous(text, 0));
		assertEquals(text.length(), Clusters.next(text, text.length()));
	}

	@Test
	void wordsInALongTextAreFoundWhereTheyAre() {
		String text = "word ".repeat(10_000);
		assertEquals(new Selection.Stretch(25_000, 25_004), Clusters.word(text, 25_002));
		assertEquals(25_005, Clusters.nextWord(text, 25_002));
		assertEquals(25_000, Clusters.previousWord(text, 25_002));
		assertEquals(24_995, Clusters.previousWord(text, 25_000));
	}

	@Test
	void anEmptyTextHasAnEmptyWord() {
		assertEquals(new Selection.Stretch(0, 0), Clusters.word("", 0));
		assertEquals(0, Clusters.nextWord("", 0));
		assertEquals(0, Clusters.previousWord("", 0));
	}
}
