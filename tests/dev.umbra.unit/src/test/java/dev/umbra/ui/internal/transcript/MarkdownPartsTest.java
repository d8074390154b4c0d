package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MarkdownPartsTest {
	private static final List<String> BLOCKS = List.of("A paragraph with **bold** and `code` of some length.\n\n",
			"* one\n* two\n\n  more of two\n\n", "1. first\n\n2. second\n\n", "```java\nint a;\n\nfor (;;) {\n\n}\n```\n\n", "# Heading\n\n",
			"> quoted\n\n", "| a | b |\n|---|---|\n| 1 | 2 |\n\n", "    indented code\n\n    more of it\n\n", "~~~~\nopen ``` here\n\nText\n~~~~\n\n",
			"* item\n\n  ```\n  in the list\n\n  Text\n  ```\n\n", "Words ```code``` in a line\n\n", "Other words.\n\n");

	private static String random(Random random, int blocks) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < blocks; i++) {
			text.append(BLOCKS.get(random.nextInt(BLOCKS.size())));
		}
		return text.toString();
	}

	@Test
	void partsTogetherAreTheTextAndCutWhereBlocksBegin() {
		Random random = new Random(7);
		for (int round = 0; round < 60; round++) {
			String text = random(random, 800);
			List<String> parts = MarkdownParts.of(text).stream().map(MarkdownParts.Part::text).toList();
			assertTrue(parts.size() > 2);
			assertEquals(text, String.join("", parts));
			assertEquals(Entries.text(MarkdownRows.part(text, Links.NONE)), Entries.text(MarkdownRows.of(text, Links.NONE)));
		}
	}

	@Test
	void aTextThatGrowsIsCutInTheSamePlaces() {
		String text = random(new Random(9), 600);
		List<MarkdownParts.Part> before = MarkdownParts.of(text);
		List<MarkdownParts.Part> after = MarkdownParts.of(text + random(new Random(10), 100));
		assertEquals(before.subList(0, before.size() - 1), after.subList(0, before.size() - 1));
	}

	@Test
	void rowsOfTheBeginningAreTheSameObjects() {
		String text = random(new Random(11), 600);
		MarkdownParts parts = new MarkdownParts();
		List<Row> before = MarkdownRows.of(text, Links.NONE, parts);
		List<Row> after = MarkdownRows.of(text + "\nMore.", Links.NONE, parts);
		assertSame(before.getFirst(), after.getFirst());
		assertEquals(MarkdownRows.of(text + "\nMore.", Links.NONE), after);
	}

	@Test
	void longCodeIsCutBetweenItsLinesAndIsOnOneCard() {
		StringBuilder code = new StringBuilder("Before.\n\n~~~java\n");
		for (int i = 0; i < 2_000; i++) {
			code.append(i % 7 == 0 ? "\n" : "int a" + i + "[] = b[1]: // <!-- " + i + "\n");
		}
		String text = code + "~~~\nAfter.\n";
		List<MarkdownParts.Part> parts = MarkdownParts.of(text);
		assertTrue(parts.size() > 5);
		assertEquals(text, String.join("", parts.stream().map(MarkdownParts.Part::text).toList()));
		assertEquals(MarkdownRows.part(text, Links.NONE), MarkdownRows.of(text, Links.NONE));
		assertEquals(parts.subList(0, 4), MarkdownParts.of(code.substring(0, code.length() / 2)).subList(0, 4));
	}

	@Test
	void rowsAreTheSameHoweverTheTextCame() {
		Random random = new Random(13);
		for (int round = 0; round < 20; round++) {
			String text = random(random, 300);
			MarkdownParts parts = new MarkdownParts();
			List<Row> rows = List.of();
			for (int at = 0; at < text.length(); at = Math.min(text.length(), at + 1 + random.nextInt(900))) {
				rows = MarkdownRows.of(text.substring(0, at), Links.NONE, parts);
			}
			rows = MarkdownRows.of(text, Links.NONE, parts);
			assertEquals(MarkdownRows.of(text, Links.NONE), rows);
		}
	}

	/** What a person has read does not move while the rest comes: all blocks but the last are what they were. */
	@Test
	void rowsAboveTheLastBlockStayWhileATextComesCharacterByCharacter() {
		String text = String.join("", BLOCKS);
		int from = 0;
		for (String block : BLOCKS) {
			List<Row> above = MarkdownRows.of(text.substring(0, from), Links.NONE);
			for (int at = from; at <= from + block.length(); at++) {
				List<Row> now = MarkdownRows.of(text.substring(0, at), Links.NONE);
				assertTrue(now.size() >= above.size(), "at " + at);
				// the last row of a list or a quotation may be gone on with
				assertEquals(above.subList(0, Math.max(0, above.size() - 1)), now.subList(0, Math.max(0, above.size() - 1)), "at " + at + ": " + text.substring(from, at));
			}
			from += block.length();
		}
	}

	/** A text comes in small pieces. @return UTF-16 code units that were read for the last ones of them, at most for one */
	private static long most(String text, String more, int times) {
		MarkdownParts parts = new MarkdownParts();
		StringBuilder grows = new StringBuilder(text);
		MarkdownRows.of(grows.toString(), Links.NONE, parts);
		long most = 0;
		for (int i = 0; i < times; i++) {
			grows.append(more.formatted(i));
			long before = parts.parsed();
			MarkdownRows.of(grows.toString(), Links.NONE, parts);
			most = Math.max(most, parts.parsed() - before);
		}
		assertEquals(Entries.text(MarkdownRows.of(grows.toString(), Links.NONE)), Entries.text(MarkdownRows.of(grows.toString(), Links.NONE, parts)));
		return most;
	}

	private static String lines(int count, String head, String line) {
		StringBuilder text = new StringBuilder(head);
		for (int i = 1; i <= count; i++) {
			text.append(line.formatted(i));
		}
		return text.toString();
	}

	@Test
	void aLongListThatGrowsCostsItsLastPart() {
		String list = lines(4_000, "Words.\n\n", "- item %d with **some** words\n  and more of it\n");
		assertTrue(list.length() > 149_000);
		long most = most(list, "- another %d\n", 200);
		assertTrue(most < 3L * MarkdownParts.LENGTH, most + " read for one line");
		assertEquals(Entries.text(MarkdownRows.part(list, Links.NONE)), Entries.text(MarkdownRows.of(list, Links.NONE)), "no gap where it is cut");
		String numbered = lines(5_000, "", "%d. the item of this number, in words\n");
		assertEquals(MarkdownRows.part(numbered, Links.NONE), MarkdownRows.of(numbered, Links.NONE));
		assertTrue(MarkdownParts.of(numbered).size() > 20);
		String apart = lines(2_000, "", "* an item that stands apart %d\n\n  with a second paragraph\n\n");
		assertEquals(MarkdownRows.part(apart, Links.NONE), MarkdownRows.of(apart, Links.NONE));
		assertTrue(MarkdownParts.of(apart).size() > 20);
	}

	@Test
	void aListWhoseNumbersAreNotWhatTheyAreShownAsIsNotCut() {
		assertEquals(1, MarkdownParts.of("1. always the same number\n".repeat(1_000)).size());
	}

	@Test
	void aLongTableThatGrowsCostsItsLastPartAndItsColumnsStayBelowEachOther() {
		String table = lines(5_000, "Words.\n\n| number | what |\n|---:|---|\n", "| %d | some `words` in a cell |\n");
		assertTrue(table.length() > 149_000);
		long most = most(table, "| 0 | another %d |\n", 200);
		assertTrue(most < 4L * MarkdownParts.LENGTH, most + " read for one line");
		List<Row> rows = MarkdownRows.of(table, Links.NONE);
		assertEquals(5_000 + 4, rows.size());
		assertEquals(1, rows.stream().skip(2).map(row -> row.text().indexOf('│')).filter(at -> at >= 0).distinct().count());
		assertEquals(1, rows.stream().filter(row -> row.text().contains("number")).count(), "the head stands there once");
		assertTrue(rows.getLast().text().startsWith("  5000"), rows.getLast().text());
		List<Row> after = MarkdownRows.of(table + "\n# After\n\n| a | b |\n|---|---|\n| 1 | a cell that is wider |\n", Links.NONE);
		assertEquals(rows, after.subList(0, rows.size()));
		assertTrue(after.getLast().text().endsWith("a cell that is wider"), after.getLast().text());
	}

	@Test
	void bracketsAndTagsInTheMiddleOfALineReachNowhere() {
		String text = "Then `map[key]: value`, <b>bold</b> and a[0]: 1.\n\n".repeat(1_000);
		assertTrue(MarkdownParts.of(text).size() > 2);
		assertEquals(MarkdownRows.part(text, Links.NONE), MarkdownRows.of(text, Links.NONE));
		assertEquals(1, MarkdownParts.of(text + "* > [b]: /x\n").size());
		assertEquals(1, MarkdownParts.of(text + "[a label\nover lines]: /x\n").size());
	}

	@Test
	void whatReachesFurtherIsNotCut() {
		String text = "Words.\n\n".repeat(2_000);
		assertTrue(MarkdownParts.of(text).size() > 2);
		assertEquals(1, MarkdownParts.of(text + "[a]: http://x\n").size());
		assertEquals(1, MarkdownParts.of(text + "<!-- a\n\nb -->\n").size());
	}
}
