package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;

class AgentSettingsTest {
	@TempDir
	Path home;
	@TempDir
	Path work;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private static Agents.Set set(Map<String, String> values) {
		return new Agents.Set(CommandId.random(), "demo", values, Map.of(), List.of(), null);
	}

	private static Agents.Set secrets(Map<String, String> secrets, String... drop) {
		return new Agents.Set(CommandId.random(), "demo", Map.of(), secrets, List.of(drop), null);
	}

	private Agents.Set confirmed(@Nullable String name) {
		return new Agents.Set(CommandId.random(), "demo", Map.of("policy", "allow_all"), Map.of(), List.of(), name);
	}

	private AgentRecord record(String name) {
		return value(host.agents.get(new Agents.Get(name))).agent();
	}

	private Failure refused(String key, String text) {
		Failure failure = failure(host.agents.set(set(Map.of(key, text))));
		assertTrue(failure.message().contains(key), failure.message());
		assertEquals(record("demo"), Sample.agent(Sample.AGENT, "demo"), "something was changed by a call that failed");
		return failure;
	}

	@Test
	void everyKeyChangesItsPartAndNothingElse() {
		Map<String, String> values = new HashMap<>(Map.of("name", "new name", "command", "/bin/other", "args", "[\"-a\",\"b c\"]",
				"env", "{\"A\":\"1\",\"B\":\"\"}", "env-mode", "clean", "folder", work.toString(), "autostart", "true", "keep-running", "true",
				"policy", "allow_edits", "model", "big"));
		values.putAll(Map.of("mode", "plan", "effort", "high", "mcp", "[{\"type\":\"stdio\",\"name\":\"s\",\"command\":\"/bin/s\"}]", "persona", ""));
		Agents.Changed changed = value(host.agents.set(set(values)));
		AgentRecord record = record("new name");
		assertEquals(new Agents.Changed(Sample.AGENT, "new name", false, null, AgentContent.hash(record.definition())), changed);
		assertEquals(new DeviceLayer("/bin/other", List.of("-a", "b c"), Map.of("A", "1", "B", ""), DeviceLayer.EnvMode.CLEAN,
				work.toString(), null, true, true, "plan", "big", "high", Policy.ALLOW_EDITS,
				List.of(new McpServer.Stdio("s", "/bin/s", List.of(), Map.of()))), record.device());
		assertEquals(List.of(record), TestHost.done(host.records.agents()));
		assertEquals(1, host.heard.of(AgentsChanged.class).size());
		assertEquals(Policy.ALLOW_EDITS, host.ruling.standing(Sample.AGENT).policy());
		value(host.agents.set(new Agents.Set(CommandId.random(), "new name",
				Map.of("args", "", "env", "", "folder", "", "model", "", "mode", "", "effort", "", "mcp", ""), Map.of(), List.of(), null)));
		assertEquals(new DeviceLayer("/bin/other", List.of(), Map.of(), DeviceLayer.EnvMode.CLEAN, null, null, true, true, null, null, null,
				Policy.ALLOW_EDITS, List.of()), record("new name").device());
	}

	@Test
	void aChangeOfWhatAPersonHasNotSeenIsAConflictAndKeepsNothing() {
		String seen = AgentContent.hash(record("demo").definition());
		Agents.Changed changed = value(host.agents.set(expecting(seen, "instructions", "Be brief.")));
		AgentRecord between = record("demo");
		assertEquals(Failure.Code.BUSY, failure(host.agents.set(expecting(seen, "instructions", "Be long."))).code());
		assertEquals(between, record("demo"));
		value(host.agents.set(expecting(changed.hash(), "instructions", "Be long.")));
		assertEquals("Be long.", record("demo").definition().systemPrompt());
		value(host.agents.set(set(Map.of("instructions", "Whatever."))));
	}

	@Test
	void aConflictIsFoundAlsoWhereAPersonaIsGiven() {
		Agents.Set set = new Agents.Set(CommandId.random(), "demo", Map.of("persona", "umbra-reviewer"), Map.of(), List.of(), null, "another");
		assertEquals(Failure.Code.BUSY, failure(host.agents.set(set)).code());
	}

