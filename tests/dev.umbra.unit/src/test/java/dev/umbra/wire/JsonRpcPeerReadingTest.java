package dev.umbra.wire;

import static dev.umbra.wire.PeerStreams.await;
import static dev.umbra.wire.PeerStreams.bytes;
import static dev.umbra.wire.PeerStreams.cut;
import static dev.umbra.wire.PeerStreams.failure;
import static dev.umbra.wire.PeerStreams.filler;
import static dev.umbra.wire.PeerStreams.joined;
import static dev.umbra.wire.PeerStreams.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.wire.JsonRpcPeer.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the peer makes of the bytes that arrive: {@code run()} on the test's thread over prepared input. */
class JsonRpcPeerReadingTest {
	private final PeerRecorder handler = new PeerRecorder();

	private JsonRpcPeer peer(InputStream in) {
		return new JsonRpcPeer("agent-test", in, OutputStream.nullOutputStream(), handler, Options.DEFAULT);
	}

	private List<String> seen(InputStream in) {
		peer(in).run();
		return handler.seen;
	}

	@Test
	void linesThatAreNotJsonAreReportedAndTheStreamGoesOn() {
		JsonRpcPeer peer = peer(lines("Welcome!", "{\"method\":", "{\"method\":\"a\"} {}", "{\"method\":\"b\"}"));
		peer.run();
		assertEquals(List.of("junk NOT_JSON", "junk NOT_JSON", "junk NOT_JSON", "notification b null", "closed"),
				handler.seen);
		assertEquals("Welcome!", handler.junk.get(0).head());
		assertEquals(9, handler.junk.get(0).bytes());
		assertEquals(Map.of(Junk.Kind.NOT_JSON, 3L), peer.counters().junk());
		assertEquals(4, peer.counters().linesIn());
	}

	@Test
	void jsonThatIsNotRpcIsReported() {
		assertEquals(
				List.of("junk NOT_RPC", "junk NOT_RPC", "junk NOT_RPC", "junk NOT_RPC", "junk NOT_RPC", "junk NOT_RPC",
						"junk NOT_RPC", "closed"),
				seen(lines("{}", "42", "\"text\"", "null", "{\"method\":7}", "{\"method\":\"a\",\"params\":3}", "[]")));
	}

	@Test
	void emptyLinesCarriageReturnsAndAByteOrderMarkAreTolerated() {
		assertEquals(List.of("notification a {}", "notification b [1]", "closed"),
				seen(bytes("\uFEFF{\"method\":\"a\",\"params\":{}}\r\n\n\r\n   \n{\"method\":\"b\",\"params\":[1]}\r\n")));
	}

	@Test
	void missingVersionNullIdAndDuplicateKeysAreTolerated() {
		assertEquals(List.of("notification b null", "notification c null", "closed"),
				seen(lines("{\"method\":\"a\",\"method\":\"b\"}", "{\"id\":null,\"method\":\"c\"}")));
	}

	@Test
	void utf8MayBeCutAnywhere() {
		byte[] line = "{\"method\":\"é\",\"params\":{\"t\":\"äß€漢😀\"}}\r\n{\"method\":\"b\"}\n"
				.getBytes(StandardCharsets.UTF_8);
		for (int at = 0; at <= line.length; at++) {
			PeerRecorder each = new PeerRecorder();
			new JsonRpcPeer("cut", cut(line, at), OutputStream.nullOutputStream(), each, Options.DEFAULT).run();
			assertEquals(List.of("notification é {\"t\":\"äß€漢😀\"}", "notification b null", "closed"), each.seen,
					"cut at " + at);
		}
	}

