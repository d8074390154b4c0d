package dev.umbra.wire;

import static dev.umbra.wire.PeerStreams.await;
import static dev.umbra.wire.PeerStreams.failure;
import static dev.umbra.wire.PeerStreams.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.wire.JsonRpcPeer.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Calls and their answers, in both directions. */
class JsonRpcPeerCallTest {
	private final PeerRecorder handler = new PeerRecorder();
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private JsonRpcPeer peer(String... lines) {
		return new JsonRpcPeer("agent-test", lines(lines), out, handler, Options.DEFAULT);
	}

	private List<String> answersTo(JsonRpcPeer.Handler by, String... lines) {
		JsonRpcPeer peer = new JsonRpcPeer("agent-test", lines(lines), out, by, Options.DEFAULT);
		peer.run();
		await(peer.finish());
		return PeerStreams.linesOf(out);
	}

	@Test
	void requestsAndNotificationsLookAsTheStandardSays() {
		JsonRpcPeer peer = peer();
		assertEquals(1, peer.begin("initialize", PeerRecorder.text("hi")).id());
		peer.notify("session/cancel", null);
		assertEquals(2, peer.begin("next", null).id());
		await(peer.finish());
		assertEquals(List.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"text\":\"hi\"}}",
				"{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\"}", "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"next\"}"),
				PeerStreams.linesOf(out));
	}

	@Test
	void answersMayComeOutOfOrderWithIdLastAndAsText() {
		JsonRpcPeer peer = peer("{\"jsonrpc\":\"2.0\",\"result\":\"c\",\"id\":3}", "{\"id\":\"1\",\"result\":\"a\"}",
				"{\"id\":2.0,\"result\":\"b\",\"error\":null}");
		List<CompletionStage<JsonNode>> calls = List.of(peer.call("m", null), peer.call("m", null), peer.call("m", null));
		peer.run();
		assertEquals(List.of("a", "b", "c"), calls.stream().map(call -> await(call).textValue()).toList());
		assertTrue(handler.junk.isEmpty());
	}

	@Test
	void anAnswerArrivesAfterWhatPrecededItAndOnTheReadingThread() {
		JsonRpcPeer peer = peer("{\"method\":\"u1\"}", "{\"method\":\"u2\"}", "{\"id\":1,\"result\":0}", "{\"method\":\"u3\"}");
		Thread[] completedBy = new Thread[1];
		peer.call("prompt", null).thenAccept(result -> {
			handler.seen.add("answer");
			completedBy[0] = Thread.currentThread();
		});
		peer.run();
		assertEquals(List.of("notification u1 null", "notification u2 null", "answer", "notification u3 null", "closed"),
				handler.seen);
		assertSame(Thread.currentThread(), completedBy[0]);
	}

	@Test
	void whoMustKnowTheAnswerBeforeTheNextLineKnowsItHoweverFastItComes() {
		JsonRpcPeer peer = peer("{\"id\":1,\"result\":0}", "{\"method\":\"u1\"}");
		// the other side answers before the call has returned: everything is read while its parameters are written
		ObjectNode params = new ObjectNode(JsonNodeFactory.instance) {
			private static final long serialVersionUID = 1L;

			@Override
			public void serialize(JsonGenerator to, SerializerProvider provider) throws IOException {
				peer.run();
				super.serialize(to, provider);
			}
		};
		peer.call("session/new", params, id -> handler.seen.add("named " + id),
				(result, error) -> handler.seen.add("answer " + result));
		assertEquals(List.of("named 1", "answer 0", "notification u1 null", "closed"), handler.seen);
	}

	@Test
	void nullIsAResultAndErrorsWin() {
		JsonRpcPeer peer = peer("{\"id\":1,\"result\":null}",
				"{\"id\":2,\"result\":1,\"error\":{\"code\":-32000,\"message\":\"log in\",\"data\":{\"a\":1}}}", "{\"id\":3}",
				"{\"id\":4,\"error\":\"plain text\"}");
		CompletionStage<JsonNode> nothing = peer.call("a", null);
		CompletionStage<JsonNode> both = peer.call("b", null);
		CompletionStage<JsonNode> neither = peer.call("c", null);
		CompletionStage<JsonNode> text = peer.call("d", null);
		peer.run();
		assertTrue(await(nothing).isNull());
		RpcException error = failure(RpcException.class, both);
		assertEquals("-32000 log in {\"a\":1}", error.code() + " " + error.message() + " " + error.data());
		assertEquals("the answer to c has neither a result nor an error", failure(RpcException.class, neither).message());
		assertEquals("plain text", failure(RpcException.class, text).message());
		assertNull(failure(RpcException.class, text).data());
	}

	@Test
	void unknownAndSecondAnswersAreReported() {
		JsonRpcPeer peer = peer("{\"id\":1,\"result\":\"first\"}", "{\"id\":1,\"result\":\"second\"}", "{\"id\":99,\"result\":0}",
				"{\"id\":0,\"result\":0}", "{\"id\":\"x\",\"result\":0}", "{\"id\":null,\"error\":{}}", "{\"result\":0}");
		CompletionStage<JsonNode> call = peer.call("m", null);
		peer.run();
		assertEquals("first", await(call).textValue());
		assertEquals(List.of("junk DUPLICATE_ANSWER", "junk UNKNOWN_ID", "junk UNKNOWN_ID", "junk UNKNOWN_ID",
				"junk UNKNOWN_ID", "junk UNKNOWN_ID", "closed"), handler.seen);
	}

	@Test
	void requestsAreAnsweredWithTheirOwnIds() {
		assertEquals(
				List.of("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}", "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":[1]}",
						"{\"jsonrpc\":\"2.0\",\"id\":\"0\",\"result\":null}"),
				answersTo(handler, "{\"id\":0,\"method\":\"m\",\"params\":{}}", "{\"method\":\"m\",\"params\":[1],\"id\":\"a\"}",
						"{\"id\":\"0\",\"method\":\"m\"}"));
	}

	@Test
	void theHandlerMayAskForTheIdOfARequest() {
		List<String> ids = new ArrayList<>();
		answersTo(new PeerRecorder() {
			@Override
			public CompletionStage<JsonNode> request(JsonNode id, String method, JsonNode params) {
				ids.add(id.toString());
				return super.request(id, method, params);
			}
		}, "{\"id\":0,\"method\":\"m\"}", "{\"id\":\"a\",\"method\":\"m\"}");
		assertEquals(List.of("0", "\"a\""), ids);
	}

	@Test
	void failuresOfTheHandlerBecomeErrors() {
		JsonRpcPeer.Handler failing = new PeerRecorder() {
			@Override
			public CompletionStage<JsonNode> request(String method, JsonNode params) {
				return switch (method) {
					case "throws" -> throw new IllegalStateException("broken");
					case "throws-rpc" -> throw RpcException.methodNotFound(method);
					case "null" -> null;
					case "late" -> CompletableFuture.<JsonNode>supplyAsync(() -> {
						throw new RpcException(-32002, "not found", PeerRecorder.text("path"));
					}, Runnable::run);
					case "wrapped" -> CompletableFuture.failedStage(new CompletionException(RpcException.invalidParams("cwd")));
					default -> CompletableFuture.failedStage(new UnsupportedOperationException());
				};
			}
		};
		assertEquals(
				List.of("1,\"error\":{\"code\":-32603,\"message\":\"broken\"}}",
						"2,\"error\":{\"code\":-32601,\"message\":\"no such method: throws-rpc\"}}",
						"3,\"error\":{\"code\":-32603,\"message\":\"the handler gave no stage\"}}",
						"4,\"error\":{\"code\":-32002,\"message\":\"not found\",\"data\":{\"text\":\"path\"}}}",
						"5,\"error\":{\"code\":-32602,\"message\":\"cwd\"}}",
						"6,\"error\":{\"code\":-32603,\"message\":\"UnsupportedOperationException\"}}"),
				answersTo(failing, "{\"id\":1,\"method\":\"throws\"}", "{\"id\":2,\"method\":\"throws-rpc\"}",
						"{\"id\":3,\"method\":\"null\"}", "{\"id\":4,\"method\":\"late\"}", "{\"id\":5,\"method\":\"wrapped\"}",
						"{\"id\":6,\"method\":\"other\"}").stream().map(line -> line.substring("{\"jsonrpc\":\"2.0\",\"id\":".length()))
						.toList());
	}

	@Test
	void aMalformedRequestIsReportedAndAnswered() {
		assertEquals(
				List.of("{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32600,\"message\":"
						+ "\"method must be a string, params an object or an array\"}}"),
				answersTo(handler, "{\"id\":5,\"method\":{}}", "{\"id\":{},\"method\":\"m\"}"));
		assertEquals(List.of("junk NOT_RPC", "junk NOT_RPC", "closed"), handler.seen);
	}

	@Test
	void requestsAnsweredAfterTheEndOfTheInputStillGetTheirAnswers() {
		CompletableFuture<JsonNode> later = new CompletableFuture<>();
		JsonRpcPeer peer = new JsonRpcPeer("x", lines("{\"id\":1,\"method\":\"slow\"}"), out, new PeerRecorder() {
			@Override
			public CompletionStage<JsonNode> request(String method, JsonNode params) {
				return later;
			}
		}, Options.DEFAULT);
		peer.run();
		peer.notify("update", null);
		later.complete(JsonNodeFactory.instance.numberNode(7));
		await(peer.finish());
		assertEquals(List.of("{\"jsonrpc\":\"2.0\",\"method\":\"update\"}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}"),
				PeerStreams.linesOf(out));
	}

	@Test
	void pendingCallsFailAtTheEndOfTheFileAndNewOnesAtOnce() {
		JsonRpcPeer peer = peer("{\"method\":\"a\"}");
		CompletionStage<JsonNode> pending = peer.call("m", null);
		pending.whenComplete((result, e) -> handler.seen.add("failed"));
		peer.run();
		assertEquals(List.of("notification a null", "closed", "failed"), handler.seen);
		assertEquals("agent-test: the connection has ended", failure(PeerClosedException.class, pending).getMessage());
		assertTrue(peer.call("late", null).toCompletableFuture().isCompletedExceptionally());
	}

	@Test
	void aCauseGivenWhenClosedReachesTheCallsThatWait() {
		JsonRpcPeer[] peer = new JsonRpcPeer[1];
		peer[0] = new JsonRpcPeer("x", lines("{\"method\":\"a\"}"), out, new PeerRecorder() {
			@Override
			public void closed(Throwable why) {
				peer[0].failPending(new IllegalStateException("exit code 3"));
			}
		}, Options.DEFAULT);
		CompletionStage<JsonNode> pending = peer[0].call("m", null);
		peer[0].run();
		assertEquals("exit code 3", failure(IllegalStateException.class, pending).getMessage());
	}

	@Test
	void failPendingFailsWhatWaitsNowAndAllowsMore() {
		JsonRpcPeer peer = peer("{\"id\":1,\"result\":0}", "{\"id\":2,\"result\":\"ok\"}");
		CompletionStage<JsonNode> first = peer.call("m", null);
		peer.failPending(new IllegalStateException("exited"));
		CompletionStage<JsonNode> second = peer.call("m", null);
		peer.run();
		assertEquals("exited", failure(IllegalStateException.class, first).getMessage());
		assertEquals("ok", await(second).textValue());
		assertEquals(List.of("junk DUPLICATE_ANSWER", "closed"), handler.seen);
	}

	@Test
	void closeFailsPendingCallsAndRefusesEverythingAfter() {
		JsonRpcPeer peer = peer();
		CompletionStage<JsonNode> pending = peer.call("m", null);
		peer.close();
		failure(PeerClosedException.class, pending);
		failure(PeerClosedException.class, peer.call("m", null));
		assertThrows(PeerClosedException.class, () -> peer.notify("n", null));
		assertEquals(false, peer.offer("n", PeerRecorder.text("x")));
		await(peer.finish());
	}

	@Test
	void aBrokenOutputFailsTheCallsThatWereNotSentAndReadingGoesOn() {
		OutputStream broken = new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("Broken pipe");
			}
		};
		PeerStreams.OsPipe pipe = PeerStreams.OsPipe.open();
		JsonRpcPeer peer = new JsonRpcPeer("agent-x", pipe.in(), broken, handler, Options.DEFAULT);
		PeerClosedException e = failure(PeerClosedException.class, peer.call("m", null));
		assertEquals("agent-x: could not be written to", e.getMessage());
		assertEquals("Broken pipe", e.getCause().getMessage());
		dev.umbra.core.Threads.platformDaemon("agent-x#out", peer::run);
		write(pipe.out(), "{\"method\":\"still here\"}\n");
		await(handler.closed);
		assertEquals(List.of("notification still here null", "closed"), handler.seen);
	}

	@Test
	void halfASurrogatePairSurvivesTheWayInAndOut() {
		assertEquals(List.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"t\":\"\\uD83D cut ä😀\"}}"),
				answersTo(handler, "{\"id\":1,\"method\":\"m\",\"params\":{\"t\":\"\\ud83d cut ä😀\"}}"));
	}

	@Test
	void aResultThatCannotBeWrittenIsAnError() {
		JsonNode deep = JsonNodeFactory.instance.arrayNode();
		for (int i = 0; i < 2000; i++) {
			deep = JsonNodeFactory.instance.arrayNode().add(deep);
		}
		JsonNode tooDeep = deep;
		List<String> answers = answersTo(new PeerRecorder() {
			@Override
			public CompletionStage<JsonNode> request(String method, JsonNode params) {
				return CompletableFuture.completedStage(tooDeep);
			}
		}, "{\"id\":1,\"method\":\"m\"}");
		assertTrue(answers.getFirst().contains("a message that cannot be written as JSON"), answers.toString());
		assertThrows(IllegalArgumentException.class, () -> peer().call("m", tooDeep));
	}

	private static void write(OutputStream to, String text) {
		try (to) {
			to.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}
}
