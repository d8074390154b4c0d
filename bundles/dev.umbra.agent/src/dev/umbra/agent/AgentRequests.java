package dev.umbra.agent;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * What an agent asks of us: permissions and files. Called on the reading thread: what a person must hear is told there, in
 * wire order; contents are read and written on threads of their own.
 */
final class AgentRequests {
	static final String PERMISSION = "session/request_permission";
	static final String READ = "fs/read_text_file";
	static final String WRITE = "fs/write_text_file";
	static final Set<String> METHODS = Set.of(PERMISSION, READ, WRITE);

	private final Fields fields;
	private final Updates updates;
	private final Questions questions;
	private final Delivery delivery;
	private final Executor files;

	/** @param files runs the reading and writing of contents */
	AgentRequests(Fields fields, Updates updates, Questions questions, Delivery delivery, Executor files) {
		this.fields = fields;
		this.updates = updates;
		this.questions = questions;
		this.delivery = delivery;
		this.files = files;
	}

	/** @param answer completed now or later, exceptionally with an {@link RpcException} */
	void handle(String session, Path cwd, SessionFiles folders, String method, JsonNode params,
			CompletableFuture<JsonNode> answer) {
		try {
			switch (method) {
			case PERMISSION -> permission(session, cwd, params, answer);
			case READ -> read(session, folders, params, answer);
			default -> write(session, folders, params, answer);
			}
		} catch (RuntimeException e) {
			answer.completeExceptionally(e);
		}
	}

	private void permission(String session, Path cwd, JsonNode params, CompletableFuture<JsonNode> answer) {
		JsonNode toolCall = params.path("toolCall");
		List<Detail.Option> options = new ArrayList<>();
		for (JsonNode option : Objects.requireNonNullElse(fields.objects(params, PERMISSION, "options"), List.<JsonNode>of())) {
			String id = fields.text(option, PERMISSION + ".options", "optionId");
			if (id != null) {
				options.add(new Detail.Option(id, orEmpty(fields.text(option, PERMISSION + ".options", "kind")),
						Objects.requireNonNullElse(fields.text(option, PERMISSION + ".options", "name"), id)));
			}
		}
		List<String> paths = Claims.paths(toolCall, cwd);
		String command = Claims.command(toolCall);
		String call = fields.text(toolCall, PERMISSION + ".toolCall", "toolCallId");
		forward(questions.permission(session,
				key -> delivery.input(session,
						new AgentInput.PermissionAsked(key,
								updates.tool(toolCall, PERMISSION + ".toolCall", call == null ? "unnamed-" + key : call, false), paths,
								command, List.copyOf(options)))),
				answer);
	}

	private void read(String session, SessionFiles folders, JsonNode params, CompletableFuture<JsonNode> answer) {
		String path = required(params, READ, "path");
		Long line = fields.number(params, READ, "line");
		Long limit = fields.number(params, READ, "limit");
		SessionFiles.Place place = inside(session, "read", () -> folders.toRead(path));
		files.execute(() -> complete(answer, () -> {
			String text = inside(session, "read", () -> folders.read(place, path, line, limit));
			return JsonNodeFactory.instance.objectNode().put("content", text);
		}));
	}

	private void write(String session, SessionFiles folders, JsonNode params, CompletableFuture<JsonNode> answer) {
		String path = required(params, WRITE, "path");
		String text = required(params, WRITE, "content");
		SessionFiles.Place place = inside(session, "write", () -> folders.toWrite(path));
		String old = folders.oldText(place);
		forward(questions.write(session,
				key -> delivery.input(session, new AgentInput.WriteAsked(key, place.shown().toString(), old, text)),
				done -> () -> files.execute(() -> complete(done, () -> {
					inside(session, "write", () -> {
						folders.write(place, path, text);
						return path;
					});
					return JsonNodeFactory.instance.objectNode();
				}))), answer);
	}

	private <T> T inside(String session, String doing, Supplier<T> work) {
		try {
			return work.get();
		} catch (SessionFiles.Outside e) {
			delivery.input(session, new AgentInput.NoticeShown(e.words(doing)));
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

	private static void forward(CompletionStage<JsonNode> from, CompletableFuture<JsonNode> to) {
		from.whenComplete((value, e) -> {
			if (e == null) {
				to.complete(value);
			} else {
				to.completeExceptionally(e);
			}
		});
	}

	private static String orEmpty(@Nullable String text) {
		return text == null ? "" : text;
	}
}
