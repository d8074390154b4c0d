package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeRowsTest {
	private static final List<String> NAMES = List.of("java", "kotlin", "scala", "groovy", "js", "ts", "python", "ruby", "php", "sh", "perl", "r", "powershell", "lua",
			"c", "cpp", "objc", "cs", "go", "rust", "swift", "dart", "zig", "json", "yaml", "toml", "ini", "hcl", "graphql", "proto", "sql", "dockerfile", "make", "cmake",
			"scss", "css", "haskell", "elixir", "clojure", "xml", "diff");

	/** The rows without the gaps around them. */
	private static List<Row> rows(String language, String code) {
		List<Row> rows = CodeRows.of(language, code, 1, 0);
		return rows.subList(1, rows.size() - 1);
	}

	private static String inked(Row row, Ink ink) {
		List<String> found = new ArrayList<>();
		row.runs().stream().filter(run -> run.face().ink() == ink).forEach(run -> found.add(row.text().substring(run.start(), run.end())));
		return String.join("|", found);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '§', quoteCharacter = '~', value = {
			"java § final int x = 0xFF_00 + 1.5e-3; // \"no\" 1 § final|int § § // \"no\" 1 § 0xFF_00|1.5e-3",
			"java § @Override String s = \"a // \\\" b\" + 'c'; § @Override § \"a // \\\" b\"|'c' § §",
			"kotlin § val x = \"${y}\" as Int § val|as § \"${y}\" § §",
			"js § const s = `a ${b}` || 'c'; § const § `a ${b}`|'c' § §",
			"ts § readonly x: number = 1_000; § readonly|number § § § 1_000",
			"python § def f(a): return f\"{a}\" # c § def|return § \"{a}\" § # c §",
			"sh § if [ \"$#\" -gt 1 ]; then echo a#b # c § if|then|echo § \"$#\" § # c § 1",
			"rust § fn a<'a>(b: &'a str) -> char { 'x' } § fn|str|char § 'x' § §",
			"c § #include <a.h> /* b */ char c = '\\''; § #include|char § '\\'' § /* b */ §",
			"go § func a() { b := `c` } § func § `c` § §",
			"sql § SELECT a FROM b WHERE c = 'it''s' -- d § SELECT|FROM|WHERE § 'it''s' § -- d §",
			"json § { \"a\": \"b\", \"c\": [-3e2, true] } § \"a\"|\"c\"|true § \"b\" § § 3e2",
			"yaml § some-key: \"x: y\" # 1 § some-key § \"x: y\" § # 1 §",
			"yaml § url: http://a/b#c § url § § §",
			"toml § a = 'b' § a § 'b' § §",
			"php § $a = 'b'; # c § § 'b' § # c §",
			"ruby § puts \"#{a}\" if b # c § if § \"#{a}\" § # c §",
			"css § .a { color: #fff; margin: 1.5em } /* b */ § § § /* b */ § 1.5em",
			"xml § <a b=\"c\">d &amp; e</a> <!-- f --> § <a|>|</a> § \"c\" § <!-- f --> § &amp;" })
	void keywordsStringsCommentsAndNumbersAreTold(String language, String code, String keywords, String strings, String comments, String numbers) {
		Row row = rows(language, code).getFirst();
		assertEquals(code, row.text());
		assertEquals(keywords == null ? "" : keywords, inked(row, Ink.KEYWORD));
		assertEquals(strings == null ? "" : strings, inked(row, Ink.STRING));
		assertEquals(comments == null ? "" : comments, inked(row, Ink.COMMENT));
		assertEquals(numbers == null ? "" : numbers, inked(row, Ink.NUMBER));
	}

	@Test
	void whatIsOpenAtTheEndOfALineGoesOnInTheNext() {
		List<Row> rows = rows("java", "a /* b\n\"c\" int\n*/ int d = \"\"\"\n  int\n  \"\"\";");
		assertEquals("/* b", inked(rows.get(0), Ink.COMMENT));
		assertEquals("\"c\" int", inked(rows.get(1), Ink.COMMENT));
		assertEquals("int", inked(rows.get(2), Ink.KEYWORD));
		assertEquals("  int", inked(rows.get(3), Ink.STRING));
		assertEquals("  \"\"\"", inked(rows.get(4), Ink.STRING));
		assertEquals("int", inked(rows("java", "\"not closed\nint").get(1), Ink.KEYWORD));
		assertEquals("more -->", inked(rows("html", "<!-- a\nmore --> b").get(1), Ink.COMMENT));
	}

	@Test
	void aDiffHasTheGroundsOfWhatComesAndGoes() {
		List<Row> rows = rows("diff", "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n--- gone\n+++ come\n\\ No newline\n-- after");
		assertEquals(List.of(Fill.CODE, Fill.CODE, Fill.CODE, Fill.CODE, Fill.REMOVED, Fill.ADDED, Fill.CODE, Fill.REMOVED), rows.stream().map(Row::fill).toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "java title=\"A.java\"", "Java", "{.java}", "src/A.java", "language-java", "java,linenos" })
	void aLanguageIsKnownByWhatPeopleWrite(String info) {
		assertEquals("java", CodeRows.language(info));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text", "a-language-of-its-own", "...", "{" })
	void anUnknownLanguageIsPlain(String info) {
		Row row = rows(info, "if (1) { \"a\" } // b").getFirst();
		assertEquals(List.of(CodeRows.FACE), row.runs().stream().map(Run::face).toList());
	}

	@Test
	void rowsOfTheBeginningStayAsCodeGrows() {
		String code = "/* a\n b */ int c = 1;\nString d = \"e\";\n// f\nint g";
		for (String language : NAMES) {
			List<Row> before = rows(language, code);
			List<Row> after = rows(language, code + " = 2; /*\nmore\n*/");
			assertEquals(before.subList(0, before.size() - 1), after.subList(0, before.size() - 1), language);
		}
	}

	@Test
	void noCodeBreaksItAndNoCharacterIsLost() {
		Random random = new Random(5);
		String marks = "\"'`\\/*#-<>!&;:=.@$(){}[]|+ \n\n0x1e_ifint\ud83c\udf27é";
		for (int round = 0; round < 3_000; round++) {
			StringBuilder code = new StringBuilder("|");
			for (int i = random.nextInt(80); i >= 0; i--) {
				code.append(marks.charAt(random.nextInt(marks.length())));
			}
			code.append('|');
			String language = NAMES.get(random.nextInt(NAMES.size()));
			List<Row> rows = rows(language, code.toString());
			assertEquals(code.toString(), String.join("\n", rows.stream().map(Row::text).toList()), language);
			for (Row row : rows) {
				int at = 0;
				for (Run run : row.runs()) {
					assertTrue(run.start() >= at && run.length() > 0 && run.end() <= row.text().length(), code::toString);
					at = run.end();
				}
			}
		}
	}

	@Test
	void whatIsVeryLongStaysPlain() {
		String line = "int ".repeat(CodeRows.LONGEST_LINE / 4 + 1);
		assertEquals(1, rows("java", line).getFirst().runs().size());
		String code = "int a;\n".repeat(CodeRows.LONGEST / 7 + 10);
		List<Row> rows = rows("java", code);
		assertEquals("int", inked(rows.getFirst(), Ink.KEYWORD));
		assertEquals("", inked(rows.getLast(), Ink.KEYWORD));
	}
}
