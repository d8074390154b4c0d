package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions.CloseMode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Sample;

class HistoryAndResumeTest {
	private static final Offer OFFER = new Offer(List.of(new Offer.Mode("plan", "Plan", null)),
			List.of(new Offer.Option("m", "Model", null, "model", "select", "small",
					List.of(new Offer.Choice("small", "S", null, null), new Offer.Choice("big", "B", null, null))),
					new Offer.Option("b", "Think", null, null, "boolean", "true", List.of()),
					new Offer.Option("x", "Odd", null, null, "slider", "3", List.of())),
			List.of(), false, false, false);
	private static final AgentRuntime.Opened OPENED = new AgentRuntime.Opened("acp-7", "plan", null, null, OFFER);
	private final Play play = new Play();

	private static AgentInput old(AgentInput input) {
		return new AgentInput.Replayed(input);
	}

	private static AgentInput user(String text) {
		return new AgentInput.Chunk(AgentInput.Stream.USER, null, text);
	}

	// ---- history

	@Test
	void whatTheAgentTellsBecomesTheTranscriptOfASessionThatHasNone() {
		play.says(old(user("Please ")), old(user("help")), old(Play.thought("hm")), old(Play.message("Yes")),
				old(Play.announced("c1", "Look", "pending")), old(Play.plan("a")), old(Play.plan("a", "b")), old(user("More")),
				old(Play.message("Here")));
		assertEquals(SessionStatus.IDLE, play.status());
		play.happens(new SessionInput.Adopted(OPENED));
		assertEquals(List.of("lifecycle:What follows was told by the agent.", "prompt:Please help", "thought:hm", "message:Yes",
				"tool:", "plan:", "prompt:More", "message:Here"), play.lines());
		assertTrue(play.transcript().stream().noneMatch(entry -> entry.status().open()));
		assertEquals(2, ((Detail.Plan) play.only(EntryKind.PLAN).detail()).items().size());
		assertEquals("acp-7", play.state.summary().acpSession());
		assertEquals("Please", play.state.summary().title());
		assertTrue(play.effects.isEmpty());
	}

	@Test
	void promptThatComesBeforeTheHistoryWaitsForIt() {
		Play adopting = new Play(Sample.summary(new SessionId("session-2")).edit().acpSession("acp-7").build());
		adopting.prompt("early");
		assertEquals("queued", adopting.decisions.getLast().reply());
		adopting.says(old(user("a")), old(Play.message("b")));
		adopting.happens(new SessionInput.Adopted(OPENED));
		assertEquals(List.of("lifecycle:What follows was told by the agent.", "prompt:a", "message:b", "prompt:early"),
				adopting.lines());
		assertEquals(SessionStatus.STARTING, adopting.status());
	}

	@Test
	void promptGoesOutOnceItIsKnownThatThereIsNoHistory() {
		Play adopting = new Play(Sample.summary(new SessionId("session-2")).edit().acpSession("acp-7").build());
		adopting.happens(new SessionInput.NotResumed(Failure.agentFailed("It cannot load.", null)));
		adopting.prompt("late");
		assertEquals("started", adopting.decisions.getLast().reply());
	}

	@Test
	void sessionWithATranscriptOfItsOwnTakesNothing() {
		play.running("mine").says(Play.message("answer"));
		play.ends("end_turn");
		List<String> before = play.lines();
		assertTrue(play.says(old(user("mine")), old(Play.message("answer"))).changes().isEmpty());
		play.happens(new SessionInput.Adopted(OPENED));
		assertEquals(before, play.lines());
	}

	@Test
	void historyToldTwiceIsThereOnce() {
		play.says(old(user("a")), old(Play.message("b")));
		play.happens(new SessionInput.Adopted(OPENED));
		List<String> before = play.lines();
		assertTrue(play.says(old(user("a")), old(Play.message("b"))).changes().isEmpty());
		assertEquals(before, play.lines());
	}

	@Test
	void noticeBeforeTheHistoryDoesNotKeepItOut() {
		play.says(new AgentInput.NoticeShown("a server of tools was left out"), old(user("a")));
		assertEquals(List.of("notice:a server of tools was left out", "lifecycle:What follows was told by the agent.", "prompt:a"),
				play.lines());
	}

