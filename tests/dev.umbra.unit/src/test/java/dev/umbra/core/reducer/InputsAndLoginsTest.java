package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

class InputsAndLoginsTest {
	private static final List<Detail.LoginMethod> METHODS = List.of(new Detail.LoginMethod("browser", "Browser", null, false),
			new Detail.LoginMethod("tty", "Terminal", null, true));
	private static final Detail.Field NAME = new Detail.Field("name", "Name", null, "string", true, List.of(), null, null, null,
			null, null);
	private final Play play = new Play();

	private Decision answer(String option, String json) {
		return play.answer(play.of(EntryKind.INPUT).getLast().id(), option, json, false);
	}

	private Detail.Input input() {
		return (Detail.Input) play.of(EntryKind.INPUT).getLast().detail();
	}

	private EntryStatus ended() {
		return play.of(EntryKind.INPUT).getLast().status();
	}

	// ---- inputs

	@Test
	void formWaitsUntilItIsFilledIn() {
		play.running("go");
		assertTrue(play.says(Play.wants("i1", NAME)).attention());
		assertEquals(SessionStatus.WAITING_INPUT, play.status());
		assertEquals("Tell me", play.only(EntryKind.INPUT).text());
		answer("accept", "{}");
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		assertTrue(play.refusal().message().contains("\"name\""), play.refusal().message());
		assertEquals(SessionStatus.WAITING_INPUT, play.status());
		assertEquals(List.of(new Effect.AnswerInput("i1", "accept", "{\"name\":\"x\"}")),
				answer("accept", "{\"name\":\"x\"}").effects());
		assertEquals(SessionStatus.RUNNING, play.status());
		assertEquals(List.of("accept", "{\"name\":\"x\"}", "test"),
				List.of(input().action(), input().content(), input().answeredBy()));
		assertEquals("Tell me", play.only(EntryKind.INPUT).text(), "an answer leaves the text where it is");
	}

