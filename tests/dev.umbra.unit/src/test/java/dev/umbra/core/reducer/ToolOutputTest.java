package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Json;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;

/** However much a tool says, its entry stays small and the whole is kept beside it. */
class ToolOutputTest {
	private static final int BOUND = ToolOutput.BOUND;
	/** The words at the cuts come on top. */
	private static final int WORDS = 2000;
	private final Play play = new Play().running("go");

	private static AgentInput.ToolUpdate says(@Nullable String status, @Nullable List<ToolContent> content,
			@Nullable String rawInput, @Nullable String rawOutput) {
		return new AgentInput.ToolUpdate("c1", false, "Run", "execute", status, null, content, rawInput, rawOutput);
	}

	private static AgentInput.ToolUpdate says(String text) {
		return says("in_progress", List.of(new ToolContent.Text(text)), null, null);
	}

	private static String lines(int from, int to) {
		StringBuilder all = new StringBuilder();
		for (int i = from; i < to; i++) {
			all.append("line ").append(i).append('\n');
		}
		return all.toString();
	}

	private long shown() {
		Detail.Tool tool = play.tool("c1");
		return play.toolEntry("c1").length() + ToolOutput.size(tool.content()) + ToolOutput.length(tool.rawInput())
				+ ToolOutput.length(tool.rawOutput());
	}

	private String whole() {
		return play.output(play.toolEntry("c1").id());
	}

	private String text(int piece) {
		return ((ToolContent.Text) play.tool("c1").content().get(piece)).text();
	}

	@Test
	void whatFitsStaysWhole() {
		String text = "x".repeat(BOUND);
		play.says(says(text));
		assertEquals(text, text(0));
		assertEquals("", whole());
		assertEquals(0, play.tool("c1").whole());
	}

	@Test
	void aLargeTextKeepsBeginningAndEndAndSaysHowMuchIsLeftOut() {
		String text = lines(0, 200_000);
		play.says(says(text));
		assertTrue(shown() <= BOUND + WORDS, () -> shown() + " shown");
		assertTrue(shown() > BOUND / 2, "as much as there is room for");
		assertTrue(text(0).startsWith("line 0\nline 1\n") && text(0).endsWith("line 199998\nline 199999\n"));
		Entry entry = play.toolEntry("c1");
		int cut = text(0).indexOf("[… ");
		String words = text(0).substring(cut, text(0).indexOf(" …]"));
		assertTrue(words.contains("characters left out") && words.contains("umbra session output session- " + entry.id()), words);
		assertEquals(text, whole());
		assertEquals(text.length(), play.tool("c1").whole());
	}

	@Test
	void twentyMillionCharactersMakeASmallCommit() {
		String text = "0123456789abcdef\n".repeat(20_000_000 / 17);
		Decision decision = play.says(says("completed", List.of(new ToolContent.Text(text)), null, "{\"out\":\"" + "y".repeat(5_000_000) + "\"}"));
		assertTrue(shown() <= BOUND + 2 * WORDS, () -> shown() + " shown");
		assertEquals(1, decision.changes().stream().filter(dev.umbra.core.session.Change.EntryPut.class::isInstance).count());
		assertTrue(whole().length() <= WholeOutput.BOUND && whole().length() > WholeOutput.BOUND - WORDS, () -> whole().length() + " kept");
		assertTrue(whole().endsWith("not kept …]\n"));
	}

	@Test
	void aTextThatGrowsWithEveryUpdateTakesTheRoomOfOne() {
		String text = lines(0, 40_000);
		for (int i = 1; i <= 100; i++) {
			play.says(says(lines(0, 40_000 + i * 100)));
		}
		String last = lines(0, 50_000);
		assertEquals(last, whole());
		assertEquals(last.length(), play.written, "nothing is written twice");
		assertTrue(play.written > text.length());
	}

	@Test
	void aTextThatIsReplacedReplacesWhatWasKept() {
		play.says(says(lines(0, 60_000)));
		play.says(says(lines(7, 60_007)));
		assertEquals(lines(7, 60_007), whole());
		assertEquals(whole().length(), play.tool("c1").whole());
	}

