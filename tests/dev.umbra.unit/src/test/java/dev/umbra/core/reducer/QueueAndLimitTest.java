package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;

class QueueAndLimitTest {
	private static final Blob BYTES = Blob.of(new byte[] {1, 2, 3});
	private static final Enclosure IMAGE = new Enclosure(Enclosure.Kind.IMAGE, "a.png", "image/png", null, BYTES.hash(), 3);
	private final Play play = new Play();

	private List<String> waiting() {
		return play.state.queue().stream().map(QueuedPrompt::text).toList();
	}

	private TurnId queued(String text) {
		return play.state.queue().stream().filter(each -> each.text().equals(text)).findFirst().orElseThrow().turn();
	}

	private void threeWait() {
		play.running("now");
		play.prompt("a");
		play.prompt("b");
		play.prompt("c");
	}

	// ---- edit, move, remove

	@Test
	void queuedPromptsAreEditedMovedAndRemoved() {
		threeWait();
		play.command(new SessionInput.EditQueued(queued("b"), "B"));
		assertEquals(List.of("a", "B", "c"), waiting());
		play.command(new SessionInput.MoveQueued(queued("c"), 0));
		assertEquals(List.of("c", "a", "B"), waiting());
		play.command(new SessionInput.MoveQueued(queued("c"), 99));
		assertEquals(List.of("a", "B", "c"), waiting());
		play.command(new SessionInput.MoveQueued(queued("c"), -1));
		assertEquals(List.of("c", "a", "B"), waiting());
		play.command(new SessionInput.RemoveQueued(queued("a")));
		assertEquals(List.of("c", "B"), waiting());
		assertEquals(2, play.state.summary().queued());
	}

	@Test
	void whatWasSentMeanwhileIsNotFound() {
		threeWait();
		TurnId sent = queued("a");
		play.ends("end_turn");
		for (SessionInput.Command command : List.of(new SessionInput.EditQueued(sent, "x"), new SessionInput.MoveQueued(sent, 0),
				new SessionInput.RemoveQueued(sent), new SessionInput.SendNow(sent, "test"))) {
			play.command(command);
			assertEquals(Failure.Code.NOT_FOUND, play.refusal().code());
			assertTrue(play.refusal().message().contains(sent.value()), play.refusal().message());
		}
		play.command(new SessionInput.EditQueued(queued("b"), " "));
		assertEquals(Failure.Code.USAGE, play.refusal().code());
	}

	@Test
	void lastPromptRemovedLeavesNothingPaused() {
		play.running("now");
		play.prompt("a");
		play.cancel();
		assertTrue(play.state.summary().queuePaused());
		play.command(new SessionInput.RemoveQueued(queued("a")));
		assertFalse(play.state.summary().queuePaused());
	}

	// ---- send now

	@Test
	void sendNowCancelsTheTurnAndIsNext() {
		threeWait();
		play.says(Play.asks("r1", "c1"));
		TurnId turn = play.turn();
		assertEquals(List.of(new Effect.AnswerPermission("r1", null), new Effect.CancelTurn(turn)),
				play.command(new SessionInput.SendNow(queued("b"), "test")).effects());
		assertEquals(List.of("b", "a", "c"), waiting());
		assertFalse(play.state.summary().queuePaused());
		play.ends("cancelled");
		assertEquals("b", play.of(EntryKind.PROMPT).getLast().text());
		assertEquals(List.of("a", "c"), waiting());
		play.sent();
		play.ends("end_turn");
		assertEquals("a", play.of(EntryKind.PROMPT).getLast().text(), "the others follow");
	}

	@Test
	void sendNowGoesOnHoweverTheAgentTakesTheCancel() {
		threeWait();
		play.command(new SessionInput.SendNow(queued("c"), "test"));
		play.says(new AgentInput.TurnFailed(play.turn(), "-32800", "cancelled"));
		assertEquals("c", play.of(EntryKind.PROMPT).getLast().text());
		play.sent();
		play.command(new SessionInput.SendNow(queued("b"), "test"));
		play.happens(new SessionInput.CancelForced(play.turn(), "It was ended."));
		assertEquals("b", play.of(EntryKind.PROMPT).getLast().text());
		play.says(new AgentInput.TurnFailed(play.turn(), "1", "an error of its own"));
		assertTrue(play.state.summary().queuePaused(), "that was for one turn");
	}

	@Test
	void cancelAfterSendNowStopsTheQueue() {
		threeWait();
		play.command(new SessionInput.SendNow(queued("c"), "test"));
		play.cancel();
		play.says(new AgentInput.TurnFailed(play.turn(), "1", "x"));
		assertEquals(SessionStatus.IDLE, play.status());
		assertEquals(List.of("c", "a", "b"), waiting());
	}

	@Test
	void sendNowBetweenTurnsStartsAtOnce() {
		threeWait();
		play.cancel();
		play.ends("cancelled");
		assertEquals(SessionStatus.IDLE, play.status());
		play.command(new SessionInput.SendNow(queued("c"), "test"));
		assertEquals("c", play.of(EntryKind.PROMPT).getLast().text());
		assertEquals(SessionStatus.STARTING, play.status());
		assertEquals(List.of("a", "b"), waiting());
	}

	// ---- enclosures

	@Test
	void promptKeepsWhatGoesWithIt() {
		Decision decision = play.command(new SessionInput.Prompt(new TurnId("t1"), "", List.of(IMAGE), List.of(BYTES), "test"));
		assertEquals(new Change.BlobPut(BYTES), decision.changes().getFirst());
		assertEquals(List.of(new Effect.StartTurn(new TurnId("t1"), "", List.of(IMAGE))), decision.effects());
		assertEquals(new Detail.Prompt(List.of(IMAGE)), play.only(EntryKind.PROMPT).detail());
		assertEquals("a.png", play.state.summary().title());
		play.sent();
		Decision queued = play.command(new SessionInput.Prompt(new TurnId("t2"), "two", List.of(IMAGE), List.of(BYTES), "test"));
		assertTrue(queued.changes().contains(new Change.BlobPut(BYTES)), "the bytes are there before the prompt is sent");
		play.command(new SessionInput.EditQueued(new TurnId("t2"), ""));
		assertEquals(List.of(new Effect.StartTurn(new TurnId("t2"), "", List.of(IMAGE))), play.ends("end_turn").effects());
	}

	// ---- the limit of running turns

	@Test
	void turnWaitsForAPlaceAndGoesOn() {
		play.prompt("go");
		play.happens(new SessionInput.TurnWaits(play.turn(), 2));
		assertEquals(SessionStatus.PENDING, play.status());
		assertTrue(play.happens(new SessionInput.TurnStarts(new TurnId("other"))).changes().isEmpty());
		play.happens(new SessionInput.TurnStarts(play.turn()));
		assertEquals(SessionStatus.STARTING, play.status());
		play.sent();
		assertEquals(SessionStatus.RUNNING, play.status());
		assertTrue(play.happens(new SessionInput.TurnWaits(play.turn(), 1)).changes().isEmpty(), "it runs already");
	}

	@Test
	void turnThatWaitsForAPlaceIsCancelledAtOnce() {
		play.prompt("go");
		play.prompt("next");
		TurnId turn = play.turn();
		play.happens(new SessionInput.TurnWaits(turn, 2));
		assertEquals(List.of(new Effect.CancelTurn(turn)), play.cancel().effects());
		assertEquals(SessionStatus.IDLE, play.status());
		assertEquals("cancelled", play.state.summary().stopReason());
		assertEquals(EntryStatus.DONE, play.only(EntryKind.LIFECYCLE).status());
	}
}
