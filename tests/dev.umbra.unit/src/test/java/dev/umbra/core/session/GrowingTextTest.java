package dev.umbra.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;

import org.junit.jupiter.api.Test;

class GrowingTextTest {
	@Test
	void isWhatWasAppended() {
		Random random = new Random(1);
		GrowingText text = GrowingText.EMPTY;
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 2000; i++) {
			String chunk = random.nextInt(10) == 0 ? "\uD83D\uDE00" : "x".repeat(random.nextInt(5));
			text = text.append(chunk);
			expected.append(chunk);
			assertEquals(expected.length(), text.length());
		}
		assertEquals(expected.toString(), text.toString());
	}

	@Test
	void oldValuesStayAsTheyWere() {
		GrowingText base = GrowingText.of("ab");
		GrowingText one = base.append("1");
		GrowingText two = base.append("2");
		assertEquals("ab", base.toString());
		assertEquals("ab1", one.toString());
		assertEquals("ab2", two.toString());
	}

	@Test
	void nothingAppendedIsTheSameValue() {
		GrowingText text = GrowingText.of("a");
		assertSame(text, text.append(""));
		assertSame(GrowingText.EMPTY, GrowingText.of(""));
		assertEquals("", GrowingText.EMPTY.toString());
	}

	@Test
	void manyPiecesNeedNoDeepStack() {
		GrowingText text = GrowingText.EMPTY;
		for (int i = 0; i < 200_000; i++) {
			text = text.append("x");
		}
		assertEquals(200_000, text.toString().length());
	}
}
