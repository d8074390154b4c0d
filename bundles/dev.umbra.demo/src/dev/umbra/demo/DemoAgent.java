package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.PeerClosedException;
import dev.umbra.wire.RpcException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The agent side of one ACP connection. Requests that touch the disk are answered from virtual threads; everything else is
 * quick and stays on the reading thread, so that a prompt, its cancel and a change of mode keep their order.
 */
final class DemoAgent {
	private static final System.Logger LOG = System.getLogger(DemoAgent.class.getName());
	private static final Duration GRACE = Duration.ofSeconds(2);

	private final AwaitedOutput out;
	private final SessionShelf shelf;
	private final JsonRpcPeer peer;
	private final Client client;
	private final Map<String, Session> sessions = new ConcurrentHashMap<>();

	DemoAgent(InputStream in, OutputStream out, SessionShelf shelf) {
		this.shelf = shelf;
		this.out = new AwaitedOutput(out);
		this.peer = new JsonRpcPeer("client", in, this.out, new Requests(), JsonRpcPeer.Options.DEFAULT);
		this.client = new Client(peer);
	}

	/** Serves until the end of the input; then turns are cancelled and everything is answered, within 2 s. */
	void run() {
		peer.run();
		out.awaitClosed(GRACE);
		peer.close();
	}

	private final class Requests implements JsonRpcPeer.Handler {
		@Override
		public CompletionStage<JsonNode> request(String method, JsonNode params) {
			return request(NullNode.instance, method, params);
		}

		@Override
		public CompletionStage<JsonNode> request(JsonNode id, String method, JsonNode node) {
			Params params = new Params(method, node);
			return switch (method) {
				case "initialize" -> initialize(params);
				case "session/new" -> create(params);
				case "session/load" -> reopen(params, true);
				case "session/resume" -> reopen(params, false);
				case "session/list" -> Answer.of("sessions", () -> list(params), () -> { });
				case "session/close" -> close(params);
				case "session/set_mode" -> setMode(params);
				case "session/set_config_option" -> setOption(params);
				case "session/prompt" -> prompt(id, params);
				default -> throw RpcException.methodNotFound(method);
			};
		}

		@Override
		public void notification(String method, JsonNode params) {
			switch (method) {
				case "session/cancel" -> {
					Session session = sessions.get(params.path("sessionId").asText());
					if (session != null) {
						session.running().ifPresent(Turn::cancel);
					}
				}
				case "$/cancel_request" -> sessions.values().forEach(session -> session.running()
						.filter(turn -> turn.requestId().equals(params.path("requestId"))).ifPresent(Turn::cancel));
				default -> LOG.log(System.Logger.Level.DEBUG, "a notification that is not known: " + method);
			}
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			sessions.values().forEach(session -> session.running().ifPresent(Turn::cancel));
		}
	}

	private CompletionStage<JsonNode> initialize(Params params) {
		if (!params.node().path("protocolVersion").isIntegralNumber()) {
			throw params.invalid("protocolVersion must be a number");
		}
		client.advertises(params.node().path("clientCapabilities"));
		return CompletableFuture.completedFuture(Acp.initialized());
	}

	private CompletionStage<JsonNode> create(Params params) {
		CompletableFuture<String> created = new CompletableFuture<>();
		return Answer.of("session-new", () -> {
			SessionRecord record = shelf.create(params.folder());
			sessions.put(record.id(), new Session(record));
			created.complete(record.id());
			ObjectNode opened = Acp.object().put("sessionId", record.id());
			opened.set("modes", Acp.modes(record.mode()));
			return opened.set("configOptions", Pace.NORMAL.options());
		}, () -> client.update(created.join(), Guide.commands()));
	}

