package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
	void aVeryLongTextComesStepByStepItsEndFirst() {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; lines.length() < 30_000_000; i++) {
			lines.append("line ").append(i).append(" of what an agent said\n");
		}
		String text = lines.append("the last line").toString();
		LongText steps = new LongText(LongText.STEP);
		List<Row> rows = steps.rows(text);
		assertTrue(steps.reading());
		assertTrue(rows.size() * 25L < LongText.STEP + LongText.TAIL + 1_000, rows.size() + " rows in one step");
		assertEquals("line 0 of what an agent said", rows.getFirst().text());
		assertEquals("the last line", rows.getLast().text());
		int count = 1;
		while (steps.reading()) {
			Row first = rows.getFirst();
			rows = steps.rows(text);
			assertSame(first, rows.getFirst());
			count++;
		}
		assertEquals(Math.ceilDiv(text.length(), LongText.STEP), count, 1);
		assertEquals(text, String.join("\n", words(rows)));
		text += " goes on\nand on";
		rows = steps.rows(text);
		assertFalse(steps.reading(), "what is new is little");
		assertEquals("the last line goes on", rows.get(rows.size() - 2).text());
	}

	@Test
	void oneThatIsReadInStepsWhileItGrowsIsWholeInTheEnd() {
		LongText steps = new LongText(64);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 200; i++) {
			text.append("some line ").append(i).append(i % 3 == 0 ? "\r\n" : "\n");
			steps.rows(text.toString());
		}
		String now = text.toString();
		List<Row> rows = steps.rows(now);
		while (steps.reading()) {
			rows = steps.rows(now);
		}
		assertEquals(words(new LongText().rows(now)), words(rows));
	}

	@Test
	void aVeryLongLineComesStepByStepTooItsEndFirst() {
		String text = "what an agent said in one line, ".repeat(1_000_000) + "the end";
		LongText steps = new LongText(LongText.STEP);
		List<Row> rows = steps.rows(text);
		assertTrue(steps.reading());
		assertEquals(2, rows.size());
		assertTrue(rows.getLast().text().endsWith("the end"));
		assertEquals(LongText.TAIL, rows.getLast().text().length());
		int count = 1;
		long looked = steps.looked();
		assertTrue(looked <= 2L * LongText.STEP + LongText.TAIL, looked + " looked at first");
		while (steps.reading()) {
			rows = steps.rows(text);
			assertTrue(steps.looked() - looked <= 2L * LongText.STEP + LongText.TAIL, steps.looked() - looked + " looked at in one step");
			looked = steps.looked();
			count++;
		}
		assertEquals(Math.ceilDiv(text.length(), LongText.STEP), count, 1);
		assertEquals(List.of(text), words(rows));
		rows = steps.rows(text + " goes on\nand on\n");
		assertFalse(steps.reading(), "what is new is little");
		assertTrue(steps.looked() - looked <= 2L * LongText.STEP, steps.looked() - looked + " looked at for what is new");
		assertEquals(List.of(text + " goes on", "and on"), words(rows));
	}

	@Test
	void whereverALongLineIsCutItReadsAsIfItWasReadAtOnce() {
		String piece = "ein Wört 👍🏽 \u001b[31mred\u001b[0m \u001b]0;a title\u0007 – \r\u202e\u000b";
		String text = piece.repeat(20) + "\r\nshort\r\n" + piece.repeat(30);
		List<String> whole = words(new LongText().rows(text));
		for (int step = 1; step < 120; step++) {
			LongText steps = new LongText(step);
			List<Row> rows = steps.rows(text.substring(0, text.length() / 2 - step));
			do {
				rows = steps.rows(text);
			} while (steps.reading());
			assertEquals(whole, words(rows), "in steps of " + step);
		}
	}

	@Test
	void anotherTextIsAnotherText() {
		LongText text = new LongText();
		text.rows("first\nsecond\n");
		assertEquals(List.of("Other", "text"), words(text.rows("Other\ntext\n")));
		assertEquals(List.of("x"), words(text.rows("x")));
	}
}
