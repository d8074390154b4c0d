package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Position;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Hello;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.Numbers;
import dev.umbra.core.api.Sessions;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Counters;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;
import dev.umbra.wire.RpcException;
import dev.umbra.wire.SocketStreams;

/** Over a real socket: what a scripted client did is what is counted. */
class MetricsServiceTest {
	@TempDir
	Path home;
	private final AtomicInteger pushes = new AtomicInteger();
	private TestHost host;
	private SocketChannel channel;
	private JsonRpcPeer client;

	@BeforeEach
	void connect() throws Exception {
		host = new TestHost(home).withAgent();
		host.api.open(host.calls);
		channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		channel.connect(UnixDomainSocketAddress.of(host.role.socket()));
		client = new JsonRpcPeer("test", SocketStreams.in(channel), SocketStreams.out(channel), new Counting(), JsonRpcPeer.Options.SOCKET);
		Threads.virtual("test", client::run);
		call(Methods.HELLO, new Hello(Version.OWN.protocol(), "test", "test", List.of()));
	}

	@AfterEach
	void end() {
		host.api.close();
		host.mailboxes.end("end of the test");
	}

	private <P, R> R call(Method<P, R> method, P params) throws Exception {
		return Codec.fromTree(raw(method.name(), Codec.tree(params)), method.result());
	}

	private JsonNode raw(String method, JsonNode params) throws Exception {
		return client.call(method, params).toCompletableFuture().get(30, TimeUnit.SECONDS);
	}

	private RpcException refused(String method, JsonNode params) {
		ExecutionException e = assertThrows(ExecutionException.class, () -> raw(method, params));
		return assertInstanceOf(RpcException.class, e.getCause());
	}

	private Numbers numbers(boolean history) throws Exception {
		return call(Methods.METRICS_GET, new Metrics.Get(history));
	}

	private SessionId create(String title) throws Exception {
		return call(Methods.SESSIONS_CREATE, new Sessions.Create(CommandId.random(), "demo", home.toString(), List.of(), title, null)).session();
	}

	private static CallCounts ok(long count) {
		return new CallCounts(count, 0, 0);
	}

	@Test
	void aScriptedSequenceOfCallsIsCountedExactly() throws Exception {
		SessionId session = create("one");
		for (int i = 0; i < 3; i++) {
			call(Methods.AGENTS_LIST, new Agents.ListAll());
		}
		Sessions.One one = call(Methods.SESSIONS_GET, new Sessions.Get(session.value(), null));
		String position = new Position(one.epoch(), one.revision()).toString();
		for (int i = 0; i < 4; i++) {
			call(Methods.SESSIONS_GET, new Sessions.Get(session.value(), position));
		}
		refused(Methods.AGENTS_GET.name(), Codec.tree(new Agents.Get("nobody")));
		refused(Methods.AGENTS_GET.name(), Codec.object());
		refused("no/such", Codec.object());
		refused("nor/such", Codec.object());
		call(Methods.SESSIONS_ATTACH, new Sessions.Attach("mine", session.value(), null, 10));
		call(Methods.SESSIONS_DETACH, new Sessions.Detach("mine"));
		host.gitRuns = 12;
		Counters before = client.counters();

		Metrics.HostNumbers numbers = numbers(false).host();

		assertEquals(Map.of("hello", ok(1), "sessions/create", ok(1), "agents/list", ok(3), "sessions/get", new CallCounts(1, 4, 0),
				"agents/get", new CallCounts(0, 0, 2), "unknown", new CallCounts(0, 0, 2), "sessions/attach", ok(1), "sessions/detach", ok(1)),
				numbers.calls());
		assertEquals(pushes.get(), numbers.pushes());
		assertTrue(numbers.pushes() > 0);
		assertEquals(client.counters().bytesOut(), numbers.bytes().in());
		assertEquals(before.bytesIn(), numbers.bytes().out());
		assertEquals(ok(1), numbers(false).host().calls().get("metrics/get"));
		assertEquals(1, numbers.clients());
		assertEquals(1, numbers.mailboxes());
		assertEquals(0, numbers.agents());
		assertEquals(12, numbers.gitRuns());
		assertTrue(numbers.heapUsed() > 0 && numbers.heapSize() >= numbers.heapUsed());
		assertEquals(host.clock.instant(), numbers.at());
		assertTrue(numbers.threads().values().stream().allMatch(count -> count > 0), () -> numbers.threads().toString());
		assertTrue(numbers.threads().containsKey("main"), () -> numbers.threads().toString());
	}

	@Test
	void whatOneEventSaysForSeveralIsCounted() throws Exception {
		SessionId session = create("one");
		// the first is told at once, the second is due, the third is said with it: the clock stands still
		for (int i = 0; i < 3; i++) {
			call(Methods.SESSIONS_RENAME, new Sessions.Rename(CommandId.random(), session.value(), "name " + i));
		}
		assertEquals(1, numbers(false).host().coalescedPushes());
	}

	@Test
	void minutesShowTheSameCalls() throws Exception {
		call(Methods.AGENTS_LIST, new Agents.ListAll());
		host.clock.advance(Duration.ofMinutes(1));
		host.metrics.minute();
		call(Methods.AGENTS_LIST, new Agents.ListAll());
		refused("no/such", Codec.object());
		Numbers numbers = numbers(true);
		assertEquals(List.of(2L, 2L), numbers.history().stream().map(Metrics.Minute::calls).toList());
		assertEquals(List.of(0L, 1L), numbers.history().stream().map(Metrics.Minute::errors).toList());
		assertEquals(List.of(), numbers(false).history());
	}