	private static Agents.Set expecting(@Nullable String hash, String key, String value) {
		return new Agents.Set(CommandId.random(), "demo", Map.of(key, value), Map.of(), List.of(), null, hash);
	}

	@Test
	void aValueThatDoesNotFitIsRefusedAndTheKeyNamed() {
		refused("name", " ");
		refused("name", "a\nb");
		refused("command", "");
		refused("args", "-a b");
		refused("args", "[1,null]");
		refused("env", "A=1");
		refused("env", "{\"1A\":\"x\"}");
		refused("env", "{\"A\":1}");
		refused("env-mode", "dirty");
		refused("folder", "relative");
		refused("folder", work.resolve("none").toString());
		refused("autostart", "yes");
		refused("keep-running", "");
		refused("policy", "allow_everything");
		refused("model", "x".repeat(201));
		refused("mode", " ");
		refused("colour", "red");
		assertEquals(Failure.Code.NOT_FOUND, refused("persona", "nobody").code());
		assertTrue(failure(host.agents.set(set(Map.of("mcp", "{}")))).message().contains("servers of tools"));
		assertTrue(failure(host.agents.set(set(Map.of("mcp", "[{\"type\":\"http\",\"name\":\"web\",\"url\":\"ftp://x\"}]")))).message()
				.contains("\"web\""));
	}

	@Test
	void allowingAllNeedsTheAgentsNameTyped() {
		for (String typed : new String[] { null, "", "Demo", "other" }) {
			Failure failure = failure(host.agents.set(confirmed(typed)));
			assertEquals(Failure.Code.REFUSED, failure.code());
			assertTrue(failure.message().contains("demo"), failure.message());
		}
		assertEquals(Policy.ASK, host.ruling.standing(Sample.AGENT).policy());
		value(host.agents.set(confirmed("demo")));
		assertEquals(Policy.ALLOW_ALL, host.ruling.standing(Sample.AGENT).policy());
	}

	@Test
	void aNameThatIsTakenIsRefused() {
		value(host.agents.add(new Agents.Add(CommandId.random(), "other", "demo", null, List.of(), Map.of(), null, false, false)));
		assertTrue(failure(host.agents.set(set(Map.of("name", "other")))).message().contains("\"other\""));
		value(host.agents.set(set(Map.of("name", "demo"))));
	}

	@Test
	void secretsGoToTheirStorageAndOnlyTheirNamesIntoTheRecord() {
		Agents.Added added = value(host.agents.add(new Agents.Add(CommandId.random(), "keyed", "demo", null, List.of(), Map.of(), null, false,
				false, Map.of("KEY", "k1"))));
		assertEquals(List.of("KEY"), record("keyed").secretNames());
		assertEquals(Map.of("KEY", "k1"), host.secrets.of(added.id()));
		assertFalse(Codec.json(value(host.agents.list(new Agents.ListAll()))).contains("k1"));
		value(host.agents.set(new Agents.Set(CommandId.random(), "keyed", Map.of(), Map.of("KEY", "k2", "MORE", "m"), List.of(), null)));
		assertEquals(List.of("KEY", "MORE"), record("keyed").secretNames());
		assertEquals(Map.of("KEY", "k2", "MORE", "m"), host.secrets.of(added.id()));
		value(host.agents.set(new Agents.Set(CommandId.random(), "keyed", Map.of(), Map.of(), List.of("KEY"), null)));
		assertEquals(Map.of("MORE", "m"), host.secrets.of(added.id()));
		value(host.agents.remove(new Agents.Remove(CommandId.random(), "keyed", false)));
		assertEquals(Map.of(), host.secrets.of(added.id()));
		assertEquals(List.of(added.id()), host.runtime.forgotten());
	}

