package dev.umbra.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks of us: permissions, files, input, and terminals, which {@link TerminalRequests} has. Called on the
 * reading thread: what a person must hear is told there, in wire order; contents are read and written on threads of their
 * own.
 */
final class AgentRequests {
	static final String PERMISSION = "session/request_permission";
	static final String READ = "fs/read_text_file";
	static final String WRITE = "fs/write_text_file";
	static final Set<String> METHODS = methods();

	/** The five methods {@code terminal/*}. */
	interface TerminalRequests {
		/** @param answer completed now or later, exceptionally with an {@link RpcException} */
		void handle(OpenSession session, String method, JsonNode params, CompletableFuture<JsonNode> answer);

		/** Ends the commands of a session that is closed. */
		CompletionStage<Void> closeSession(String session);

		/** Ends all commands; that they ended is told when this returns. */
		void close();
	}

	private final Fields fields;
	private final Updates updates;
	private final Questions questions;
	private final Elicitations elicitations;
	private final TerminalRequests terminals;
	private final Delivery delivery;
	private final Executor files;

	/** @param files runs the reading and writing of contents */
	AgentRequests(Fields fields, Updates updates, Questions questions, Elicitations elicitations,
			TerminalRequests terminals, Delivery delivery, Executor files) {
		this.fields = fields;
		this.updates = updates;
		this.questions = questions;
		this.elicitations = elicitations;
		this.terminals = terminals;
		this.delivery = delivery;
		this.files = files;
	}

	private static Set<String> methods() {
		Set<String> methods = new HashSet<>(Terminals.METHODS);
		methods.addAll(List.of(PERMISSION, READ, WRITE, Elicitations.CREATE));
		return Set.copyOf(methods);
	}

	/** The session a request is about; if there is none, the request is answered and null returned. */
	@Nullable
	String session(String method, JsonNode params, CompletableFuture<JsonNode> answer) {
		if (method.equals(Elicitations.CREATE) && params.path("sessionId").isMissingNode()) {
			return elicitations.session(params, answer);
		}
		String session = fields.text(params, method, "sessionId");
		if (session == null) {
			answer.completeExceptionally(RpcException.invalidParams("no sessionId"));
		}
		return session;
	}

	/** @param answer completed now or later, exceptionally with an {@link RpcException} */
	void handle(OpenSession session, String method, JsonNode params, CompletableFuture<JsonNode> answer) {
		try {
			switch (method) {
			case PERMISSION -> permission(session, params, answer);
			case READ -> read(session, params, answer);
			case WRITE -> write(session, params, answer);
			case Elicitations.CREATE -> elicitations.create(session.id, params, answer);
			default -> terminals.handle(session, method, params, answer);
			}
		} catch (RuntimeException e) {
			answer.completeExceptionally(e);
		}
	}

	/** Nothing of this session is wanted any more. */
	void close(String session) {
		questions.cancel(session);
		terminals.closeSession(session);
	}

	/** The agent has gone. */
	void over() {
		questions.close();
		terminals.close();
	}

	/** The notification {@code elicitation/complete}. */
	void inputCompleted(JsonNode params) {
		elicitations.completed(params);
	}

	private void permission(OpenSession session, JsonNode params, CompletableFuture<JsonNode> answer) {
		JsonNode toolCall = params.path("toolCall");
		List<Detail.Option> options = new ArrayList<>();
		for (JsonNode option : Objects.requireNonNullElse(fields.objects(params, PERMISSION, "options"), List.<JsonNode>of())) {
			String id = fields.text(option, PERMISSION + ".options", "optionId");
			if (id != null) {
				options.add(new Detail.Option(id, orEmpty(fields.text(option, PERMISSION + ".options", "kind")),
						Objects.requireNonNullElse(fields.text(option, PERMISSION + ".options", "name"), id)));
			}
		}
		List<String> paths = Claims.paths(toolCall, session.opening.cwd());
		String command = Claims.command(toolCall);
		String call = fields.text(toolCall, PERMISSION + ".toolCall", "toolCallId");
		questions.permission(session.id, answer,
				key -> delivery.input(session.id,
						new AgentInput.PermissionAsked(key,
								updates.tool(toolCall, PERMISSION + ".toolCall", call == null ? "unnamed-" + key : call, false), paths,
								command, List.copyOf(options))));
	}

	private void read(OpenSession session, JsonNode params, CompletableFuture<JsonNode> answer) {
		String path = required(params, READ, "path");
		Long line = fields.number(params, READ, "line");
		Long limit = fields.number(params, READ, "limit");
		SessionFiles.Place place = inside(session, "read a file", () -> session.files.toRead(path));
		files.execute(() -> complete(answer, () -> {
			String text = inside(session, "read a file", () -> session.files.read(place, path, line, limit));
			return JsonNodeFactory.instance.objectNode().put("content", text);
		}));
	}

	private void write(OpenSession session, JsonNode params, CompletableFuture<JsonNode> answer) {
		String path = required(params, WRITE, "path");
		String text = required(params, WRITE, "content");
		SessionFiles.Place place = inside(session, "write a file", () -> session.files.toWrite(path));
		String old = session.files.oldText(place);
		Runnable whenAllowed = () -> files.execute(() -> complete(answer, () -> {
			inside(session, "write a file", () -> {
				session.files.write(place, path, text);
				return path;
			});
			return JsonNodeFactory.instance.objectNode();
		}));
		questions.action(session.id, answer, whenAllowed,
				key -> delivery.input(session.id, new AgentInput.WriteAsked(key, place.shown().toString(), old, text)));
	}

	private <T> T inside(OpenSession session, String doing, Supplier<T> work) {
		try {
			return work.get();
		} catch (SessionFiles.Outside e) {
			delivery.input(session.id, new AgentInput.NoticeShown(e.words(doing)));
			throw e.asError();
		}
	}

	private String required(JsonNode params, String method, String field) {
		String value = fields.text(params, method, field);
		if (value == null) {
			throw RpcException.invalidParams("no " + field);
		}
		return value;
	}

	private static void complete(CompletableFuture<JsonNode> answer, Supplier<JsonNode> work) {
		try {
			answer.complete(work.get());
		} catch (RuntimeException e) {
			answer.completeExceptionally(e);
		}
	}

	private static String orEmpty(@Nullable String text) {
		return text == null ? "" : text;
	}
}
