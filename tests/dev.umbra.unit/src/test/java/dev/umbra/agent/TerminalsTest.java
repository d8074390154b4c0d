package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Clocks;
import dev.umbra.core.Threads;
import dev.umbra.core.port.AgentInput;
import dev.umbra.wire.Blotter;
import dev.umbra.wire.RpcException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 11 of specs agents.md: what an agent has us run, with real commands. */
class TerminalsTest {
	private static final String SESSION = "ses-1";

	@TempDir
	Path folder;
	private final Heard heard = new Heard();
	private final Questions questions = new Questions();
	private final ScheduledExecutorService ticks = Threads.ticks();
	private Terminals terminals;
	private OpenSession session;

	@BeforeEach
	void make() throws Exception {
		folder = folder.toRealPath();
		session = session(SESSION);
		Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "OWN", "agent's", "API_KEY", "hunter22");
		terminals = new Terminals(new Terminals.Surroundings("fake", environment, UUID.randomUUID().toString(), new AtomicLong(),
				Blotter.of(Map.of("API_KEY", "hunter22")), ticks), new Fields(heard::note), questions, new Delivery("fake", heard, 
				new Logbook(new LogRing(), new LogRing(), Clocks.SYSTEM, Blotter.of(Map.of()))));
	}

	@AfterEach
	void end() {
		terminals.close();
		ticks.shutdownNow();
	}

	@Test
	void aCommandRunsOnlyAfterItWasAllowed() throws Exception {
		CompletableFuture<JsonNode> created = ask(Terminals.CREATE, command("sh", "-c", "echo \"it's\" > made; pwd"));
		AgentInput.CommandAsked asked = heard.await(AgentInput.CommandAsked.class);
		assertEquals("sh -c 'echo \"it'\\''s\" > made; pwd'", asked.command());
		assertEquals(folder.toString(), asked.cwd());
		assertFalse(created.isDone());
		questions.answerAction(asked.request(), true);
		String terminal = get(created).path("terminalId").textValue();
		assertEquals("t1", terminal);
		JsonNode exit = get(ask(Terminals.WAIT, of(terminal)));
		assertEquals("{\"exitCode\":0,\"signal\":null}", exit.toString());
		assertEquals("{\"output\":\"" + folder + "\\n\",\"truncated\":false,\"exitStatus\":{\"exitCode\":0,\"signal\":null}}",
				get(ask(Terminals.OUTPUT, of(terminal))).toString());
		heard.await(AgentInput.TerminalEnded.class);
		assertEquals(List.of(asked, new AgentInput.TerminalStarted(terminal, asked.command(), folder.toString()),
				new AgentInput.TerminalOutput(terminal, folder + "\n"), new AgentInput.TerminalEnded(terminal, 0, null, 0)), heard.inputs());
	}

	@Test
	void aCommandThatIsTakenBackWhileItStartsIsEnded() throws Exception {
		CompletableFuture<JsonNode> takenBack = new CompletableFuture<>() {
			@Override
			public boolean complete(JsonNode value) {
				completeExceptionally(RpcException.internal("taken back"));
				return false;
			}
		};
		terminals.handle(session, Terminals.CREATE, command("sleep", "300"), takenBack);
		questions.answerAction(lastAsked(), true);
		assertEquals(143, heard.await(AgentInput.TerminalEnded.class).exitCode());
	}

	@Test
	void aRefusedCommandNeverRuns() throws Exception {
		CompletableFuture<JsonNode> created = ask(Terminals.CREATE, command("touch", folder.resolve("made").toString()));
		questions.answerAction(heard.await(AgentInput.CommandAsked.class).request(), false);
		assertTrue(error(created).message().startsWith("refused by the person"));
		assertFalse(Files.exists(folder.resolve("made")));
		assertEquals(1, heard.inputs().size());
	}

	@Test
	void aFolderOutsideOfTheSessionIsRefusedAndTold() throws Exception {
		Path inside = Files.createDirectory(folder.resolve("in"));
		Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/"));
		for (Path outside : List.of(Path.of("/"), link, folder.resolve("../.."))) {
			RpcException error = error(ask(Terminals.CREATE, command("pwd").put("cwd", outside.toString())));
			assertEquals(-32602, error.code());
			assertTrue(error.message().contains("outside of the session's folders"), error.message());
		}
		assertEquals(-32602, error(ask(Terminals.CREATE, command("pwd").put("cwd", "in"))).code());
		assertEquals(-32602, error(ask(Terminals.CREATE, command("pwd").put("cwd", folder.resolve("none").toString()))).code());
		assertEquals(3, heard.inputs().stream().filter(AgentInput.NoticeShown.class::isInstance).count());
		String terminal = run(command("pwd").put("cwd", inside.toString()));
		get(ask(Terminals.WAIT, of(terminal)));
		assertEquals(inside + "\n", outputOf(terminal));
	}

	@Test
	void aFolderThatBecomesALinkWhileThePersonThinksIsRefused() throws Exception {
		Path inside = Files.createDirectory(folder.resolve("in"));
		CompletableFuture<JsonNode> created = ask(Terminals.CREATE, command("pwd").put("cwd", inside.toString()));
		AgentInput.CommandAsked asked = heard.await(AgentInput.CommandAsked.class);
		Files.delete(inside);
		Files.createSymbolicLink(inside, Path.of("/tmp"));
		questions.answerAction(asked.request(), true);
		assertEquals(-32602, error(created).code());
	}

	@Test
	void itsEnvironmentIsTheAgentsAndWhatTheRequestAdds() throws Exception {
		ObjectNode request = command("env");
		request.putArray("env").addObject().put("name", "MORE").put("value", "x");
		((ArrayNode) request.path("env")).addObject().put("name", "UMBRA_HOME").put("value", "y");
		String terminal = run(request);
		get(ask(Terminals.WAIT, of(terminal)));
		List<String> lines = outputOf(terminal).lines().toList();
		assertTrue(lines.containsAll(List.of("OWN=agent's", "MORE=x", "API_KEY=hunter22")), lines.toString());
		assertTrue(lines.stream().noneMatch(line -> line.startsWith("UMBRA_HOME") || line.startsWith("HOME=")), lines.toString());
		heard.await(AgentInput.TerminalEnded.class);
		assertTrue(live(terminal).contains("API_KEY=⟨secret API_KEY⟩"), live(terminal));
		ObjectNode wrong = command("env");
		wrong.putArray("env").addObject().put("name", "A B").put("value", "x");
		assertEquals(-32602, error(ask(Terminals.CREATE, wrong)).code());
	}

	@Test
	void whatTheRequestChangesInTheEnvironmentIsPartOfWhatIsAsked() throws Exception {
		ObjectNode request = command("sh", "-c", "exit 0");
		request.putArray("env").addObject().put("name", "PATH").put("value", "/bin:/usr/bin:" + folder);
		((ArrayNode) request.path("env")).addObject().put("name", "CLAUDECODE").put("value", "1");
		((ArrayNode) request.path("env")).addObject().put("name", "OWN").put("value", "agent's");
		((ArrayNode) request.path("env")).addObject().put("name", "PAGER").put("value", "hunter22 $(x)");
		ask(Terminals.CREATE, request);
		assertEquals("export PAGER='⟨secret API_KEY⟩ $(x)' PATH=/bin:/usr/bin:" + folder + "; sh -c 'exit 0'",
				heard.await(AgentInput.CommandAsked.class).command());
		ObjectNode plain = command("npm", "test");
		plain.put("command", "sh").putArray("env").addObject().put("name", "CLAUDECODE").put("value", "1");
		ask(Terminals.CREATE, plain);
		assertEquals("sh test", ((AgentInput.CommandAsked) heard.inputs().getLast()).command());
	}

	@Test
	void aWholeLineAsCommandIsReadByAShell() throws Exception {
		String terminal = run(command("echo one; echo two >&2; exit 3"));
		assertEquals(3, get(ask(Terminals.WAIT, of(terminal))).path("exitCode").asInt());
		assertEquals("one\ntwo\n", outputOf(terminal));
		RpcException absent = error(ask(Terminals.CREATE, command("no-such-program", "x")));
		assertTrue(absent.message().contains("no such program: no-such-program"), absent.message());
	}

	@Test
	void ofALongOutputTheTailIsKeptFromAWholeCharacterOn() throws Exception {
		String terminal = run(command("sh", "-c", "for i in 1 2 3 4 5 6 7 8 9; do printf 'aé€😀'; done").put("outputByteLimit", 21));
		get(ask(Terminals.WAIT, of(terminal)));
		JsonNode output = get(ask(Terminals.OUTPUT, of(terminal)));
		assertEquals("aé€😀aé€😀", output.path("output").textValue(), "a twenty-first byte would be of a character's middle");
		assertTrue(output.path("truncated").asBoolean());
		String none = run(command("echo", "x").put("outputByteLimit", 0));
		get(ask(Terminals.WAIT, of(none)));
		assertEquals("", outputOf(none));
	}

	@Test
	void ofAFloodThePersonSeesTheBeginningAndTheEndAndHowMuchWasLeftOut() throws Exception {
		String terminal = run(command("sh", "-c", "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); echo line $i; done"));
		AgentInput.TerminalEnded ended = heard.await(AgentInput.TerminalEnded.class);
		String seen = live(terminal);
		assertTrue(seen.startsWith("line 1\nline 2\n") && seen.endsWith("line 60000\n"), seen.substring(seen.length() - 50));
		int gap = seen.indexOf("\n… ");
		assertEquals(LiveOutput.FIRST, seen.substring(0, gap).getBytes(StandardCharsets.UTF_8).length);
		assertTrue(seen.substring(gap).startsWith("\n… " + ended.leftOut() + " bytes left out …\n"), seen.substring(gap, gap + 40));
		long total = 0;
		for (int i = 1; i <= 60_000; i++) {
			total += ("line " + i + "\n").length();
		}
		assertEquals(total - LiveOutput.FIRST - LiveOutput.LAST, ended.leftOut());
		assertEquals(total, outputOf(terminal).length(), "the agent itself gets all of it");
	}

	@Test
	void ofAFloodThatIsNoTextTheBytesThatWereLeftOutAreCountedAsTheyWere() throws Exception {
		String terminal = run(command("sh", "-c", "head -c 300000 /dev/zero | tr '\\0' '\\377'"));
		AgentInput.TerminalEnded ended = heard.await(AgentInput.TerminalEnded.class);
		long heldBack = 1; // might have begun a character
		assertEquals(300_000 - LiveOutput.FIRST - LiveOutput.LAST + heldBack, ended.leftOut());
		assertTrue(live(terminal).contains("\n… " + ended.leftOut() + " bytes left out …\n"));
	}

	@Test
	void anEndlessCommandIsKilledWithAllThatCameOfIt() throws Exception {
		assumeTrue(new File("/proc/self/environ").exists(), "Linux");
		String terminal = run(command("sh", "-c", "trap '' TERM; setsid sleep 300 & echo $!; sleep 300 & echo $!; while :; do sleep 1; done"));
		heard.await(item -> live(terminal).lines().count() == 2);
		List<ProcessHandle> children = live(terminal).lines().map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow()).toList();
		assertNull(get(ask(Terminals.OUTPUT, of(terminal))).get("exitStatus"));
		get(ask(Terminals.KILL, of(terminal)));
		assertEquals("{\"exitCode\":137,\"signal\":\"SIGKILL\"}", get(ask(Terminals.WAIT, of(terminal))).toString());
		children.forEach(child -> assertFalse(ProcessTable.ofThisSystem().isRunning(child)));
		get(ask(Terminals.RELEASE, of(terminal)));
		assertEquals(-32602, error(ask(Terminals.OUTPUT, of(terminal))).code());
	}

	@Test
	void aChildInTheBackgroundThatHoldsThePipeDelaysNothing() throws Exception {
		String terminal = run(command("sh", "-c", "sleep 300 & echo $!"));
		assertEquals(0, get(ask(Terminals.WAIT, of(terminal))).path("exitCode").asInt());
		ProcessHandle child = ProcessHandle.of(Long.parseLong(outputOf(terminal).strip())).orElseThrow();
		assertTrue(ProcessTable.ofThisSystem().isRunning(child), "a server in the background goes on");
		Agents.get(terminals.closeSession(SESSION));
		assertFalse(ProcessTable.ofThisSystem().isRunning(child), "until its terminal is released");
	}

	@Test
	void terminalsOfOtherSessionsAndUnknownOnesAreInvalid() throws Exception {
		String terminal = run(command("sleep", "300"));
		for (String method : List.of(Terminals.OUTPUT, Terminals.WAIT, Terminals.KILL, Terminals.RELEASE)) {
			assertEquals(-32602, error(ask(method, of("t99"))).code(), method);
			assertEquals(-32602, error(ask(method, of(""))).code(), method);
			assertEquals(-32602, error(ask(method, JsonNodeFactory.instance.objectNode())).code(), method);
			CompletableFuture<JsonNode> answer = new CompletableFuture<>();
			terminals.handle(session("ses-2"), method, of(terminal), answer);
			assertEquals(-32602, error(answer).code(), method);
		}
		terminals.kill("t99");
		terminals.kill(terminal);
		assertEquals(143, get(ask(Terminals.WAIT, of(terminal))).path("exitCode").asInt());
	}

	@Test
	void oneMoreThanAllowedIsRefusedUntilOneHasEnded() throws Exception {
		List<String> running = new ArrayList<>();
		for (int i = 0; i < Terminals.MAX; i++) {
			running.add(run(command("sleep", "300")));
		}
		CompletableFuture<JsonNode> created = ask(Terminals.CREATE, command("sleep", "300"));
		questions.answerAction(lastAsked(), true);
		assertTrue(error(created).message().contains("32 commands of this session run already"));
		get(ask(Terminals.KILL, of(running.getFirst())));
		run(command("true"));
	}

	@Test
	void ofThoseThatEndedAndWereNeverReleasedTheOldestAreLetGo() throws Exception {
		List<String> all = new ArrayList<>();
		for (int i = 0; i <= Terminals.MAX_ENDED; i++) {
			all.add(run(command("true")));
			get(ask(Terminals.WAIT, of(all.getLast())));
		}
		assertEquals(-32602, error(ask(Terminals.OUTPUT, of(all.getFirst()))).code());
		for (String kept : all.subList(1, all.size())) {
			assertEquals("", outputOf(kept));
		}
	}

	@Test
	void whenTheAgentGoesTheEndOfItsTerminalsIsToldFirst() throws Exception {
		String terminal = run(command("sh", "-c", "echo here; exec sleep 300"));
		heard.await(item -> live(terminal).equals("here\n"));
		terminals.close();
		assertEquals(new AgentInput.TerminalEnded(terminal, null, null, 0), heard.inputs().getLast());
		CompletableFuture<JsonNode> created = ask(Terminals.CREATE, command("true"));
		questions.answerAction(lastAsked(), true);
		assertTrue(error(created).message().contains("ended"));
	}

	private OpenSession session(String id) {
		return new OpenSession(id, Agents.opening(folder), OpenSession.Phase.OPEN);
	}

	private String run(ObjectNode request) throws Exception {
		CompletableFuture<JsonNode> created = ask(Terminals.CREATE, request);
		questions.answerAction(lastAsked(), true);
		return get(created).path("terminalId").textValue();
	}

	private String lastAsked() {
		return heard.inputs().stream().filter(AgentInput.CommandAsked.class::isInstance)
				.reduce((first, second) -> second).map(asked -> ((AgentInput.CommandAsked) asked).request()).orElseThrow();
	}

	private CompletableFuture<JsonNode> ask(String method, JsonNode params) {
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		terminals.handle(session, method, params, answer);
		return answer;
	}

	private String outputOf(String terminal) throws Exception {
		return get(ask(Terminals.OUTPUT, of(terminal))).path("output").textValue();
	}

	private String live(String terminal) {
		StringBuilder all = new StringBuilder();
		heard.inputs().forEach(input -> {
			if (input instanceof AgentInput.TerminalOutput output && output.terminal().equals(terminal)) {
				all.append(output.text());
			}
		});
		return all.toString();
	}

	private static ObjectNode command(String program, String... args) {
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("command", program);
		List.of(args).forEach(params.withArray("args")::add);
		return params;
	}

	private static ObjectNode of(String terminal) {
		return JsonNodeFactory.instance.objectNode().put("terminalId", terminal);
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(30, TimeUnit.SECONDS);
	}

	private static RpcException error(CompletableFuture<JsonNode> future) {
		return (RpcException) assertThrows(ExecutionException.class, () -> get(future)).getCause();
	}
}
