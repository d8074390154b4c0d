package dev.umbra.ide.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class QuoteTest {
	private static final Path FOLDER = Path.of("/work/shop");
	private static final Path FILE = FOLDER.resolve("src/Cart.java");

	@Test
	void textIsACodeBlockBelowItsPathAndLines() {
		assertEquals("""
				`src/Cart.java`, lines 3–4:
				```java
				int a;
				int b;
				```
				""", Quote.text(FILE, 3, 4, "int a;\nint b;\n", FOLDER));
	}

	@Test
	void oneLineWithoutBreakIsOneLine() {
		assertEquals("`/work/shop/src/Cart.java`, line 7:\n```java\nint a;\n```\n", Quote.text(FILE, 7, 7, "int a;", null));
	}

	@Test
	void aFenceInTheTextDoesNotEndTheBlock() {
		assertEquals("`a.md`, lines 1–3:\n````md\n```\nx\n```\n````\n",
				Quote.text(FOLDER.resolve("a.md"), 1, 3, "```\nx\n```", FOLDER));
	}

	@Test
	void aPathOutsideTheFolderIsWhole() {
		assertEquals("`/work/shopping/x.txt`\n", Quote.files(List.of(Path.of("/work/shopping/x.txt")), FOLDER));
		assertEquals("`/work/shop`\n", Quote.files(List.of(FOLDER), FOLDER));
	}

	@Test
	void aBacktickInAPathStaysInIt() {
		assertEquals("``a`b``, line 2\n",
				Quote.place(FOLDER.resolve("a`b"), 2, FOLDER));
		assertEquals("`` `b ``, line 2\n", Quote.place(FOLDER.resolve("`b"), 2, FOLDER));
	}

	@Test
	void severalFilesAreAList() {
		assertEquals("- `src/Cart.java`\n- `src`\n", Quote.files(List.of(FILE, FOLDER.resolve("src")), FOLDER));
	}

	@Test
	void aNameWithoutEndingHasNoLanguage() {
		assertEquals("`Makefile`, line 1:\n```\nall:\n```\n", Quote.text(FOLDER.resolve("Makefile"), 1, 1, "all:", FOLDER));
		assertEquals("`a.b c`, line 1:\n```\nx\n```\n", Quote.text(FOLDER.resolve("a.b c"), 1, 1, "x", FOLDER));
	}
}
