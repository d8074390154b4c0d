package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.RuleId;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

/** Who decides a question, and that it can always be seen who did. */
class DecidedByRuleTest {
	private final Play play = new Play().running("go");

	private String inside(String name) {
		return play.state.summary().cwd() + "/" + name;
	}

	private static Rule rule(RuleEffect effect, @Nullable String path, @Nullable String command) {
		return new Rule(new RuleId("r"), "mine", effect, null, null, path, command, Instant.EPOCH);
	}

	private Detail.Permission permission() {
		return (Detail.Permission) play.of(EntryKind.PERMISSION).getLast().detail();
	}

	private EntryId asked() {
		return play.of(EntryKind.PERMISSION).getLast().id();
	}

	@Test
	void whatAPolicyAllowsIsAnsweredAtOnceAndShown() {
		play.standing = new Standing(Policy.ALLOW_EDITS, List.of());
		Decision decision = play.says(Play.announced("c1", "Edit a", "pending"), Play.asks("r1", "c1", inside("a")));
		assertEquals(List.of(new Effect.AnswerPermission("r1", "yes")), decision.effects());
		assertFalse(decision.attention(), "nobody has to look");
		assertEquals(SessionStatus.RUNNING, play.status());
		Entry entry = play.only(EntryKind.PERMISSION);
		assertEquals(EntryStatus.DONE, entry.status());
		assertEquals("policy allow_edits", permission().decidedBy());
		assertEquals("yes", permission().chosen());
		assertNull(permission().answeredBy());
		assertEquals(List.of(new Effect.AnswerAction("w1", true)), play.says(Play.writes("w1", inside("a"))).effects());
		assertEquals(1, play.of(EntryKind.PERMISSION).size(), "the permission of the same turn covers the write");
	}

	@Test
	void whatARuleDeniesIsRejectedByTheAgentsOwnOption() {
		play.standing = new Standing(Policy.ALLOW_ALL, List.of(rule(RuleEffect.DENY, "~/.ssh/**", null)));
		assertEquals(List.of(new Effect.AnswerPermission("r1", "no")),
				play.says(Play.asks("r1", "c1", "/home/ada/.ssh/id")).effects());
		assertEquals("rule \"mine\"", permission().decidedBy());
		assertEquals(List.of(new Effect.AnswerAction("w1", false)),
				play.says(Play.writes("w1", "/home/ada/.ssh/id")).effects());
		assertEquals("rule \"mine\"", permission().decidedBy());
		assertEquals(EntryStatus.DONE, play.of(EntryKind.PERMISSION).getLast().status());
	}

	@Test
	void onceIsTakenBeforeAlwaysAndAnAgentWithoutAFittingOptionAsksThePerson() {
		play.standing = new Standing(Policy.ALLOW_ALL, List.of());
		play.says(new AgentInput.PermissionAsked("r1", Play.updated("c", null), List.of(), null,
				List.of(new Detail.Option("a", "allow_always", "A"), new Detail.Option("b", "allow_once", "B"))));
		assertEquals("b", permission().chosen());
		play.says(new AgentInput.PermissionAsked("r2", Play.updated("c", null), List.of(), null,
				List.of(new Detail.Option("a", "allow_always", "A"))));
		assertEquals("a", permission().chosen());
		play.says(new AgentInput.PermissionAsked("r3", Play.updated("c", null), List.of(), null,
				List.of(new Detail.Option("n", "reject_once", "N"), new Detail.Option("o", "odd", "O"))));
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
	}

	@Test
	void changeShownUnderAHarmlessNameIsNoRead() {
		play.standing = new Standing(Policy.ALLOW_READS, List.of());
		AgentInput.ToolUpdate tool = new AgentInput.ToolUpdate("c", true, "Look", "read", null, null,
				List.of(new Detail.ToolContent.Diff("/etc/passwd", null, "x")), null, null);
		play.says(new AgentInput.PermissionAsked("r1", tool, List.of(), null, Play.OPTIONS));
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
	}