	@Test
	void invalidUtf8IsReplacedCountedAndProcessed() {
		byte[] line = "{\"method\":\"a\",\"params\":{\"t\":\"1?2\"}}\n".getBytes(StandardCharsets.UTF_8);
		line[new String(line, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;
		assertEquals(List.of("junk INVALID_UTF8", "notification a {\"t\":\"1\uFFFD2\"}", "closed"),
				seen(new ByteArrayInputStream(line)));
	}

	@Test
	void aStringOfTwentyMegabytesPasses() {
		int size = 20_000_001;
		JsonRpcPeer peer = peer(joined(bytes("{\"id\":1,\"result\":\""), filler(size), bytes("\"}\n")));
		CompletionStage<JsonNode> answer = peer.call("read", null);
		peer.run();
		assertEquals(size, await(answer).textValue().length());
		assertEquals(Map.of(), peer.counters().junk());
	}

	@Test
	void aLineOfFortyMegabytesIsSkippedAndItsCallFailsInWords() {
		JsonRpcPeer peer = peer(joined(bytes("{\"result\":{\"id\":7,\"t\":\""), filler(40_000_000),
				bytes("\"},\"id\":1}\n{\"method\":\"next\"}\n{\"id\":2,\"result\":\"fine\"}\n")));
		CompletionStage<JsonNode> first = peer.call("session/prompt", null);
		CompletionStage<JsonNode> second = peer.call("session/prompt", null);
		peer.run();
		assertEquals("the answer to session/prompt is a line of 40000034 bytes; at most 33554432 are taken",
				failure(RpcException.class, first).message());
		assertEquals("fine", await(second).textValue());
		assertEquals(List.of("junk OVERSIZE", "notification next null", "closed"), handler.seen);
		assertEquals(40_000_034, handler.junk.get(0).bytes());
	}

	@Test
	void aRequestThatIsTooLongIsAnsweredInWords() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		JsonRpcPeer peer = new JsonRpcPeer("x",
				joined(bytes("{\"params\":\""), filler(2000), bytes("\",\"id\":\"w\\\"1\",\"method\":\"write\"}\n")), out, handler,
				new Options(1024, 1 << 20));
		peer.run();
		await(peer.finish());
		assertEquals(List.of("{\"jsonrpc\":\"2.0\",\"id\":\"w\\\"1\",\"error\":{\"code\":-32600,\"message\":"
				+ "\"the request is a line of 2043 bytes; at most 1024 are taken\"}}"), PeerStreams.linesOf(out));
	}

	@Test
	void skippingALongLineNeedsBoundedMemory() {
		JsonRpcPeer peer = new JsonRpcPeer("x", joined(filler(200_000_000), bytes("\n{\"method\":\"next\"}\n")),
				OutputStream.nullOutputStream(), handler, new Options(1 << 20, 1 << 20));
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		peer.run();
		long allocated = threads.getCurrentThreadAllocatedBytes() - before;
		assertEquals(List.of("junk OVERSIZE", "notification next null", "closed"), handler.seen);
		assertTrue(allocated < 16 << 20, allocated + " bytes allocated");
	}

	@Test
	void absurdDepthAndPartsAreRefusedInWordsAndTheStreamGoesOn() {
		JsonRpcPeer peer = peer(lines("{\"id\":1,\"result\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
				"{\"id\":2,\"result\":[" + "{},".repeat(1_000_000) + "0]}", "{\"id\":3,\"result\":true}"));
		CompletionStage<JsonNode> deep = peer.call("deep", null);
		CompletionStage<JsonNode> wide = peer.call("wide", null);
		CompletionStage<JsonNode> sane = peer.call("sane", null);
		peer.run();
		assertEquals("the answer to deep is too deep or has too many parts", failure(RpcException.class, deep).message());
		assertEquals("the answer to wide is too deep or has too many parts", failure(RpcException.class, wide).message());
		assertTrue(await(sane).booleanValue());
	}

	@Test
	void halfALineAtTheEndIsJunkAndAWholeOneIsTaken() {
		assertEquals(List.of("notification a null", "junk NOT_JSON", "closed"),
				seen(bytes("{\"method\":\"a\"}\n{\"method\":\"b\",\"par")));
		PeerRecorder other = new PeerRecorder();
		new JsonRpcPeer("x", bytes("{\"method\":\"a\"}"), OutputStream.nullOutputStream(), other, Options.DEFAULT).run();
		assertEquals(List.of("notification a null", "closed"), other.seen);
	}

	@Test
	void aBatchIsProcessedInOrder() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		JsonRpcPeer peer = new JsonRpcPeer("x", lines("[{\"method\":\"a\"},{\"id\":0,\"method\":\"b\",\"params\":{}},3,"
				+ "{\"id\":1,\"result\":8},{\"method\":\"c\"}]"), out, handler, Options.DEFAULT);
		CompletionStage<JsonNode> call = peer.call("x", null);
		peer.run();
		await(peer.finish());
		assertEquals(List.of("notification a null", "request b {}", "junk NOT_RPC", "notification c null", "closed"),
				handler.seen);
		assertEquals(8, await(call).intValue());
		assertEquals("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}", PeerStreams.linesOf(out).get(1));
	}

