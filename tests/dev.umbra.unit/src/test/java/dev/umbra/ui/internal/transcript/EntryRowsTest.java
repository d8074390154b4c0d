package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.ToolArguments;

class EntryRowsTest {
	private static final Links LINKS = Links.below("/work", List.of());

	private static List<Row> rows(Entry entry, boolean toggled) {
		return EntryRows.of(entry, toggled, LINKS);
	}

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
	void anOutputThatTheHostShortenedLeadsToTheWhole() {
		Detail.Tool kept = new Detail.Tool("c", "Run", "execute", List.of(), List.of(new Detail.ToolContent.Text("beginning … end")), null, null, false, null, List.of(),
				1_234_567L);
		Entry shortened = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "", kept);
		assertTrue(text(shortened, true).contains(String.format("%,d", 1_234_567) + " characters  Show whole output"), () -> text(shortened, true));
		Entry whole = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "",
				new Detail.Tool("c", "Run", "execute", List.of(), List.of(new Detail.ToolContent.Text("all of it")), null, null, false, null, List.of()));
		assertFalse(text(whole, true).contains("Show whole output"));
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
		assertTrue(words.length() <= ToolArguments.LONGEST);
		assertTrue(words.startsWith("yyy") && words.endsWith("…"), words);
		assertEquals(List.of("a\"b\nc", "n=1"), ToolArguments.values("{\"s\":\"a\\\"b\\nc\",\"n\":1}"));
		assertEquals(List.of(), ToolArguments.values("not json"));
	}

	@Test
	void everyEntryEndsWithAGap() {
		for (EntryKind kind : EntryKind.values()) {
			List<Row> rows = EntryRows.of(Entries.plain(1, kind, EntryStatus.DONE, "words"), false, LINKS);
			assertEquals(Row.GAP, rows.getLast(), kind.word());
			assertTrue(rows.size() > 1, kind.word());
		}
	}

	private static Detail.Permission decided(String kind, String by) {
		return new Detail.Permission("1", Detail.Permission.Origin.AGENT, "Run x", "execute", null, null, List.of(), "x", List.of(),
				List.of(new Detail.Option("o", kind, "An option")), kind.isEmpty() ? null : "o", null, by);
	}

	@Test
	void whatARuleDecidedIsShownWithItsName() {
		assertEquals("◇  Asked  Run x  → allowed by rule \"tests\"",
				text(Entries.of(1, EntryKind.PERMISSION, EntryStatus.DONE, "", decided("allow_once", "rule \"tests\"")), false));
		assertEquals("◇  Asked  Run x  → rejected by rule \"no\"",
				text(Entries.of(1, EntryKind.PERMISSION, EntryStatus.DONE, "", decided("reject_once", "rule \"no\"")), false));
		assertEquals("◇  Asked  Run x  → decided by policy",
				text(Entries.of(1, EntryKind.PERMISSION, EntryStatus.DONE, "", decided("", "policy")), false));
	}

	private static Detail.Tool command(Detail.TerminalRun run) {
		return new Detail.Tool("c", "Run the tests", "execute", List.of(), List.of(new Detail.ToolContent.Terminal("t")), null, null, false, null, List.of(run));
	}

	@Test
	void aCommandThatRunsShowsTheEndOfItsOutputAndCanBeStopped() {
		StringBuilder output = new StringBuilder();
		for (int i = 1; i <= 50; i++) {
			output.append("line ").append(i).append('\n');
		}
		Detail.Tool tool = command(new Detail.TerminalRun("t", "npm test", "/p", true, null, null, 0));
		List<Row> rows = rows(Entries.of(1, EntryKind.TOOL, EntryStatus.RUNNING, output.toString(), tool), false);
		String text = Entries.text(rows);
		assertTrue(text.contains("$ npm test\nrunning  Stop  in /p"), text);
		assertTrue(text.contains("line 43\n") && text.contains("line 50") && !text.contains("line 42\n"), text);
		assertTrue(rows.stream().flatMap(row -> row.runs().stream()).anyMatch(run -> new Target.Terminal("t").equals(run.face().target())));
	}

	@Test
	void aCommandThatEndedTellsHowAndItsOutputIsFolded() {
		Detail.Tool tool = command(new Detail.TerminalRun("t", "npm test", "/p", false, 1, null, 2048));
		Entry entry = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "a\nb\n", tool);
		assertTrue(text(entry, false).endsWith("$ npm test\nexit code 1  in /p  2.0 KB of output not kept"), text(entry, false));
		assertTrue(text(entry, true).contains("a\nb"), text(entry, true));
		assertTrue(text(Entries.of(1, EntryKind.TOOL, EntryStatus.FAILED, "", command(new Detail.TerminalRun("t", "x", "", false, null, "KILL", 0))), false)
				.endsWith("ended by KILL"));
	}

	@Test
	void ofEndlessOutputOnlyTheEndIsLookedAt() {
		Entry entry = Entries.of(1, EntryKind.TOOL, EntryStatus.RUNNING, "x".repeat(3_000_000) + "\nend", command(new Detail.TerminalRun("t", "x", "", true, null, null, 0)));
		String text = text(entry, false);
		assertTrue(text.length() < 10_000 && text.contains("…  Show whole output\nend"), () -> text.length() + " characters");
	}

	@Test
	void whatGoesWithAPromptIsNamedWithKindAndSize() {
		Detail.Prompt prompt = new Detail.Prompt(List.of(new Enclosure(Enclosure.Kind.IMAGE, "a\u202E.png", "image/png", null, "h", 12_000),
				new Enclosure(Enclosure.Kind.LINK, "README.md", null, "file:///p/README.md", null, 0)));
		List<Row> rows = rows(Entries.of(1, EntryKind.PROMPT, EntryStatus.DONE, "Look", prompt), false);
		assertTrue(Entries.text(rows).contains("▪  a⟨U+202E⟩.png  image · 12 KB\n▪  README.md  link"), Entries.text(rows));
		assertTrue(rows.stream().flatMap(row -> row.runs().stream()).anyMatch(run -> run.face().target() instanceof Target.OfEnclosure));
	}

	@Test
	void noticesTellHowMuchTheyMatter() {
		assertEquals("✗  Quota used up", text(Entries.of(1, EntryKind.NOTICE, EntryStatus.DONE, "Quota used up", new Detail.Notice("error")), false));
		assertEquals("▲  Soon\n   really", text(Entries.of(1, EntryKind.NOTICE, EntryStatus.DONE, "Soon\nreally", new Detail.Notice("warning")), false));
		assertEquals("●  So", text(Entries.of(1, EntryKind.NOTICE, EntryStatus.DONE, "So", new Detail.Notice("unheard-of")), false));
	}

	@Test
	void aCompactionIsFolded() {
		Entry entry = Entries.of(1, EntryKind.NOTICE, EntryStatus.DONE, "The summary", new Detail.Compaction("c", "completed", null));
		assertEquals("▸ The agent made its context smaller", text(entry, false));
		assertEquals("▾ The agent made its context smaller\nThe summary", text(entry, true));
		assertEquals("The agent could not make its context smaller  no room",
				text(Entries.of(1, EntryKind.NOTICE, EntryStatus.FAILED, "", new Detail.Compaction("c", "failed", "no room")), false).strip());
	}

	@Test
	void anAnsweredInputTellsWhatWasFilledIn() {
		Detail.Input input = new Detail.Input("1", null, "Release", List.of(new Detail.Field("v", "Version", null, "string", true, List.of(), null, null, null, null, null)),
				null, null, "accept", "{\"v\":\"1.2\",\"ok\":true}", "product");
		Entry entry = Entries.of(1, EntryKind.INPUT, EntryStatus.DONE, "Which?", input);
		assertEquals("◇  Asked for input  Release  → filled in, answered in product  ▸", text(entry, false));
		assertEquals("◇  Asked for input  Release  → filled in, answered in product  ▾\nVersion  1.2\nok  yes", text(entry, true));
		Entry waits = Entries.of(1, EntryKind.INPUT, EntryStatus.PENDING, "Which?",
				new Detail.Input("1", null, "", List.of(), null, null, null, null, null));
		assertEquals("◆  Waits for your input  Which?", text(waits, false));
	}

	@Test
	void aLoginTellsTheMethod() {
		Detail.Login login = new Detail.Login(List.of(new Detail.LoginMethod("k", "API key", null, false)), "k", null);
		assertEquals("◇  Asked for a login  Log in first  → API key", text(Entries.of(1, EntryKind.INPUT, EntryStatus.DONE, "Log in first", login), false));
	}
}