	@Test
	void promptDuringTheHistoryComesAfterIt() {
		play.says(old(user("a")));
		assertEquals("queued", play.prompt("mine").reply());
		play.command(new SessionInput.SendNow(play.state.queue().getFirst().turn(), "test"));
		play.says(old(Play.message("b")));
		Decision decision = play.happens(new SessionInput.Adopted(OPENED));
		assertEquals(List.of("prompt:a", "message:b", "prompt:mine"), play.lines().subList(1, 4));
		assertEquals(1, decision.effects().size());
		assertEquals(SessionStatus.STARTING, play.status());
	}

	@Test
	void historyThatBreaksOffIsClosedAndSaid() {
		play.says(old(user("a")), old(Play.message("half")));
		play.prompt("mine");
		play.happens(new SessionInput.NotResumed(Failure.agentFailed("It broke off.", "Try again.")));
		assertTrue(play.state.open().isEmpty());
		assertEquals("It broke off.", play.only(EntryKind.ERROR).text());
		assertTrue(play.state.summary().queuePaused());
		assertEquals("queued", play.prompt("two").reply());
		assertEquals("mine", play.of(EntryKind.PROMPT).getLast().text(), "the person's next prompt moves the queue");
	}

	@Test
	void emptyHistoryIsSaid() {
		play.happens(new SessionInput.Adopted(OPENED));
		assertEquals(new Detail.Lifecycle("history"), play.only(EntryKind.LIFECYCLE).detail());
	}

	@Test
	void whatThePersonSaidIsTakenFromAHistoryOnly() {
		play.running("mine").says(user("mine"), Play.message("x"));
		assertEquals(List.of("prompt:mine", "message:x"), play.lines());
	}

	@Test
	void questionInAHistoryIsRefused() {
		assertEquals(List.of(new Effect.AnswerPermission("r", null)),
				play.says(old(user("a")), old(Play.asks("r", "c1"))).effects());
	}

