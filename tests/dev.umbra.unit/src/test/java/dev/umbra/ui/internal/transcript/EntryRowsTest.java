package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class EntryRowsTest {
	private static final Links LINKS = Links.below("/work", List.of());

	private static String text(Entry entry, boolean toggled) {
		return Entries.text(EntryRows.of(entry, toggled, LINKS)).stripTrailing();
	}

	@Test
	void aThoughtIsItsFirstLineUntilItIsOpened() {
		Entry thought = Entries.plain(1, EntryKind.THOUGHT, EntryStatus.DONE, "**Look first**\n\nthen leap");
		assertEquals("▸ Thought   Look first …", text(thought, false));
		assertEquals("▾ Thought\nLook first\n\nthen leap", text(thought, true));
	}

	@Test
	void aToolCallSaysWhatItIsAndHowItWent() {
		Detail.Tool tool = new Detail.Tool("c", "Read a.txt", "read", List.of(new Detail.Location("/work/a.txt", 3)),
				List.of(new Detail.ToolContent.Text("one\ntwo")), "{\"path\":\"a.txt\",\"limit\":20}", null, false);
		assertEquals("▸ ✓ Read  Read a.txt\nlimit=20", text(Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "", tool), false));
		assertTrue(text(Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "", tool), true).contains("one\ntwo"));
		assertTrue(text(Entries.of(1, EntryKind.TOOL, EntryStatus.FAILED, "", tool), false).startsWith("▸ ✗ Read  Read a.txt  failed"));
		assertTrue(text(Entries.of(1, EntryKind.TOOL, EntryStatus.RUNNING, "", tool), false).startsWith("▸ ◌ Read  Read a.txt  running"));
	}

	@Test
	void aShortDiffIsOpenAndALongOneFolded() {
		Entry small = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "",
				Entries.tool("Edit a.txt", null, new Detail.ToolContent.Diff("/work/a.txt", "a\n", "b\n")));
		assertEquals("▾ ✓ Edit  Edit a.txt  +1  −1\na.txt\n1 − a\n1 + b", text(small, false));
		assertEquals("▸ ✓ Edit  Edit a.txt  +1  −1", text(small, true));
		Entry large = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "",
				Entries.tool("Edit a.txt", null, new Detail.ToolContent.Diff("/work/a.txt", null, "b\n".repeat(100))));
		assertEquals("▸ ✓ Edit  Edit a.txt  +100", text(large, false));
	}

	@Test
	void aChangeOfLineEndsAloneIsSaid() {
		Entry entry = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "",
				Entries.tool("Edit", null, new Detail.ToolContent.Diff("/work/a.txt", "a\r\n", "a\n")));
		assertTrue(text(entry, false).contains("Only line ends change."));
	}

	@Test
	void longOutputIsCutAndSaysByHowMuch() {
		Entry entry = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "",
				Entries.tool("Run", null, new Detail.ToolContent.Text("x\n".repeat(1_000))));
		assertTrue(text(entry, true).contains("… 600 more lines"));
	}

	@Test
	void aPermissionTellsTheAnswerAndWhoGaveIt() {
		Detail.Permission permission = new Detail.Permission("1", Detail.Permission.Origin.AGENT, "Delete\u202E x", "delete", null, null,
				List.of(), null, List.of(), List.of(new Detail.Option("a", "allow_once", "Allow once")), "a", "cli");
		assertEquals("◇  Asked  Delete⟨U+202E⟩ x  → Allow once, answered in cli",
				text(Entries.of(1, EntryKind.PERMISSION, EntryStatus.DONE, "", permission), false));
		assertTrue(text(Entries.of(1, EntryKind.PERMISSION, EntryStatus.PENDING, "", permission), false).startsWith("◆  Waits for your answer"));
	}

	@Test
	void anErrorHasItsCodeItsWordsAndWhatToDo() {
		assertEquals("✗  Error exit 1  It ended.\nStart it again.", text(Entries.of(1, EntryKind.ERROR, EntryStatus.DONE, "",
				new Detail.Fault("exit 1", "It ended.", "Start it again.")), false));
	}

	@Test
	void whatIsUnknownIsShownRawWhenAskedFor() {
		Entry entry = Entries.of(1, EntryKind.UNKNOWN, EntryStatus.DONE, "", new Detail.Unknown("sparkle", "{\"a\":1}"));
		assertEquals("▸ Something this version does not know: sparkle", text(entry, false));
		assertTrue(text(entry, true).contains("{\"a\":1}"));
	}

	@Test
	void aMessageThatWasCutSaysSo() {
		assertTrue(text(Entries.plain(1, EntryKind.MESSAGE, EntryStatus.CANCELLED, "I beg"), false).endsWith("stopped here"));
		assertFalse(text(Entries.plain(1, EntryKind.MESSAGE, EntryStatus.DONE, "I beg"), false).contains("here"));
	}

	@Test
	void argumentsAreShortAndDoNotRepeatTheTitle() {
		Detail.Tool tool = Entries.tool("Edit a.txt", "{\"path\":\"/work/a.txt\",\"text\":\"" + "y".repeat(500) + "\"}");
		String words = ToolWords.arguments(tool);
		assertTrue(words.length() <= ToolWords.LONGEST);
		assertTrue(words.startsWith("yyy") && words.endsWith("…"), words);
		assertEquals(List.of("a\"b\nc", "n=1"), ToolWords.values("{\"s\":\"a\\\"b\\nc\",\"n\":1}"));
		assertEquals(List.of(), ToolWords.values("not json"));
	}

	@Test
	void everyEntryEndsWithAGap() {
		for (EntryKind kind : EntryKind.values()) {
			List<Row> rows = EntryRows.of(Entries.plain(1, kind, EntryStatus.DONE, "words"), false, LINKS);
			assertEquals(Row.GAP, rows.getLast(), kind.word());
			assertTrue(rows.size() > 1, kind.word());
		}
	}
}
