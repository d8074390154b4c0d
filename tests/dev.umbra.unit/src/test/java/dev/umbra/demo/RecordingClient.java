package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.RpcException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A client for tests: records what the agent says, answers its questions as the test wants. */
final class RecordingClient implements JsonRpcPeer.Handler {
	static final Function<JsonNode, CompletionStage<JsonNode>> ALLOW_ONCE = answering("allow_once");
	private static final long LIMIT_SECONDS = 20;

	private final JsonRpcPeer peer;
	private final List<String> lines = new ArrayList<>();
	private final List<JsonNode> updates = new ArrayList<>();
	private final List<JsonNode> questions = new ArrayList<>();
	private final List<String> fileCalls = new ArrayList<>();
	volatile Function<JsonNode, CompletionStage<JsonNode>> permission = ALLOW_ONCE;
	/** Answers terminals and forms. */
	volatile BiFunction<String, JsonNode, CompletionStage<JsonNode>> other = (method, params) -> CompletableFuture
			.failedFuture(RpcException.methodNotFound(method));

	RecordingClient(InputStream in, OutputStream out) {
		peer = new JsonRpcPeer("test-client", in, out, this, JsonRpcPeer.Options.DEFAULT);
		Threads.platformDaemon("test-client", peer::run);
	}

	static Function<JsonNode, CompletionStage<JsonNode>> answering(String option) {
		ObjectNode result = Acp.object();
		result.putObject("outcome").put("outcome", "selected").put("optionId", option);
		return question -> CompletableFuture.completedFuture(result);
	}

	static JsonNode cancelledOutcome() {
		ObjectNode result = Acp.object();
		result.putObject("outcome").put("outcome", "cancelled");
		return result;
	}

	RecordingClient initialized(boolean fileAccess) {
		ObjectNode params = Acp.object().put("protocolVersion", 1);
		ObjectNode can = params.putObject("clientCapabilities").put("terminal", fileAccess);
		can.putObject("fs").put("readTextFile", fileAccess).put("writeTextFile", fileAccess);
		if (fileAccess) {
			can.putObject("elicitation").putObject("form");
		}
		call("initialize", params);
		return this;
	}

	String newSession(Path cwd) {
		ObjectNode params = Acp.object().put("cwd", cwd.toString());
		params.putArray("mcpServers");
		return call("session/new", params).path("sessionId").asText();
	}

	JsonNode load(String session, Path cwd) {
		ObjectNode params = session(session).put("cwd", cwd.toString());
		params.putArray("mcpServers");
		return call("session/load", params);
	}

	static ObjectNode session(String id) {
		return Acp.object().put("sessionId", id);
	}

	JsonNode call(String method, ObjectNode params) {
		return result(peer.call(method, params));
	}

	/** The error that the call must end with. */
	RpcException refused(String method, ObjectNode params) {
		try {
			throw new AssertionError(method + " was answered: " + call(method, params));
		} catch (RpcException e) {
			return e;
		}
	}

	/** The stop reason, later. */
	CompletableFuture<String> begin(String session, String text) {
		ObjectNode params = session(session);
		params.putArray("prompt").add(Acp.text(text));
		return peer.call("session/prompt", params).toCompletableFuture().thenApply(result -> result.path("stopReason").asText());
	}

	String prompt(String session, String text) {
		return result(begin(session, text));
	}

	void cancel(String session) {
		peer.notify("session/cancel", session(session));
	}

	CompletableFuture<Void> endInput() {
		return peer.finish().toCompletableFuture();
	}

	static <T> T result(CompletionStage<T> answer) {
		try {
			return answer.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
		} catch (CompletionException e) {
			throw e.getCause() instanceof RuntimeException cause ? cause : e;
		}
	}

	/** Waits until so many updates of the session are as wanted. */
	synchronized void await(String session, int count, Predicate<JsonNode> wanted) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
		while (updates(session).stream().filter(wanted).count() < count) {
			long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
			if (left <= 0) {
				throw new AssertionError("not seen in time, only " + updates(session));
			}
			wait(left);
		}
	}

	synchronized List<JsonNode> updates(String session) {
		return updates.stream().filter(update -> update.path("sessionId").asText().equals(session))
				.map(update -> update.path("update")).toList();
	}

	List<JsonNode> updates(String session, String kind) {
		return updates(session).stream().filter(update -> isKind(update, kind)).toList();
	}

	static boolean isKind(JsonNode update, String kind) {
		return update.path("sessionUpdate").asText().equals(kind);
	}

	/** What the agent said, all messages in one. */
	String said(String session) {
		return text(session, "agent_message_chunk");
	}

	String text(String session, String kind) {
		return updates(session, kind).stream().map(update -> update.path("content").path("text").asText()).collect(Collectors.joining());
	}

	/** The statuses of all tool calls, in order. */
	List<String> toolStatuses(String session) {
		return updates(session).stream().filter(update -> update.path("sessionUpdate").asText().startsWith("tool_call"))
				.map(update -> update.path("status").asText()).toList();
	}

	synchronized List<JsonNode> questions() {
		return List.copyOf(questions);
	}

	synchronized List<String> fileCalls() {
		return List.copyOf(fileCalls);
	}

	/** The lines as they came. */
	synchronized List<String> lines() {
		return List.copyOf(lines);
	}

	@Override
	public CompletionStage<JsonNode> request(String method, JsonNode params) {
		Path path = Path.of(params.path("path").asText());
		try {
			switch (method) {
				case "session/request_permission" -> {
					synchronized (this) {
						questions.add(params);
					}
					return permission.apply(params);
				}
				case "fs/read_text_file" -> {
					record(method);
					return CompletableFuture.completedFuture(Acp.object().put("content", Files.readString(path)));
				}
				case "fs/write_text_file" -> {
					record(method);
					Files.writeString(path, params.path("content").asText());
					return CompletableFuture.completedFuture(Acp.object());
				}
				case "terminal/create", "terminal/wait_for_exit", "terminal/release", "elicitation/create" -> {
					record(method);
					return other.apply(method, params);
				}
				default -> throw RpcException.methodNotFound(method);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private synchronized void record(String fileCall) {
		fileCalls.add(fileCall);
	}

	@Override
	public synchronized void notification(String method, JsonNode params) {
		updates.add(params);
		notifyAll();
	}

	@Override
	public synchronized void traffic(boolean outgoing, byte[] line, int length) {
		if (!outgoing) {
			lines.add(new String(line, 0, length, StandardCharsets.UTF_8));
		}
	}
}
