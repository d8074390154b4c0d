package dev.umbra.core.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.GrowingText;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class CardsTest {
	private static final TurnId TURN = new TurnId("turn-1");
	private static final Instant AT = Sample.NOON.plusSeconds(5);
	private final SessionSummary running = Sample.summary(new SessionId("session-1")).edit().title("Tidy up").turn(TURN)
			.status(SessionStatus.RUNNING).build();

	/** @param open known before the commit, and nothing else */
	private record Known(@Nullable Entry open, String text, boolean toldOfThePast) implements Cards.Known {
		static final Known NOTHING = new Known(null, "", false);

		@Override
		public @Nullable Entry open(EntryId entry) {
			return open != null && open.id().equals(entry) ? open : null;
		}

		@Override
		public String text(EntryId entry, int most) {
			return GrowingText.of(text).beginning(most);
		}
	}

	private List<NewCard> cards(Known known, Change... changes) {
		return Cards.of(running, Arrays.asList(changes), known, AT);
	}

	private NewCard only(Change... changes) {
		List<NewCard> cards = cards(Known.NOTHING, changes);
		assertEquals(1, cards.size(), cards::toString);
		return cards.getFirst();
	}

	private static Change put(EntryKind kind, EntryStatus status, String text, Detail detail) {
		return new Change.EntryPut(entry(kind, status, text, detail));
	}

	private static Entry entry(EntryKind kind, EntryStatus status, String text, Detail detail) {
		return new Entry(new EntryId("entry-1"), 1, 1, TURN, kind, status, text, text.length(), Sample.NOON,
				status.open() ? null : AT, detail);
	}

	private static Detail.Tool tool(String title, String kind, String input) {
		return new Detail.Tool("call-1", title, kind, List.of(), List.of(), input, null, false);
	}

	@Test
	void aMessageHasItsCardWhenItIsSaidFromAllOfItsPieces() {
		EntryId id = new EntryId("entry-1");
		Entry open = entry(EntryKind.MESSAGE, EntryStatus.RUNNING, "", new Detail.Plain());
		assertEquals(List.of(), cards(new Known(open, "The house ", false), new Change.TextAppended(id, 10, "is\nred")));
		Entry ended = new Entry(id, 1, 2, TURN, EntryKind.MESSAGE, EntryStatus.DONE, "", 16, Sample.NOON, AT, new Detail.Plain());
		List<NewCard> cards = cards(new Known(open, "The house ", false), new Change.TextAppended(id, 10, "is\nred"),
				new Change.EntryPut(ended));
		assertEquals(List.of(new NewCard(Sample.AGENT, AT, CardKind.MESSAGE, EntryStatus.DONE, "Message", "The house is red",
				running.id(), id)), cards);
	}

	@Test
	void whatIsLongIsCutToALineAtACodePoint() {
		String summary = only(put(EntryKind.MESSAGE, EntryStatus.DONE, "🦊".repeat(5_000), new Detail.Plain())).summary();
		assertTrue(summary.length() <= NewCard.LONGEST, summary);
		assertTrue(summary.matches("(🦊)+…"), summary);
	}

	@Test
	void controlAndBidirectionalCharactersAreHarmless() {
		assertEquals("gone ⟨U+202E⟩txt.exe",
				only(put(EntryKind.MESSAGE, EntryStatus.DONE, "\u001b[2Jgone \u202Etxt.exe\u0007", new Detail.Plain())).summary());
		assertEquals("Edit ⟨U+001B⟩[2J⟨U+202E⟩cod.txt",
				only(put(EntryKind.TOOL, EntryStatus.RUNNING, "", tool("Edit \u001b[2J\u202Ecod.txt", "edit", null))).summary());
	}

	@Test
	void aToolCallIsOneCardFromItsBeginningToItsEnd() {
		Detail.Tool tool = tool("Edit", "edit", "{\"path\":\"/work/a.txt\",\"by\":1}");
		Entry begun = entry(EntryKind.TOOL, EntryStatus.RUNNING, "", tool);
		NewCard card = only(new Change.EntryPut(begun));
		assertEquals("Edit", card.label());
		assertEquals("Edit  /work/a.txt  by=1", card.summary());
		assertEquals(EntryStatus.RUNNING, card.status());
		Known known = new Known(begun, "", false);
		assertEquals(List.of(), cards(known, new Change.EntryPut(begun)), "progress changes no word of it");
		List<NewCard> ended = cards(known, new Change.EntryPut(begun.withEnd(EntryStatus.FAILED, AT)));
		assertEquals(List.of(EntryStatus.FAILED), ended.stream().map(NewCard::status).toList());
		assertEquals(card.entry(), ended.getFirst().entry());
	}

	@Test
	void anEntryThatIsPutTwiceInACommitHasOneCardWithTheLastWord() {
		Entry begun = entry(EntryKind.TOOL, EntryStatus.RUNNING, "", tool("Edit", "edit", null));
		NewCard card = only(new Change.EntryPut(begun), new Change.EntryPut(begun.withEnd(EntryStatus.DONE, AT)));
		assertEquals(EntryStatus.DONE, card.status());
	}

	@Test
	void aKindOfToolThatNobodyKnowsIsCalledAsTheAgentCallsIt() {
		assertEquals("telepathy", only(put(EntryKind.TOOL, EntryStatus.DONE, "", tool("x", "telepathy", null))).label());
		assertEquals("Run", only(put(EntryKind.TOOL, EntryStatus.DONE, "", tool("x", "execute", null))).label());
	}

	@Test
	void aPlanSaysHowFarItIs() {
		Detail.Plan plan = new Detail.Plan(List.of(new Detail.PlanItem("Look", "high", "completed"),
				new Detail.PlanItem("Mend\nit", "high", "in_progress"), new Detail.PlanItem("Rest", "low", "pending")));
		assertEquals("1 of 3 done: Mend it", only(put(EntryKind.PLAN, EntryStatus.RUNNING, "", plan)).summary());
	}

	@Test
	void anAnsweredPermissionSaysHowAndByWhichRule() {
		Detail.Permission asked = new Detail.Permission("1", Detail.Permission.Origin.AGENT, "Delete " + "x".repeat(300), "delete",
				null, null, List.of(), null, List.of(), List.of(new Detail.Option("a", "allow_once", "Allow once")), null, null);
		assertEquals(EntryStatus.PENDING, only(put(EntryKind.PERMISSION, EntryStatus.PENDING, "", asked)).status());
		String answered = only(put(EntryKind.PERMISSION, EntryStatus.DONE, "", asked.answered("a", null, "rule \"tidy\""))).summary();
		assertTrue(answered.endsWith("… → Allow once (rule \"tidy\")"), answered);
		assertTrue(answered.length() <= NewCard.LONGEST, answered);
	}

	@Test
	void aPromptOfEnclosuresAloneIsNamedByThem() {
		Enclosure image = new Enclosure(Enclosure.Kind.IMAGE, "cat.png", "image/png", null, "ab", 10);
		assertEquals("cat.png", only(put(EntryKind.PROMPT, EntryStatus.DONE, " ", new Detail.Prompt(List.of(image)))).summary());
		assertEquals("Look (cat.png)", only(put(EntryKind.PROMPT, EntryStatus.DONE, "Look", new Detail.Prompt(List.of(image)))).summary());
	}

	@Test
	void whatTheAgentOnlyMentionsHasNoCard() {
		assertEquals(List.of(), cards(Known.NOTHING, put(EntryKind.NOTICE, EntryStatus.DONE, "by the way", new Detail.Notice("info"))));
		assertEquals("odd", only(put(EntryKind.NOTICE, EntryStatus.DONE, "odd", new Detail.Notice("warning"))).summary());
		assertEquals(List.of(), cards(Known.NOTHING, put(EntryKind.UNKNOWN, EntryStatus.DONE, "", new Detail.Unknown("x", "{}"))));
		assertEquals(List.of(), cards(Known.NOTHING, put(EntryKind.MESSAGE, EntryStatus.DONE, " \n", new Detail.Plain())));
	}

	@Test
	void theEndOfATurnSaysWhy() {
		for (String[] why : new String[][] { { "end_turn", "Done" }, { "cancelled", "Stopped" }, { "error", "Failed" },
				{ "interrupted", "Interrupted" }, { "max_tokens", "Ended" } }) {
			NewCard card = only(new Change.SummaryPut(running.edit().turn(null).status(SessionStatus.IDLE).stopReason(why[0]).build()));
			assertEquals(CardKind.DONE, card.kind());
			assertEquals(why[1], card.label());
			assertFalse(card.summary().isBlank());
		}
	}

	@Test
	void aTurnThatIsFollowedByTheNextAtOnceEndsBeforeIt() {
		TurnId next = new TurnId("turn-2");
		Entry prompt = new Entry(new EntryId("entry-2"), 2, 1, next, EntryKind.PROMPT, EntryStatus.DONE, "next", 4, AT, AT,
				new Detail.Plain());
		List<NewCard> cards = cards(Known.NOTHING, put(EntryKind.MESSAGE, EntryStatus.DONE, "said", new Detail.Plain()),
				new Change.EntryPut(prompt), new Change.SummaryPut(running.edit().turn(next).stopReason(null).build()));
		assertEquals(List.of(CardKind.MESSAGE, CardKind.DONE, CardKind.PROMPT), cards.stream().map(NewCard::kind).toList());
		assertEquals("Done", cards.get(1).label());
		cards = cards(Known.NOTHING, put(EntryKind.LIFECYCLE, EntryStatus.DONE, "Stopped.", new Detail.Lifecycle("cancelled")),
				new Change.EntryPut(prompt), new Change.SummaryPut(running.edit().turn(next).stopReason(null).build()));
		assertEquals(List.of("Stopped", "Prompt"), cards.stream().map(NewCard::label).toList());
	}

	@Test
	void closingAndReopeningEndAndStartASession() {
		NewCard ended = only(new Change.SummaryPut(running.edit().status(SessionStatus.COMPLETED).build()));
		assertEquals(List.of(CardKind.SESSION_ENDED, "Tidy up"), List.of(ended.kind(), ended.summary()));
		List<NewCard> again = Cards.of(running.edit().turn(null).status(SessionStatus.COMPLETED).build(),
				List.of(new Change.SummaryPut(running.edit().turn(null).status(SessionStatus.IDLE).build())), Known.NOTHING, AT);
		assertEquals(List.of(CardKind.SESSION_STARTED), again.stream().map(NewCard::kind).toList());
	}

	@Test
	void whatTheAgentTellsOfThePastIsNothingItDoes() {
		Entry told = new Entry(new EntryId("entry-1"), 1, 1, null, EntryKind.MESSAGE, EntryStatus.DONE, "I remember", 10, AT, AT,
				new Detail.Plain());
		assertEquals(List.of(), cards(new Known(null, "", true), new Change.EntryPut(told)));
		assertEquals(1, cards(Known.NOTHING, new Change.EntryPut(told)).size(), "what comes late is still said");
	}

	@Test
	void aSubSessionIsToldToBothAgents() {
		AgentId other = new AgentId("agent-2");
		SessionSummary child = Sample.summary(new SessionId("session-2")).edit().parent(running.id()).build();
		assertEquals(List.of(CardKind.SUB_SESSION), Cards.created(child, running, AT).stream().map(NewCard::kind).toList());
		SessionSummary above = new SessionSummary(running.id(), other, "other", "Above", false, SessionStatus.IDLE, "/tmp", List.of(),
				null, null, null, null, null, running.offer(), running.wanted(), List.of(), null, null, null, null, running.usage(), 0,
				false, false, 1, AT, AT, null);
		List<NewCard> cards = Cards.created(child, above, AT);
		assertEquals(List.of(CardKind.SUB_SESSION, CardKind.SESSION_STARTED), cards.stream().map(NewCard::kind).toList());
		assertEquals(List.of(other, Sample.AGENT), cards.stream().map(NewCard::agent).toList());
		assertEquals(List.of(CardKind.SESSION_STARTED), Cards.created(running, null, AT).stream().map(NewCard::kind).toList());
	}

	@Test
	void anAgentsLifeIsStartedCrashedStopped() {
		assertEquals(List.of("Agent started"), life(AgentState.STARTING, AgentState.READY, false));
		assertEquals(List.of(), life(AgentState.READY, AgentState.WORKING, false));
		assertEquals(List.of("Agent crashed"), life(AgentState.WORKING, AgentState.BACKING_OFF, true));
		assertEquals(List.of("Agent crashed"), life(AgentState.READY, AgentState.STOPPED, true));
		assertEquals(List.of("Agent failed"), life(AgentState.STARTING, AgentState.FAILED, true));
		assertEquals(List.of("Agent stopped"), life(AgentState.READY, AgentState.STOPPED, false));
		assertEquals(List.of("Agent crashed", "Agent started"), life(AgentState.READY, AgentState.READY, true));
		assertEquals(List.of(), life(AgentState.FAILED, AgentState.STOPPED, false));
	}

	private static List<String> life(AgentState before, AgentState now, boolean crashed) {
		return Cards.ofAgent(Sample.AGENT, before, now, crashed, "ended with exit code 1", AT).stream().map(NewCard::label).toList();
	}
}
