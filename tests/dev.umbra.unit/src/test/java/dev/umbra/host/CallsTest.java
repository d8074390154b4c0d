package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.FakeEntries;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;
import dev.umbra.wire.RpcException;

class CallsTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	@AfterEach
	void end() {
		host.entries.diskFull(false);
		host.entries.release();
		host.mailboxes.end("end of the test");
	}

	private <P, R> CompletionStage<JsonNode> run(Method<P, R> method, P params) {
		return host.calls.run(method.name(), Codec.tree(params));
	}

	private static Sessions.Create create() {
		return new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), "", null);
	}

	private static RpcException error(CompletionStage<JsonNode> answer) {
		ExecutionException e = assertThrows(ExecutionException.class,
				() -> answer.toCompletableFuture().get(30, TimeUnit.SECONDS));
		return assertInstanceOf(RpcException.class, e.getCause());
	}

	@Test
	void repeatWhileTheFirstRunsSharesItsAnswer() {
		Sessions.Create create = create();
		host.entries.hold();
		CompletionStage<JsonNode> first = run(Methods.SESSIONS_CREATE, create);
		CompletionStage<JsonNode> second = run(Methods.SESSIONS_CREATE, create);
		assertFalse(first.toCompletableFuture().isDone() || second.toCompletableFuture().isDone());
		host.entries.release();
		assertEquals(TestHost.done(first), TestHost.done(second));
		assertEquals(1, host.entries.commits().size());
		assertEquals(1, host.heard.of(SessionOpened.class).size());
	}

	@Test
	void repeatAfterwardsGivesTheFirstAnswerAndDoesNothing() {
		Sessions.Create create = create();
		JsonNode first = TestHost.done(run(Methods.SESSIONS_CREATE, create));
		assertEquals(first, TestHost.done(run(Methods.SESSIONS_CREATE, create)));
		assertEquals(1, host.entries.commits().size());
		assertEquals(1, TestHost.done(host.entries.sessions(true)).size());
	}

	@Test
	void anotherIdIsAnotherCall() {
		JsonNode first = TestHost.done(run(Methods.SESSIONS_CREATE, create()));
		assertFalse(first.equals(TestHost.done(run(Methods.SESSIONS_CREATE, create()))));
	}

	@Test
	void repeatedPromptIsOneTurn() throws Exception {
		SessionId session = host.session();
		Sessions.Prompt prompt = new Sessions.Prompt(CommandId.random(), session.value(), "go", "test");
		JsonNode first = TestHost.done(run(Methods.SESSIONS_PROMPT, prompt));
		for (int i = 0; i < 5; i++) {
			assertEquals(first, TestHost.done(run(Methods.SESSIONS_PROMPT, prompt)));
		}
		assertEquals("started", first.path("state").asText());
		assertEquals(0, TestHost.done(host.entries.session(session)).orElseThrow().queued());
		host.runtime.nextStart();
		assertEquals(0, host.runtime.startsWaiting());
	}

	@Test
	void repeatedCancelDoesNotCancelALaterTurn() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "first");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		assertTrue(agent.nextTold().startsWith("prompt"));
		Sessions.Cancel cancel = new Sessions.Cancel(CommandId.random(), session.value(), "test");
		TestHost.done(run(Methods.SESSIONS_CANCEL, cancel));
		assertEquals("cancel acp-1", host.toldInTime(agent));
		agent.exit(0, "", true);
		host.entries.awaitSession(session, s -> s.turn() == null);
		host.prompt(session, "second");
		FakeProcess next = host.runtime.nextStart().up();
		next.nextTold();
		assertTrue(next.nextTold().contains("second"));
		TestHost.done(run(Methods.SESSIONS_CANCEL, cancel));
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
		assertEquals(List.of(), next.told());
	}

	@Test
	void repeatedCancelThatFoundNoTurnDoesNotCancelALaterOne() throws Exception {
		SessionId session = host.session();
		Sessions.Cancel cancel = new Sessions.Cancel(CommandId.random(), session.value(), "test");
		TestHost.done(run(Methods.SESSIONS_CANCEL, cancel));
		host.prompt(session, "go on");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		assertTrue(agent.nextTold().contains("go on"));
		TestHost.done(run(Methods.SESSIONS_CANCEL, cancel));
		TestHost.value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "settled")));
		assertEquals(List.of(), agent.told());
	}

	@Test
	void repeatedStartDoesNotUndoALaterStop() throws Exception {
		Agents.Start start = new Agents.Start(CommandId.random(), "demo");
		Agents.Stop stop = new Agents.Stop(CommandId.random(), "demo", false);
		TestHost.done(run(Methods.AGENTS_START, start));
		FakeProcess agent = host.runtime.nextStart().up();
		CompletionStage<JsonNode> stopping = run(Methods.AGENTS_STOP, stop);
		assertEquals("end", agent.nextTold());
		agent.exit(0, "", true);
		TestHost.done(stopping);
		TestHost.done(run(Methods.AGENTS_START, start));
		assertEquals(0, host.runtime.startsWaiting());
		TestHost.done(run(Methods.AGENTS_START, new Agents.Start(CommandId.random(), "demo")));
		host.runtime.nextStart().up();
		TestHost.done(run(Methods.AGENTS_STOP, stop));
		assertTrue(host.agent().up());
	}

	@Test
	void repeatedBackupIsWrittenOnce() {
		Host.Backup backup = new Host.Backup(CommandId.random(), home.resolve("copy.db").toString());
		TestHost.done(run(Methods.HOST_BACKUP, backup));
		assertEquals(Codec.object(), TestHost.done(run(Methods.HOST_BACKUP, backup)));
		assertEquals(1, host.backups());
	}

	@Test
	void repeatedAddIsOneAgent() {
		Agents.Add add = new Agents.Add(CommandId.random(), "other", null, "/bin/true", List.of(), Map.of(), null, false, false);
		JsonNode first = TestHost.done(run(Methods.AGENTS_ADD, add));
		assertEquals(first, TestHost.done(run(Methods.AGENTS_ADD, add)));
		assertEquals(1, host.heard.of(AgentsChanged.class).size());
	}

	@Test
	void repeatedChangeOfAnAgentIsMadeOnce() {
		Agents.Set set = new Agents.Set(CommandId.random(), "demo", Map.of("mode", "plan"), Map.of("KEY", "first"), List.of(), null);
		JsonNode first = TestHost.done(run(Methods.AGENTS_SET, set));
		TestHost.done(run(Methods.AGENTS_SET,
				new Agents.Set(CommandId.random(), "demo", Map.of("mode", "ask"), Map.of("KEY", "second"), List.of(), null)));
		assertEquals(first, TestHost.done(run(Methods.AGENTS_SET, set)));
		assertEquals("ask", host.agent().record().device().mode());
		assertEquals(Map.of("KEY", "second"), host.secrets.of(Sample.AGENT));
		assertEquals(2, host.heard.of(AgentsChanged.class).size());
	}

	@Test
	void repeatedRuleIsAddedAndRemovedOnce() {
		Rules.Add add = new Rules.Add(CommandId.random(), "one", RuleEffect.DENY, null, "execute", null, null);
		JsonNode first = TestHost.done(run(Methods.RULES_ADD, add));
		assertEquals(first, TestHost.done(run(Methods.RULES_ADD, add)));
		Rules.Remove remove = new Rules.Remove(CommandId.random(), "one");
		TestHost.done(run(Methods.RULES_REMOVE, remove));
		TestHost.done(run(Methods.RULES_ADD, new Rules.Add(CommandId.random(), "one", RuleEffect.ASK, null, "execute", null, null)));
		assertEquals(Codec.object(), TestHost.done(run(Methods.RULES_REMOVE, remove)));
		assertEquals(List.of("one"), host.ruling.standing(Sample.AGENT).rules().stream().map(Rule::name).toList());
	}

	@Test
	void repeatedPromptIsOneTurnThoughItsFileIsGone() throws Exception {
		SessionId session = host.session();
		Path file = Files.writeString(home.resolve("note.txt"), "x");
		Sessions.Prompt prompt = new Sessions.Prompt(CommandId.random(), session.value(), "look", "test",
				List.of(new Sessions.NewEnclosure(file.toString(), null, null, null, false)));
		JsonNode first = TestHost.done(run(Methods.SESSIONS_PROMPT, prompt));
		Files.delete(file);
		assertEquals(first, TestHost.done(run(Methods.SESSIONS_PROMPT, prompt)));
		assertEquals(0, TestHost.done(host.entries.session(session)).orElseThrow().queued());
	}

	@Test
	void repeatedEndOfATerminalDoesNotEndALaterOne() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		Sessions.KillTerminal kill = new Sessions.KillTerminal(CommandId.random(), session.value(), "t1");
		TestHost.done(run(Methods.SESSIONS_KILL_TERMINAL, kill));
		assertEquals("kill t1", agent.nextTold());
		TestHost.done(run(Methods.SESSIONS_KILL_TERMINAL, kill));
		assertEquals(List.of(), agent.told());
	}

	@Test
	void repeatedLoginIsDoneOnce() throws Exception {
		Agents.Login login = new Agents.Login(CommandId.random(), "demo", "key", false);
		CompletionStage<JsonNode> first = run(Methods.AGENTS_LOGIN, login);
		FakeProcess agent = host.runtime.nextStart();
		agent.says(new AgentRuntime.Facts("fake", "1", true, false, false, false, false, true, false, false, false,
				List.of(new Detail.LoginMethod("key", "Key", null, false)))).up();
		assertTrue(TestHost.done(first).path("done").asBoolean());
		assertEquals("authenticate key", agent.nextTold());
		assertEquals(TestHost.done(first), TestHost.done(run(Methods.AGENTS_LOGIN, login)));
		assertEquals(List.of(), agent.told());
	}

	@Test
	void repeatedSettingIsSetOnce() {
		Host.Set set = new Host.Set(CommandId.random(), "idle-end", "PT1M");
		TestHost.done(run(Methods.HOST_SET, set));
		TestHost.done(run(Methods.HOST_SET, new Host.Set(CommandId.random(), "idle-end", "PT2M")));
		TestHost.done(run(Methods.HOST_SET, set));
		assertEquals("PT2M", TestHost.done(run(Methods.HOST_GET, new Host.Get("idle-end"))).path("values").path("idle-end").asText());
	}

	@Test
	void callThatFailedMayBeRepeated() {
		Sessions.Create create = create();
		host.entries.diskFull(true);
		RpcException error = error(run(Methods.SESSIONS_CREATE, create));
		assertEquals(Failure.Code.FAILED.rpc(), error.code());
		assertEquals(FakeEntries.DISK_FULL.message(), error.message());
		host.entries.diskFull(false);
		assertTrue(TestHost.done(run(Methods.SESSIONS_CREATE, create)).has("session"));
	}

	@Test
	void failuresTravelWithTheirCodeWordAndHint() {
		RpcException error = error(run(Methods.SESSIONS_GET, new Sessions.Get("abcdef", null)));
		assertEquals(-32002, error.code());
		assertEquals("not_found", error.data().path("code").asText());
		assertTrue(error.data().path("hint").asText().contains("umbra session list"));
	}

	@Test
	void unknownMethodsAndBadParametersAreRefusedInWords() {
		assertEquals(RpcException.METHOD_NOT_FOUND, error(host.calls.run("sessions/explode", NullNode.instance)).code());
		RpcException error = error(host.calls.run("sessions/list", Codec.parse("{\"all\":\"perhaps\"}")));
		assertEquals(RpcException.INVALID_PARAMS, error.code());
		assertTrue(error.message().startsWith("not a ListAll"), error.message());
	}

	@Test
	void methodWithoutParametersTakesNoneAtAll() {
		assertTrue(TestHost.done(host.calls.run("agents/list", NullNode.instance)).path("agents").isArray());
		assertEquals(1, TestHost.done(host.calls.run("agents/list", Codec.parse("{}"))).path("agents").size());
	}
}