	@Test
	void aClientIsListedByWhatItReportsAndAsGoneWhenItsConnectionEnds() throws Exception {
		Metrics.ClientNumbers mine = new Metrics.ClientNumbers(Map.of("sessions/get", ok(2)), new Metrics.Bytes(3, 4), 5, 1, 6, 2, 7, 8, 9,
				Map.of("header", 10L), Map.of("details.git", 11L), new Metrics.Spread(4, 4, List.of(0L, 0L, 0L, 1L)), Metrics.Spread.NONE,
				Metrics.Spread.NONE);
		call(Methods.METRICS_REPORT, new Metrics.Report("me", 1, "product", host.clock.instant(), mine));
		Numbers numbers = numbers(true);
		assertEquals(List.of(new Metrics.Client("me", "product", true, host.clock.instant(), host.clock.instant(), mine)), numbers.clients());
		assertEquals(mine, numbers.total());
		assertEquals(9, numbers.history().getFirst().stale());

		CompletableFuture<Void> gone = new CompletableFuture<>();
		host.api.onClients(() -> gone.complete(null));
		channel.close();
		gone.get(30, TimeUnit.SECONDS);
		Numbers after = TestHost.value(host.metrics.get(new Metrics.Get(false)));
		assertFalse(after.clients().getFirst().connected());
		host.clock.advance(ClientReports.LISTED);
		Numbers later = TestHost.value(host.metrics.get(new Metrics.Get(false)));
		assertEquals(List.of(), later.clients());
		assertEquals(mine, later.total());
	}

	@Test
	void garbageIsRefusedAndLeavesNothing() throws Exception {
		ObjectNode good = (ObjectNode) Codec.tree(new Metrics.Report("me", 1, "product", host.clock.instant(), Metrics.ClientNumbers.NONE));
		List<ObjectNode> bad = List.of(good.deepCopy().put("id", "../x y"), good.deepCopy().put("nr", -1), good.deepCopy().put("client", ""),
				good.deepCopy().put("since", "yesterday"), good.deepCopy().put("numbers", 3), without(good, "numbers"), without(good, "id"),
				numbersWith(good, "stale", -1), numbersWith(good, "stale", 1L << 53),
				with(good, "paints", Codec.object().put("/home/ann/secret plans", 1)), with(good, "calls", Codec.object().put("x", 1)),
				with(good, "latency", Codec.object().put("sum", 1).put("max", 1)));
		for (ObjectNode each : bad) {
			assertEquals(Failure.Code.USAGE.rpc(), refused(Methods.METRICS_REPORT.name(), each).code(), each::toString);
		}
		Numbers numbers = numbers(false);
		assertEquals(List.of(), numbers.clients());
		assertEquals(Metrics.ClientNumbers.NONE, numbers.total());
		assertEquals(new CallCounts(0, 0, bad.size()), numbers.host().calls().get("metrics/report"));
	}

	private static ObjectNode without(ObjectNode report, String member) {
		return report.deepCopy().without(member);
	}

	private static ObjectNode numbersWith(ObjectNode report, String member, long value) {
		ObjectNode copy = report.deepCopy();
		((ObjectNode) copy.path("numbers")).put(member, value);
		return copy;
	}

	private static ObjectNode with(ObjectNode report, String member, JsonNode value) {
		ObjectNode copy = report.deepCopy();
		((ObjectNode) copy.path("numbers")).set(member, value);
		return copy;
	}

	@Test
	void nothingOfASessionOrAnAgentIsEverInIt() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		CountDownLatch up = new CountDownLatch(1);
		Threads.platformDaemon("agent-Open Sesame 7#out", () -> {
			up.countDown();
			try {
				done.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		up.await();
		try {
			SessionId session = create("Open Sesame");
			refused("Open Sesame", Codec.object());
			refused(Methods.SESSIONS_GET.name(), Codec.tree(new Sessions.Get("Open Sesame", null)));
			host.prompt(session, "Open Sesame");
			String all = raw(Methods.METRICS_GET.name(), Codec.tree(new Metrics.Get(true))).toString();
			assertFalse(all.contains("Sesame"), all);
			assertFalse(all.contains(home.toString()), all);
			assertFalse(all.contains(session.value()), all);
			assertTrue(all.contains("agent-<name>#out"), all);
		} finally {
			done.countDown();
		}
	}

	@Test
	void whatIsAThreadsOwnIsLeftOutOfItsName() {
		assertEquals("agent-<name>#out", ThreadNames.kind("agent-my # agent 3#out"));
		assertEquals("store-read-<n>", ThreadNames.kind("store-read-2"));
		assertEquals("terminal-<id>", ThreadNames.kind("terminal-0b5f7c1e-1111-4222-8333-94445555aaaa"));
		assertEquals("Start Level: Equinox Container: <id>",
				ThreadNames.kind("Start Level: Equinox Container: 2d60a1c6-3f1b-4dc9-9f3b-5a8f6d7d0b11"));
		assertEquals("Dispatcher: a.b.C<id>", ThreadNames.kind("Dispatcher: a.b.C@1f2e3d4c"));
		assertEquals("Reference Handler", ThreadNames.kind("Reference Handler"));
	}

	/** Counts what it is told, and does not care. */
	private final class Counting implements JsonRpcPeer.Handler {
		@Override
		public CompletionStage<JsonNode> request(String method, JsonNode params) {
			return CompletableFuture.failedFuture(RpcException.methodNotFound(method));
		}

		@Override
		public void notification(String method, JsonNode params) {
			pushes.incrementAndGet();
		}
	}
}
