package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MarkdownRowsTest {
	private static final Links LINKS = Links.below("/work/app", List.of());

	private static List<Row> rows(String markdown) {
		return MarkdownRows.of(markdown, LINKS);
	}

	@Test
	void emphasisBecomesAFace() {
		Row row = rows("plain **bold** *it* ~~gone~~ `x = 1`").getFirst();
		assertEquals("plain bold it gone x = 1", row.text());
		assertEquals(Face.PLAIN, Entries.face(row, "plain"));
		assertTrue(Entries.face(row, "bold").bold());
		assertTrue(Entries.face(row, "it").italic());
		assertTrue(Entries.face(row, "gone").struck());
		assertTrue(Entries.face(row, "x = 1").code() && Entries.face(row, "x = 1").mono());
	}

	@Test
	void headingsAreLargerTheHigherTheyAre() {
		List<Row> rows = rows("# one\n\n## two\n\n#### four");
		assertEquals(List.of(140, 120, 108), rows.stream().filter(row -> !row.isGap()).map(row -> row.runs().getFirst().face().size()).toList());
	}

	@Test
	void codeKeepsItsLinesAndIsOnACard() {
		List<Row> rows = rows("```java\nint a;\n\n\tint b; // **not bold**\n```");
		assertEquals("\nint a;\n\n    int b; // **not bold**\n", Entries.text(rows));
		assertTrue(rows.stream().allMatch(row -> row.fill() == Fill.CODE));
	}

	@Test
	void listsHangBelowTheirText() {
		List<Row> rows = rows("1. first\n2. second\n   - nested\n3. third");
		assertEquals("1. first\n2. second\n•  nested\n3. third", Entries.text(rows));
		assertEquals(List.of(0, 0, 1, 0), rows.stream().map(Row::indent).toList());
		assertEquals(3, rows.getFirst().hang());
	}

	@Test
	void aTabIsSeen() {
		assertEquals("a    b", rows("a\tb").getFirst().text());
		assertEquals("a    b", MarkdownRows.plain("a\tb", Face.PLAIN).getFirst().text());
	}

	@Test
	void aTaskHasABoxInPlaceOfTheMark() {
		assertEquals("☑  done\n☐  open\n•  [ ]x\n•  a\n☑  b", Entries.text(rows("- [x] done\n- [ ] open\n- [ ]x\n- [a](b)\n- [X] **b**")));
	}

	@Test
	void numbersGoOnWhereTheListBegan() {
		assertEquals("7. a\n8. b", Entries.text(rows("7. a\n8. b")));
	}

	@Test
	void anEmptyItemKeepsItsMark() {
		assertEquals("•  \n•  b", Entries.text(rows("-\n- b")));
	}

	@Test
	void quotesAreMarkedByTheirDepth() {
		List<Row> rows = rows("> one\n>\n> > two");
		assertEquals(1, rows.getFirst().quote());
		assertEquals(2, rows.getLast().quote());
	}

	@Test
	void columnsOfATableStandBelowEachOther() {
		List<Row> rows = rows("| Name | N |\n|---|--:|\n| 漢字 | 1 |\n| b | 1,000 |");
		assertEquals("""
				Name  │      N
				──────┼──────
				漢字  │      1
				b     │  1,000""".replace("──────┼──────", "──────┼───────"), Entries.text(rows));
		assertTrue(Entries.face(rows.getFirst(), "Name").bold());
	}

	@Test
	void cellsOfAWideTableHaveSeveralLines() {
		List<Row> rows = rows("| a | b | c |\n|---|:-:|--:|\n| one | " + "word **bold** ".repeat(20).strip() + " | " + "x".repeat(130) + " |\n| two | 2 | 3 |");
		assertTrue(rows.stream().allMatch(row -> row.text().length() <= TableRows.WIDEST), () -> Entries.text(rows));
		assertTrue(rows.size() > 5);
		String words = String.join(" ", rows.stream().map(Row::text).toList());
		assertEquals(20, words.split("bold", -1).length - 1);
		assertEquals(130, words.chars().filter(c -> c == 'x').count());
		assertTrue(Entries.face(rows.get(3), "bold").bold());
		assertEquals("two", rows.getLast().text().substring(0, 3));
		assertTrue(rows.stream().skip(2).allMatch(row -> row.text().indexOf('│') == rows.getFirst().text().indexOf('│')));
	}

	@Test
	void webLinksAndFilesOfTheSessionCanBeFollowed() {
		Row row = rows("[site](https://example.org/a) [file](src/A.java#L12) <mailto:a@b.org> https://bare.org/x").getFirst();
		assertEquals(new Target.Web("https://example.org/a"), Entries.face(row, "site").target());
		assertEquals(new Target.InFile(Path.of("/work/app/src/A.java"), 12), Entries.face(row, "file").target());
		assertEquals(new Target.Web("https://bare.org/x"), Entries.face(row, "https://bare").target());
	}

	@Test
	void otherDestinationsAreToldInWordsAndLeadNowhere() {
		for (String bad : List.of("javascript:alert(1)", "file:///etc/passwd", "../../etc/passwd", "/etc/passwd", "ftp://x/y", "vscode://x",
				"https://a\u202Eb")) {
			Row row = rows("[click](<" + bad + ">)").getFirst();
			assertNull(Entries.face(row, "click").target(), bad);
			assertTrue(row.text().startsWith("click ("), row.text());
		}
	}

	@Test
	void htmlAndImagesAreNeverMoreThanText() {
		Row row = rows("<b>x</b> ![alt](https://example.org/i.png)").getFirst();
		assertEquals("<b>x</b> alt", row.text());
		assertEquals(new Target.Web("https://example.org/i.png"), Entries.face(row, "alt").target());
	}

	@Test
	void aVeryLongTextIsShownAsItIs() {
		String text = "**a** ".repeat(MarkdownRows.LONGEST / 6 + 10);
		assertEquals(text.strip(), rows(text).getFirst().text().strip());
	}

	@Test
	void noTextBreaksItAndNoRowHasALineEnd() {
		Random random = new Random(3);
		String marks = "*_`~#>-+|[]()!<&\\\n\n 1.ab\t:";
		for (int round = 0; round < 500; round++) {
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(60); i >= 0; i--) {
				text.append(marks.charAt(random.nextInt(marks.length())));
			}
			for (Row row : rows(text.toString())) {
				assertTrue(row.text().indexOf('\n') < 0, text::toString);
				int at = 0;
				for (Run run : row.runs()) {
					assertTrue(run.start() >= at && run.length() > 0 && run.end() <= row.text().length(), text::toString);
					at = run.end();
				}
			}
		}
	}
}