	@Test
	void aTextThatBecomesShortIsShownWholeAgain() {
		play.says(says(lines(0, 60_000)));
		play.says(says("done"));
		assertEquals("done", text(0));
		assertEquals("", whole());
		assertEquals(0, play.tool("c1").whole());
	}

	@Test
	void theSameTextAgainChangesNothing() {
		play.says(says(lines(0, 60_000)));
		assertEquals(List.of(), play.says(says(lines(0, 60_000))).changes());
	}

	@Test
	void smallPiecesStayWholeBesideALargeOne() {
		play.says(says("in_progress", List.of(new ToolContent.Text("small"), new ToolContent.Text(lines(0, 60_000)),
				new ToolContent.Text("last")), null, null));
		assertEquals("small", text(0));
		assertEquals("last", text(2));
		assertEquals("small\n\n" + lines(0, 60_000) + "\nlast", whole());
	}

	@Test
	void rawValuesThatAreCutAreStillJson() {
		String input = "{\"text\":\"" + "a\\\"b\\n".repeat(100_000) + "\"}";
		String output = "[" + "1,".repeat(200_000) + "2]";
		play.says(says("completed", null, input, output));
		Detail.Tool tool = play.tool("c1");
		assertTrue(assertInstanceOf(String.class, Json.read(String.valueOf(tool.rawInput()))).contains("left out here"));
		assertTrue(assertInstanceOf(String.class, Json.read(String.valueOf(tool.rawOutput()))).contains("left out here"));
		assertTrue(whole().contains(input) && whole().contains("\n\nOutput:\n" + output));
		assertTrue(shown() <= BOUND * 5 / 4, () -> shown() + " shown");
	}