	@Test
	void aSecretThatCannotBeOneIsRefused() {
		assertTrue(failure(host.agents.set(secrets(Map.of("1K", "x")))).message().contains("1K"));
		assertTrue(failure(host.agents.set(secrets(Map.of("K", "")))).message().contains("K"));
		assertTrue(failure(host.agents.set(secrets(Map.of(), "NONE"))).message().contains("NONE"));
		assertTrue(failure(host.agents.set(secrets(Map.of("K", "x"), "K"))).message().contains("both given and dropped"));
		value(host.agents.set(set(Map.of("env", "{\"K\":\"1\"}"))));
		assertTrue(failure(host.agents.set(secrets(Map.of("K", "x")))).message().contains("both in env and a secret"));
		assertEquals(Map.of(), host.secrets.of(Sample.AGENT));
	}

	@Test
	void aSecretWhoseRecordIsNotKeptIsTakenBack() {
		value(host.agents.set(secrets(Map.of("OLD", "1"))));
		host.records.refuse(true);
		assertEquals(Failure.Code.FAILED, failure(host.agents.set(secrets(Map.of("OLD", "2", "NEW", "3")))).code());
		assertEquals(Map.of("OLD", "1"), host.secrets.of(Sample.AGENT));
		assertEquals(List.of("OLD"), record("demo").secretNames());
	}

	@Test
	void whoHasARunningProcessIsToldThatItMustStartAnew() throws Exception {
		assertFalse(value(host.agents.set(set(Map.of("args", "[\"a\"]")))).restartNeeded());
		host.agent().start();
		host.runtime.nextStart().up();
		assertFalse(value(host.agents.set(set(Map.of("model", "big")))).restartNeeded());
		assertTrue(value(host.agents.set(set(Map.of("args", "[\"b\"]")))).restartNeeded());
	}

	@Test
	void changesAtTheSameTimeAreAllKept() {
		List<Agents.Set> all = List.of(set(Map.of("mode", "plan")), set(Map.of("model", "big")), set(Map.of("effort", "high")),
				secrets(Map.of("K", "x")));
		all.stream().map(host.agents::set).toList().forEach(TestHost::value);
		AgentRecord record = record("demo");
		assertEquals(List.of("plan", "big", "high"),
				List.of(String.valueOf(record.device().mode()), String.valueOf(record.device().model()), String.valueOf(record.device().effort())));
		assertEquals(List.of("K"), record.secretNames());
	}

	@Test
	void anAgentOfOneRunIsNotChangedAndKeepsNoSecrets() {
		assertTrue(failure(host.agents.add(new Agents.Add(CommandId.random(), "once", "demo", null, List.of(), Map.of(), null, false, true,
				Map.of("K", "x")))).message().contains("one run"));
		AgentId once = value(host.agents.add(
				new Agents.Add(CommandId.random(), "once", "demo", null, List.of(), Map.of(), null, false, true))).id();
		assertTrue(failure(host.agents.set(new Agents.Set(CommandId.random(), once.value(), Map.of("mode", "x"), Map.of(), List.of(), null)))
				.message().contains("one run"));
	}

	@Test
	void whichLoginIsMeantIsAskedInWords() throws Exception {
		Agents.Login any = new Agents.Login(CommandId.random(), "demo", null, false);
		var first = host.agents.login(any);
		FakeProcess agent = host.runtime.nextStart();
		agent.says(facts()).up();
		assertEquals(Failure.Code.REFUSED, failure(first).code());
		agent.says(facts(new Detail.LoginMethod("key", "Key", null, false), new Detail.LoginMethod("tui", "Terminal", null, true)));
		assertTrue(String.valueOf(failure(host.agents.login(any)).hint()).contains("tui (Terminal)"));
		assertTrue(failure(host.agents.login(new Agents.Login(CommandId.random(), "demo", "none", false))).message().contains("\"none\""));
	}

	@Test
	void aLoginIsCarriedOutByTheAgentOrGivenToTheCaller() throws Exception {
		var login = host.agents.login(new Agents.Login(CommandId.random(), "demo", "key", false));
		FakeProcess agent = host.runtime.nextStart();
		agent.says(facts(new Detail.LoginMethod("key", "Key", null, false), new Detail.LoginMethod("tui", "Terminal", null, true))).up();
		assertTrue(value(login).done());
		assertEquals("authenticate key", agent.nextTold());
		Agents.LoginStep step = value(host.agents.login(new Agents.Login(CommandId.random(), "demo", "tui", false)));
		assertFalse(step.done());
		assertEquals("/usr/bin/demo", step.program());
		assertEquals(List.of("login", "tui"), step.args());
		value(host.agents.logout(new Agents.Logout(CommandId.random(), "demo")));
		assertEquals("logout", agent.nextTold());
	}