	@Test
	void whatWasSaidWithTheToolCallBeforeCountsWhereTheQuestionLeavesItOut() {
		play.standing = new Standing(Policy.ALLOW_ALL,
				List.of(rule(RuleEffect.DENY, ".git/**", null), rule(RuleEffect.DENY, null, "git push*")));
		play.says(new AgentInput.ToolUpdate("place", true, "Edit", "edit", null,
				List.of(new Detail.Location(".git/config", null)), null, null, null),
				new AgentInput.ToolUpdate("diff", true, "Edit", "edit", null, null,
						List.of(new Detail.ToolContent.Diff(".git/config", null, "x"), new Detail.ToolContent.Text("t")), null, null),
				new AgentInput.ToolUpdate("line", true, "Run", "execute", null, null, null, "{\"command\":\"git push -f\"}", null),
				new AgentInput.ToolUpdate("words", true, "Run", "execute", null, null, null, "{\"cmd\":[\"git\",\"push\",\"it's\"]}",
						null));
		for (String call : List.of("place", "diff", "line", "words")) {
			assertEquals(List.of(new Effect.AnswerPermission(call, "no")), play.says(Play.asks(call, call)).effects(), call);
		}
		assertEquals("git push 'it'\\''s'", permission().command());
		List<Entry> shown = play.of(EntryKind.PERMISSION);
		assertEquals(List.of(inside(".git/config")), ((Detail.Permission) shown.get(0).detail()).paths());
		assertEquals(List.of(new Detail.ToolContent.Diff(".git/config", null, "x")),
				((Detail.Permission) shown.get(1).detail()).content());
		AgentInput.ToolUpdate other = new AgentInput.ToolUpdate("line", false, null, null, null, null, null, "{}", null);
		assertEquals(List.of(new Effect.AnswerPermission("o", "yes")),
				play.says(new AgentInput.PermissionAsked("o", other, List.of(), null, Play.OPTIONS)).effects(),
				"the newest input counts");
	}

	@Test
	void changeShownByARelativePathIsInTheFolderOfTheSession() {
		play.standing = new Standing(Policy.ALLOW_EDITS, List.of());
		for (String path : List.of("src/a", "src/../b", "../c", ".git/config")) {
			AgentInput.ToolUpdate tool = new AgentInput.ToolUpdate("c" + path, true, "Edit", "edit", null, null,
					List.of(new Detail.ToolContent.Diff(path, null, "x")), null, null);
			play.says(new AgentInput.PermissionAsked(path, tool, List.of(), null, Play.OPTIONS));
		}
		assertEquals(List.of("src/a", "src/../b"),
				play.effects(Effect.AnswerPermission.class).stream().map(Effect.AnswerPermission::request).toList());
	}

	@Test
	void commandOfOurOwnGoesThroughTheSameOrder() {
		play.standing = new Standing(Policy.ASK, List.of(rule(RuleEffect.ALLOW, null, "npm *")));
		assertEquals(List.of(new Effect.AnswerAction("k1", true)), play.says(Play.runs("k1", "npm test")).effects());
		assertEquals(Detail.Permission.Origin.HOST, permission().origin());
		assertEquals("npm test", permission().command());
		Decision decision = play.says(Play.runs("k2", "npm test && rm -rf /"));
		assertTrue(decision.effects().isEmpty() && decision.attention());
		assertEquals(List.of(new Effect.AnswerAction("k2", false)), play.answer(asked(), "reject_once").effects());
	}

	@Test
	void commandThatWasAllowedInTheTurnGoesOnInAShellToo() {
		play.says(new AgentInput.PermissionAsked("r1", Play.updated("c", null), List.of(), "npm test", Play.OPTIONS));
		play.answer(asked(), "yes");
		assertEquals(List.of(new Effect.AnswerAction("k1", true), new Effect.AnswerAction("k2", true)),
				play.says(Play.runs("k1", "npm test"), Play.runs("k2", "bash -lc 'npm test'")).effects());
		assertTrue(play.says(Play.runs("k3", "npm test; x")).effects().isEmpty());
		play.cancel();
		play.ends("cancelled");
		play.running("again");
		assertTrue(play.says(Play.runs("k4", "npm test")).effects().isEmpty(), "that was another turn");
	}

	private static AgentInput.PermissionAsked asks(String request, String kind, String path) {
		return new AgentInput.PermissionAsked(request,
				new AgentInput.ToolUpdate("c-" + request, true, "x", kind, null, null, null, null, null), List.of(path), null,
				Play.OPTIONS);
	}

	@Test
	void readThatAPolicyAllowedCoversNoWrite() {
		play.standing = new Standing(Policy.ALLOW_READS, List.of());
		assertEquals(List.of(new Effect.AnswerPermission("r1", "yes")), play.says(asks("r1", "read", inside("a"))).effects());
		assertTrue(play.says(Play.writes("w1", inside("a"))).effects().isEmpty());
		assertEquals(SessionStatus.WAITING_PERMISSION, play.status());
	}

	@Test
	void onlyWhatIsAboutAChangeCoversAWrite() {
		for (String kind : List.of("read", "search", "fetch", "execute")) {
			play.says(asks(kind, kind, "/tmp/" + kind));
			play.answer(asked(), "yes");
			assertTrue(play.says(Play.writes("w-" + kind, "/tmp/" + kind)).effects().isEmpty(), kind);
			play.answer(asked(), "reject_once");
		}
		for (String kind : List.of("edit", "delete", "move", "other")) {
			play.says(asks(kind, kind, "/tmp/" + kind));
			play.answer(asked(), "yes");
			assertEquals(1, play.says(Play.writes("w-" + kind, "/tmp/" + kind)).effects().size(), kind);
		}
	}