	@Test
	void formCanBeDeclinedOrCancelled() {
		play.running("go").says(Play.wants("i1", NAME), Play.wants("i2", NAME));
		play.answer(play.of(EntryKind.INPUT).getFirst().id(), "perhaps");
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		assertEquals(List.of(new Effect.AnswerInput("i1", "decline", null)),
				play.answer(play.of(EntryKind.INPUT).getFirst().id(), "decline").effects());
		assertEquals(SessionStatus.WAITING_INPUT, play.status());
		assertEquals(List.of(new Effect.AnswerInput("i2", "cancel", null)), answer(null, null).effects());
		assertEquals(EntryStatus.CANCELLED, ended());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void pageThatIsDoneNeedsNoAnswer() {
		play.running("go").says(new AgentInput.InputAsked("i1", null, "Open it", "Page", List.of(), "https://example.org", "e1"));
		assertEquals(List.of(new Effect.AnswerInput("i1", "accept", null)),
				play.says(new AgentInput.InputCompleted("e1")).effects());
		assertEquals("accept", input().action());
		assertTrue(play.says(new AgentInput.InputCompleted("e1")).changes().isEmpty());
	}

	@Test
	void pageIsOpenedWithTheAnswerAndItsEndChangesNothing() {
		play.running("go").says(new AgentInput.InputAsked("i1", null, "Open it", "Page", List.of(), "https://example.org", "e1"));
		assertEquals(List.of(new Effect.AnswerInput("i1", "accept", null)), answer("accept", null).effects());
		assertTrue(play.says(new AgentInput.InputCompleted("e1")).effects().isEmpty());
	}

	@Test
	void endOfTheTurnClosesWhatWaitsAndTellsTheAgentUnlessItIsGone() {
		play.running("go").says(Play.wants("i1", NAME));
		assertEquals(List.of(new Effect.AnswerInput("i1", "cancel", null)), play.ends("end_turn").effects());
		assertEquals(EntryStatus.CANCELLED, ended());
		play.running("again").says(Play.wants("i2", NAME));
		assertEquals(List.of(new Effect.AnswerInput("i2", "cancel", null), new Effect.CancelTurn(play.turn())),
				play.cancel().effects());
		play.says(Play.wants("i3", NAME));
		assertTrue(play.gone().effects().isEmpty());
		assertEquals(EntryStatus.EXPIRED, ended());
		assertEquals(List.of(new Effect.AnswerInput("i4", "cancel", null)), play.says(Play.wants("i4", NAME)).effects());
	}

	@Test
	void permissionIsShownBeforeInputBeforeLogin() {
		play.prompt("go");
		play.happens(new SessionInput.LoginWanted(play.turn(), "log in", METHODS));
		assertEquals(SessionStatus.WAITING_KEY, play.status());
		play.says(Play.wants("i1"));
		assertEquals(SessionStatus.WAITING_INPUT, play.status());
		play.says(Play.asks("r1", "c1"));
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
		play.answer(play.only(EntryKind.PERMISSION).id(), "yes");
		assertEquals(SessionStatus.WAITING_INPUT, play.status());
		answer("decline", null);
		assertEquals(SessionStatus.WAITING_KEY, play.status());
	}

	// ---- logins

	private void wanted() {
		play.command(new SessionInput.Prompt(new TurnId("t"), "go",
				List.of(new Enclosure(Enclosure.Kind.LINK, "a", null, "file:///a", null, 0)), List.of(), "test"));
		play.happens(new SessionInput.LoginWanted(play.turn(), "Log in first.", METHODS));
	}

	private Detail.Login login() {
		return (Detail.Login) play.of(EntryKind.INPUT).getLast().detail();
	}

	@Test
	void turnWaitsForALoginAndIsSentAgainWithAllItHad() {
		wanted();
		assertTrue(play.decisions.getLast().attention());
		assertEquals(SessionStatus.WAITING_KEY, play.status());
		assertEquals("Log in first.", play.only(EntryKind.INPUT).text());
		Effect first = play.effects.getFirst();
		assertEquals(List.of(new Effect.Login(play.turn(), "browser")), answer("browser", null).effects());
		assertEquals(SessionStatus.WAITING_KEY, play.status());
		Decision decision = play.happens(new SessionInput.LoggedIn("browser"));
		assertEquals(List.of(first), decision.effects());
		assertEquals(SessionStatus.STARTING, play.status());
		assertEquals(EntryStatus.DONE, ended());
		play.sent();
		assertEquals(SessionStatus.RUNNING, play.status());
		assertEquals(1, play.of(EntryKind.PROMPT).size());
	}

	@Test
	void failedLoginIsSaidAndCanBeTriedAgain() {
		wanted();
		answer("browser", null);
		answer("browser", null);
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		assertTrue(play.refusal().message().contains("under way"), play.refusal().message());
		play.happens(new SessionInput.LoginFailed(play.turn(), "The browser was closed."));
		assertEquals("The browser was closed.", play.only(EntryKind.NOTICE).text());
		assertNull(login().chosen());
		assertEquals(SessionStatus.WAITING_KEY, play.status());
		assertEquals(1, answer("browser", null).effects().size());
	}

	@Test
	void loginOnATerminalIsRefusedWithTheCommandForIt() {
		wanted();
		answer("tty", null);
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		assertTrue(play.refusal().hint().contains("umbra agent login " + play.state.summary().agentName() + " tty"),
				play.refusal().hint());
		answer("nowhere", null);
		assertTrue(play.refusal().hint().contains("browser, tty"), play.refusal().hint());
	}

	@Test
	void cancelWhileALoginIsWaitedForEndsTheTurn() {
		wanted();
		play.prompt("next");
		TurnId turn = play.turn();
		assertEquals(List.of(new Effect.CancelTurn(turn)), play.cancel().effects());
		assertEquals(SessionStatus.IDLE, play.status());
		assertEquals("cancelled", play.state.summary().stopReason());
		assertEquals(EntryStatus.CANCELLED, ended());
		assertTrue(play.state.summary().queuePaused());
		assertTrue(play.happens(new SessionInput.LoggedIn("browser")).effects().isEmpty());
		play.says(new AgentInput.TurnEnded(turn, "cancelled", dev.umbra.core.session.Usage.NONE));
		assertEquals(1, play.of(EntryKind.LIFECYCLE).size(), "the host's own word of it comes too late to matter");
	}

	@Test
	void cancelOfTheItemIsCancelOfTheTurn() {
		wanted();
		answer(null, null);
		assertEquals(SessionStatus.IDLE, play.status());
		assertEquals(EntryStatus.CANCELLED, ended());
	}

	@Test
	void loginThatNobodyWaitedForChangesNothing() {
		assertTrue(play.happens(new SessionInput.LoggedIn("browser")).changes().isEmpty());
		play.running("go");
		assertTrue(play.happens(new SessionInput.LoggedIn("browser"),
				new SessionInput.LoginWanted(new TurnId("other"), "x", METHODS)).changes().isEmpty());
	}
}