	@Test
	void longHistoryInOneGoIsThereInOrder() {
		List<AgentInput> told = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			told.add(old(Play.announced("c" + i, "Tool " + i, "pending")));
			told.add(old(Play.updated("c" + i, "completed")));
			told.add(old(Play.message("m" + i, "text " + i)));
		}
		play.says(told.toArray(AgentInput[]::new));
		play.happens(new SessionInput.Adopted(OPENED));
		assertEquals(4001, play.transcript().size());
		assertEquals("text 1999", play.of(EntryKind.MESSAGE).getLast().text());
		assertTrue(play.of(EntryKind.TOOL).stream().allMatch(entry -> entry.status() == EntryStatus.DONE));
	}

	// ---- resume

	@Test
	void resumeBringsTheSessionBackAndSendsWhatWaits() {
		play.running("one");
		play.prompt("two");
		play.gone();
		assertEquals(SessionStatus.INTERRUPTED, play.status());
		Decision decision = play.command(new SessionInput.Resume("test"));
		assertEquals(List.of(new Effect.Reopen()), decision.effects());
		assertEquals(SessionStatus.INTERRUPTED, play.status(), "nothing to repair if the host crashes now");
		play.happens(new SessionInput.Resumed(OPENED, "The agent knows the conversation again."));
		assertEquals(new Detail.Lifecycle("resumed"), play.of(EntryKind.LIFECYCLE).getLast().detail());
		assertEquals("acp-7", play.state.summary().acpSession());
		assertEquals("plan", play.state.summary().mode());
		assertEquals("two", play.of(EntryKind.PROMPT).getLast().text());
		assertEquals(SessionStatus.STARTING, play.status());
		assertFalse(play.state.summary().queuePaused());
	}

	@Test
	void resumeWithoutAQueueLeavesTheSessionIdle() {
		play.running("one").gone();
		play.command(new SessionInput.Resume("test"));
		play.happens(new SessionInput.Resumed(OPENED, "Again."));
		assertEquals(SessionStatus.IDLE, play.status());
		assertNull(play.state.summary().turn());
	}

	@Test
	void resumeIsRefusedWhileATurnRuns() {
		play.running("one");
		play.command(new SessionInput.Resume("test"));
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
	}

	@Test
	void sessionThatCouldNotBeBroughtBackSaysSo() {
		play.running("one");
		play.prompt("two");
		play.gone();
		play.happens(new SessionInput.NotResumed(Failure.agentFailed("It does not start.", "See its log.")));
		assertEquals(SessionStatus.INTERRUPTED, play.status());
		assertTrue(play.state.summary().queuePaused());
		assertEquals(new Detail.Fault("agent_failed", "It does not start.", "See its log."),
				play.of(EntryKind.ERROR).getLast().detail());
	}

	@Test
	void promptWhileTheSessionComesBackIsTheTurn() {
		play.running("one").gone();
		play.command(new SessionInput.Resume("test"));
		play.running("two");
		assertTrue(play.happens(new SessionInput.Resumed(OPENED, "Again."),
				new SessionInput.NotResumed(Failure.failed("x", null))).changes().isEmpty());
	}

	// ---- choices

	@Test
	void choiceIsAWishUntilTheAgentConfirmsIt() {
		Decision decision = play.command(new SessionInput.Choose("option:m", "big", "test"));
		assertEquals(List.of(new Effect.Choose("option:m", "big")), decision.effects());
		assertEquals(Map.of("option:m", "big"), play.state.summary().wanted());
		assertNull(play.state.summary().model());
	}

	@Test
	void choiceThatIsNotOfferedIsRefused() {
		play.running("go").happens(new SessionInput.TurnSent(play.turn(), OPENED));
		for (String[] odd : new String[][] {{"mode", "fly"}, {"option:m", "huge"}, {"option:none", "a"}, {"option:b", "maybe"},
				{"colour", "red"}, {"option:", "a"}}) {
			play.command(new SessionInput.Choose(odd[0], odd[1], "test"));
			assertEquals(Failure.Code.USAGE, play.refusal().code(), odd[0]);
		}
		play.command(new SessionInput.Choose("option:x", "4", "test"));
		assertEquals(Failure.Code.REFUSED, play.refusal().code());
		play.command(new SessionInput.Choose("option:b", "false", "test"));
		play.command(new SessionInput.Choose("mode", "plan", "test"));
		assertEquals(Map.of("option:b", "false", "mode", "plan"), play.state.summary().wanted());
	}

	@Test
	void wishTheAgentDoesNotTakeIsForgottenAndSaid() {
		play.command(new SessionInput.Choose("mode", "plan", "test"));
		play.happens(new SessionInput.NotChosen("mode", "plan", "The agent refused the mode plan."));
		assertTrue(play.state.summary().wanted().isEmpty());
		assertEquals("The agent refused the mode plan.", play.only(EntryKind.NOTICE).text());
	}

	@Test
	void newerWishOutlivesTheRefusalOfAnOlderOne() {
		play.command(new SessionInput.Choose("mode", "plan", "test"));
		play.command(new SessionInput.Choose("mode", "ask", "test"));
		play.happens(new SessionInput.NotChosen("mode", "plan", "The agent refused the mode plan."));
		assertEquals(Map.of("mode", "ask"), play.state.summary().wanted());
	}

	@Test
	void commandsAreKeptUntilTheAgentOffersThemAgain() {
		play.running("go").says(new AgentInput.CommandsOffered(List.of(new Offer.Command("test", "Runs tests", null))));
		play.happens(new SessionInput.TurnSent(play.turn(), OPENED));
		assertEquals(1, play.state.summary().offer().commands().size());
		assertEquals(3, play.state.summary().offer().options().size());
	}

	@Test
	void closedSessionIsReleasedInItsAgent() {
		play.running("go");
		play.ends("end_turn");
		assertEquals(List.of(new Effect.Release("acp-1")), play.close(CloseMode.ASK).effects());
		assertEquals(List.of(new Effect.AnswerInput("i", "cancel", null), new Effect.AnswerAction("k", false)),
				play.says(Play.wants("i"), Play.runs("k", "ls")).effects());
		assertEquals(List.of(), new Play().close(CloseMode.ASK).effects());
		assertEquals(EntryStatus.DONE, play.of(EntryKind.LIFECYCLE).getLast().status());
	}
}
