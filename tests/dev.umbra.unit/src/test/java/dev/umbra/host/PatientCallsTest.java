package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Hello;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.wire.Codec;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Methods;
import dev.umbra.wire.RpcException;
import dev.umbra.wire.SocketStreams;

/** Calls that wait for something to happen keep nobody up: not the other calls of their connection, not its end, not the host's. */
class PatientCallsTest {
	@TempDir
	Path home;
	private TestHost host;
	private SocketChannel channel;
	private JsonRpcPeer client;

	@BeforeEach
	void connect() throws Exception {
		host = new TestHost(home).withAgent();
		host.api.open(host.calls);
		connectAgain();
	}

	private void connectAgain() throws Exception {
		channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		channel.connect(UnixDomainSocketAddress.of(host.role.socket()));
		client = new JsonRpcPeer("test", SocketStreams.in(channel), SocketStreams.out(channel), new Deaf(), JsonRpcPeer.Options.SOCKET);
		Threads.virtual("test", client::run);
		call(Methods.HELLO.name(), Codec.tree(new Hello(Version.OWN.protocol(), "test", "test", List.of()))).toCompletableFuture().get(30,
				TimeUnit.SECONDS);
	}

	@AfterEach
	void end() {
		host.api.close();
		host.mailboxes.end("end of the test");
	}

	private CompletionStage<JsonNode> call(String method, JsonNode params) {
		return client.call(method, params);
	}

	private CompletionStage<JsonNode> patient() {
		return call(Methods.AGENTS_LOG.name(), Codec.tree(new Agents.Log("demo", AgentLog.Kind.LOG, 0, 0, true)));
	}

	@Test
	void otherCallsAreAnsweredMeanwhile() throws Exception {
		CompletionStage<JsonNode> waits = patient();
		CompletableFuture<AgentLog> line = host.runtime.nextWaitingForLines();
		JsonNode list = call(Methods.AGENTS_LIST.name(), Codec.object()).toCompletableFuture().get(30, TimeUnit.SECONDS);
		assertEquals(1, list.path("agents").size());
		assertFalse(waits.toCompletableFuture().isDone());
		line.complete(new AgentLog(List.of(), 3, 0));
		assertEquals(3, waits.toCompletableFuture().get(30, TimeUnit.SECONDS).path("next").asInt());
	}

	@Test
	void aHostThatEndsAnswersWhoWaits() throws Exception {
		CompletionStage<JsonNode> waits = patient();
		host.runtime.nextWaitingForLines();
		host.api.close();
		ExecutionException e = assertThrows(ExecutionException.class, () -> waits.toCompletableFuture().get(30, TimeUnit.SECONDS));
		assertEquals(Failure.Code.BUSY.rpc(), assertInstanceOf(RpcException.class, e.getCause()).code());
	}

	@Test
	void aConnectionThatEndsIsForgotten() throws Exception {
		patient();
		CompletableFuture<AgentLog> line = host.runtime.nextWaitingForLines();
		CompletableFuture<Void> gone = new CompletableFuture<>();
		host.api.onClients(() -> gone.complete(null));
		channel.close();
		gone.get(30, TimeUnit.SECONDS);
		assertEquals(0, host.api.clients());
		line.complete(new AgentLog(List.of(), 3, 0));
		connectAgain();
		JsonNode list = call(Methods.AGENTS_LIST.name(), Codec.object()).toCompletableFuture().get(30, TimeUnit.SECONDS);
		assertEquals(1, list.path("agents").size());
	}

	/** Is told events, and does not care. */
	private static final class Deaf implements JsonRpcPeer.Handler {
		@Override
		public CompletionStage<JsonNode> request(String method, JsonNode params) {
			return CompletableFuture.failedFuture(RpcException.methodNotFound(method));
		}

		@Override
		public void notification(String method, JsonNode params) {
			assertEquals(Methods.EVENT, method);
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			// the test closes it
		}
	}
}
