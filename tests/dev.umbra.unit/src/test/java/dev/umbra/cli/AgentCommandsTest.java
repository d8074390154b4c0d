package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@code umbra agent …}: secrets, settings, log, login. */
class AgentCommandsTest {
	private Path temp;
	private Typist typist;

	@BeforeEach
	void open(@TempDir Path folder) {
		temp = folder;
		typist = new Typist(folder);
		typist.host.answer(Methods.AGENTS_ADD, new Agents.Added(Sample.AGENT, "x", null))
				.answer(Methods.AGENTS_GET, one("x", Policy.ASK))
				.answer(Methods.AGENTS_SET, new Agents.Changed(Sample.AGENT, "x", false, null, null));
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private static Agents.One one(String name, Policy policy) {
		DeviceLayer device = new DeviceLayer("/bin/x", List.of("-v"), Map.of("PLAIN", "seen"), DeviceLayer.EnvMode.CLEAN, null, null,
				false, false, "calm", null, null, policy,
				List.of(new McpServer.Stdio("files", "mcp-files", List.of("/data"), Map.of("TOKEN", "${KEY}"))));
		AgentRecord record = new AgentRecord(Sample.AGENT, new AgentDefinition(name, null), device, List.of("KEY"), false, Sample.NOON,
				Sample.NOON);
		return new Agents.One(record, AgentState.STOPPED, Sample.NOON, null, null, null, 0);
	}

	private JsonNode asked() {
		return typist.host.asked(Methods.AGENTS_SET).getLast();
	}

	@Test
	void aSecretIsTakenFromTheEnvironmentOfTheCaller() {
		typist.env.put("KEY", "s3cret");
		typist.ok("agent", "add", "x", "--command", "y", "--env-secret", "KEY", "--env", "PLAIN=1", "--json");
		JsonNode add = typist.host.asked(Methods.AGENTS_ADD).getLast();
		assertEquals("{\"KEY\":\"s3cret\"}", add.path("secrets").toString());
		assertEquals("{\"PLAIN\":\"1\"}", add.path("env").toString());
		assertFalse(typist.out().contains("s3cret") || typist.err().contains("s3cret"));
	}

	@Test
	void aSecretThatIsNotInTheEnvironmentIsALineOfStandardInput() {
		typist.env.put("TWO", "of the environment");
		typist.typed = "first line\nthird\nrest";
		typist.ok("agent", "set", "x", "--env-secret", "ONE", "--env-secret", "TWO", "--env-secret", "THREE");
		assertEquals("first line", asked().path("secrets").path("ONE").asText());
		assertEquals("of the environment", asked().path("secrets").path("TWO").asText());
		assertEquals("third", asked().path("secrets").path("THREE").asText());
	}

	@Test
	void aSecretWithoutAValueOrWithItOnTheCommandLineIsRefusedInWords() {
		assertTrue(typist.fails(2, "agent", "add", "x", "--command", "y", "--env-secret", "KEY").contains("no value for the secret KEY"));
		typist.env.put("KEY", "");
		assertTrue(typist.fails(2, "agent", "add", "x", "--command", "y", "--env-secret", "KEY").contains("no value"));
		String words = typist.fails(2, "agent", "add", "x", "--command", "y", "--env-secret", "KEY=abc");
		assertTrue(words.contains("the name alone") && !words.contains("abc"), words);
		typist.fails(2, "agent", "add", "x", "--command", "y", "--env-secret", "1KEY");
		typist.env.put("KEY", "v");
		assertTrue(typist.fails(2, "agent", "add", "x", "--command", "y", "--env-secret", "KEY", "--env", "KEY=w").contains("both"));
		typist.fails(2, "agent", "set", "x", "--env-secret", "KEY", "--drop-secret", "KEY");
		assertTrue(typist.host.asked(Methods.AGENTS_ADD).isEmpty());
	}

	@Test
	void aPersonaMaySayHowItsAgentIsStarted() {
		typist.host.answer(Methods.AGENTS_ADD, new Agents.Added(Sample.AGENT, "x", null));
		typist.ok("agent", "add", "x", "--persona", "reviewer");
		JsonNode asked = typist.host.asked(Methods.AGENTS_ADD).getLast();
		assertEquals("reviewer", asked.path("persona").asText());
		assertFalse(asked.has("preset") || asked.has("program"), asked.toString());
		assertTrue(typist.fails(2, "agent", "add", "x").contains("--persona"));
	}

	@Test
	void settingsAreCheckedBeforeTheHostIsAsked() {
		for (String[] line : new String[][] { { "agent", "set", "x" }, { "agent", "set", "x", "nonsense" },
				{ "agent", "set", "x", "colour=red" }, { "agent", "set", "x", "mode=a", "mode=b" }, { "agent", "set", "x", "=1" } }) {
			typist.fails(2, line);
		}
		assertTrue(typist.fails(2, "agent", "set", "x", "colour=red").contains("keep-running"), typist.err());
		assertTrue(typist.host.asked(Methods.AGENTS_SET).isEmpty());
	}

	@Test
	void severalSettingsGoInOneCallAndRestartsAreSaid() {
		typist.host.answer(Methods.AGENTS_SET, new Agents.Changed(Sample.AGENT, "x", true, "Odd.", "h2"));
		typist.ok("agent", "set", "x", "mode=a=b", "folder=sub", "args=[\"-q\"]", "model=", "instructions=Be brief.", "parallelism=2", "--drop-secret", "OLD");
		assertEquals("a=b", asked().path("values").path("mode").asText());
		assertEquals(typist.folder.path().resolve("sub").toString(), asked().path("values").path("folder").asText());
		assertEquals("[\"-q\"]", asked().path("values").path("args").asText());
		assertEquals("", asked().path("values").path("model").asText());
		assertEquals("Be brief.", asked().path("values").path("instructions").asText());
		assertEquals("2", asked().path("values").path("parallelism").asText());
		assertEquals("[\"OLD\"]", asked().path("dropSecrets").toString());
		assertTrue(typist.out().contains("umbra agent stop x"), typist.out());
		assertEquals("umbra: Odd.\n", typist.err());
		typist.ok("agent", "set", "x", "mode=a", "--expected", "h1", "--json");
		assertEquals("h1", asked().path("expected").asText());
		assertEquals("{\"id\":\"agent-1\",\"agent\":\"x\",\"restartNeeded\":true,\"warning\":\"Odd.\",\"hash\":\"h2\"}\n", typist.out());
	}

	@Test
	void serversOfToolsAreReadFromAFileOrFromTheLine() throws IOException {
		Files.writeString(typist.folder.path().resolve("mcp.json"), "{\"mcpServers\":{\"files\":{\"command\":\"mcp-files\",\"args\":[\"/\"]}}}");
		typist.ok("agent", "set", "x", "mcp=mcp.json");
		JsonNode servers = Codec.parse(asked().path("values").path("mcp").asText());
		assertEquals(new McpServer.Stdio("files", "mcp-files", List.of("/"), Map.of()),
				Codec.fromTree(servers.get(0), McpServer.class));
		typist.ok("agent", "set", "x", "mcp=[]");
		assertEquals("[]", asked().path("values").path("mcp").asText());
		assertTrue(typist.fails(2, "agent", "set", "x", "mcp=nowhere.json").contains("there is no such file"), typist.err());
	}

	@Test
	void allowAllWantsTheNameTypedOnATerminal() {
		assertTrue(typist.fails(5, "agent", "set", "x", "policy=allow_all").contains("typed on a terminal"), typist.err());
		typist.person = true;
		typist.typed = "y\n";
		assertTrue(typist.fails(5, "agent", "set", "x", "policy=allow_all").contains("Nothing was changed"), typist.err());
		typist.typed = "";
		typist.fails(5, "agent", "set", "x", "policy=allow_all");
		assertTrue(typist.host.asked(Methods.AGENTS_SET).isEmpty());
		typist.typed = "x\n";
		typist.ok("agent", "set", "x", "policy=allow_all");
		assertEquals("x", asked().path("confirmed").asText());
		typist.person = false;
		typist.ok("agent", "set", "x", "policy=allow_edits");
		assertTrue(asked().path("confirmed").isMissingNode() || asked().path("confirmed").isNull());
	}

	@Test
	void anAgentMayNotChangeAgents() {
		typist.asAgent();
		typist.env.put("KEY", "v");
		for (String[] line : new String[][] { { "agent", "set", "x", "policy=ask" }, { "agent", "set", "x", "--env-secret", "KEY" },
				{ "agent", "add", "y", "--preset", "demo" } }) {
			assertTrue(typist.fails(5, line).contains("UMBRA_AGENT"), typist.err());
		}
		assertTrue(typist.host.asked(Methods.AGENTS_SET).isEmpty() && typist.host.asked(Methods.AGENTS_ADD).isEmpty());
		typist.env.put("UMBRA_AGENT", "another-hash:agent-1");
		typist.ok("agent", "set", "x", "policy=ask");
	}

	@Test
	void showTellsPolicyNamesOfSecretsAndServers() {
		typist.host.answer(Methods.AGENTS_GET, one("x", Policy.ALLOW_ALL));
		JsonNode json = typist.ok("agent", "show", "x", "--json").json();
		assertEquals("allow_all", json.path("policy").asText());
		assertEquals("[\"KEY\"]", json.path("secrets").toString());
		assertEquals("clean", json.path("envMode").asText());
		assertEquals("calm", json.path("mode").asText());
		assertEquals("files", json.path("mcp").path(0).path("name").asText());
		assertEquals("stdio", json.path("mcp").path(0).path("type").asText());
		String text = typist.ok("agent", "show", "x").out();
		assertTrue(text.contains("allow_all (nothing it does is asked about)"), text);
		assertTrue(text.contains("secret:     KEY\n") && text.contains("mcp:        files: mcp-files /data\n"), text);
		assertFalse(text.contains("TOKEN"), "values of servers are nobody's business here");
	}

	private static AgentLog.Line line(long number, AgentLog.Source source, String text) {
		return new AgentLog.Line(number, Sample.NOON, source, text, text.length());
	}

	@Test
	void theLogIsReadToItsEnd() {
		typist.host.on(Methods.AGENTS_LOG, p -> Outcome.ok(p.after() == 0
				? new AgentLog(List.of(line(5, AgentLog.Source.STDERR, "one\u001b[2J"), line(6, AgentLog.Source.NOTE, "started")), 6, 4)
				: p.after() == 6 ? new AgentLog(List.of(line(7, AgentLog.Source.STDERR, "two")), 7, 0)
						: new AgentLog(List.of(), 7, 0)));
		JsonNode json = typist.ok("agent", "log", "x", "--json").json();
		assertEquals(4, json.path("lost").asInt());
		assertEquals(List.of("one\u001b[2J", "started", "two"), json.path("lines").findValuesAsText("text"));
		assertEquals("{\"number\":7,\"time\":\"2030-01-02T12:00:00Z\",\"source\":\"stderr\",\"text\":\"two\",\"bytes\":3}",
				json.path("lines").path(2).toString());
		String text = typist.ok("agent", "log", "x").out();
		assertTrue(text.lines().findFirst().orElseThrow().endsWith("  one") && text.contains(" · started\n"), text);
		assertTrue(typist.err().contains("4 older lines are not kept"), typist.err());
		typist.host.asked(Methods.AGENTS_LOG).forEach(asked -> assertFalse(asked.path("patient").asBoolean()));
	}

	@Test
	void aFollowedLogWaitsAlsoWhereNothingWasWrittenYet() {
		typist.host.on(Methods.AGENTS_LOG, p -> p.patient() ? Outcome.notOk(Failure.notFound("The agent is gone.", null))
				: typist.host.asked(Methods.AGENTS_LOG).size() > 3 ? Outcome.notOk(Failure.failed("Asked again and again.", null))
						: Outcome.ok(new AgentLog(List.of(), 0, 0)));
		typist.fails(3, "agent", "log", "x", "--follow");
		assertEquals(2, typist.host.asked(Methods.AGENTS_LOG).size());
	}

	@Test
	void aFollowedLogGoesOnWithTheNumbersOfANewHost() {
		typist.host.on(Methods.AGENTS_LOG, p -> switch ((int) p.after()) {
		case 0 -> Outcome.ok(new AgentLog(List.of(line(500, AgentLog.Source.STDERR, "old")), 500, 0));
		case 500 -> typist.host.asked(Methods.AGENTS_LOG).size() > 3 ? Outcome.notOk(Failure.failed("Shown twice.", null))
				: Outcome.ok(new AgentLog(List.of(line(1, AgentLog.Source.STDERR, "new")), 1, 0));
		default -> Outcome.notOk(Failure.notFound("The agent is gone.", null));
		});
		typist.fails(3, "agent", "log", "x", "--follow");
		assertEquals(2, typist.out().lines().count(), typist.out());
	}

	@Test
	void aFollowedTrafficLogWaitsForMoreAndEndsWithTheHost() {
		typist.host.on(Methods.AGENTS_LOG, p -> p.after() == 0
				? Outcome.ok(new AgentLog(List.of(line(1, AgentLog.Source.SENT, "{\"id\":1}")), 1, 0))
				: p.after() == 1 ? Outcome.ok(new AgentLog(List.of(line(3, AgentLog.Source.RECEIVED, "{}")), 3, 1))
						: Outcome.notOk(Failure.notFound("The agent is gone.", "See: umbra agent list")));
		typist.fails(3, "agent", "log", "x", "--traffic", "--follow");
		assertTrue(typist.out().contains(" → {\"id\":1}\n") && typist.out().contains(" ← {}\n"), typist.out());
		assertTrue(typist.err().contains("1 lines were dropped"), typist.err());
		List<JsonNode> asked = typist.host.asked(Methods.AGENTS_LOG);
		assertEquals(List.of(false, true, true), asked.stream().map(one -> one.path("patient").asBoolean()).toList());
		assertEquals("traffic", asked.getFirst().path("kind").asText());
		typist.fails(3, "agent", "log", "x", "--follow", "--json");
		assertEquals(2, typist.out().lines().map(Codec::parse).filter(line -> line.has("number")).count());
	}

	@Test
	void aMethodOfTheAgentIsCarriedOutByTheHost() {
		typist.host.answer(Methods.AGENTS_LOGIN, new Agents.LoginStep("x", "oauth", true, null, List.of(), Map.of(), null));
		typist.ok("agent", "login", "x", "oauth");
		assertEquals("Logged in to x by oauth.\n", typist.out());
		assertEquals(1, typist.host.asked(Methods.AGENTS_LOGIN).size());
		typist.ok("agent", "login", "x", "--json");
		assertEquals("{\"id\":\"agent-1\",\"agent\":\"x\",\"method\":\"oauth\"}\n", typist.out());
	}

	private void loginBy(String script) {
		typist.host.on(Methods.AGENTS_LOGIN, p -> Outcome.ok(p.finished()
				? new Agents.LoginStep("x", "shell", true, null, List.of(), Map.of(), null)
				: new Agents.LoginStep("x", "shell", false, "/bin/sh", List.of("-c", script), Map.of("GREETING", "hi"), temp.toString())));
	}

	@Test
	void aMethodForATerminalIsRunHereAndFinishedAfterExitZero() throws IOException {
		loginBy("echo $GREETING > done");
		typist.ok("agent", "login", "x");
		assertEquals("hi\n", Files.readString(temp.resolve("done")));
		List<JsonNode> asked = typist.host.asked(Methods.AGENTS_LOGIN);
		assertEquals(List.of(false, true), asked.stream().map(one -> one.path("finished").asBoolean()).toList());
		assertEquals("shell", asked.getLast().path("method").asText());
	}

	@Test
	void aLoginProgramThatFailsLogsNobodyIn() {
		loginBy("exit 3");
		String words = typist.fails(1, "agent", "login", "x");
		assertTrue(words.contains("exit code 3") && words.contains("umbra agent login x shell"), words);
		assertEquals(1, typist.host.asked(Methods.AGENTS_LOGIN).size(), "it is not said to be finished");
		typist.host.answer(Methods.AGENTS_LOGIN,
				new Agents.LoginStep("x", "shell", false, "/nowhere/login", List.of(), Map.of(), null));
		assertTrue(typist.fails(1, "agent", "login", "x").contains("cannot be started"), typist.err());
	}

	@Test
	void logoutAndTheAgentsOwnSessions() {
		typist.host.answer(Methods.AGENTS_LOGOUT, new Done()).answer(Methods.AGENTS_SESSIONS, new Agents.Foreign(
				List.of(new ForeignSession("acp-1", "/w", "Old talk", "2030-01-01T00:00:00Z"),
						new ForeignSession("acp-2", "/w", null, null)),
				Map.of("acp-2", "5e551011-0000-4000-8000-000000000000")));
		assertEquals("Logged out of x.\n", typist.ok("agent", "logout", "x").out());
		JsonNode json = typist.ok("agent", "sessions", "x", "--cwd", "/w", "--json").json();
		assertEquals("{\"acpSession\":\"acp-1\",\"title\":\"Old talk\",\"cwd\":\"/w\",\"updated\":\"2030-01-01T00:00:00Z\",\"session\":null}",
				json.path(0).toString());
		assertEquals("5e551011-0000-4000-8000-000000000000", json.path(1).path("session").asText());
		assertEquals("/w", typist.host.asked(Methods.AGENTS_SESSIONS).getLast().path("cwd").asText());
		String text = typist.ok("agent", "sessions", "x").out();
		assertTrue(text.contains("Old talk") && text.contains("5e551011") && text.contains("--load ITS-ID"), text);
	}
}
