package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentInput.PermissionAsked;
import dev.umbra.core.port.AgentInput.ToolUpdate;
import dev.umbra.core.port.AgentInput.TurnEnded;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real agents do though one would not expect it: each habit said by a real process, word for word. */
class AgentHabitsTest {
	private static final String END = "{\"answer\": {\"stopReason\": \"end_turn\"}}";
	private static final String ASK = """
			{"ask": "session/request_permission", "id": %s, "params": {"sessionId": "ses-1",
			  "toolCall": {"toolCallId": "c1", "kind": "execute", "status": "pending", "title": "Run it",
			    "rawInput": {"command": ["/bin/sh", "-lc", "echo x"], "cwd": "/w"}},
			  "options": [{"optionId": "yes", "name": "Yes", "kind": "allow_once"}, {"optionId": "no", "name": "No", "kind": "reject_once"}]}}""";
	private static final String CALL = """
			{"update": {"sessionUpdate": "tool_call", "toolCallId": "c1", "title": "Run it", "kind": "execute", "status": "in_progress"}}""";

	@TempDir
	Path folder;

	@Test
	void aPermissionForACallThatIsAnnouncedAfterTheAnswerNamesThatCall() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = turn(agents, ASK.formatted("\"b3815994-2d75\"") + ", " + CALL + ", " + END);
			PermissionAsked asked = agents.heard.await(PermissionAsked.class);
			assertEquals("c1 /bin/sh -lc 'echo x'", asked.tool().call() + " " + asked.command());
			assertFalse(asked.tool().announced());
			link.answerPermission(asked.request(), "yes");
			agents.heard.await(TurnEnded.class);
			ToolUpdate call = assertInstanceOf(ToolUpdate.class, agents.heard.inputs().get(1));
			assertEquals("c1 true", call.call() + " " + call.announced());
			assertEquals("{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"yes\"}}",
					agents.answered("\"b3815994-2d75\"").getFirst().path("result").toString());
		}
	}

	@Test
	void aCallMayBeAnnouncedTwiceAndUpdatedUnderWay() throws Exception {
		try (Agents agents = new Agents(folder)) {
			turn(agents, CALL + ", " + CALL + ", {\"update\": {\"sessionUpdate\": \"tool_call_update\", \"toolCallId\": \"c1\","
					+ " \"title\": null, \"status\": \"completed\", \"content\": null}}, " + END);
			agents.heard.await(TurnEnded.class);
			List<ToolUpdate> calls = agents.heard.inputs().stream().filter(ToolUpdate.class::isInstance).map(ToolUpdate.class::cast)
					.toList();
			assertEquals(List.of("c1", "c1", "c1"), calls.stream().map(ToolUpdate::call).toList());
			assertEquals(List.of(true, true, false), calls.stream().map(ToolUpdate::announced).toList());
			assertEquals(null, calls.getLast().title());
			assertEquals(null, calls.getLast().content());
			assertEquals(List.of(), agents.heard.notes());
		}
	}

	@Test
	void requestIdsMayBeZeroAndTheSameIdMayComeAgainLater() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = turn(agents, ASK.formatted("0") + ", " + ASK.formatted("0") + ", " + END);
			link.answerPermission(agents.heard.await(PermissionAsked.class).request(), "yes");
			link.answerPermission(permission(agents, "q2").request(), "no");
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("yes", "no"), agents.answered("0").stream()
					.map(answer -> answer.path("result").path("outcome").path("optionId").asText()).toList());
		}
	}

	@Test
	void theResultMayComeBeforeTheIdAndTheIdAsAText() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"on": {"session/new": [[{"line": "{\\"result\\":{\\"sessionId\\":\\"ses-1\\"},\\"id\\":2,\\"jsonrpc\\":\\"2.0\\"}"}]],
					  "session/prompt": [[{"line": "{\\"id\\":\\"3\\",\\"result\\":{\\"stopReason\\":\\"refusal\\"}}"}]]}}""");
			assertEquals("ses-1", Agents.get(link.open(folder, List.of())).acpSession());
			Agents.prompt(link, "go");
			assertEquals("refusal", agents.heard.await(TurnEnded.class).stopReason());
		}
	}

	@Test
	void updatesAndARequestBeforeTheAnswerToSessionNewWaitForIt() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Files.writeString(folder.resolve("a.txt"), "contents");
			AgentRuntime.Link link = agents.scripted("""
					{"on": {"session/new": [[{"update": {"sessionUpdate": "available_commands_update", "availableCommands": []}},
					  {"ask": "fs/read_text_file", "id": 0, "go": true, "params": {"sessionId": "ses-1", "path": "$folder/a.txt"}},
					  {"answer": {"sessionId": "ses-1"}}, {"answered": 0},
					  {"update": {"sessionUpdate": "session_info_update", "title": "read"}}]]}}""");
			Agents.get(link.open(new AgentRuntime.Opening(folder, List.of(), List.of()), known -> agents.heard.note("known")));
			agents.heard.await(AgentInput.TitleChanged.class);
			assertEquals(new Heard.Note("known"), agents.heard.all().getFirst());
			assertEquals(new AgentInput.CommandsOffered(List.of()), agents.heard.inputs().getFirst());
			assertEquals("{\"content\":\"contents\"}", agents.answered("0").getFirst().path("result").toString());
		}
	}

	@Test
	void afterACancelledTurnUpdatesMayStillCome() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = turn(agents, "{\"await\": \"session/cancel\"}, {\"answer\": {\"stopReason\": \"cancelled\"}}, "
					+ "{\"update\": {\"sessionUpdate\": \"usage_update\", \"used\": 0, \"size\": 200000}}");
			link.cancel("ses-1");
			assertEquals("cancelled", agents.heard.await(TurnEnded.class).stopReason());
			assertEquals(200_000L, agents.heard.await(AgentInput.UsageReport.class).usage().size());
			assertInstanceOf(TurnEnded.class, agents.heard.inputs().getFirst());
		}
	}

	@Test
	void aQuestionThatTheAgentTakesBackIsWithdrawnAndAnsweredWithCancelled() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = turn(agents, ASK.formatted("7").replace("\"params\"", "\"go\": true, \"params\"")
					+ ", {\"notify\": \"$/cancel_request\", \"params\": {\"requestId\": 7}}"
					+ ", {\"notify\": \"$/cancel_request\", \"params\": {\"requestId\": 8}}"
					+ ", {\"ask\": \"_none\", \"id\": 9, \"params\": {}}, " + END);
			PermissionAsked asked = agents.heard.await(PermissionAsked.class);
			assertEquals(new AgentInput.QuestionWithdrawn(asked.request()), agents.heard.await(AgentInput.QuestionWithdrawn.class));
			link.answerPermission(asked.request(), "yes");
			agents.heard.await(TurnEnded.class);
			assertEquals(1, agents.answered("7").size());
			assertEquals(-32800, agents.answered("7").getFirst().path("error").path("code").intValue());
		}
	}

	@Test
	void aWriteThatTheAgentTakesBackIsNotDoneThoughItIsAllowedAfterwards() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = turn(agents, "{\"ask\": \"fs/write_text_file\", \"id\": 7, \"go\": true, \"params\":"
					+ " {\"sessionId\": \"ses-1\", \"path\": \"$folder/new.txt\", \"content\": \"x\"}}"
					+ ", {\"notify\": \"$/cancel_request\", \"params\": {\"requestId\": 7}}, " + END);
			AgentInput.WriteAsked asked = agents.heard.await(AgentInput.WriteAsked.class);
			agents.heard.await(AgentInput.QuestionWithdrawn.class);
			link.answerAction(asked.request(), true);
			agents.heard.await(TurnEnded.class);
			assertFalse(Files.exists(folder.resolve("new.txt")));
		}
	}

	@Test
	void whatAPromptCannotCarryIsSaidInTheSession() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{}");
			Agents.get(link.open(folder, List.of()));
			Blob image = Blob.of(new byte[3]);
			link.prompt("ses-1", new TurnId("t"), List.of(new AgentRuntime.Content.Text("see"), new AgentRuntime.Content.Enclosed(
					new Enclosure(Enclosure.Kind.IMAGE, "shot", "image/png", null, image.hash(), 3), image)));
			agents.heard.await(TurnEnded.class);
			assertTrue(agents.heard.await(AgentInput.NoticeShown.class).words().startsWith("Not sent: shot."));
			assertEquals("[{\"type\":\"text\",\"text\":\"see\"}]", agents.sent("session/prompt").getFirst().path("prompt").toString());
		}
	}

	@Test
	void aPromptThatWantsALoginFailsWithThatCode() throws Exception {
		try (Agents agents = new Agents(folder)) {
			turn(agents, "{\"error\": {\"code\": -32000, \"message\": \"who are you?\"}}");
			AgentInput.TurnFailed failed = agents.heard.await(AgentInput.TurnFailed.class);
			assertEquals("-32000 who are you?", failed.code() + " " + failed.message());
		}
	}

	/** With a session, and prompted; these steps are the turn. */
	private AgentRuntime.Link turn(Agents agents, String steps) throws Exception {
		AgentRuntime.Link link = agents.scripted("{\"on\": {\"session/prompt\": [[" + steps + "]]}}");
		Agents.get(link.open(folder, List.of()));
		Agents.prompt(link, "go");
		return link;
	}

	private static PermissionAsked permission(Agents agents, String key) throws InterruptedException {
		return (PermissionAsked) ((Heard.Input) agents.heard.await(item -> item instanceof Heard.Input in
				&& in.input() instanceof PermissionAsked asked && asked.request().equals(key))).input();
	}
}
