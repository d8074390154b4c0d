package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Methods;

/** What a followed turn asks, and how lines that are typed answer it. */
class QuestionsTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private static final TurnId TURN = new TurnId("turn-1");
	private Path temp;
	private Typist typist;

	@BeforeEach
	void open(@TempDir Path folder) {
		temp = folder;
		typist = new Typist(folder);
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private static Detail.Field field(String name, String form, boolean required, String initial, List<String> choices, Double least) {
		return new Detail.Field(name, "The " + name, null, form, required,
				choices.stream().map(choice -> new Detail.Choice(choice, choice.toUpperCase(Locale.ROOT), null)).toList(), null,
				null, initial, least, null);
	}

	private static Detail.Input form() {
		return new Detail.Input("r", null, "Deploy", List.of(field("target", "choice", true, null, List.of("blue", "green"), null),
				field("count", "integer", true, null, List.of(), 2.0), field("note", "string", false, null, List.of(), null),
				field("dry", "boolean", true, "true", List.of(), null), field("tags", "choices", false, null, List.of("a", "b", "c"), null)),
				null, null, null, null, null);
	}

	private static Detail.Login login() {
		return new Detail.Login(List.of(new Detail.LoginMethod("oauth", "Log in with a browser", null, false),
				new Detail.LoginMethod("shell", "Log in here", null, true)), null, null);
	}

	private static Entry asks(EntryStatus status, Detail detail, String text, long revision) {
		return new Entry(new EntryId("asks-item-1"), 2, revision, TURN,
				detail instanceof Detail.Permission ? EntryKind.PERMISSION : EntryKind.INPUT, status, text, text.length(), Sample.NOON,
				status.open() ? null : Sample.NOON, detail);
	}

	private static SessionSummary summary(SessionStatus status, TurnId turn, String stopReason, long revision) {
		return Sample.summary(SESSION).edit().status(status).turn(turn).stopReason(stopReason).revision(revision).build();
	}

	private void tell(long from, long to, SessionSummary summary, Item... items) {
		typist.host.tell(Methods.CHANGES, new Sessions.Changes(
				typist.host.asked(Methods.SESSIONS_ATTACH).getLast().path("attachment").asText(), SESSION, "epoch", from, to, false, summary,
				List.of(items)));
	}

	private void end(Detail detail) {
		tell(7, 8, summary(SessionStatus.IDLE, null, "end_turn", 8), new Item.Upsert(asks(EntryStatus.DONE, detail, "", 8)));
	}

	/** A turn that asks this, and ends once it is answered. */
	private void turn(Detail detail, String text) {
		typist.host.answer(Methods.SESSIONS_ATTACH,
				new Sessions.Attached(SESSION, "epoch", 5, summary(SessionStatus.IDLE, null, "end_turn", 5), true, List.of()));
		typist.host.on(Methods.SESSIONS_PROMPT, p -> {
			tell(5, 7, summary(SessionStatus.WAITING_INPUT, TURN, null, 7),
					new Item.Upsert(asks(EntryStatus.PENDING, detail, text, 7)));
			return Outcome.ok(new Sessions.Prompted(TURN, "started"));
		});
		typist.host.on(Methods.ATTENTION_ANSWER, p -> {
			end(detail);
			return Outcome.ok(new Done());
		});
	}

	private JsonNode answer() {
		return typist.host.asked(Methods.ATTENTION_ANSWER).getLast();
	}

	@Test
	void aFormIsFilledInFieldByFieldAndSlipsAreToldAtTheirField() {
		turn(form(), "Where to?");
		typist.person = true;
		typist.typed = "1\nred\n2\n1\ntwo\n3\n\n\n1, c\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals("{\"target\":\"green\",\"count\":3,\"dry\":true,\"tags\":[\"a\",\"c\"]}", answer().path("input").asText());
		assertEquals("accept", answer().path("option").asText());
		String out = typist.out();
		assertTrue(out.startsWith("? Deploy\n  Where to?\n  1) Fill it in\n  2) Decline\n  3) Cancel\n  1-3?   1) BLUE\n  2) GREEN\n"
				+ "  The target* [1-2]:   Type a number from 1 to 2.\n"), out);
		assertTrue(out.contains("It is at least 2.") && out.contains("Type a whole number.") && out.contains("[y/n; Enter for true]"), out);
	}

	@Test
	void aFormIsDeclinedOrCancelled() {
		turn(form(), "");
		typist.person = true;
		typist.typed = "2\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals("decline", answer().path("option").asText());
		typist.typed = "x\n3\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertTrue(answer().path("option").isMissingNode() || answer().path("option").isNull());
	}

	@Test
	void whatTheHostDoesNotTakeIsFilledInAnew() {
		Detail.Input one = new Detail.Input("r", null, "Name", List.of(field("name", "string", true, null, List.of(), null)), null, null,
				null, null, null);
		turn(one, "");
		typist.host.on(Methods.ATTENTION_ANSWER, p -> {
			if ("{\"name\":\"good\"}".equals(p.input())) {
				end(one);
				return Outcome.ok(new Done());
			}
			return Outcome.notOk(Failure.usage("\"name\" is not good.", null));
		});
		typist.person = true;
		typist.typed = "1\n\nbad\n1\ngood\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals("umbra: \"name\" is not good.\n", typist.err());
		assertTrue(typist.out().contains("This field is required."), typist.out());
		assertEquals(2, typist.host.asked(Methods.ATTENTION_ANSWER).size());
	}

	@Test
	void aPageIsShownWholeAndNeverOpened() {
		turn(new Detail.Input("r", null, "Sign", List.of(), "https://example.org/\u202egnp.exe", "e1", null, null, null), "Please sign.");
		typist.person = true;
		typist.typed = "1\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals("accept", answer().path("option").asText());
		assertTrue(typist.out().contains("  https://example.org/⟨U+202E⟩gnp.exe\n  1) I open the page in a browser\n"), typist.out());
	}

	@Test
	void aLoginOfTheAgentIsAnsweredByItsMethod() {
		turn(login(), "Authentication required");
		typist.person = true;
		typist.typed = "1\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals("oauth", answer().path("option").asText());
		assertTrue(typist.out().contains("? Authentication required\n  1) Log in with a browser\n  2) Log in here (on this terminal)\n"
				+ "  3) Cancel the turn\n  1-3? "), typist.out());
	}

	@Test
	void aLoginForATerminalRunsItsProgramHere() throws IOException {
		turn(login(), "Authentication required");
		typist.host.on(Methods.AGENTS_LOGIN, p -> {
			if (p.finished()) {
				end(login());
			}
			return Outcome.ok(new Agents.LoginStep("demo", "shell", p.finished(), p.finished() ? null : "/bin/sh",
					List.of("-c", "echo in > login"), Map.of(), temp.toString()));
		});
		typist.person = true;
		typist.typed = "2\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals("in\n", Files.readString(temp.resolve("login")));
		assertEquals("agent-1", typist.host.asked(Methods.AGENTS_LOGIN).getFirst().path("agent").asText());
		assertTrue(typist.host.asked(Methods.ATTENTION_ANSWER).isEmpty());
	}

	@Test
	void aLoginThatFailedIsAskedAgain() {
		turn(login(), "Authentication required");
		typist.host.on(Methods.ATTENTION_ANSWER, p -> {
			if (typist.host.asked(Methods.ATTENTION_ANSWER).size() == 1) {
				Entry words = new Entry(new EntryId("n"), 3, 8, TURN, EntryKind.NOTICE, EntryStatus.DONE, "The login failed.", 17,
						Sample.NOON, Sample.NOON, new Detail.Notice("warning"));
				tell(7, 8, null, new Item.Upsert(words));
			} else {
				tell(8, 9, summary(SessionStatus.IDLE, null, "end_turn", 9), new Item.Upsert(asks(EntryStatus.DONE, login(), "", 9)));
			}
			return Outcome.ok(new Done());
		});
		typist.person = true;
		typist.typed = "1\n1\n";
		typist.ok("prompt", "5e55", "go", "--follow");
		assertEquals(2, typist.host.asked(Methods.ATTENTION_ANSWER).size());
		assertTrue(typist.out().contains("! The login failed.\n"), typist.out());
	}

	private void answeredElsewhere(Detail detail, String words) {
		Thread elsewhere = Thread.ofPlatform().start(() -> {
			while (!typist.err().contains(words)) {
				Thread.onSpinWait();
			}
			end(detail);
		});
		typist.ok("prompt", "5e55", "go", "--follow");
		try {
			elsewhere.join();
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
		assertTrue(typist.host.asked(Methods.ATTENTION_ANSWER).isEmpty());
	}

	@Test
	void withoutATerminalEveryKindSaysHowItIsAnswered() {
		turn(form(), "");
		answeredElsewhere(form(), "umbra attention answer asks-ite --input '{…}', or decline, or --cancel; fields: target* (choice: blue|green)");
		turn(login(), "Authentication required");
		answeredElsewhere(login(), "umbra attention answer asks-ite oauth  (Log in with a browser)\n  umbra agent login demo shell");
	}

	@Test
	void theEndOfTheInputLeavesTheQuestionToOthers() {
		turn(form(), "");
		typist.person = true;
		typist.typed = "1\n1\n";
		answeredElsewhere(form(), "umbra: waiting for input: Deploy");
	}

	@Test
	void anAgentOnATerminalIsNotAsked() {
		turn(form(), "");
		typist.person = true;
		typist.typed = "2\n";
		typist.asAgent();
		answeredElsewhere(form(), "umbra: waiting for input: Deploy");
	}

	@Test
	void whoFollowsOnATerminalIsAskedWhatWaitsAlready() {
		typist.host.answer(Methods.SESSIONS_ATTACH, new Sessions.Attached(SESSION, "epoch", 7,
				summary(SessionStatus.WAITING_INPUT, TURN, null, 7), true, List.of(asks(EntryStatus.PENDING, form(), "", 7))));
		typist.host.on(Methods.ATTENTION_ANSWER, p -> {
			tell(7, 8, summary(SessionStatus.COMPLETED, null, "end_turn", 8), new Item.Upsert(asks(EntryStatus.DONE, form(), "", 8)));
			return Outcome.ok(new Done());
		});
		typist.person = true;
		typist.typed = "2\n";
		typist.ok("follow", "5e55");
		assertEquals("decline", answer().path("option").asText());
	}

	@Test
	void attentionListsAndAnswersAllThreeTypes() {
		EntryId id = new EntryId("item-one");
		typist.host.answer(Methods.ATTENTION_LIST, new Attention.Listing("epoch", 1, List.of(
				new Attention.Item(id, "input", SESSION, "S", Sample.AGENT, "Deploy", Sample.NOON, "Where to?", null, form(), null),
				new Attention.Item(id, "login", SESSION, "S", Sample.AGENT, "Log in to demo", Sample.NOON, "Required", null, null, login()))));
		JsonNode items = typist.ok("attention", "list", "--json").json();
		assertEquals("input", items.path(0).path("type").asText());
		assertEquals("Where to?", items.path(0).path("text").asText());
		assertEquals("target", items.path(0).path("fields").path(0).path("name").asText());
		assertEquals(List.of("accept", "decline"), items.path(0).path("options").findValuesAsText("option"));
		assertEquals("{\"option\":\"shell\",\"kind\":\"terminal\",\"name\":\"Log in here\"}",
				items.path(1).path("options").path(1).toString());
		assertEquals("[{\"method\":\"oauth\",\"name\":\"Log in with a browser\",\"description\":null,\"inTerminal\":false},"
				+ "{\"method\":\"shell\",\"name\":\"Log in here\",\"description\":null,\"inTerminal\":true}]",
				items.path(1).path("methods").toString());
		String text = typist.ok("attention", "list").out();
		assertTrue(text.contains("target* (choice: blue|green)") && text.contains("oauth (agent), shell (terminal)"), text);

		typist.host.answer(Methods.ATTENTION_ANSWER, new Done());
		typist.ok("attention", "answer", "item", "--input", "{\"target\":\"blue\"}", "--json");
		assertEquals("{\"item\":\"item\",\"option\":\"accept\"}\n", typist.out());
		assertEquals("{\"target\":\"blue\"}", answer().path("input").asText());
		assertFalse(answer().path("rest").asBoolean());
		typist.typed = "{\"target\":\"green\"}";
		typist.ok("attention", "answer", "item", "--input", "-");
		assertEquals("{\"target\":\"green\"}", answer().path("input").asText());
		typist.ok("attention", "answer", "item", "reject_once", "--rest");
		assertTrue(answer().path("rest").asBoolean());
		typist.fails(2, "attention", "answer", "item", "--input", "[]");
		typist.fails(2, "attention", "answer", "item", "--input", "nonsense");
		typist.fails(2, "attention", "answer", "item", "accept", "--input", "{}");
		typist.fails(2, "attention", "answer", "item", "--input", "{}", "--cancel");
	}
}