	@Test
	void handlerExceptionsDoNotEndTheStream() {
		List<String> order = new ArrayList<>();
		JsonRpcPeer.Handler rude = new PeerRecorder() {
			@Override
			public void notification(String method, JsonNode params) {
				order.add(method);
				throw new IllegalStateException("rude");
			}

			@Override
			public void junk(Junk bad) {
				order.add("junk");
				throw new IllegalStateException("rude");
			}

			@Override
			public void traffic(boolean outgoing, byte[] line, int length) {
				throw new StackOverflowError("rude");
			}

			@Override
			public void closed(Throwable why) {
				order.add("closed");
				throw new IllegalStateException("rude");
			}
		};
		JsonRpcPeer peer = new JsonRpcPeer("rude", lines("{\"method\":\"a\"}", "x", "{\"method\":\"b\"}", "{\"id\":1,\"result\":1}"),
				OutputStream.nullOutputStream(), rude, Options.DEFAULT);
		CompletionStage<JsonNode> call = peer.call("x", null);
		peer.run();
		assertEquals(List.of("a", "junk", "b", "closed"), order);
		assertEquals(1, await(call).intValue());
	}

	@Test
	void anIoErrorEndsTheStreamWithItsCause() {
		JsonRpcPeer peer = peer(joined(bytes("{\"method\":\"a\"}\n"), new InputStream() {
			@Override
			public int read() throws IOException {
				throw new IOException("reset");
			}
		}));
		CompletionStage<JsonNode> call = peer.call("x", null);
		peer.run();
		assertEquals(List.of("notification a null", "closed"), handler.seen);
		assertEquals("reset", assertInstanceOf(IOException.class, handler.cause).getMessage());
		assertEquals(handler.cause, failure(PeerClosedException.class, call).getCause());
	}

	@Test
	void closedComesExactlyOnceAndRunWorksOnce() {
		JsonRpcPeer peer = peer(lines("{\"method\":\"a\"}"));
		peer.run();
		peer.close();
		peer.close();
		assertThrows(IllegalStateException.class, peer::run);
		assertEquals(List.of("notification a null", "closed"), handler.seen);
		assertNull(handler.cause);
	}

	@Test
	void closingInsideAHandlerEndsTheStreamAfterThisLine() {
		JsonRpcPeer[] peer = new JsonRpcPeer[1];
		PeerRecorder closing = new PeerRecorder() {
			@Override
			public void notification(String method, JsonNode params) {
				super.notification(method, params);
				peer[0].close();
			}
		};
		peer[0] = new JsonRpcPeer("x", lines("{\"method\":\"a\"}", "{\"method\":\"b\"}"), OutputStream.nullOutputStream(),
				closing, Options.DEFAULT);
		peer[0].run();
		assertEquals(List.of("notification a null", "closed"), closing.seen);
		assertNull(closing.cause);
	}

	@Test
	void trafficShowsEveryLineInBothDirections() {
		List<String> traffic = java.util.Collections.synchronizedList(new ArrayList<>());
		JsonRpcPeer.Handler tap = new PeerRecorder() {
			@Override
			public void traffic(boolean outgoing, byte[] line, int length) {
				traffic.add((outgoing ? "> " : "< ") + new String(line, 0, length, StandardCharsets.UTF_8));
			}
		};
		JsonRpcPeer peer = new JsonRpcPeer("x", lines("noise", "{\"id\":\"a\",\"method\":\"b\"}"), OutputStream.nullOutputStream(),
				tap, Options.DEFAULT);
		peer.run();
		await(peer.finish());
		assertEquals(List.of("< noise", "< {\"id\":\"a\",\"method\":\"b\"}", "> {\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":null}"),
				traffic);
		assertEquals(new Counters(2, 1, 30, 41, Map.of(Junk.Kind.NOT_JSON, 1L)), peer.counters());
	}
}
