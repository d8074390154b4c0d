package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.umbra.core.Threads;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketStreamsTest {
	@TempDir
	Path folder;
	private SocketChannel ours;
	private SocketChannel theirs;

	@BeforeEach
	void connect() throws Exception {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(address);
			theirs = SocketChannel.open(address);
			ours = server.accept();
		}
	}

	@AfterEach
	void close() throws Exception {
		ours.close();
		theirs.close();
	}

	@Test
	void closedInputLeavesTheOutputOpen() throws Exception {
		SocketStreams.in(ours).close();
		SocketStreams.out(ours).write("still here\n".getBytes(StandardCharsets.UTF_8));
		assertEquals("still here", new String(SocketStreams.in(theirs).readNBytes(10), StandardCharsets.UTF_8));
	}

	@Test
	void closingTheInputWakesWhoReads() throws Exception {
		var in = SocketStreams.in(ours);
		CompletableFuture<Integer> read = new CompletableFuture<>();
		Threads.platformDaemon("reader", () -> {
			try {
				read.complete(in.read());
			} catch (java.io.IOException e) {
				read.completeExceptionally(e);
			}
		});
		in.close();
		assertEquals(-1, read.get());
	}

	/** The host that is told to end reads no more, but what it was asked before is answered. */
	@Test
	void answerToTheLastRequestLeavesAfterTheEndOfTheInput() throws Exception {
		CompletableFuture<JsonNode> result = new CompletableFuture<>();
		JsonRpcPeer peer = new JsonRpcPeer("client-1", SocketStreams.in(ours), SocketStreams.out(ours), new PeerRecorder() {
			@Override
			public CompletionStage<JsonNode> request(String method, JsonNode params) {
				return result;
			}
		}, JsonRpcPeer.Options.SOCKET);
		SocketStreams.out(theirs).write("{\"id\":1,\"method\":\"host/stop\"}\n".getBytes(StandardCharsets.UTF_8));
		theirs.shutdownOutput();
		peer.run();
		result.complete(TextNode.valueOf("bye"));
		assertEquals("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"bye\"}\n",
				new String(SocketStreams.in(theirs).readAllBytes(), StandardCharsets.UTF_8));
	}
}
