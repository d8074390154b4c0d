package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.wire.RpcException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** One tool call of a turn, from pending to completed or failed; shown to the client at each step. Owned by the turn. */
final class ToolCall {
	private final Turn turn;
	private final ObjectNode call;
	private final String kind;

	private ToolCall(Turn turn, String kind, ObjectNode call) {
		this.turn = turn;
		this.kind = kind;
		this.call = call;
	}

	/** Announces a call on one file or folder. */
	static ToolCall pending(Turn turn, String kind, String title, Path path, ObjectNode rawInput, JsonNode... content) {
		ObjectNode call = Acp.object().put("toolCallId", "call-" + UUID.randomUUID()).put("title", title).put("kind", kind)
				.put("status", "pending");
		call.putArray("content").addAll(List.of(content));
		call.putArray("locations").addObject().put("path", path.toString());
		call.set("rawInput", rawInput.put("path", path.toString()));
		turn.update(Acp.update("tool_call").setAll(call));
		return new ToolCall(turn, kind, call);
	}

	/** Announces a call that runs a command line in a folder. */
	static ToolCall command(Turn turn, String line, Path folder) {
		ObjectNode call = Acp.object().put("toolCallId", "call-" + UUID.randomUUID()).put("title", line).put("kind", "execute")
				.put("status", "pending");
		call.putArray("content");
		call.putArray("locations");
		call.putObject("rawInput").put("command", line).put("cwd", folder.toString());
		turn.update(Acp.update("tool_call").setAll(call));
		return new ToolCall(turn, "execute", call);
	}

	/**
	 * Asks the person, unless the kind was allowed for good. After a no the call has failed.
	 *
	 * @throws TurnCancelled if the question was cancelled instead of answered
	 */
	boolean isPermitted() {
		if (turn.session().isAllowed(kind)) {
			return true;
		}
		String answer = ending(() -> answer(turn.await(turn.client().call("session/request_permission",
				Acp.permissionOptions(turn.session().id(), call.deepCopy())))));
		switch (answer) {
			case "allow_once" -> {
				return true;
			}
			case "allow_always" -> {
				turn.session().allowAlways(kind);
				return true;
			}
			default -> {
				failed("Not allowed.");
				return false;
			}
		}
	}

	/** Runs the work between in progress and completed. What it throws ends the call as failed and goes on. */
	<T> T run(Supplier<T> work) {
		turn.update(status("in_progress"));
		T result = ending(work);
		turn.update(status("completed"));
		return result;
	}

	/** Content and locations to be shown with the next step. */
	void show(ArrayNode content, ArrayNode locations) {
		call.set("content", content);
		call.set("locations", locations);
	}

	void show(JsonNode content) {
		call.putArray("content").add(content);
	}

	/** Says what {@link #show} changed while the work goes on. */
	void progress() {
		ObjectNode update = status("in_progress");
		update.set("content", call.path("content").deepCopy());
		turn.update(update);
	}

	private <T> T ending(Supplier<T> work) {
		try {
			turn.check();
			return work.get();
		} catch (TurnCancelled e) {
			failed("Cancelled.");
			throw e;
		} catch (FailureException e) {
			failed(e.failure().message());
			throw e;
		} catch (RpcException e) {
			failed(e.message());
			throw new FailureException(Failure.failed("Your client could not ask you for permission: " + e.message(), null), e);
		} catch (RuntimeException e) {
			failed("An unexpected error: " + e);
			throw e;
		}
	}

	private String answer(JsonNode result) {
		JsonNode outcome = result.path("outcome");
		if (outcome.path("outcome").asText().equals("cancelled")) {
			turn.cancel();
			throw new TurnCancelled();
		}
		return outcome.path("optionId").asText();
	}

	private void failed(String why) {
		ObjectNode update = status("failed");
		update.withArray("/content").add(Acp.toolText(why));
		turn.update(update);
	}

	private ObjectNode status(String status) {
		ObjectNode update = Acp.update("tool_call_update").put("toolCallId", call.path("toolCallId").asText()).put("status", status);
		if (!status.equals("in_progress")) {
			update.set("content", call.path("content").deepCopy());
			update.set("locations", call.path("locations").deepCopy());
		}
		return update;
	}
}
