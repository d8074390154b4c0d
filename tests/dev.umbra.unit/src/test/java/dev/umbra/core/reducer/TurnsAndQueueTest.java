package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.Usage;

class TurnsAndQueueTest {
	private static final Offer OFFER = new Offer(List.of(), List.of(new Offer.Option("m", "Model", null, "model", "select", "small", List.of())),
			List.of(), false, false, false);
	private final Play play = new Play();

	@Test
	void promptToAnIdleSessionStartsATurn() {
		Decision decision = play.prompt("hello");
		assertEquals("started", decision.reply());
		assertEquals(SessionStatus.STARTING, play.status());
		assertEquals(List.of(new Effect.StartTurn(new TurnId("turn-1"), "hello")), decision.effects());
		Entry prompt = play.only(EntryKind.PROMPT);
		assertEquals("hello", prompt.text());
		assertEquals(new TurnId("turn-1"), prompt.turn());
		assertEquals(EntryStatus.DONE, prompt.status());
	}

	@Test
	void sentPromptMakesTheSessionRunAndKeepsWhatTheAgentOffers() {
		play.prompt("hello");
		play.happens(new SessionInput.TurnSent(play.turn(), new AgentRuntime.Opened("acp-9", "ask", "big", "high", OFFER)));
		var summary = play.state.summary();
		assertEquals(SessionStatus.RUNNING, summary.status());
		assertEquals("acp-9", summary.acpSession());
		assertEquals(List.of("ask", "big", "high", OFFER),
				List.of(summary.mode(), summary.model(), summary.effort(), summary.offer()));
	}

	@Test
	void whatAnAgentDoesNotOfferStaysAsItWas() {
		play.prompt("hello");
		play.happens(new SessionInput.TurnSent(play.turn(), new AgentRuntime.Opened("acp-9", "ask", "big", null, null)));
		play.happens(new SessionInput.TurnSent(play.turn(), new AgentRuntime.Opened("acp-9", null, null, null, null)));
		assertEquals("ask", play.state.summary().mode());
		assertEquals("big", play.state.summary().model());
	}

	@Test
	void sentForAnotherTurnMeansNothing() {
		play.prompt("hello");
		assertTrue(play.happens(new SessionInput.TurnSent(new TurnId("other"),
				new AgentRuntime.Opened("acp-9", null, null, null, null))).changes().isEmpty());
		assertNull(play.state.summary().acpSession());
	}

	@Test
	void promptDuringATurnIsQueued() {
		play.running("first");
		Decision decision = play.prompt("second");
		assertEquals("queued", decision.reply());
		assertTrue(decision.effects().isEmpty());
		assertEquals(List.of("second"), play.state.queue().stream().map(QueuedPrompt::text).toList());
		assertEquals(1, play.state.summary().queued());
		assertEquals(List.of("prompt:first"), play.lines());
	}

	@Test
	void queueGoesOnInOrderAfterAnOrderlyEnd() {
		play.running("first");
		play.prompt("second");
		play.prompt("third");
		play.ends("end_turn");
		assertEquals(new TurnId("turn-2"), play.turn());
		assertEquals(List.of("third"), play.state.queue().stream().map(QueuedPrompt::text).toList());
		play.sent();
		play.ends("max_tokens");
		assertEquals(new TurnId("turn-3"), play.turn());
		play.sent();
		play.ends("refusal");
		assertEquals(SessionStatus.IDLE, play.status());
		assertEquals(List.of("prompt:first", "prompt:second", "prompt:third"), play.lines());
		assertEquals("refusal", play.state.summary().stopReason());
	}

	@Test
	void cancelledTurnPausesTheQueue() {
		play.running("first");
		play.prompt("second");
		play.cancel();
		play.ends("cancelled");
		assertPausedWithSecond();
		assertEquals("cancelled", play.state.summary().stopReason());
		assertEquals(SessionStatus.IDLE, play.status());
	}

	@Test
	void turnThatEndsByItselfWhileItIsCancelledPausesTheQueueToo() {
		play.running("first");
		play.prompt("second");
		play.cancel();
		play.ends("end_turn");
		assertPausedWithSecond();
	}

	@Test
	void promptSentAfterTheCancelGoesOnWhenTheTurnHasEnded() {
		play.running("first");
		play.prompt("second");
		play.cancel();
		play.prompt("third");
		play.ends("cancelled");
		assertEquals(new TurnId("turn-2"), play.turn());
		assertEquals(List.of("third"), play.state.queue().stream().map(QueuedPrompt::text).toList());
	}

	@Test
	void failedTurnPausesTheQueueAndSaysWhy() {
		play.running("first");
		play.prompt("second");
		play.says(new AgentInput.TurnFailed(play.turn(), "-32603", "the model is gone"));
		assertPausedWithSecond();
		Entry error = play.only(EntryKind.ERROR);
		assertEquals("the model is gone", error.text());
		assertEquals("-32603", ((Detail.Fault) error.detail()).code());
		assertEquals("error", play.state.summary().stopReason());
	}

	@Test
	void crashPausesTheQueue() {
		play.running("first");
		play.prompt("second");
		play.gone();
		assertPausedWithSecond();
		assertEquals(SessionStatus.INTERRUPTED, play.status());
	}

	@Test
	void turnThatCouldNotBeSentLeavesAnIdleSessionWithAnErrorAndPausesTheQueue() {
		play.prompt("first");
		play.prompt("second");
		play.happens(new SessionInput.TurnNotSent(play.turn(), Failure.agentFailed("no such program", "install it")));
		assertPausedWithSecond();
		assertEquals(SessionStatus.IDLE, play.status());
		Detail.Fault fault = (Detail.Fault) play.only(EntryKind.ERROR).detail();
		assertEquals(new Detail.Fault("agent_failed", "no such program", "install it"), fault);
	}

