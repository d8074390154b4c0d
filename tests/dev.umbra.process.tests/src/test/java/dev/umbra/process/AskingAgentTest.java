package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.FakeAgent;
import dev.umbra.testkit.ScriptedAgent;
import dev.umbra.testkit.Shown;
import dev.umbra.wire.Codec;

/** Agents that want a login, an answer, or a command to be run, before they go on. */
class AskingAgentTest {
	private static final String SAY = """
			{"update": {"sessionUpdate": "agent_message_chunk", "content": {"type": "text", "text": "%s"}}}""";
	private static final String END = "{\"answer\": {\"stopReason\": \"end_turn\"}}";
	/** Wants a login once: session/new is refused until authenticate was called. */
	private static final String LOGIN = """
			{"authMethods": [%s],
			 "on": {"session/new": [[{"error": {"code": -32000, "message": "Authentication required"}}],
			                        [{"answer": {"sessionId": "ses-1"}}]],
			        "authenticate": [[{"answer": {}}]],
			        "session/prompt": [[""".concat(SAY.formatted("welcome")).concat(", ").concat(END).concat("]]}}");
	@TempDir
	Path temp;

	private static String received(HostFolder folder, String agent) {
		try {
			return Files.readString(folder.scriptedRecord(agent));
		} catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	/** The answer that the agent was given to its request of this id, as JSON. */
	private static JsonNode answered(HostFolder folder, String agent, String id) {
		try (Stream<String> lines = received(folder, agent).lines()) {
			return lines.map(Codec::parse).filter(line -> !line.has("method") && line.path("id").asText().equals(id)).findFirst()
					.orElseThrow(() -> new AssertionError("no answer to " + id)).path("result");
		}
	}

	@Test
	void aTurnWaitsForALoginAndGoesOnAfterIt() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			String session = folder.session(folder.addScripted("shy", LOGIN.formatted("{\"id\": \"key\", \"name\": \"With a key\"}")));
			try (Running follower = umbra.start("prompt", session, "hello", "--follow", "--json")) {
				follower.awaitErr("waiting for a login");
				folder.awaitStatus(session, SessionStatus.WAITING_KEY);
				JsonNode item = folder.awaitAttention(1).path(0);
				assertEquals("login", item.path("type").asText(), item::toString);
				assertEquals("[{\"option\":\"key\",\"kind\":\"agent\",\"name\":\"With a key\"}]", item.path("options").toString());
				umbra.run("attention", "answer", item.path("item").asText(), "nonsense", "--json").exits(2);

				umbra.run("attention", "answer", item.path("item").asText(), "key").ok();

				assertEquals("end_turn", Shown.of(follower.ended().ok().lines()).stopReason());
			}
			assertEquals("welcome", folder.messages(session));
			assertEquals(1, folder.entries(session, "prompt").size(), "the prompt is there once");
			JsonNode login = folder.entries(session, "input").getLast();
			assertEquals("key cli done", login.path("chosen").asText() + " " + login.path("answeredBy").asText() + " "
					+ login.path("status").asText(), login::toString);
			assertTrue(received(folder, "shy").contains("\"methodId\":\"key\""));
		}
	}

	/** A program that is the scripted agent, and with {@code --login} makes it one that somebody is logged in to. */
	private Path loginProgram(HostFolder folder) throws IOException {
		String method = "{\"id\": \"here\", \"name\": \"In a terminal\", \"type\": \"terminal\", \"args\": [\"--login\"]}";
		Path script = Files.writeString(temp.resolve("script.json"), """
				{"authMethods": [%s], "on": {"session/new": [[{"error": {"code": -32000, "message": "Authentication required"}}]]}}
				""".formatted(method));
		Path after = Files.writeString(temp.resolve("after.json"), """
				{"authMethods": [%s], "on": {"session/prompt": [[""".formatted(method) + SAY.formatted("welcome") + ", " + END + "]]}}");
		StringBuilder program = new StringBuilder("#!/bin/sh\nif [ \"$1\" = --login ]; then echo logging in; exec cp '" + after + "' '" + script
				+ "'; fi\nexec '" + FakeAgent.command().getFirst() + "'");
		ScriptedAgent.arguments(script, folder.scriptedRecord("shy")).forEach(word -> program.append(" '").append(word).append('\''));
		return Files.setPosixFilePermissions(Files.writeString(temp.resolve("shy"), program.append('\n').toString()),
				PosixFilePermissions.fromString("rwx------"));
	}

	@Test
	void aLoginForATerminalIsRunOnThePersonsOwnAndTheTurnGoesOn() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			umbra.run("agent", "add", "shy", "--command", loginProgram(folder).toString()).ok();
			String session = folder.session("shy");
			try (Running follower = umbra.start("prompt", session, "hello", "--follow", "--json")) {
				follower.awaitErr("umbra agent login shy here");
				JsonNode item = folder.awaitAttention(1).path(0);
				assertEquals("terminal", item.path("options").path(0).path("kind").asText(), item::toString);
				umbra.run("attention", "answer", item.path("item").asText(), "here", "--json").fails(5, "refused", "umbra agent login");

				Ran login = umbra.run("agent", "login", "shy").ok();

				assertTrue(login.out().contains("--login") && login.out().contains("logging in\n")
						&& login.out().contains("Logged in to shy by here."), login::toString);
				follower.ended().ok();
			}
			assertEquals("welcome", folder.messages(session));
			assertEquals(1, folder.entries(session, "prompt").size());
		}
	}

	@Test
	void aPersonAtATerminalLogsInWithoutLeavingTheConversation() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			umbra.run("agent", "add", "shy", "--command", loginProgram(folder).toString()).ok();
			String session = folder.session("shy");
			try (Running terminal = umbra.byTerminal("prompt", session, "hello", "--follow")) {
				terminal.awaitOut("the question", out -> out.contains("1) In a terminal (on this terminal)") && out.contains("1-2? "));
				terminal.type("1\n");
				terminal.awaitOut("the answer", out -> out.contains("logging in") && out.contains("welcome"));
				terminal.ended().ok();
			}
		}
	}

	@Test
	void aLoginIsGivenUpByCancellingTheTurn() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addScripted("shy", LOGIN.formatted("{\"id\": \"key\", \"name\": \"With a key\"}")));
			try (Running follower = folder.umbra().start("prompt", session, "hello", "--follow", "--json")) {
				follower.awaitErr("waiting for a login");
				folder.umbra().run("cancel", session).ok();
				assertEquals("cancelled", Shown.of(follower.ended().exits(1).lines()).stopReason());
			}
			assertTrue(folder.umbra().run("attention", "list", "--json").ok().json().isEmpty());
		}
	}

	@Test
	void aFormIsFilledInByACommandAndCheckedBefore() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			String session = folder.session(folder.addScripted("asker", """
					{"on": {"session/prompt": [[
					  {"ask": "elicitation/create", "id": "form", "params": {"sessionId": "ses-1", "mode": "form", "message": "Where to?",
					    "requestedSchema": {"type": "object", "required": ["target"], "properties": {
					      "target": {"type": "string", "enum": ["blue", "green"], "title": "Target"},
					      "count": {"type": "integer", "minimum": 1}}}}},
					""" + SAY.formatted("thanks") + ", " + END + "]]}}"));
			try (Running follower = umbra.start("prompt", session, "deploy", "--follow", "--json")) {
				follower.awaitErr("--input");
				JsonNode item = folder.awaitAttention(1).path(0);
				assertEquals("input", item.path("type").asText(), item::toString);
				assertEquals("target", item.path("fields").path(0).path("name").asText(), item::toString);
				String id = item.path("item").asText();
				umbra.run("attention", "answer", id, "--input", "{\"target\":\"red\"}", "--json").fails(2, "usage", "arget");
				umbra.run("attention", "answer", id, "--input", "{\"count\":2}", "--json").fails(2, "usage", "arget");
				umbra.run("attention", "answer", id, "--input", "{\"target\":\"blue\",\"count\":2}").ok();
				follower.ended().ok();
			}
			assertEquals("{\"action\":\"accept\",\"content\":{\"target\":\"blue\",\"count\":2}}", answered(folder, "asker", "form").toString());
			JsonNode entry = folder.entries(session, "input").getLast();
			assertEquals("accept cli", entry.path("action").asText() + " " + entry.path("answeredBy").asText(), entry::toString);
			assertEquals("blue", entry.path("content").path("target").asText(), entry::toString);
		}
	}

	private static String runs(String command) {
		return """
				{"on": {"session/prompt": [[
				  {"ask": "terminal/create", "id": "made", "params": {"sessionId": "ses-1", "command": "sh", "args": ["-c", "%s"]}},
				  {"update": {"sessionUpdate": "tool_call", "toolCallId": "c1", "title": "Say hello", "kind": "execute", "status": "in_progress",
				    "content": [{"type": "terminal", "terminalId": "$terminal"}]}},
				  {"ask": "terminal/wait_for_exit", "id": "waited", "params": {"sessionId": "ses-1", "terminalId": "$terminal"}},
				  {"ask": "terminal/output", "id": "output", "params": {"sessionId": "ses-1", "terminalId": "$terminal"}},
				  {"ask": "terminal/release", "id": "released", "params": {"sessionId": "ses-1", "terminalId": "$terminal"}},
				  {"update": {"sessionUpdate": "tool_call_update", "toolCallId": "c1", "status": "completed"}},
				""".formatted(command) + END + "]]}}";
	}

	@Test
	void aCommandIsAskedForRunAndShownWithItsOutput() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addScripted("runner", runs("echo hello; echo over here >&2; exit 3")));

			Ran ran = folder.umbra().run("prompt", session, "go", "--follow", "--allow", "once").ok();

			assertTrue(ran.out().contains("echo hello"), ran::toString);
			assertTrue(ran.out().contains("  hello\n") && ran.out().contains("  over here\n"), ran::toString);
			assertTrue(ran.out().contains("✓ Say hello (exit code 3)"), ran::toString);
			assertEquals(3, answered(folder, "runner", "waited").path("exitCode").asInt());
			String output = answered(folder, "runner", "output").path("output").asText();
			assertTrue(output.contains("hello\n") && output.contains("over here\n"), output);

			JsonNode permission = folder.entries(session, "permission").getLast();
			assertEquals("host", permission.path("origin").asText(), permission::toString);
			assertTrue(permission.path("command").asText().contains("echo hello"), permission::toString);
			JsonNode tool = folder.entries(session, "tool").getLast();
			assertTrue(tool.path("text").asText().contains("hello\n"), tool::toString);
			JsonNode terminal = tool.path("terminals").path(0);
			assertEquals(3, terminal.path("exitCode").asInt(), tool::toString);
			assertFalse(terminal.path("running").asBoolean(), tool::toString);
			assertEquals(folder.work().toString(), terminal.path("cwd").asText(), tool::toString);
		}
	}

	@Test
	void aCommandThatIsRefusedIsNotRun() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Path mark = folder.work().resolve("ran");
			String session = folder.session(folder.addScripted("runner", """
					{"on": {"session/prompt": [[
					  {"ask": "terminal/create", "id": "made", "params": {"sessionId": "ses-1", "command": "touch", "args": ["ran"]}},
					""" + END + "]]}}"));
			folder.umbra().run("rule", "add", "--deny", "--command", "touch *", "--name", "touch nothing").ok();
			Ran ran = folder.umbra().run("prompt", session, "go", "--follow").ok();
			assertFalse(Files.exists(mark));
			assertTrue(ran.out().contains("touch nothing"), ran::toString);
			assertTrue(received(folder, "runner").contains("\"error\""), () -> received(folder, "runner"));
		}
	}

	@Test
	void aCommandsOutputIsSeenWhileItRuns() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Path go = temp.resolve("go");
			String session = folder.session(
					folder.addScripted("runner", runs("echo begun; while [ ! -e " + go + " ]; do sleep 0.05; done; echo over")));
			try (Running follower = folder.umbra().start("prompt", session, "go", "--follow", "--allow", "once")) {
				follower.awaitOut("what it prints first", out -> out.contains("  begun\n"));
				assertFalse(follower.out().contains("  over\n"));
				Files.createFile(go);
				follower.ended().ok();
				assertTrue(follower.out().contains("  over\n"), follower::toString);
			}
		}
	}
}
