package dev.umbra.wire;

import static dev.umbra.wire.PeerStreams.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.umbra.core.Threads;
import dev.umbra.wire.JsonRpcPeer.Options;
import dev.umbra.wire.JsonRpcPeer.WriterThread;
import dev.umbra.wire.PeerStreams.Gate;
import dev.umbra.wire.PeerStreams.OsPipe;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue, the writing thread, and two peers on real pipes and sockets. */
class JsonRpcPeerWritingTest {
	private final PeerRecorder handler = new PeerRecorder();

	private static JsonNode number(int value) {
		return JsonNodeFactory.instance.objectNode().put("n", value);
	}

	@Test
	void offerDropsWhenTheQueueIsFullAndDrainedTellsWhenToGoOn() {
		Gate gate = new Gate();
		JsonRpcPeer peer = new JsonRpcPeer("client-1", InputStream.nullInputStream(), gate, handler, new Options(1024, 1000));
		CountDownLatch drained = new CountDownLatch(1);
		peer.onDrained(drained::countDown);
		int taken = 0;
		while (peer.offer("event", number(taken))) {
			taken++;
		}
		assertTrue(taken > 5, taken + " taken");
		assertTrue(peer.queuedBytes() <= 1000, peer.queuedBytes() + " queued");
		gate.released.countDown();
		await(drained);
		assertEquals(0, peer.queuedBytes());
		assertTrue(peer.offer("event", number(taken)));
		await(peer.finish());
		List<String> lines = PeerStreams.linesOf(gate.written);
		assertEquals(taken + 1, lines.size());
		assertTrue(lines.getLast().endsWith("{\"n\":" + taken + "}}"), lines.getLast());
	}

	@Test
	void oneMessageLargerThanTheQueuePassesWhenNothingWaits() {
		Gate gate = new Gate();
		gate.released.countDown();
		JsonRpcPeer peer = new JsonRpcPeer("client-1", InputStream.nullInputStream(), gate, handler, new Options(1024, 10));
		assertTrue(peer.offer("event", PeerRecorder.text("x".repeat(300_000))));
		peer.notify("next", null);
		await(peer.finish());
		assertEquals(List.of(300_000 + 55, 33), PeerStreams.linesOf(gate.written).stream().map(String::length).toList());
	}

	@Test
	void closeWakesWhoWaitsForRoom() {
		Gate gate = new Gate();
		JsonRpcPeer peer = new JsonRpcPeer("agent-1", InputStream.nullInputStream(), gate, handler, new Options(1024, 1000));
		CompletableFuture<Void> refused = new CompletableFuture<>();
		CountDownLatch several = new CountDownLatch(5);
		Threads.virtual("notifier", () -> {
			try {
				for (int i = 0;; i++) {
					peer.notify("n", number(i));
					several.countDown();
				}
			} catch (PeerClosedException e) {
				refused.complete(null);
			}
		});
		await(several);
		await(gate.reached);
		peer.close();
		await(refused);
		await(peer.finish());
		assertEquals(0, gate.written.size());
	}

