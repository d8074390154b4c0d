package dev.umbra.ui.internal.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;

class FeedLinesTest {
	private static Entry entry(EntryKind kind, String text, Detail detail) {
		return new Entry(new EntryId("e"), 1, 1, null, kind, EntryStatus.DONE, text, text.length(), Sample.NOON, Sample.NOON, detail);
	}

	private static List<String> said(String text) {
		return FeedLines.of(entry(EntryKind.MESSAGE, text, new Detail.Plain()));
	}

	@Test
	void aTextIsItsLinesMadeSafe() {
		assertEquals(List.of("one", "", "    two"), said("one\r\n\n\ttwo\u001b[2J\n\n"));
		assertEquals(List.of(Messages.lines_none), said(" \n"));
	}

	@Test
	void aLongLineGoesOnInTheNextAndNoCharacterIsCut() {
		List<String> lines = said("word ".repeat(100));
		assertTrue(lines.size() > 2 && lines.stream().allMatch(line -> line.length() <= FeedLines.LONGEST && line.endsWith("word")), lines::toString);
		List<String> foxes = said("\ud83e\udd8a".repeat(300) + "x");
		assertEquals("\ud83e\udd8a".repeat(300) + "x", String.join("", foxes));
		assertTrue(foxes.stream().noneMatch(line -> Character.isLowSurrogate(line.charAt(0))));
	}

	@Test
	void whatIsVeryLongEndsWithWordsWhereTheRestIs() {
		List<String> lines = said("line\n".repeat(10_000));
		assertEquals(FeedLines.MOST + 1, lines.size());
		assertEquals(Messages.lines_more, lines.getLast());
		assertEquals(FeedLines.MOST + 1, said("x".repeat(1_000_000)).size());
	}

	@Test
	void aToolCallIsItsArgumentsAndItsOutput() {
		Detail.Tool tool = new Detail.Tool("c", "Read", "read", List.of(), List.of(new Detail.ToolContent.Text("what it says")),
				"{\"path\":\"/a\"}", null, false);
		assertEquals(List.of("{\"path\":\"/a\"}", "", "what it says", "and in a terminal"),
				FeedLines.of(entry(EntryKind.TOOL, "and in a terminal", tool)));
		Detail.Tool raw = new Detail.Tool("c", "Read", "read", List.of(), List.of(), "{\"in\":1}", "{\"out\":2}", false);
		assertEquals(List.of("{\"in\":1}", "{\"out\":2}"), FeedLines.of(entry(EntryKind.TOOL, "", raw)));
	}

	@Test
	void aPlanIsItsStepsAndAnErrorItsWords() {
		assertEquals(List.of("\u2611 first", "\u2610 second"), FeedLines.of(entry(EntryKind.PLAN, "", new Detail.Plan(
				List.of(new Detail.PlanItem("first", "high", "completed"), new Detail.PlanItem("second", "low", "pending"))))));
		assertEquals(List.of("broken", "mend it"), FeedLines.of(entry(EntryKind.ERROR, "broken", new Detail.Fault("1", "broken", "mend it"))));
	}

	private static Card card(@Nullable EntryId entry) {
		return new Card(1, 1, Sample.NOON, CardKind.TOOL, EntryStatus.DONE, "Read", "a.txt", new SessionId("s"), "Title", entry);
	}

	@Test
	void aRowSaysWhetherItIsUnfoldedAndItsLinesAreRowsOfTheirOwn() {
		FeedRow row = FeedRow.of(card(new EntryId("e")), ZoneOffset.UTC, LocalDate.EPOCH);
		assertEquals("Read, folded", row.spokenLabel());
		assertEquals("Read, unfolded", row.unfolded().spokenLabel());
		FeedRow line = row.unfolded().line(2, "what it says");
		assertEquals("what it says", line.summary());
		assertEquals("what it says", line.line().strip());
		assertEquals(2, line.part());
		assertEquals(row.card(), line.card(), "what is done to a line is done to its card");
		assertEquals("Read", FeedRow.of(card(null), ZoneOffset.UTC, LocalDate.EPOCH).spokenLabel(), "there is nothing to be unfolded");
	}
}
