package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentInput.InputAsked;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that agents ask of the person: forms and pages, with real processes. */
class ElicitationTest {
	@TempDir
	Path folder;

	@Test
	void aFormIsShownFieldByFieldAndWhatIsFilledInGoesBack() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = begin(agents, """
					{"ask": "elicitation/create", "id": 0, "params": {"sessionId": "ses-1", "toolCallId": "c1", "mode": "form",
					  "message": "Where to?", "requestedSchema": {"type": "object", "title": "Deploy", "required": ["env"], "properties": {
					    "env": {"type": "string", "title": "Environment", "oneOf": [{"const": "p", "title": "Production"}]},
					    "mail": {"type": "string", "format": "email", "minLength": 3, "maxLength": 9, "default": "a@b"},
					    "count": {"type": "integer", "minimum": 1, "maximum": 5, "default": 2},
					    "dry": {"type": "boolean", "description": "try only", "default": true},
					    "tags": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": ["x", "y"]}},
					    "odd": {"type": "colour", "default": {"r": 1}}}}}}""");
			InputAsked asked = agents.heard.await(InputAsked.class);
			assertEquals("c1 Where to? Deploy", asked.call() + " " + asked.message() + " " + asked.title());
			assertEquals(List.of(
					new Detail.Field("env", "Environment", null, "choice", true, List.of(new Detail.Choice("p", "Production", null)), null,
							null, null, null, null),
					new Detail.Field("mail", "mail", null, "string", false, List.of(), "email", null, "\"a@b\"", 3.0, 9.0),
					new Detail.Field("count", "count", null, "integer", false, List.of(), null, null, "2", 1.0, 5.0),
					new Detail.Field("dry", "dry", "try only", "boolean", false, List.of(), null, null, "true", null, null),
					new Detail.Field("tags", "tags", null, "choices", false,
							List.of(new Detail.Choice("x", "x", null), new Detail.Choice("y", "y", null)), null, null, null, 1.0, null),
					new Detail.Field("odd", "odd", null, "colour", false, List.of(), null, null, "{\"r\":1}", null, null)),
					asked.fields());
			link.answerInput(asked.request(), "accept", "{\"env\":\"p\",\"count\":3}");
			link.answerInput(asked.request(), "decline", null);
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals(1, agents.answered("0").size());
			assertEquals("{\"action\":\"accept\",\"content\":{\"env\":\"p\",\"count\":3}}",
					agents.answered("0").getFirst().path("result").toString());
		}
	}

	@Test
	void whatIsNoObjectIsNotSentAsOne() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = begin(agents, form("1") + "," + form("2"));
			link.answerInput(agents.heard.await(InputAsked.class).request(), "accept", "[1, 2]");
			agents.heard.await(item -> item instanceof Heard.Note note && note.words().contains("no JSON object"));
			InputAsked second = asked(agents, "q2");
			link.answerInput(second.request(), "decline", null);
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals("{\"action\":\"cancel\"}", agents.answered("1").getFirst().path("result").toString());
			assertEquals("{\"action\":\"decline\"}", agents.answered("2").getFirst().path("result").toString());
		}
	}

	@Test
	void aPageIsShownAndItsCompletionFindsItsSession() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = begin(agents, """
					{"ask": "elicitation/create", "id": "s", "params": {"sessionId": "ses-1", "mode": "url", "message": "Sign in",
					  "url": "https://example.org/go", "elicitationId": "e1"}},
					{"notify": "elicitation/complete", "params": {"elicitationId": "e1"}},
					{"notify": "elicitation/complete", "params": {"elicitationId": "never"}}""");
			InputAsked asked = agents.heard.await(InputAsked.class);
			assertEquals("https://example.org/go e1", asked.url() + " " + asked.elicitation());
			assertEquals(List.of(), asked.fields());
			assertNull(asked.call());
			link.answerInput(asked.request(), "accept", null);
			assertEquals(new AgentInput.InputCompleted("e1"), agents.heard.await(AgentInput.InputCompleted.class));
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals("{\"action\":\"accept\"}", agents.answered("\"s\"").getFirst().path("result").toString());
			assertEquals(1, agents.heard.inputs().stream().filter(AgentInput.InputCompleted.class::isInstance).count());
		}
	}

	@Test
	void onlyWebPagesAreOpenedAndUnknownModesAreShownRaw() throws Exception {
		try (Agents agents = new Agents(folder)) {
			begin(agents, """
					{"ask": "elicitation/create", "id": 1, "params": {"sessionId": "ses-1", "mode": "url", "message": "m",
					  "url": "file:///etc/passwd", "elicitationId": "e1"}},
					{"ask": "elicitation/create", "id": 2, "params": {"sessionId": "ses-1", "mode": "hologram", "message": "m"}}""");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertTrue(agents.heard.await(AgentInput.NoticeShown.class).words().contains("file:///etc/passwd"));
			assertEquals("elicitation/create", agents.heard.await(AgentInput.UnknownUpdate.class).name());
			assertEquals(-32602, agents.answered("1").getFirst().path("error").path("code").intValue());
			assertEquals(-32602, agents.answered("2").getFirst().path("error").path("code").intValue());
		}
	}

	@Test
	void oneThatNamesAPromptBelongsToItsSessionAndOneThatNamesNothingIsCancelled() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = begin(agents, form("1").replace("\"sessionId\": \"ses-1\"", "\"requestId\": \"$id\"") + ","
					+ form("2").replace("\"sessionId\": \"ses-1\"", "\"requestId\": 4711"));
			link.answerInput(agents.heard.await(InputAsked.class).request(), "accept", "{}");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals("{\"action\":\"accept\",\"content\":{}}", agents.answered("1").getFirst().path("result").toString());
			assertEquals("{\"action\":\"cancel\"}", agents.answered("2").getFirst().path("result").toString());
			assertTrue(agents.heard.notes().stream().anyMatch(words -> words.contains("outside of any session")));
		}
	}

	@Test
	void aCancelledTurnAnswersWhatItAsked() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = begin(agents, form("1"));
			agents.heard.await(InputAsked.class);
			link.cancel("ses-1");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals("{\"action\":\"cancel\"}", agents.answered("1").getFirst().path("result").toString());
		}
	}

	/** With a session, and prompted; these steps are the turn. */
	private AgentRuntime.Link begin(Agents agents, String steps) throws Exception {
		AgentRuntime.Link link = agents.scripted(
				"{\"on\": {\"session/prompt\": [[" + steps + ", {\"answer\": {\"stopReason\": \"end_turn\"}}]]}}");
		Agents.get(link.open(folder, List.of()));
		Agents.prompt(link, "go");
		return link;
	}

	private static String form(String id) {
		return "{\"ask\": \"elicitation/create\", \"id\": " + id + ", \"params\": {\"sessionId\": \"ses-1\", \"mode\": \"form\","
				+ " \"message\": \"m\", \"requestedSchema\": {\"type\": \"object\", \"properties\": {}}}}";
	}

	private static InputAsked asked(Agents agents, String key) throws InterruptedException {
		return (InputAsked) ((Heard.Input) agents.heard.await(item -> item instanceof Heard.Input in
				&& in.input() instanceof InputAsked asked && asked.request().equals(key))).input();
	}
}
