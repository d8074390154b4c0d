package dev.umbra.ui.internal.gallery;

/** Markdown, every construct of it. */
final class Written {
	private Written() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.written);
		shelf.say("""
				# A heading of the first level
				## of the second, with `code` in it
				### of the third
				#### of the fourth
				##### of the fifth
				###### of the sixth

				A paragraph with *emphasis*, **strong emphasis**, ***both***, ~~struck out~~, `code in a line`, and a\\
				hard break made by a backslash, and one made by two spaces\s\s
				here. A line that ends
				softly goes on. An escaped \\*asterisk\\*, an entity &copy; &mdash; &#x1F327;, and a rule:

				---

				Setext heading
				==============
				""");
		shelf.say("""
				* a list
				* with **two** levels
				  * the second
				    * and a third, with a text that is long enough to be wrapped when the window is not very wide, so that it is seen how the lines hang below each other
				    * last
				* and a paragraph of its own

				  below the first

				7. numbers that begin at seven
				8. go on
				   1. below
				   2. each other

				- [x] a task that is done
				- [ ] one that is not
				  - [x] and one below it
				  - [ ] with `code`

				-
				- after an item without a text
				""");
		shelf.say("""
				> A quotation
				> > of a quotation
				> > * with a list
				>
				> ```sh
				> echo "and code"
				> ```
				""");
		tables(shelf);
		shelf.say("""
				A [link to the web](https://example.org/a?b=c "its title"), a bare one https://example.org/x_(y), <mailto:someone@example.org>, \
				a file [Forecast.java](src/Forecast.java#L12), a [reference][ref], and one that is not followed: [open me](javascript:alert(1)), \
				[passwords](/etc/passwd).

				![The text of an image](https://example.org/rain.png) ![](https://example.org/without-text.png)

				[ref]: https://example.org/reference
				""");
		shelf.say("""
				<div align="center"><b>HTML</b> is shown as it is written.</div>

				Also <i>in a line</i>, with a <br> and a <!-- comment -->.

				    code by indentation
				        deeper

				Footnotes[^1], ==marks== and $x^2$ are not part of it and stay as they are.
				""");
		shelf.say("Half of a table, while it comes:\n\n| Station | Rain |\n|---|--:|\n| Hamburg | 12");
		shelf.say("Half of a fence, while it comes:\n\n```java\nrecord Hour(Instant begin, double mil");
		shelf.say("Half of **strong and a [link](https://exam");
	}

	private static void tables(Shelf shelf) {
		shelf.say("""
				| Station | Rain | Wind | Remark |
				|:--------|-----:|:----:|--------|
				| Hamburg | 12.4 | 5 | **wet** |
				| Berlin | 3 | 12 | `dry` |
				| 札幌 | 0.25 | 7 | wide characters |
				| Ålesund | 104 | 31 | ~~calm~~ 🌧️ |
				""");
		StringBuilder wide = new StringBuilder("A table that is wider than any window:\n\n| hour |");
		StringBuilder rule = new StringBuilder("\n|---|");
		StringBuilder row = new StringBuilder("\n| rain |");
		for (int hour = 0; hour < 48; hour++) {
			wide.append(' ').append(hour).append(":00 |");
			rule.append("--:|");
			row.append(' ').append(hour * 7 % 13).append('.').append(hour % 10).append(" |");
		}
		shelf.say(wide.append(rule).append(row).append(row).append('\n').toString());
		shelf.say("""
				| a table with one column |
				|---|
				| and a cell that has a text so long that it would be better a paragraph, because a table in a font of fixed width cannot be wrapped in a way that is nice to read, as is seen here |
				""");
	}
}