	@Test
	void notSentForAnotherTurnMeansNothing() {
		play.running("first");
		assertTrue(play.happens(new SessionInput.TurnNotSent(new TurnId("other"), Failure.failed("x", null))).changes()
				.isEmpty());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	private void assertPausedWithSecond() {
		assertNull(play.state.summary().turn());
		assertTrue(play.state.summary().queuePaused());
		assertEquals(List.of("second"), play.state.queue().stream().map(QueuedPrompt::text).toList());
	}

	@Test
	void nextPromptAfterAPauseGoesBehindWhatWaits() {
		crashPausesTheQueue();
		Decision decision = play.prompt("third");
		assertEquals("queued", decision.reply());
		assertEquals(new TurnId("turn-2"), play.turn());
		assertEquals(List.of("third"), play.state.queue().stream().map(QueuedPrompt::text).toList());
		assertFalse(play.state.summary().queuePaused());
		play.sent();
		play.ends("end_turn");
		assertEquals(new TurnId("turn-3"), play.turn());
	}

	@Test
	void emptyAndOverlongPromptsAreRefused() {
		play.prompt(" \n\t");
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		play.prompt("x".repeat(8 * 1024 * 1024 + 1));
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		assertTrue(play.transcript().isEmpty());
	}

	@Test
	void endOfAFormerTurnDoesNotEndThePresentOne() {
		play.running("first");
		TurnId former = play.turn();
		play.ends("end_turn");
		play.running("second");
		play.says(new AgentInput.TurnEnded(former, "end_turn", Usage.NONE),
				new AgentInput.TurnFailed(former, "1", "late"));
		assertEquals(new TurnId("turn-2"), play.turn());
		assertTrue(play.of(EntryKind.ERROR).isEmpty());
	}

	@Test
	void endOfATurnClosesWhatIsOpen() {
		play.running("first");
		play.says(Play.message("half"), Play.announced("c1", "Edit", "in_progress"), Play.plan("a", "b"));
		play.ends("end_turn");
		assertTrue(play.state.open().isEmpty());
		assertEquals(EntryStatus.DONE, play.toolEntry("c1").status());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.PLAN).status());
	}

	@Test
	void cancelledTurnLeavesWhatWasOpenAsCancelledAndSaysSo() {
		play.running("first");
		play.says(Play.announced("c1", "Edit", "in_progress"), Play.message("half"));
		assertEquals(List.of(new Effect.CancelTurn(play.turn())), play.cancel().effects());
		assertEquals(SessionStatus.RUNNING, play.status(), "the turn ends when the agent says so");
		play.ends("cancelled");
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.MESSAGE).status());
		assertEquals(EntryStatus.CANCELLED, play.toolEntry("c1").status());
		assertEquals(new Detail.Lifecycle("cancelled"), play.only(EntryKind.LIFECYCLE).detail());
	}

	@Test
	void cancelIsCommittedSoThatItsRepeatIsKnown() {
		play.running("first");
		assertFalse(play.cancel().changes().isEmpty());
	}

	@Test
	void cancelWithoutATurnDoesNothing() {
		Decision decision = play.cancel();
		assertNull(decision.refusal());
		assertTrue(decision.changes().isEmpty() && decision.effects().isEmpty());
	}

	@Test
	void agentThatDoesNotStopIsForcedAndTheSessionIsIdleAgain() {
		play.running("first");
		play.prompt("second");
		play.says(Play.message("half"), Play.asks("r1", "c1"));
		play.cancel();
		play.happens(new SessionInput.CancelForced(play.turn(), "It did not stop."));
		assertEquals(SessionStatus.IDLE, play.status());
		assertEquals("It did not stop.", play.only(EntryKind.LIFECYCLE).text());
		assertPausedWithSecond();
		assertTrue(play.happens(new SessionInput.CancelForced(new TurnId("turn-1"), "again")).changes().isEmpty());
	}

	@Test
	void usageIsMergedAndTheAgentsSettingsFollow() {
		play.running("first");
		play.says(new AgentInput.UsageReport(new Usage(10L, 100L, null, null, null, null)),
				new AgentInput.ModeChanged("plan"), new AgentInput.OptionsOffered(OFFER.options()));
		play.says(new AgentInput.TurnEnded(play.turn(), "end_turn", new Usage(null, null, 7L, 8L, 0.5, "USD")));
		var summary = play.state.summary();
		assertEquals(new Usage(10L, 100L, 7L, 8L, 0.5, "USD"), summary.usage());
		assertEquals(List.of("plan", "small", OFFER), List.of(summary.mode(), summary.model(), summary.offer()));
	}

	@Test
	void sameUsageAgainIsNoCommit() {
		play.running("first");
		AgentInput report = new AgentInput.UsageReport(new Usage(10L, 100L, null, null, null, null));
		play.says(report);
		assertTrue(play.says(report).changes().isEmpty());
	}

	@Test
	void decisionIsPure() {
		play.running("first");
		SessionState before = play.state;
		List<SessionInput> inputs = List.of(new SessionInput.FromAgent(Play.message("a")),
				new SessionInput.FromAgent(Play.announced("c", "t", null)));
		Decision once = SessionReducer.decide(before, inputs, new Given(play.now, new Counting()::next));
		Decision again = SessionReducer.decide(before, inputs, new Given(play.now, new Counting()::next));
		assertEquals(once.changes(), again.changes());
		assertEquals(1, before.lastOrdinal());
	}

	private static final class Counting {
		private int n;

		String next() {
			return "pure-" + ++n;
		}
	}
}
