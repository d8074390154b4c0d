package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.osgi.util.NLS;
import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;

/** Nothing of what a person decides upon is left out. */
class QuestionRowsTest {
	private static String shown(ToolContent content) {
		return Entries.text(QuestionRows.content(List.of(content)));
	}

	@Test
	void allLinesOfALongDiffAreThere() {
		String text = IntStream.range(0, 50_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
		List<Row> rows = QuestionRows.content(List.of(new ToolContent.Diff("/a/b", null, text)));
		assertEquals(50_001, rows.size());
		assertTrue(rows.getLast().text().endsWith("line 49999"));
	}

	@Test
	void allOfALongCommandIsThere() {
		String command = "echo \u202Ehidden; ".repeat(3_000) + "\nrm -rf x\n";
		String shown = QuestionRows.text(command).stream().map(Row::text).collect(Collectors.joining());
		assertEquals(command.replace("\n", "").replace("\u202E", "⟨U+202E⟩"), shown);
	}

	@Test
	void aFenceAroundATextStays() {
		assertEquals("```sh\nrm x\n```", shown(new ToolContent.Text("```sh\nrm x\n```")));
	}

	@Test
	void lineEndsThatChangeAreSaid() {
		assertTrue(shown(new ToolContent.Diff("/a", "x\r\ny\r\n", "x\ny\n")).contains(Messages.line_ends_only));
		assertTrue(shown(new ToolContent.Diff("/a", "x\r\ny\r\n", "x\nz\n")).contains(Messages.line_ends_too));
		assertTrue(shown(new ToolContent.Diff("/a", "x\ny\n", "x\nz")).contains(Messages.line_ends_too));
		assertTrue(shown(new ToolContent.Diff("/a", "x\n", "x\n")).contains(Messages.nothing_changes));
	}

	@Test
	void aLineEndOfItsOwnKindIsAChangedLine() {
		String rows = shown(new ToolContent.Diff("/a", "x\ny\nz\n", "x\ny\r\nz\n"));
		assertTrue(rows.contains("2 − y\n") && rows.contains("2 + y⟨U+000D⟩"), rows);
	}

	@Test
	void aTerminalAndWhatIsNotKnownAreNamed() {
		assertTrue(shown(new ToolContent.Terminal("t1")).contains(NLS.bind(Messages.tool_terminal, "t1")));
		assertEquals("odd\n{\"a\":1}", shown(new ToolContent.Other("odd", "{\"a\":1}")));
	}

	/** From the rows of a new file its text can be had back, whatever it is. */
	@Test
	void randomTextsAreWhole() {
		Random random = new Random(3);
		for (int round = 0; round < 200; round++) {
			String text = random.ints(random.nextInt(2_000), 0, 30).mapToObj(c -> c == 0 ? "\n" : c == 1 ? "😀" : Character.toString('a' + c))
					.collect(Collectors.joining());
			StringBuilder again = new StringBuilder();
			boolean first = true;
			for (Row row : QuestionRows.content(List.of(new Detail.ToolContent.Diff("/a", null, text + "\n")))) {
				if (row.hang() > 0) {
					boolean begins = Character.isDigit(row.text().charAt(row.hang() - 4));
					again.append(begins && !first ? "\n" : "").append(row.text().substring(row.hang()));
					first = false;
				}
			}
			assertEquals(text, again.toString());
		}
	}
}
