package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

class PermissionsTest {
	private final Play play = new Play().running("go");

	private EntryId asked() {
		return play.of(EntryKind.PERMISSION).getLast().id();
	}

	private Detail.Permission permission() {
		return (Detail.Permission) play.of(EntryKind.PERMISSION).getLast().detail();
	}

	@Test
	void askedPermissionWaitsForThePerson() {
		play.says(Play.announced("c1", "Edit a.txt", "pending"));
		Decision decision = play.says(Play.message("May I?"), Play.asks("r1", "c1", "/tmp/a.txt"));
		assertTrue(decision.attention());
		assertTrue(decision.effects().isEmpty());
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
		assertEquals(EntryStatus.PENDING, play.only(EntryKind.PERMISSION).status());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.MESSAGE).status(), "a question ends the message before it");
		Detail.Permission detail = permission();
		assertEquals(new Detail.Permission("r1", Detail.Permission.Origin.AGENT, "Edit a.txt", "edit", "c1",
				play.toolEntry("c1").id(), List.of("/tmp/a.txt"), null, List.of(), Play.OPTIONS, null, null), detail);
	}

	@Test
	void permissionMayNameACallNeverAnnounced() {
		play.says(Play.asks("r1", "unheard"));
		assertTrue(play.tool("unheard").orphan());
		assertEquals(play.toolEntry("unheard").id(), permission().tool());
	}

	@Test
	void answerByIdGoesToTheAgent() {
		play.says(Play.asks("r1", "c1"));
		Decision decision = play.answer(asked(), "no");
		assertTrue(decision.attention());
		assertEquals(List.of(new Effect.AnswerPermission("r1", "no")), decision.effects());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.PERMISSION).status());
		assertEquals("no", permission().chosen());
		assertEquals("test", permission().answeredBy());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void answerByAKindThatOnlyOneOptionHas() {
		play.says(Play.asks("r1", "c1"));
		assertEquals(List.of(new Effect.AnswerPermission("r1", "always")), play.answer(asked(), "allow_always").effects());
		assertEquals("always", permission().chosen());
	}

	@Test
	void answerByAKindThatSeveralHaveIsRefusedAndTheQuestionStays() {
		play.says(new AgentInput.PermissionAsked("r1", Play.updated("c1", null), List.of(), null,
				List.of(new Detail.Option("a", "allow_once", "A"), new Detail.Option("b", "allow_once", "B"))));
		play.answer(asked(), "allow_once");
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		assertTrue(play.refusal().hint().contains("a (allow_once), b (allow_once)"), play.refusal().hint());
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
		assertEquals(List.of(new Effect.AnswerPermission("r1", "b")), play.answer(asked(), "b").effects());
	}

	@Test
	void answerByAnUnknownOptionIsRefused() {
		play.says(Play.asks("r1", "c1"));
		play.answer(asked(), "perhaps");
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		assertTrue(play.refusal().message().contains("\"perhaps\""));
	}

	@Test
	void idOfAnOptionCountsBeforeAKind() {
		play.says(new AgentInput.PermissionAsked("r1", Play.updated("c1", null), List.of(), null,
				List.of(new Detail.Option("reject_once", "allow_once", "odd"), new Detail.Option("x", "reject_once", "no"))));
		assertEquals(List.of(new Effect.AnswerPermission("r1", "reject_once")), play.answer(asked(), "reject_once").effects());
	}

	@Test
	void secondAnswerIsRefused() {
		play.says(Play.asks("r1", "c1"));
		play.answer(asked(), "yes");
		play.answer(asked(), "no");
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		assertEquals("yes", permission().chosen());
		assertEquals(1, play.effects(Effect.AnswerPermission.class).size());
	}

	@Test
	void answerToSomethingThatIsNoQuestionIsRefused() {
		play.says(Play.message("text"));
		play.answer(play.only(EntryKind.MESSAGE).id(), "yes");
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		play.answer(new EntryId("nowhere"), "yes");
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
	}

	@Test
	void questionCanBeCancelledAlone() {
		play.says(Play.asks("r1", "c1"));
		assertEquals(List.of(new Effect.AnswerPermission("r1", null)), play.answer(asked(), null).effects());
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.PERMISSION).status());
		assertEquals("test", permission().answeredBy());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void sessionWaitsUntilTheLastQuestionIsAnswered() {
		play.says(Play.asks("r1", "c1"), Play.asks("r2", "c2"));
		play.answer(play.of(EntryKind.PERMISSION).getFirst().id(), "yes");
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
		play.answer(asked(), "yes");
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void cancelAnswersEveryPendingQuestion() {
		play.says(Play.asks("r1", "c1"), Play.writes("w1", "/tmp/b"));
		Decision decision = play.cancel();
		assertEquals(List.of(new Effect.AnswerPermission("r1", null), new Effect.AnswerAction("w1", false),
				new Effect.CancelTurn(play.turn())), decision.effects());
		assertTrue(decision.attention());
		assertTrue(play.of(EntryKind.PERMISSION).stream().allMatch(entry -> entry.status() == EntryStatus.CANCELLED));
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void endOfTheTurnClosesItsQuestionsAndTellsTheAgent() {
		play.says(Play.asks("r1", "c1"));
		Decision decision = play.ends("end_turn");
		assertTrue(decision.attention());
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.PERMISSION).status());
		assertEquals(List.of(new Effect.AnswerPermission("r1", null)), decision.effects());
	}

	@Test
	void failedTurnClosesItsQuestionsAndTellsTheAgent() {
		play.says(Play.asks("r1", "c1"));
		Decision decision = play.says(new AgentInput.TurnFailed(play.turn(), "1", "x"));
		assertEquals(List.of(new Effect.AnswerPermission("r1", null)), decision.effects());
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.PERMISSION).status());
	}

	@Test
	void questionOfAProcessThatIsGoneExpiresAndNobodyIsTold() {
		play.says(Play.asks("r1", "c1"));
		Decision decision = play.gone();
		assertEquals(EntryStatus.EXPIRED, play.only(EntryKind.PERMISSION).status());
		assertTrue(decision.effects().isEmpty());
		assertTrue(decision.attention());
	}

	@Test
	void questionOutsideATurnIsRefused() {
		play.ends("end_turn");
		Decision decision = play.says(Play.asks("r1", "c1"), Play.writes("w1", "/tmp/a"));
		assertEquals(List.of(new Effect.AnswerPermission("r1", null), new Effect.AnswerAction("w1", false)),
				decision.effects());
		assertTrue(play.of(EntryKind.PERMISSION).isEmpty());
		assertFalse(decision.attention());
	}

	@Test
	void writeThatNothingPermittedIsAskedInOurOwnName() {
		Decision decision = play.says(new AgentInput.WriteAsked("w1", "/tmp/a", "old", "new"));
		assertTrue(decision.attention());
		assertTrue(decision.effects().isEmpty());
		Detail.Permission detail = permission();
		assertEquals(Detail.Permission.Origin.HOST, detail.origin());
		assertEquals(List.of("/tmp/a"), detail.paths());
		assertEquals(List.of(new Detail.ToolContent.Diff("/tmp/a", "old", "new")), detail.content());
		assertEquals(List.of(new Effect.AnswerAction("w1", true)), play.answer(asked(), "allow_once").effects());
	}

	@Test
	void rejectedWriteIsRefusedToTheAgent() {
		play.says(Play.writes("w1", "/tmp/a"));
		assertEquals(List.of(new Effect.AnswerAction("w1", false)), play.answer(asked(), "reject_once").effects());
		play.says(Play.writes("w2", "/tmp/a"));
		assertEquals("w2", permission().request(), "the next one is asked again");
	}

	@Test
	void writeCoveredByAnAllowedPermissionOfTheTurnGoesOn() {
		play.says(Play.asks("r1", "c1", "/tmp/a", "/tmp/b"));
		play.answer(asked(), "yes");
		Decision decision = play.says(Play.writes("w1", "/tmp/b"));
		assertEquals(List.of(new Effect.AnswerAction("w1", true)), decision.effects());
		assertEquals(1, play.of(EntryKind.PERMISSION).size());
		play.says(Play.writes("w2", "/tmp/c"));
		assertEquals("w2", permission().request());
	}

	@Test
	void rejectedOrCancelledPermissionCoversNothing() {
		play.says(Play.asks("r1", "c1", "/tmp/a"));
		play.answer(asked(), "no");
		play.says(Play.asks("r2", "c1", "/tmp/b"));
		play.answer(asked(), null);
		assertTrue(play.says(Play.writes("w1", "/tmp/a"), Play.writes("w2", "/tmp/b")).effects().isEmpty());
		assertEquals(4, play.of(EntryKind.PERMISSION).size());
	}

	@Test
	void permissionOfAFormerTurnCoversNothing() {
		play.says(Play.asks("r1", "c1", "/tmp/a"));
		play.answer(asked(), "yes");
		play.ends("end_turn");
		play.running("again");
		assertTrue(play.says(Play.writes("w1", "/tmp/a")).effects().isEmpty());
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
	}

	@Test
	void answerSurvivesARestartOfTheHostInBetween() {
		play.says(Play.message("text so far"), Play.asks("r1", "c1"));
		List<Entry> open = play.transcript().stream().filter(entry -> entry.status().open()).toList();
		SessionState restored = SessionState.restored(play.state.summary(), play.state.lastOrdinal(), open, play.state.queue());
		Play.assertSame(play.state, restored);
		Decision decision = SessionReducer.decide(restored, new SessionInput.Answer(asked(), "yes", "x"),
				new Given(play.now, () -> "n"));
		assertNull(decision.refusal());
		assertEquals(List.of(new Effect.AnswerPermission("r1", "yes")), decision.effects());
		assertNotNull(decision.next());
	}
}
