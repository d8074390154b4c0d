package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class TerminalsAndMediaTest {
	private final Play play = new Play().running("go");

	private Detail.TerminalRun run(String call) {
		return play.tool(call).terminals().getLast();
	}

	private Entry own() {
		return play.of(EntryKind.TOOL).getLast();
	}

	// ---- terminals

	@Test
	void outputGrowsTheCallThatShowsTheTerminal() {
		play.says(Play.announced("c1", "Test", "in_progress"), Play.started("t1"), Play.output("t1", "one\n"));
		assertEquals("", play.toolEntry("c1").text(), "nobody knows yet whose it is");
		play.says(Play.shows("c1", null, "t1"));
		assertEquals("one\n", play.toolEntry("c1").text());
		assertEquals(new Detail.TerminalRun("t1", "make t1", "/work", true, null, null, 0), run("c1"));
		play.says(Play.output("t1", "two\n"), Play.message("meanwhile"), Play.output("t1", "three\n"));
		play.says(new AgentInput.TerminalEnded("t1", 2, null, 7), Play.updated("c1", "completed"));
		assertEquals("one\ntwo\nthree\n", play.toolEntry("c1").text());
		assertEquals(new Detail.TerminalRun("t1", "make t1", "/work", false, 2, null, 7), run("c1"));
		assertEquals(1, play.of(EntryKind.TOOL).size());
	}

	@Test
	void quickCommandIsShownByTheCallThatComesAfterItsEnd() {
		play.says(Play.started("t1"), Play.output("t1", "done\n"), Play.ended("t1", 0), Play.shows("c1", "completed", "t1"));
		assertEquals("done\n", play.toolEntry("c1").text());
		assertEquals(EntryStatus.DONE, play.toolEntry("c1").status());
		assertFalse(run("c1").running());
		assertEquals(1, play.of(EntryKind.TOOL).size());
	}

	@Test
	void terminalThatNoCallShowsGetsAnEntryOnceItEndedAndTheAgentGoesOn() {
		play.says(Play.started("t1"), Play.output("t1", "boom\n"), Play.ended("t1", 1));
		assertTrue(play.of(EntryKind.TOOL).isEmpty());
		play.says(Play.message("It failed."));
		assertEquals("boom\n", own().text());
		assertEquals(EntryStatus.FAILED, own().status());
		Detail.Tool detail = (Detail.Tool) own().detail();
		assertEquals("make t1", detail.title());
		assertEquals("execute", detail.kind());
		assertEquals(List.of(new Detail.ToolContent.Terminal("t1")), detail.content());
		assertEquals(List.of("prompt:go", "tool:boom\n", "message:It failed."), play.lines());
	}

	@Test
	void terminalThatRunsOnAfterItsTurnStillCounts() {
		play.says(Play.started("t1"), Play.output("t1", "up\n"));
		play.ends("end_turn");
		Entry entry = own();
		assertEquals("up\n", entry.text());
		assertEquals(EntryStatus.DONE, entry.status());
		play.says(Play.output("t1", "request 1\n"), Play.output("t1", "request 2\n"));
		assertEquals("up\nrequest 1\nrequest 2\n", own().text());
		assertEquals(EntryStatus.DONE, own().status());
		assertEquals(entry.ended(), own().ended(), "the call ended when it ended");
		play.running("again");
		play.says(Play.output("t1", "request 3\n"), new AgentInput.TerminalEnded("t1", null, "SIGTERM", 0));
		assertEquals("up\nrequest 1\nrequest 2\nrequest 3\n", own().text());
		assertEquals("SIGTERM", ((Detail.Tool) own().detail()).terminals().getFirst().signal());
		assertEquals(1, play.of(EntryKind.TOOL).size());
		assertTrue(play.state.texts().isEmpty(), "no text is kept for a command that ended");
	}

	@Test
	void callThatEndedGoesOnGrowingWhileItsCommandRuns() {
		play.says(Play.started("t1"), Play.shows("c1", "completed", "t1"), Play.output("t1", "a"), Play.output("t1", "b"));
		assertEquals("ab", play.toolEntry("c1").text());
		assertEquals(EntryStatus.DONE, play.toolEntry("c1").status());
	}

	@Test
	void outputOfATextThatIsNotHereAnyMoreGetsAnEntryOfItsOwn() {
		play.says(Play.started("t1"), Play.output("t1", "one"), Play.ended("t1", 0), Play.shows("c1", "completed", "t1"));
		play.says(Play.started("t2"), Play.output("t2", "two"), Play.shows("c1", null, "t1", "t2"));
		play.ends("end_turn");
		assertEquals("one", play.toolEntry("c1").text());
		assertEquals("two", own().text());
	}

	@Test
	void callThatIsOpenedAgainKeepsItsText() {
		play.says(Play.started("t1"), Play.output("t1", "one"), Play.ended("t1", 0), Play.shows("c1", "completed", "t1"),
				Play.updated("c1", "in_progress"));
		assertEquals("one", play.toolEntry("c1").text());
		assertEquals(EntryStatus.DONE, play.toolEntry("c1").status(), "its text is not here any more to go on with");
	}

	@Test
	void processThatIsGoneTakesItsCommandsWithIt() {
		play.says(Play.started("t1"), Play.shows("c1", null, "t1"), Play.started("t2"));
		play.gone();
		assertFalse(run("c1").running());
		assertFalse(((Detail.Tool) own().detail()).terminals().getFirst().running());
		assertTrue(play.state.texts().isEmpty());
	}

	@Test
	void terminalMayBeShownBeforeItsStartIsHeardOf() {
		play.says(Play.shows("c1", "in_progress", "t1"), Play.started("t1"), Play.output("t1", "x"));
		assertEquals("x", play.toolEntry("c1").text());
		assertEquals("make t1", run("c1").command());
	}

	@Test
	void cancelledMessageStaysCancelledBesideATerminal() {
		play.says(Play.message("half"), Play.started("t1"));
		play.ends("cancelled");
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.MESSAGE).status());
	}

	// ---- media, notices, compaction

	@Test
	void pieceThatIsNoTextStandsWhereItCame() {
		Blob blob = Blob.of(new byte[] {9});
		Enclosure image = new Enclosure(Enclosure.Kind.IMAGE, "i", "image/png", null, blob.hash(), 1);
		Decision decision = play.says(Play.message("See"),
				new AgentInput.MediaShown(AgentInput.Stream.MESSAGE, null, image, blob), Play.message("there"));
		assertEquals(List.of("prompt:go", "message:See", "message:", "message:there"), play.lines());
		assertEquals(new Detail.Media(image), play.of(EntryKind.MESSAGE).get(1).detail());
		assertTrue(decision.changes().contains(new Change.BlobPut(blob)));
	}

	@Test
	void bytesOfAToolCallAreCommittedWithIt() {
		Blob blob = Blob.of(new byte[] {9});
		Decision decision = play.says(new AgentInput.ToolUpdate("c1", true, "Shot", "other", null, null,
				List.of(new Detail.ToolContent.Media(new Enclosure(Enclosure.Kind.IMAGE, "i", "image/png", null, blob.hash(), 1))),
				null, null, "screenshot", List.of(blob)));
		assertTrue(decision.changes().contains(new Change.BlobPut(blob)));
		assertEquals("screenshot", play.tool("c1").name());
		play.says(Play.updated("c1", "completed"));
		assertEquals("screenshot", play.tool("c1").name());
	}

	@Test
	void noticeKeepsItsSeverity() {
		play.says(new AgentInput.NoticeShown("careful", "warning"), new AgentInput.NoticeShown("ours"));
		assertEquals(List.of(new Detail.Notice("warning"), new Detail.Plain()),
				play.of(EntryKind.NOTICE).stream().map(Entry::detail).toList());
	}

	@Test
	void summaryOfACompactionGrows() {
		play.says(new AgentInput.CompactionChanged("k", "in_progress", null, null), new AgentInput.CompactionText("k", "We "),
				new AgentInput.CompactionText("k", "spoke"));
		assertEquals("We spoke", play.only(EntryKind.NOTICE).text());
		assertEquals(EntryStatus.RUNNING, play.only(EntryKind.NOTICE).status());
		play.says(new AgentInput.CompactionChanged("k", "completed", "We spoke of it.", null));
		assertEquals("We spoke of it.", play.only(EntryKind.NOTICE).text());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.NOTICE).status());
		assertEquals(new Detail.Compaction("k", "completed", null), play.only(EntryKind.NOTICE).detail());
	}

	@Test
	void compactionMayFailAndMayHappenBetweenTurns() {
		play.ends("end_turn");
		play.says(new AgentInput.CompactionText("k", "half"), new AgentInput.CompactionChanged("k", "failed", "other words", "no room"));
		assertEquals("half", play.only(EntryKind.NOTICE).text());
		assertEquals(EntryStatus.FAILED, play.only(EntryKind.NOTICE).status());
		assertEquals(new Detail.Compaction("k", "failed", "no room"), play.only(EntryKind.NOTICE).detail());
	}

	@Test
	void commandStillRunningIsEndedForTheStoreAfterACrash() {
		play.says(Play.started("t1"), Play.shows("c1", "in_progress", "t1"), Play.output("t1", "x"));
		List<Entry> open = play.transcript().stream().filter(entry -> entry.status().open()).toList();
		SessionState restored = SessionState.restored(play.state.summary(), play.state.lastOrdinal(), open, List.of());
		Decision decision = SessionReducer.decide(restored, List.of(new SessionInput.HostCrashed()),
				new Given(Instant.EPOCH, () -> "n"));
		Change.EntryPut last = decision.changes().stream().filter(Change.EntryPut.class::isInstance).map(Change.EntryPut.class::cast)
				.filter(put -> put.entry().kind() == EntryKind.TOOL).reduce((a, b) -> b).orElseThrow();
		assertEquals(EntryStatus.FAILED, last.entry().status());
		assertFalse(((Detail.Tool) last.entry().detail()).terminals().getFirst().running());
	}
}