	private static AgentRuntime.Facts facts(Detail.LoginMethod... methods) {
		return new AgentRuntime.Facts("fake", "1", true, false, true, false, false, true, false, false, false, List.of(methods));
	}

	@Test
	void sessionsThatTheAgentListsNameOurs() throws Exception {
		SessionId ours = value(host.sessions.create(new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), "", null, List.of(),
				"acp-x"))).session();
		FakeProcess agent = host.runtime.nextStart();
		agent.says(facts()).lists(new ForeignSession("acp-x", "/tmp", "t", null),
				new ForeignSession("acp-y", "/tmp", null, null)).up();
		Agents.Foreign foreign = value(host.agents.sessions(new Agents.SessionsOf("demo", null)));
		assertEquals(2, foreign.sessions().size());
		assertEquals(Map.of("acp-x", ours.value()), foreign.known());
		Failure again = failure(host.sessions.create(new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), "", null, List.of(),
				"acp-x")));
		assertEquals(Failure.Code.REFUSED, again.code());
		assertTrue(again.message().contains(ours.value()), again.message());
	}

	@Test
	void aLogIsReadAtOnceOrPatiently() throws Exception {
		assertEquals(7, value(host.agents.log(new Agents.Log("demo", AgentLog.Kind.LOG, 7, 0, false))).next());
		var patient = host.agents.log(new Agents.Log("demo", AgentLog.Kind.TRAFFIC, 7, 0, true));
		assertFalse(patient.toCompletableFuture().isDone());
		host.runtime.nextWaitingForLines().complete(new AgentLog(List.of(), 9, 0));
		assertEquals(9, value(patient).next());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.agents.log(new Agents.Log("nobody", AgentLog.Kind.LOG, 0, 0, false))).code());
		assertNull(host.lives.get(new AgentId("nobody")));
	}

	@Test
	void whatItIsToldWithoutAPersonaIsItsOwn() {
		assertFalse(value(host.agents.set(set(Map.of("instructions", "Be brief.", "own-model", "opus", "own-provider", "anthropic", "parallelism", "2",
				"respond-to", "allowlist", "respond-to-allowlist", "one\n\n two ")))).restartNeeded(), "no process runs");
		AgentDefinition definition = record("demo").definition();
		assertEquals(new AgentDefinition("demo", null, "Be brief.", "opus", "anthropic", null, 2, "allowlist", List.of("one", "two"), "{}"), definition);
		value(host.agents.set(set(Map.of("instructions", "", "parallelism", "", "respond-to", "", "respond-to-allowlist", ""))));
		assertEquals(new AgentDefinition("demo", null, null, "opus", "anthropic", null, null, null, List.of(), "{}"), record("demo").definition());
		refusedNow("parallelism", "many");
		refusedNow("parallelism", "0");
		refusedNow("instructions", "a\u202Eb");
	}

	@Test
	void withAPersonaItHasNothingOfItsOwn() {
		value(host.agents.set(set(Map.of("instructions", "Be brief."))));
		Map<String, String> both = Map.of("persona", "umbra-reviewer", "instructions", "Be long.");
		assertTrue(failure(host.agents.set(set(both))).message().contains("umbra-reviewer"));
		value(host.agents.set(set(Map.of("persona", "umbra-reviewer"))));
		assertEquals(new AgentDefinition("demo", "umbra-reviewer"), record("demo").definition());
		value(host.agents.set(set(Map.of("persona", "", "instructions", "Own again."))));
		assertEquals("Own again.", record("demo").definition().systemPrompt());
	}

	private void refusedNow(String key, String text) {
		AgentRecord before = record("demo");
		assertTrue(failure(host.agents.set(set(Map.of(key, text)))).message().length() > 10);
		assertEquals(before, record("demo"));
	}
}