	/** Opens a kept session, or one that is open already; {@code replay} says its conversation before the answer. */
	private CompletionStage<JsonNode> reopen(Params params, boolean replay) {
		String id = params.text("sessionId");
		return Answer.of("session-load", () -> {
			Session session = sessions.computeIfAbsent(id, unknown -> new Session(shelf.open(id).orElseThrow(() -> noSession(id))));
			if (session.running().isPresent()) {
				throw busy(params);
			}
			SessionRecord record = session.change(known -> known.in(params.folder()));
			shelf.keep(record);
			if (replay) {
				shelf.conversation(id).forEach(update -> client.update(id, update));
				client.update(id, Acp.info(record));
				client.update(id, Acp.usage(record.words()));
			}
			ObjectNode opened = Acp.object();
			opened.set("modes", Acp.modes(record.mode()));
			return opened.set("configOptions", session.pace().options());
		}, () -> client.update(id, Guide.commands()));
	}

	private JsonNode list(Params params) {
		JsonNode cwd = params.node().path("cwd");
		String wanted = cwd.isTextual() ? params.folder().toString() : "";
		ObjectNode result = Acp.object();
		ArrayNode list = result.putArray("sessions");
		for (SessionRecord record : shelf.list()) {
			if (wanted.isEmpty() || record.folder().toString().equals(wanted)) {
				list.addObject().put("sessionId", record.id()).put("cwd", record.folder().toString()).put("title", record.title())
						.put("updatedAt", record.updatedAt().toString());
			}
		}
		return result;
	}

	private CompletionStage<JsonNode> close(Params params) {
		Session session = session(params);
		session.running().ifPresent(Turn::cancel);
		sessions.remove(session.id());
		shelf.close(session.id());
		return CompletableFuture.completedFuture(Acp.object());
	}

	private CompletionStage<JsonNode> setMode(Params params) {
		Session session = session(params);
		String mode = params.text("modeId");
		if (!mode.equals(Acp.MODE_ASK) && !mode.equals(Acp.MODE_READ_ONLY)) {
			throw params.invalid("there is no mode " + mode + "; there are " + Acp.MODE_ASK + " and " + Acp.MODE_READ_ONLY);
		}
		shelf.keep(session.change(record -> record.inMode(mode)));
		return CompletableFuture.completedFuture(Acp.object());
	}

	private CompletionStage<JsonNode> setOption(Params params) {
		Session session = session(params);
		String option = params.text("configId");
		if (!option.equals(Pace.OPTION)) {
			throw params.invalid("there is no option " + option + "; there is " + Pace.OPTION);
		}
		String value = params.text("value");
		Pace pace = Pace.named(value).orElseThrow(() -> params.invalid("there is no pace " + value));
		session.pace(pace);
		return CompletableFuture.completedFuture(Acp.object().set("configOptions", pace.options()));
	}

	private CompletionStage<JsonNode> prompt(JsonNode id, Params params) {
		Session session = session(params);
		Prompt prompt = Prompt.of(params);
		Turn turn = new Turn(id, session, client, shelf);
		if (!session.begin(turn)) {
			throw busy(params);
		}
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		Threads.virtual("turn-" + session.id(), () -> run(turn, prompt, answer));
		return answer;
	}

	/** The session is free again before the client reads the answer. */
	private void run(Turn turn, Prompt prompt, CompletableFuture<JsonNode> answer) {
		String id = turn.session().id();
		try {
			String stopReason = turn.run(prompt);
			turn.session().end(turn);
			answer.complete(Acp.object().put("stopReason", stopReason));
		} catch (RpcException asked) {
			turn.session().end(turn);
			answer.completeExceptionally(asked);
		} catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
			if (!(e instanceof PeerClosedException)) {
				LOG.log(System.Logger.Level.ERROR, "a turn of session " + id + " ended by an unexpected error", e);
			}
			turn.session().end(turn);
			answer.completeExceptionally(RpcException.internal("The demo agent stumbled over its own error: " + e));
		}
	}

	private Session session(Params params) {
		String id = params.text("sessionId");
		Session session = sessions.get(id);
		if (session == null) {
			throw noSession(id);
		}
		return session;
	}

	private static RpcException noSession(String id) {
		return new RpcException(Acp.NOT_FOUND, "there is no session " + id + "; open a new one, or load one from session/list");
	}

	private static RpcException busy(Params params) {
		return RpcException.invalidRequest(params.method()
				+ ": this session still works on its last prompt; wait for the answer or cancel it first");
	}
}
