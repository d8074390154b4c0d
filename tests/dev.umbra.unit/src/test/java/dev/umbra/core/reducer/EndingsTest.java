package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions.CloseMode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;

class EndingsTest {
	private final Play play = new Play();

	@Test
	void agentGoneInATurnInterruptsItInWords() {
		play.running("go");
		play.says(Play.message("half"), Play.announced("c1", "Edit", "in_progress"));
		play.gone();
		assertEquals(SessionStatus.INTERRUPTED, play.status());
		assertEquals("interrupted", play.state.summary().stopReason());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.MESSAGE).status(), "the call after it had ended it");
		assertEquals(EntryStatus.FAILED, play.toolEntry("c1").status());
		Detail.Fault fault = (Detail.Fault) play.only(EntryKind.ERROR).detail();
		assertTrue(fault.message().contains("exit code 1") && fault.message().contains("boom"));
	}

	@Test
	void messageCutByACrashHasFailed() {
		play.running("go");
		play.says(Play.message("half"));
		play.happens(new SessionInput.AgentGone("It ended.", ""));
		assertEquals(EntryStatus.FAILED, play.only(EntryKind.MESSAGE).status());
		assertEquals("half", play.only(EntryKind.MESSAGE).text());
		assertEquals(new Detail.Lifecycle("interrupted"), play.only(EntryKind.LIFECYCLE).detail(), "without stderr no error");
	}

	@Test
	void agentGoneBetweenTurnsSaysNothing() {
		play.running("go");
		play.ends("end_turn");
		assertTrue(play.gone().changes().isEmpty());
		assertEquals(SessionStatus.IDLE, play.status());
	}

	@Test
	void agentGoneEndsWhatItWasStillSaying() {
		play.running("go");
		play.ends("end_turn");
		play.says(Play.message("straggler"));
		play.gone();
		assertFalse(play.only(EntryKind.MESSAGE).status().open());
		assertEquals(SessionStatus.IDLE, play.status());
	}

	@Test
	void hostCrashInterruptsTheTurnAndExpiresItsQuestions() {
		play.running("go");
		play.prompt("queued");
		play.says(Play.announced("c1", "Edit", "in_progress"), Play.asks("r1", "c1"), Play.message("half"));
		List<Entry> open = play.transcript().stream().filter(entry -> entry.status().open()).toList();
		play.state = SessionState.restored(play.state.summary(), play.state.lastOrdinal(), open, play.state.queue());
		Decision decision = play.happens(new SessionInput.HostCrashed());
		assertTrue(decision.effects().isEmpty(), "nothing is resumed without consent");
		assertEquals(SessionStatus.INTERRUPTED, play.status());
		assertEquals(EntryStatus.EXPIRED, play.only(EntryKind.PERMISSION).status());
		assertEquals(EntryStatus.FAILED, play.toolEntry("c1").status());
		assertEquals(EntryStatus.FAILED, play.only(EntryKind.MESSAGE).status());
		assertTrue(play.state.summary().queuePaused());
	}

	@Test
	void hostCrashClosesWhatCameAfterTheTurnAndInterruptsNone() {
		play.running("go");
		play.ends("end_turn");
		play.says(Play.message("straggler"));
		List<Entry> open = play.transcript().stream().filter(entry -> entry.status().open()).toList();
		assertEquals(1, open.size());
		play.state = SessionState.restored(play.state.summary(), play.state.lastOrdinal(), open, play.state.queue());
		Decision decision = play.happens(new SessionInput.HostCrashed());
		assertTrue(decision.effects().isEmpty());
		assertEquals(EntryStatus.FAILED, play.only(EntryKind.MESSAGE).status());
		assertEquals("straggler", play.only(EntryKind.MESSAGE).text());
		assertEquals(SessionStatus.IDLE, play.status());
		assertTrue(play.transcript().stream().noneMatch(entry -> entry.status().open()));
		assertTrue(play.transcript().stream().noneMatch(entry -> entry.kind() == EntryKind.LIFECYCLE), "no turn was cut");
	}

	@Test
	void hostCrashWithNothingRunningChangesNothing() {
		assertTrue(play.happens(new SessionInput.HostCrashed()).changes().isEmpty());
		play.running("go");
		play.ends("end_turn");
		assertTrue(play.happens(new SessionInput.HostCrashed()).changes().isEmpty());
	}

	@Test
	void idleSessionIsClosedAsCompleted() {
		play.running("go");
		play.ends("end_turn");
		Decision decision = play.close(CloseMode.ASK);
		assertNull(decision.refusal());
		assertEquals(SessionStatus.COMPLETED, play.status());
		assertTrue(play.state.summary().archived());
		assertNotNull(play.state.summary().ended());
		assertEquals(new Detail.Lifecycle("closed"), play.only(EntryKind.LIFECYCLE).detail());
	}

	@Test
	void closeAsksWhileATurnRuns() {
		play.running("go");
		play.close(CloseMode.ASK);
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void closeAsksWhilePromptsWait() {
		play.running("go");
		play.prompt("second");
		play.gone();
		play.close(CloseMode.ASK);
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		play.close(CloseMode.STOP);
		assertEquals(SessionStatus.COMPLETED, play.status());
		assertTrue(play.state.queue().isEmpty());
	}

	@Test
	void keepRunningChangesNothing() {
		play.running("go");
		assertTrue(play.close(CloseMode.KEEP_RUNNING).changes().isEmpty());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void stopEndsTheTurnAndClosesTheSession() {
		play.running("go");
		TurnId turn = play.turn();
		play.prompt("second");
		play.says(Play.message("half"), Play.asks("r1", "c1"));
		Decision decision = play.close(CloseMode.STOP);
		assertEquals(List.of(new Effect.AnswerPermission("r1", null), new Effect.CancelTurn(turn),
				new Effect.Release("acp-1")), decision.effects());
		assertEquals(SessionStatus.CANCELLED, play.status());
		assertEquals("cancelled", play.state.summary().stopReason());
		assertEquals(0, play.state.summary().queued());
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.PERMISSION).status());
	}

	@Test
	void closeEndsAStragglingMessage() {
		play.running("go");
		play.ends("end_turn");
		play.says(Play.message("straggler"));
		play.close(CloseMode.ASK);
		assertEquals(EntryStatus.DONE, play.only(EntryKind.MESSAGE).status());
	}

	@Test
	void closingAgainDoesNothing() {
		play.close(CloseMode.ASK);
		assertTrue(play.close(CloseMode.STOP).changes().isEmpty());
		assertEquals(SessionStatus.COMPLETED, play.status());
	}

	@Test
	void whatAnAgentSaysToAClosedSessionIsDroppedAndItsQuestionsAreRefused() {
		play.running("go");
		TurnId turn = play.turn();
		play.close(CloseMode.STOP);
		Decision decision = play.says(Play.message("late"), Play.announced("c1", "t", null), Play.asks("r1", "c1"),
				Play.writes("w1", "/tmp/a"), new AgentInput.TurnEnded(turn, "cancelled", Usage.NONE));
		assertTrue(decision.changes().isEmpty());
		assertEquals(List.of(new Effect.AnswerPermission("r1", null), new Effect.AnswerAction("w1", false)),
				decision.effects());
	}

	@Test
	void promptReopensAClosedSession() {
		play.running("go");
		play.close(CloseMode.STOP);
		Decision decision = play.prompt("again");
		assertEquals("started", decision.reply());
		assertEquals(SessionStatus.STARTING, play.status());
		assertFalse(play.state.summary().archived());
		assertNull(play.state.summary().ended());
		assertEquals(List.of("prompt:go", "lifecycle:Cancelled by you: the session was stopped and closed.",
				"lifecycle:The session was reopened.", "prompt:again"), play.lines());
	}

	@Test
	void titleComesFromTheFirstPrompt() {
		play.running("  Fix the\n\tbug  please ");
		assertEquals("Fix the bug please", play.state.summary().title());
		play.ends("end_turn");
		play.running("something else");
		assertEquals("Fix the bug please", play.state.summary().title());
	}

	@Test
	void titleHasAtMostFiftyCodePointsAndSplitsNone() {
		String emoji = "\uD83D\uDE00";
		play.running(emoji.repeat(60));
		assertEquals(emoji.repeat(50), play.state.summary().title());
		assertEquals("x".repeat(49) + emoji, Turns.title("x".repeat(49) + emoji + emoji));
		assertEquals("short", Turns.title("short"));
	}

	@Test
	void renamedTitleStaysAndEmptyOrOverlongOnesAreRefused() {
		play.command(new SessionInput.Rename("  Mine "));
		play.running("first prompt");
		assertEquals("Mine", play.state.summary().title());
		play.command(new SessionInput.Rename("  "));
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		play.command(new SessionInput.Rename("x".repeat(201)));
		assertEquals(Failure.Code.USAGE, play.refusal().code());
	}
}