	@Test
	void messagesOfOneThreadKeepTheirOrder() {
		Gate gate = new Gate();
		gate.released.countDown();
		JsonRpcPeer peer = new JsonRpcPeer("agent-1", InputStream.nullInputStream(), gate, handler, new Options(1024, 500));
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			if (i % 3 == 0) {
				assertEquals(i / 3 + 1, peer.begin("c", null).id());
				expected.add("{\"jsonrpc\":\"2.0\",\"id\":" + (i / 3 + 1) + ",\"method\":\"c\"}");
			} else {
				peer.notify("n" + i, null);
				expected.add("{\"jsonrpc\":\"2.0\",\"method\":\"n" + i + "\"}");
			}
		}
		await(peer.finish());
		assertEquals(expected, PeerStreams.linesOf(gate.written));
	}

	@Test
	void twoPeersWithFullPipesDoNotWaitForEachOther() {
		// the line's bound is large so that no side is cut off for 32 MB of answers that may wait
		Options small = new Options(16 << 20, 64 << 10);
		OsPipe there = OsPipe.open();
		OsPipe back = OsPipe.open();
		try (JsonRpcPeer a = new JsonRpcPeer("a", back.in(), there.out(), new PeerRecorder(), small);
				JsonRpcPeer b = new JsonRpcPeer("b", there.in(), back.out(), new PeerRecorder(), small)) {
			Threads.platformDaemon("a#out", a::run);
			Threads.platformDaemon("b#out", b::run);
			JsonNode big = PeerRecorder.text("x".repeat(200_000));
			await(CompletableFuture.allOf(IntStream.range(0, 8).mapToObj(i -> calls(i % 2 == 0 ? a : b, 40, big))
					.toArray(CompletableFuture[]::new)));
			assertEquals(0, a.counters().junk().size() + b.counters().junk().size());
		}
	}

	private static CompletableFuture<Void> calls(JsonRpcPeer peer, int count, JsonNode params) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Threads.platformDaemon("caller", () -> {
			List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				answers.add(peer.call("echo", params).toCompletableFuture());
			}
			answers.forEach(PeerStreams::await);
			done.complete(null);
		});
		return done;
	}

	@Test
	void theReadingThreadMayCallAndNotifyWithAFullQueue() {
		Gate gate = new Gate();
		JsonRpcPeer[] peer = new JsonRpcPeer[1];
		peer[0] = new JsonRpcPeer("x", PeerStreams.lines("{\"method\":\"go\"}", "{\"method\":\"on\"}"), gate, new PeerRecorder() {
			@Override
			public void notification(String method, JsonNode params) {
				for (int i = 0; i < 20; i++) {
					peer[0].notify("n", null);
					peer[0].call("c", null);
				}
			}
		}, new Options(1 << 20, 100));
		peer[0].run();
		gate.released.countDown();
		await(peer[0].finish());
		assertEquals(80, PeerStreams.linesOf(gate.written).size());
	}

	@Test
	void whoAsksWithoutReadingTheAnswersIsCutOff() {
		byte[] line = "{\"id\":1,\"method\":\"read\"}\n".getBytes(StandardCharsets.UTF_8);
		InputStream endless = new InputStream() {
			private int next;

			@Override
			public int read() {
				return line[next++ % line.length];
			}
		};
		JsonRpcPeer peer = new JsonRpcPeer("agent-x", endless, new Gate(), handler, new Options(1024, 100));
		peer.run();
		assertEquals("agent-x: does not read; more than 4096 bytes wait for it",
				assertInstanceOf(PeerClosedException.class, handler.cause).getMessage());
	}

	@Test
	void manyThreadsCallThroughASocketAndAllAreAnswered(@TempDir Path folder) throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
				SocketChannel near = SocketChannel.open(address);
				SocketChannel far = server.accept();
				JsonRpcPeer client = socketPeer("client", near, handler);
				JsonRpcPeer host = socketPeer("host", far, new PeerRecorder() {
					@Override
					public CompletionStage<JsonNode> request(String method, JsonNode params) {
						CompletableFuture<JsonNode> answer = new CompletableFuture<>();
						Threads.virtual("answer", () -> answer.complete(params));
						return answer;
					}
				})) {
			Threads.virtual("client-1", client::run);
			Threads.virtual("host-1", host::run);
			List<CompletableFuture<Void>> callers = new ArrayList<>();
			for (int thread = 0; thread < 16; thread++) {
				callers.add(echoes(client, thread * 1000, 500));
			}
			callers.forEach(PeerStreams::await);
			assertEquals(8000, host.counters().linesIn());
			assertEquals(8000, client.counters().linesIn());
			assertEquals(0, host.counters().junk().size() + client.counters().junk().size());
			client.finish();
			await(handler.closed);
			assertFalse(host.offer("late", number(1)) && client.offer("late", number(1)));
		}
	}

	private static JsonRpcPeer socketPeer(String name, SocketChannel socket, JsonRpcPeer.Handler handler) {
		return new JsonRpcPeer(name, Channels.newInputStream(socket), Channels.newOutputStream(socket), handler,
				new Options(1 << 20, 4096, WriterThread.VIRTUAL));
	}

	private static CompletableFuture<Void> echoes(JsonRpcPeer peer, int from, int count) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Threads.virtual("caller-" + from, () -> {
			try {
				for (int i = from; i < from + count; i++) {
					assertEquals(number(i), await(peer.call("echo", number(i))));
				}
				done.complete(null);
			} catch (Throwable e) {
				done.completeExceptionally(e);
			}
		});
		return done;
	}

	@Test
	void closeEndsAThreadThatReadsFromASocket(@TempDir Path folder) throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
				SocketChannel near = SocketChannel.open(address);
				SocketChannel far = server.accept()) {
			JsonRpcPeer peer = socketPeer("client", near, handler);
			Threads.virtual("client-1", peer::run);
			peer.notify("hello", null);
			assertEquals('{', Channels.newInputStream(far).read());
			peer.close();
			await(handler.closed);
			assertEquals(List.of("closed"), handler.seen);
			assertEquals(null, handler.cause);
		}
	}

	@Test
	void closeWakesAWriterBlockedInASocket(@TempDir Path folder) throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
				SocketChannel near = SocketChannel.open(address);
				SocketChannel far = server.accept()) {
			JsonRpcPeer peer = socketPeer("client", near, handler);
			Threads.virtual("client-1", peer::run);
			while (peer.offer("fill", PeerRecorder.text("x".repeat(4000)))) {
				Thread.onSpinWait();
			}
			peer.close();
			await(peer.finish());
			await(handler.closed);
			assertTrue(far.isOpen());
		}
	}
}
