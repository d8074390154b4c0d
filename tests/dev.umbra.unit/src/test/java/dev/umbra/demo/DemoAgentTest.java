package dev.umbra.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Clocks;
import dev.umbra.core.Threads;
import dev.umbra.wire.RpcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo agent in this process, over pipes, as a client sees it. */
@Timeout(60)
class DemoAgentTest {
	@TempDir
	private Path temp;
	private Path folder;
	private RecordingClient client;
	private String session;
	private CompletableFuture<Void> agentEnded;

	@BeforeEach
	void startAgent() throws IOException {
		folder = Files.createDirectory(temp.toRealPath().resolve("work"));
		client = start().initialized(true);
		session = client.newSession(folder);
	}

	private RecordingClient start() throws IOException {
		Pipe toAgent = Pipe.open();
		Pipe fromAgent = Pipe.open();
		DemoAgent agent = new DemoAgent(Channels.newInputStream(toAgent.source()), Channels.newOutputStream(fromAgent.sink()),
				new SessionShelf(temp.resolve("state"), Clocks.SYSTEM));
		CompletableFuture<Void> ended = new CompletableFuture<>();
		agentEnded = ended;
		Threads.platformDaemon("test-agent", () -> {
			agent.run();
			ended.complete(null);
		});
		return new RecordingClient(Channels.newInputStream(fromAgent.source()), Channels.newOutputStream(toAgent.sink()));
	}

	@Test
	void initializeTellsWhatTheAgentIs() throws IOException {
		JsonNode result = start().call("initialize", Acp.object().put("protocolVersion", 99));
		assertEquals(1, result.path("protocolVersion").asInt());
		assertEquals("umbra-demo", result.path("agentInfo").path("name").asText());
		assertTrue(result.path("agentCapabilities").path("loadSession").asBoolean());
	}

