package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.FakeEntries;
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