	@Test
	void manyPiecesAreLeftOutInTheMiddleButNoPathIs() {
		List<ToolContent> content = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			content.add(new ToolContent.Diff("/work/" + i, null, "x".repeat(1500)));
		}
		play.says(says("in_progress", content, null, null));
		List<ToolContent> kept = play.tool("c1").content();
		assertEquals(2000, kept.stream().filter(ToolContent.Diff.class::isInstance).count());
		assertTrue(kept.stream().anyMatch(ToolContent.Text.class::isInstance));
		assertTrue(shown() <= 2 * BOUND + WORDS, () -> shown() + " shown");
	}

	@Test
	void aLargeDiffKeepsTheRegionThatChangedWithLinesAroundIt() {
		String old = lines(0, 50_000);
		String now = lines(0, 25_000) + "new line\n" + lines(25_001, 50_000);
		play.says(says("completed", List.of(new ToolContent.Diff("/work/a", old, now)), null, null));
		ToolContent.Diff diff = (ToolContent.Diff) play.tool("c1").content().getFirst();
		assertTrue(diff.newText().contains("line 24999\nnew line\nline 25001\n"), diff.newText());
		assertTrue(String.valueOf(diff.oldText()).contains("line 24999\nline 25000\nline 25001\n"));
		assertTrue(diff.newText().startsWith("[… 24,980 unchanged lines left out here"), diff.newText());
		assertTrue(diff.newText().contains("[… 24,979 unchanged lines left out here"), diff.newText());
		assertEquals("--- /work/a\n" + old + "\n+++ /work/a\n" + now, whole());
	}

	@Test
	void regionsAreFoundAtTheEdgesToo() {
		assertEquals(new DiffRegion("", "a\n", 0, 0), DiffRegion.of("", "a\n"));
		assertEquals(new DiffRegion("a\n", "", 0, 0), DiffRegion.of("a\n", ""));
		assertEquals(new DiffRegion(null, "a", 0, 0), DiffRegion.of(null, "a"));
		String many = "x\n".repeat(100);
		assertEquals(80, DiffRegion.of(many, many + "y").linesBefore());
		assertEquals(80, DiffRegion.of(many, "y\n" + many).linesAfter());
		DiffRegion twice = DiffRegion.of(many, many + "x\n");
		assertEquals(many.length() + 2, twice.newText().length() + 2 * (twice.linesBefore() + twice.linesAfter()));
	}

	@Test
	void noCutSplitsACodePoint() {
		String text = "😀".repeat(400_000);
		play.says(says(text));
		assertTrue(text(0).codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
		play.says(says("x" + text));
		assertTrue(text(0).codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
	}

	@Test
	void aLargeWriteIsAskedForInPartAndKeptWhole() {
		String text = lines(0, 100_000);
		play.says(new AgentInput.WriteAsked("w1", "/work/a", null, text));
		Entry asked = play.only(EntryKind.PERMISSION);
		assertTrue(ToolOutput.size(((Detail.Permission) asked.detail()).content()) <= BOUND + WORDS);
		assertEquals("+++ /work/a\n" + text, play.output(asked.id()));
	}

	@Test
	void whatIsUnknownIsBoundedToo() {
		String raw = "{\"a\":\"" + "z".repeat(3_000_000) + "\"}";
		play.says(new AgentInput.UnknownUpdate("strange", raw));
		Entry unknown = play.only(EntryKind.UNKNOWN);
		assertTrue(((Detail.Unknown) unknown.detail()).raw().length() <= BOUND + WORDS);
		assertEquals(raw, play.output(unknown.id()));
	}

	@Test
	void aTerminalShowsTheBeginningAsItComesAndTheEndAtTheEnd() {
		play.says(Play.started("t1"), Play.shows("c1", "in_progress", "t1"));
		String all = lines(0, 100_000);
		for (int at = 0; at < all.length(); at += 10_000) {
			play.says(Play.output("t1", all.substring(at, Math.min(all.length(), at + 10_000))));
		}
		Entry entry = play.toolEntry("c1");
		assertTrue(entry.length() <= BOUND && entry.length() >= BOUND - (16 << 10) - 1, () -> entry.length() + " live");
		assertEquals(all, whole());
		play.says(Play.ended("t1", 0));
		Entry ended = play.toolEntry("c1");
		assertTrue(ended.text().startsWith("line 0\n") && ended.text().endsWith("line 99999\n"));
		assertTrue(ended.text().contains("characters left out here"));
		assertTrue(ended.length() <= BOUND + WORDS);
		assertEquals(all.length(), play.tool("c1").whole());
		assertEquals(all.length(), play.written);
	}

	@Test
	void aTerminalThatGoesOnAfterItsTurnStillShowsItsEnd() {
		play.says(Play.started("t1"), Play.shows("c1", "in_progress", "t1"), Play.output("t1", lines(0, 60_000)));
		play.ends("end_turn");
		play.says(Play.output("t1", "the end\n"), Play.ended("t1", 0));
		assertTrue(play.toolEntry("c1").text().endsWith("the end\n"));
		assertEquals(lines(0, 60_000) + "the end\n", whole());
	}

	@Test
	void aLongTerminalThatNoCallShowsHasABoundedEntryOfItsOwn() {
		play.says(Play.started("t1"), Play.output("t1", lines(0, 60_000)), Play.ended("t1", 0));
		play.ends("end_turn");
		Entry own = play.only(EntryKind.TOOL);
		assertTrue(own.length() <= BOUND + WORDS && own.text().endsWith("line 59999\n"));
		assertEquals(lines(0, 60_000), play.output(own.id()));
	}

	@Test
	void aMessageOfThirtyMillionCharactersStaysWhole() {
		String text = "word ".repeat(6_000_000);
		play.says(Play.message(text));
		play.ends("end_turn");
		assertEquals(text, play.only(EntryKind.MESSAGE).text());
	}

	@Test
	void aHundredUpdatesOfACallInOneCommitArePutOnce() {
		List<AgentInput> all = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			all.add(says("state " + i));
		}
		Decision decision = play.says(all.toArray(AgentInput[]::new));
		assertEquals(2, decision.changes().size());
		assertEquals("state 99", text(0));
		assertNull(decision.refusal());
	}
}
