package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;

import org.junit.jupiter.api.Test;

class LongTextTest {
	private static List<String> words(List<Row> rows) {
		return rows.stream().map(Row::text).toList();
	}

	@Test
	void eachLineIsARowAndEmptyOnesAtTheEndAreNone() {
		assertEquals(List.of("a", "", "b"), words(new LongText().rows("a\r\n\nb\n\n \n")));
		assertEquals(List.of(""), words(new LongText().rows("")));
	}

	@Test
	void howeverItGrowsItReadsAsIfItWasThereAtOnce() {
		String text = "one\u001b[31m\ntwo\r\n\n\u001b]0;title\nthree 👍🏽\rfour\u0007\n  \nfive\u202e";
		LongText grows = new LongText();
		for (int end = 0; end <= text.length(); end++) {
			assertEquals(words(new LongText().rows(text.substring(0, end))), words(grows.rows(text.substring(0, end))));
		}
	}

	@Test
	void linesThatAreWholeStayTheSameObjects() {
		LongText text = new LongText();
		Row first = text.rows("first\nsec").getFirst();
		List<Row> rows = text.rows("first\nsecond\nthird");
		assertSame(first, rows.getFirst());
		assertEquals(List.of("first", "second", "third"), words(rows));
	}

	@Test
	void anotherTextIsAnotherText() {
		LongText text = new LongText();
		text.rows("first\nsecond\n");
		assertEquals(List.of("Other", "text"), words(text.rows("Other\ntext\n")));
		assertEquals(List.of("x"), words(text.rows("x")));
	}
}