	@Test
	void commandsAreOfferedAfterTheSessionIsKnown() throws InterruptedException {
		client.await(session, 1, update -> RecordingClient.isKind(update, "available_commands_update"));
		List<String> lines = client.lines();
		int answer = IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains("\"modes\"")).findFirst().orElseThrow();
		int commands = IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains("availableCommands")).findFirst().orElseThrow();
		assertTrue(answer < commands);
	}

	@Test
	void helpSaysWhatTheAgentCanDo() {
		assertEquals("end_turn", client.prompt(session, "Help!"));
		assertTrue(client.said(session).contains("`read README.md`"));
		assertEquals("Help!", client.updates(session, "session_info_update").getFirst().path("title").asText());
		assertTrue(client.updates(session, "usage_update").getLast().path("used").asInt() > 50);
	}

	@Test
	void whatIsNotUnderstoodIsAnsweredWithWhatIs() {
		assertEquals("end_turn", client.prompt(session, "What is the meaning of life?"));
		assertTrue(client.said(session).contains("did not understand"));
		assertTrue(client.said(session).contains("`help`"));
	}

	@Test
	void listsFoldersBeforeFiles() throws IOException {
		Files.createDirectory(folder.resolve("src"));
		Files.writeString(folder.resolve("a.txt"), "abc");
		client.prompt(session, "Please list the files.");
		assertTrue(client.said(session).contains("src/\na.txt (3 bytes)"));
		assertEquals(List.of("pending", "in_progress", "completed"), client.toolStatuses(session));
		assertEquals(List.of(), client.questions());
	}

	@Test
	void readsThroughTheClientThatOffersIt() throws IOException {
		Files.writeString(folder.resolve("a.txt"), "one\n```\ntwo\n");
		client.prompt(session, "read the file a.txt.");
		assertEquals(List.of("fs/read_text_file"), client.fileCalls());
		assertTrue(client.said(session).contains("````\none\n```\ntwo\n````"));
	}

	@Test
	void readsAndWritesTheDiskWhereTheClientDoesNot() throws IOException {
		RecordingClient plain = start().initialized(false);
		String other = plain.newSession(folder);
		plain.prompt(other, "write deep/notes.md: hello\nthere then read deep/notes.md");
		assertEquals("hello\nthere then read deep/notes.md\n", Files.readString(folder.resolve("deep/notes.md")));
		plain.prompt(other, "append hello again to deep/notes.md\nread deep/notes.md");
		assertTrue(plain.said(other).contains("hello again"));
		assertEquals(List.of(), plain.fileCalls());
	}

	@Test
	void anAbsentFileIsSaidSo() {
		assertEquals("end_turn", client.prompt(session, "read nothing.txt"));
		assertTrue(client.said(session).contains("There is no file nothing.txt"));
		assertEquals(List.of("pending", "in_progress", "failed"), client.toolStatuses(session));
	}

	@Test
	void searchesTextFilesAndNothingElse() throws IOException {
		Files.writeString(Files.createDirectories(folder.resolve("src/deep")).resolve("a.txt"), "first\nSay HELLO here\n");
		Files.writeString(folder.resolve("binary"), "hello\0hello");
		Files.writeString(Files.createDirectory(folder.resolve(".git")).resolve("config"), "hello");
		client.prompt(session, "search for \"hello\"");
		assertTrue(client.said(session).contains("src/deep/a.txt:2: Say HELLO here"));
		assertTrue(client.said(session).contains("in 1 line of 1 text file:"));
		JsonNode location = client.updates(session, "tool_call_update").getLast().path("locations").path(0);
		assertEquals(2, location.path("line").asInt());
	}

	@Test
	void writesAfterTheAnswerAndShowsTheDifferenceBefore() throws IOException {
		Files.writeString(folder.resolve("a.txt"), "old\n");
		client.permission = question -> {
			assertEquals("old\n", contentOf("a.txt"));
			return RecordingClient.ALLOW_ONCE.apply(question);
		};
		assertEquals("end_turn", client.prompt(session, "write a.txt: new"));
		assertEquals("new\n", contentOf("a.txt"));
		assertEquals(List.of("pending", "in_progress", "completed"), client.toolStatuses(session));
		JsonNode call = client.questions().getFirst().path("toolCall");
		String path = folder.resolve("a.txt").toString();
		assertEquals("edit", call.path("kind").asText());
		assertEquals(path, call.path("rawInput").path("path").asText());
		assertEquals(path, call.path("locations").path(0).path("path").asText());
		assertEquals(Acp.diff(Path.of(path), "old\n", "new\n"), call.path("content").path(0));
		assertEquals(List.of("allow_once", "allow_always", "reject_once"), client.questions().getFirst().path("options")
				.findValuesAsText("kind"));
	}

	@Test
	void rejectedChangeLeavesTheFileAlone() {
		client.permission = RecordingClient.answering("reject_once");
		assertEquals("end_turn", client.prompt(session, "create a.txt: hello"));
		assertFalse(Files.exists(folder.resolve("a.txt")));
		assertEquals(List.of("pending", "failed"), client.toolStatuses(session));
		assertTrue(client.said(session).contains("I left `a.txt` as it is"));
	}

	@Test
	void permissionCancelledByTheClientEndsTheTurnAsCancelled() {
		client.permission = question -> CompletableFuture.completedFuture(RecordingClient.cancelledOutcome());
		assertEquals("cancelled", client.prompt(session, "create a.txt: hello then help"));
		assertFalse(Files.exists(folder.resolve("a.txt")));
		assertEquals("", client.said(session));
	}

	@Test
	void cancelEndsATurnThatWaitsForPermission() {
		CompletableFuture<JsonNode> never = new CompletableFuture<>();
		client.permission = question -> {
			client.cancel(session);
			return never;
		};
		assertEquals("cancelled", client.prompt(session, "create a.txt: hello"));
		never.complete(RecordingClient.cancelledOutcome());
		assertEquals(List.of("pending", "failed"), client.toolStatuses(session));
		assertEquals("end_turn", client.prompt(session, "help"));
	}

	@Test
	void allowAlwaysCountsForItsKindAndSession() throws IOException {
		client.permission = RecordingClient.answering("allow_always");
		client.prompt(session, "create a.txt: 1\ncreate b.txt: 2\nreplace 1 with 3 in a.txt");
		assertEquals(1, client.questions().size());
		client.prompt(session, "delete b.txt");
		assertEquals(List.of("edit", "delete"), client.questions().stream().map(q -> q.path("toolCall").path("kind").asText()).toList());
		client.prompt(client.newSession(folder), "append a.txt: 4");
		assertEquals(3, client.questions().size());
		assertEquals("3\n4\n", contentOf("a.txt"));
		assertFalse(Files.exists(folder.resolve("b.txt")));
	}

	@Test
	void fileThatChangedWhileAskingIsLeftAlone() throws IOException {
		Files.writeString(folder.resolve("a.txt"), "old\n");
		client.permission = question -> {
			try {
				Files.writeString(folder.resolve("a.txt"), "somebody else's\n");
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
			return RecordingClient.ALLOW_ONCE.apply(question);
		};
		client.prompt(session, "write a.txt: mine");
		assertEquals("somebody else's\n", contentOf("a.txt"));
		assertTrue(client.said(session).contains("has changed since I asked"));
	}

	@Test
	void readOnlyModeRefusesToChange() {
		client.call("session/set_mode", RecordingClient.session(session).put("modeId", "read-only"));
		assertEquals("refusal", client.prompt(session, "create a.txt: hello"));
		assertEquals(List.of(), client.questions());
		assertEquals("end_turn", client.prompt(session, "list"));
	}

	@Test
	void outsideTheFolderIsRefusedInWords() throws IOException {
		Files.writeString(temp.resolve("secret.txt"), "secret");
		Files.createSymbolicLink(folder.resolve("link"), temp);
		Files.createSymbolicLink(folder.resolve("dangling"), temp.resolve("absent"));
		for (String path : List.of("../secret.txt", temp.resolve("secret.txt").toString(), "link/secret.txt", "~/x", "src/../../x")) {
			assertEquals("refusal", client.prompt(session, "read " + path), path);
			assertEquals("refusal", client.prompt(session, "write " + path + ": gone"), path);
		}
		assertEquals("refusal", client.prompt(session, "write dangling: gone"));
		assertEquals("refusal", client.prompt(session, "write .git/hooks/pre-commit: gone"));
		assertTrue(client.said(session).contains("outside this session's folder"));
		assertEquals("secret", Files.readString(temp.resolve("secret.txt")));
		assertEquals(List.of(), client.questions());
	}

	@Test
	void commandRunsInATerminalOfTheClientAndShowsIt() {
		client.other = (method, params) -> CompletableFuture.completedFuture(switch (method) {
			case "terminal/create" -> Acp.object().put("terminalId", "t7");
			case "terminal/wait_for_exit" -> Acp.object().put("exitCode", 3).putNull("signal");
			default -> Acp.object();
		});
		assertEquals("end_turn", client.prompt(session, "run make test"));
		assertEquals("make test", client.questions().getFirst().path("toolCall").path("rawInput").path("command").asText());
		assertEquals(List.of("terminal/create", "terminal/wait_for_exit", "terminal/release"), client.fileCalls());
		assertEquals(List.of("pending", "in_progress", "in_progress", "completed"), client.toolStatuses(session));
		assertEquals("t7", client.updates(session, "tool_call_update").getLast().path("content").path(0).path("terminalId").asText());
		assertTrue(client.said(session).contains("exit code 3"));
	}

	@Test
	void commandThatTheClientRefusesHasFailed() {
		client.other = (method, params) -> CompletableFuture.failedFuture(RpcException.internal("refused by a rule"));
		assertEquals("refusal", client.prompt(session, "run make test"));
		assertEquals(List.of("pending", "in_progress", "failed"), client.toolStatuses(session));
		assertTrue(client.said(session).contains("refused by a rule"));
	}

	@Test
	void formIsAskedAndItsAnswerSaid() {
		client.other = (method, params) -> {
			assertEquals(List.of("name", "cups"), texts(params.path("requestedSchema").path("required")));
			ObjectNode answer = Acp.object().put("action", "accept");
			answer.putObject("content").put("name", "Ada").put("cups", 3);
			return CompletableFuture.completedFuture(answer);
		};
		assertEquals("end_turn", client.prompt(session, "ask me something"));
		assertTrue(client.said(session).contains("name Ada, cups 3"));
		client.other = (method, params) -> CompletableFuture.completedFuture(Acp.object().put("action", "decline"));
		client.prompt(session, "ask me something");
		assertTrue(client.said(session).contains("rather not say"));
	}

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		array.forEach(text -> texts.add(text.asText()));
		return texts;
	}

	@Test
	void failingIsAnErrorAndTheSessionGoesOn() {
		RpcException error = client.refused("session/prompt", prompt("fail"));
		assertTrue(error.message().contains("because you asked"));
		assertEquals("end_turn", client.prompt(session, "help"));
	}

	private ObjectNode prompt(String text) {
		ObjectNode params = RecordingClient.session(session);
		params.putArray("prompt").add(Acp.text(text));
		return params;
	}

	@Test
	void paceIsAnOptionThatCanBeChosen() {
		JsonNode chosen = client.call("session/set_config_option", RecordingClient.session(session).put("configId", "pace").put("value", "fast"));
		assertEquals("fast", chosen.path("configOptions").path(0).path("currentValue").asText());
		assertTrue(client.refused("session/set_config_option", RecordingClient.session(session).put("configId", "pace").put("value", "idle"))
				.message().contains("no pace idle"));
		assertEquals("fast", client.load(session, folder).path("configOptions").path(0).path("currentValue").asText());
	}

	@Test
	void planGoesFromPendingToCompletedStepByStep() {
		client.prompt(session, "plan wake up; get up; wash");
		List<String> plans = client.updates(session, "plan").stream()
				.map(plan -> String.join(" ", plan.path("entries").findValuesAsText("status"))).toList();
		assertEquals(List.of("pending pending pending", "in_progress pending pending", "completed in_progress pending",
				"completed completed in_progress", "completed completed completed"), plans);
	}

	@Test
	void thinksBeforeItAnswers() {
		client.prompt(session, "Think about the sea");
		assertTrue(client.text(session, "agent_thought_chunk").contains("think about the sea"));
		assertTrue(client.said(session).contains("I thought about the sea"));
	}

	@Test
	void countsEveryNumberOnceInOneMessage() {
		client.prompt(session, "count to 500 every 0 ms");
		assertEquals(IntStream.rangeClosed(1, 500).mapToObj(String::valueOf).collect(Collectors.joining(" ")), client.said(session));
		assertEquals(1, client.updates(session, "agent_message_chunk").stream().map(u -> u.path("messageId")).distinct().count());
	}

	@Test
	void streamEndsWithItsCancel() throws InterruptedException {
		CompletableFuture<String> turn = client.begin(session, "stream 1000 words every 20 ms");
		client.await(session, 3, update -> RecordingClient.isKind(update, "agent_message_chunk"));
		client.cancel(session);
		assertEquals("cancelled", RecordingClient.result(turn));
		int chunks = client.updates(session, "agent_message_chunk").size();
		assertTrue(chunks < 1000);
		assertEquals("end_turn", client.prompt(session, "list"));
	}

	@Test
	void twoSessionsWorkAtTheSameTime() throws InterruptedException {
		String other = client.newSession(folder);
		CompletableFuture<String> turn = client.begin(session, "stream 1000 words every 50 ms");
		client.await(session, 1, update -> RecordingClient.isKind(update, "agent_message_chunk"));
		assertEquals("end_turn", client.prompt(other, "count to 3 every 0 ms"));
		assertFalse(turn.isDone());
		client.cancel(session);
		assertEquals("cancelled", RecordingClient.result(turn));
		assertEquals("1 2 3", client.said(other));
	}

	@Test
	void promptDuringATurnIsRefusedInWords() throws InterruptedException {
		CompletableFuture<String> turn = client.begin(session, "stream 1000 words");
		client.await(session, 1, update -> RecordingClient.isKind(update, "agent_message_chunk"));
		ObjectNode params = RecordingClient.session(session);
		params.putArray("prompt").add(Acp.text("help"));
		assertTrue(client.refused("session/prompt", params).message().contains("still works on its last prompt"));
		client.cancel(session);
		assertEquals("cancelled", RecordingClient.result(turn));
	}

	@Test
	void tourListsPlansAndCreatesAFileWithPermission() {
		assertEquals("end_turn", client.prompt(session, "Show me around!"));
		assertEquals(Guide.HELLO_FILE, contentOf("umbra-hello.md"));
		assertEquals(1, client.questions().size());
		assertEquals(3, client.updates(session, "plan").getLast().path("entries").size());
		assertTrue(client.said(session).contains("To sum up"));
	}

	@Test
	void loadAfterARestartReplaysWholeMessagesAndResumeDoesNot() throws IOException {
		client.prompt(session, "count to 20 every 0 ms then create a.txt: hello");
		RecordingClient.result(client.endInput().thenCombine(agentEnded, (a, b) -> a));
		RecordingClient later = start().initialized(true);
		JsonNode listed = later.call("session/list", Acp.object().put("cwd", folder.toString())).path("sessions").path(0);
		assertEquals(session, listed.path("sessionId").asText());
		assertTrue(listed.path("title").asText().startsWith("count to 20"));
		later.call("session/resume", RecordingClient.session(session).put("cwd", folder.toString()));
		assertEquals(List.of(), later.updates(session, "user_message_chunk"));
		later.load(session, folder);
		assertEquals(1, later.updates(session, "user_message_chunk").size());
		assertEquals(client.said(session), later.said(session));
		assertEquals(2, later.updates(session, "agent_message_chunk").size());
		assertEquals(List.of("completed"), later.toolStatuses(session));
		assertEquals("end_turn", later.prompt(session, "help"));
	}

	@Test
	void closedSessionIsNotFoundUntilItIsLoaded() {
		client.call("session/close", RecordingClient.session(session));
		RpcException refusal = client.refused("session/close", RecordingClient.session(session));
		assertEquals(-32002, refusal.code());
		client.load(session, folder);
		assertEquals("end_turn", client.prompt(session, "help"));
	}

	@Test
	void unknownMethodsAndBadParametersAreRefusedInWords() {
		assertEquals(-32601, client.refused("session/delete", RecordingClient.session(session)).code());
		assertEquals(-32602, client.refused("session/new", Acp.object().put("cwd", "relative")).code());
		assertEquals(-32602, client.refused("session/new", Acp.object().put("cwd", folder.resolve("absent").toString())).code());
		assertEquals(-32602, client.refused("session/prompt", RecordingClient.session(session)).code());
		assertEquals(-32602, client.refused("session/set_mode", RecordingClient.session(session).put("modeId", "yolo")).code());
		assertEquals(-32002, client.refused("session/load", RecordingClient.session("../../etc").put("cwd", folder.toString())).code());
	}

	@Test
	void endOfInputCancelsTheTurnAnswersItAndEndsTheAgent() throws InterruptedException {
		CompletableFuture<String> turn = client.begin(session, "stream 1000 words");
		client.await(session, 1, update -> RecordingClient.isKind(update, "agent_message_chunk"));
		client.endInput();
		assertEquals("cancelled", RecordingClient.result(turn));
		RecordingClient.result(agentEnded);
	}

	private String contentOf(String name) {
		try {
			return Files.readString(folder.resolve(name));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
