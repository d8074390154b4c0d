package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class AgentWordsTest {
	private final Play play = new Play().running("go");

	@Test
	void chunksOfOneKindCoalesce() {
		play.says(Play.message("Hel"), Play.message("lo"));
		play.says(Play.message(" world"));
		assertEquals("Hello world", play.only(EntryKind.MESSAGE).text());
		assertEquals(EntryStatus.RUNNING, play.only(EntryKind.MESSAGE).status());
	}

	@Test
	void neighbouringChunksOfOneBatchAreOneChange() {
		play.says(Play.message("a"));
		List<SessionInput> many = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			many.add(new SessionInput.FromAgent(Play.message("x")));
		}
		Decision decision = play.inputs(many);
		assertEquals(2, decision.changes().size());
		assertEquals(new Change.TextAppended(play.only(EntryKind.MESSAGE).id(), 1, "x".repeat(1000)),
				decision.changes().getFirst());
	}

	@Test
	void anotherKindEndsTheMessage() {
		play.says(Play.thought("hm"), Play.message("so"), Play.thought("hm again"));
		assertEquals(List.of("prompt:go", "thought:hm", "message:so", "thought:hm again"), play.lines());
		assertEquals(EntryStatus.DONE, play.of(EntryKind.THOUGHT).getFirst().status());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.MESSAGE).status());
	}

	@Test
	void anotherMessageIdBeginsAnotherEntry() {
		play.says(Play.message("m1", "one"), Play.message("m1", "+"), Play.message("m2", "two"));
		assertEquals(List.of("prompt:go", "message:one+", "message:two"), play.lines());
	}

	@Test
	void missingMessageIdGoesOnWithTheMessageItIsAt() {
		play.says(Play.message("m1", "a"), Play.message("b"), Play.message("m1", "c"));
		assertEquals("abc", play.only(EntryKind.MESSAGE).text());
	}

	@Test
	void messageIdGivenLateBelongsToWhatGrows() {
		play.says(Play.message("a"), Play.message("m1", "b"), Play.message("m2", "c"));
		assertEquals(List.of("prompt:go", "message:ab", "message:c"), play.lines());
	}

	@Test
	void newToolCallEndsTheMessageAndAnUpdateDoesNot() {
		play.says(Play.message("before"), Play.announced("c1", "Read", "pending"), Play.message("be"),
				Play.updated("c1", "completed"), Play.message("hind"));
		assertEquals(List.of("prompt:go", "message:before", "tool:", "message:behind"), play.lines());
	}

	@Test
	void emptyChunkIsNothing() {
		assertTrue(play.says(Play.message("")).changes().isEmpty());
	}

	@Test
	void noticesAndUnknownUpdatesNeverCoalesceAndLeaveTheMessageGrowing() {
		play.says(Play.message("a"), new AgentInput.NoticeShown("n"), new AgentInput.NoticeShown("n"),
				new AgentInput.UnknownUpdate("future", "{\"x\":1}"), Play.message("b"));
		assertEquals(List.of("prompt:go", "message:ab", "notice:n", "notice:n", "unknown:"), play.lines());
		assertEquals(new Detail.Unknown("future", "{\"x\":1}"), play.only(EntryKind.UNKNOWN).detail());
	}

	@Test
	void toolCallIsOneEntryFromAnnouncementToEnd() {
		play.says(Play.announced("c1", "Edit a file", "pending"));
		assertEquals(EntryStatus.PENDING, play.toolEntry("c1").status());
		play.says(Play.updated("c1", "in_progress"));
		assertEquals(EntryStatus.RUNNING, play.toolEntry("c1").status());
		Instant end = play.now;
		play.says(Play.updated("c1", "completed"));
		Entry tool = play.only(EntryKind.TOOL);
		assertEquals(EntryStatus.DONE, tool.status());
		assertEquals(end, tool.ended());
		assertFalse(play.tool("c1").orphan());
	}

	@Test
	void statusWordsOfToolCalls() {
		play.says(Play.announced("a", "t", "failed"), Play.announced("b", "t", "cancelled"), Play.announced("c", "t", "odd"),
				Play.announced("d", "t", null));
		assertEquals(List.of(EntryStatus.FAILED, EntryStatus.CANCELLED, EntryStatus.PENDING, EntryStatus.PENDING),
				play.of(EntryKind.TOOL).stream().map(Entry::status).toList());
		play.says(Play.updated("c", "in_progress"), Play.updated("c", "odd"));
		assertEquals(EntryStatus.RUNNING, play.toolEntry("c").status());
	}

	@Test
	void updateWithoutAnnouncementIsKeptAsAnOrphan() {
		play.says(Play.updated("c1", "completed"));
		assertTrue(play.tool("c1").orphan());
		assertEquals("other", play.tool("c1").kind());
		assertEquals(EntryStatus.DONE, play.toolEntry("c1").status());
	}

	@Test
	void lateAnnouncementAdoptsTheOrphan() {
		play.says(Play.updated("c1", "in_progress"), Play.announced("c1", "Edit", null));
		assertFalse(play.tool("c1").orphan());
		assertEquals("Edit", play.tool("c1").title());
		assertEquals(EntryStatus.RUNNING, play.only(EntryKind.TOOL).status());
	}

	@Test
	void repeatedAnnouncementIsTheSameCall() {
		play.says(Play.announced("c1", "Edit", "pending"));
		assertTrue(play.says(Play.announced("c1", "Edit", "pending")).changes().isEmpty(), "the same again is no commit");
		play.says(Play.announced("c1", "Edit more", "in_progress"));
		assertEquals("Edit more", play.tool("c1").title());
		assertEquals(1, play.of(EntryKind.TOOL).size());
	}

	@Test
	void absentPartsOfAnUpdateStay() {
		var locations = List.of(new Detail.Location("/tmp/a", 3));
		List<Detail.ToolContent> content = List.of(new Detail.ToolContent.Text("x"));
		play.says(new AgentInput.ToolUpdate("c1", true, "Edit", "edit", "pending", locations, content, "{\"in\":1}", null));
		play.says(new AgentInput.ToolUpdate("c1", false, null, null, null, null, null, null, "{\"out\":1}"));
		assertEquals(new Detail.Tool("c1", "Edit", "edit", locations, content, "{\"in\":1}", "{\"out\":1}", false),
				play.tool("c1"));
		play.says(new AgentInput.ToolUpdate("c1", false, null, null, null, List.of(), List.of(), null, null));
		assertEquals(List.of(), play.tool("c1").content(), "an empty list is not an absent one");
		assertEquals(List.of(), play.tool("c1").locations());
	}

	@Test
	void endedCallThatGoesOnInItsTurnIsOpenAgain() {
		play.says(Play.announced("c1", "Edit", "completed"), Play.announced("c2", "Read", "pending"),
				Play.updated("c1", "in_progress"));
		assertEquals(EntryStatus.RUNNING, play.toolEntry("c1").status());
		assertNull(play.toolEntry("c1").ended());
		play.ends("end_turn");
		assertNotNull(play.toolEntry("c1").ended());
	}

	@Test
	void updateAfterTheTurnsEndStillCounts() {
		play.says(Play.announced("c1", "Edit", "in_progress"));
		play.ends("end_turn");
		play.says(Play.updated("c1", "failed"));
		assertEquals(EntryStatus.FAILED, play.only(EntryKind.TOOL).status());
		assertEquals(new TurnId("turn-1"), play.only(EntryKind.TOOL).turn());
	}

	@Test
	void updateAfterTheTurnsEndDoesNotOpenACallAgain() {
		play.says(Play.announced("c1", "Edit", "completed"));
		play.ends("end_turn");
		play.says(Play.updated("c1", "in_progress"), new AgentInput.ToolUpdate("c1", false, "Renamed", null, null, null, null, null, null));
		assertEquals(EntryStatus.DONE, play.only(EntryKind.TOOL).status());
		assertEquals("Renamed", play.tool("c1").title());
	}

	@Test
	void callAnnouncedAfterTheTurnsEndIsKeptButNotLeftOpen() {
		play.ends("end_turn");
		play.says(Play.announced("c9", "Late", "pending"));
		assertEquals(EntryStatus.DONE, play.toolEntry("c9").status());
		assertNull(play.toolEntry("c9").turn());
		play.says(Play.updated("c9", "failed"));
		assertEquals(EntryStatus.FAILED, play.toolEntry("c9").status());
	}

	@Test
	void callOfAFormerTurnIsAnotherCallInTheNext() {
		play.says(Play.announced("c1", "Edit", "completed"));
		play.ends("end_turn");
		play.running("again");
		play.says(Play.announced("c1", "Edit", "pending"));
		assertEquals(2, play.of(EntryKind.TOOL).size());
	}

	@Test
	void memoryForLateUpdatesIsBounded() {
		List<SessionInput> many = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			many.add(new SessionInput.FromAgent(Play.announced("c" + i, "t", i == 0 ? "pending" : "completed")));
		}
		play.inputs(many);
		assertEquals(SessionState.MAX_TOOLS, play.state.tools().size());
		assertTrue(play.state.tools().containsKey("c0"), "a call that is open is not forgotten");
		assertTrue(play.state.tools().containsKey("c2999"));
	}

	@Test
	void stragglingMessageIsKeptAndClosedByTheNextTurn() {
		play.ends("end_turn");
		play.says(Play.message("still"), Play.message(" here"));
		assertEquals("still here", play.only(EntryKind.MESSAGE).text());
		assertNull(play.only(EntryKind.MESSAGE).turn());
		assertTrue(play.only(EntryKind.MESSAGE).status().open());
		play.prompt("next");
		assertEquals(EntryStatus.DONE, play.only(EntryKind.MESSAGE).status());
	}

	@Test
	void chunksAfterATurnsEndDoNotGrowItsMessages() {
		play.says(Play.message("m1", "whole"));
		play.ends("end_turn");
		play.says(Play.message("m1", " late"));
		assertEquals(List.of("prompt:go", "message:whole", "message: late"), play.lines());
	}

	@Test
	void planIsOneEntryPerTurnReplacedByTheNewest() {
		play.says(Play.plan("a"), Play.message("x"), Play.plan("a", "b"));
		Entry plan = play.only(EntryKind.PLAN);
		assertEquals(2, ((Detail.Plan) plan.detail()).items().size());
		assertEquals(EntryStatus.RUNNING, plan.status());
		play.ends("end_turn");
		play.running("again");
		play.says(Play.plan("c"));
		assertEquals(2, play.of(EntryKind.PLAN).size());
	}

	@Test
	void planAfterTheTurnsEndIsNotLeftOpen() {
		play.ends("end_turn");
		play.says(Play.plan("late"));
		assertEquals(EntryStatus.DONE, play.only(EntryKind.PLAN).status());
	}

	@Test
	void agentMayTitleTheSessionUntilThePersonDoes() {
		play.says(new AgentInput.TitleChanged("  Its   own\ntitle "));
		assertEquals("Its own title", play.state.summary().title());
		play.says(new AgentInput.TitleChanged("  "));
		assertEquals("Its own title", play.state.summary().title());
		play.command(new SessionInput.Rename("Mine"));
		play.says(new AgentInput.TitleChanged("Theirs"));
		assertEquals("Mine", play.state.summary().title());
	}
}