	@Test
	void rejectionCanBeMeantForEverythingThatWaits() {
		play.says(Play.asks("r1", "c1"), Play.asks("r2", "c2"), Play.writes("w1", "/a"), Play.wants("i1"),
				new AgentInput.PermissionAsked("r3", Play.updated("c", null), List.of(), null,
						List.of(new Detail.Option("a", "allow_once", "A"))));
		EntryId first = play.of(EntryKind.PERMISSION).getFirst().id();
		play.answer(first, "yes", null, true);
		assertEquals(Failure.Code.USAGE, play.refusal().code());
		Decision decision = play.answer(first, "no", null, true);
		assertEquals(List.of(new Effect.AnswerPermission("r1", "no"), new Effect.AnswerPermission("r2", "no"),
				new Effect.AnswerAction("w1", false), new Effect.AnswerInput("i1", "decline", null),
				new Effect.AnswerPermission("r3", null)), decision.effects());
		assertEquals(SessionStatus.RUNNING, play.status());
		assertTrue(play.state.open().values().stream().noneMatch(Waiting::concerns));
	}

	@Test
	void secondAnswerHearsWhoWasFirst() {
		play.says(Play.asks("r1", "c1"), Play.asks("r2", "c2"), Play.asks("r3", "c3"));
		List<Entry> questions = play.of(EntryKind.PERMISSION);
		play.answer(questions.get(0).id(), "yes");
		play.answer(questions.get(0).id(), "no");
		assertTrue(play.refusal().message().contains("answered by test"), play.refusal().message());
		play.says(new AgentInput.QuestionWithdrawn("r2"));
		play.answer(questions.get(1).id(), "no");
		assertTrue(play.refusal().message().contains("cancelled"), play.refusal().message());
		play.gone();
		play.answer(questions.get(2).id(), "no");
		assertTrue(play.refusal().message().contains("expired"), play.refusal().message());
	}

	@Test
	void withdrawnQuestionEndsAndTheAgentIsNotTold() {
		play.says(Play.asks("r1", "c1"), Play.wants("i1"));
		Decision decision = play.says(new AgentInput.QuestionWithdrawn("r1"), new AgentInput.QuestionWithdrawn("i1"),
				new AgentInput.QuestionWithdrawn("never"));
		assertTrue(decision.effects().isEmpty() && decision.attention());
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.PERMISSION).status());
		assertEquals(EntryStatus.CANCELLED, play.only(EntryKind.INPUT).status());
		assertEquals(SessionStatus.RUNNING, play.status());
	}

	@Test
	void processThatDoesNotStopIsEndedOnlyWhenThePersonSaysSo() {
		play.says(Play.asks("r1", "c1"));
		play.cancel();
		Decision decision = play.happens(new SessionInput.CancelStuck(play.turn(), "It does not stop; others run in it."));
		assertTrue(decision.attention() && decision.effects().isEmpty());
		assertEquals("It does not stop; others run in it.", permission().title());
		assertTrue(play.happens(new SessionInput.CancelStuck(play.turn(), "Again.")).changes().isEmpty(), "asked once");
		assertTrue(play.answer(asked(), "wait").effects().isEmpty());
		play.happens(new SessionInput.CancelStuck(play.turn(), "Still not."));
		assertEquals(List.of(new Effect.EndProcess(play.turn())), play.answer(asked(), "allow_once").effects());
	}

	@Test
	void agentCannotPretendToBeTheQuestionAboutItsEnd() {
		AgentInput.ToolUpdate tool = new AgentInput.ToolUpdate("c", true, "x", "end_agent", null, null, null, null, null);
		play.says(new AgentInput.PermissionAsked("r1", tool, List.of(), null, Play.OPTIONS));
		assertEquals(List.of(new Effect.AnswerPermission("r1", "yes")), play.answer(asked(), "yes").effects());
	}

	@Test
	void thousandQuestionsAtOnceAreEachAnswered() {
		List<AgentInput> asks = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			asks.add(Play.asks("r" + i, "c" + i, "/tmp/a"));
		}
		play.says(asks.toArray(AgentInput[]::new));
		assertEquals(1000, play.of(EntryKind.PERMISSION).size());
		Decision decision = play.answer(asked(), "no", null, true);
		assertEquals(1000, decision.effects().stream().distinct().count());
		assertEquals(SessionStatus.RUNNING, play.status());
	}
}
