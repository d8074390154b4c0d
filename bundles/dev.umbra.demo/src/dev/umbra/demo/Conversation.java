package dev.umbra.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the updates of a session in the order they were sent: the chunks of a message become one, a tool call takes in its
 * updates. Owned by one thread.
 */
final class Conversation {
	private final List<ObjectNode> updates = new ArrayList<>();
	private final Map<String, ObjectNode> toolCalls = new LinkedHashMap<>();
	private final StringBuilder text = new StringBuilder();
	private @Nullable ObjectNode message;

	void add(ObjectNode update) {
		switch (update.path("sessionUpdate").asText()) {
			case "user_message_chunk", "agent_message_chunk", "agent_thought_chunk" -> addChunk(update);
			case "tool_call" -> {
				endMessage();
				updates.add(update);
				toolCalls.put(update.path("toolCallId").asText(), update);
			}
			case "tool_call_update" -> {
				ObjectNode call = toolCalls.get(update.path("toolCallId").asText());
				if (call != null) {
					update.remove("sessionUpdate");
					call.setAll(update);
				}
			}
			default -> {
				endMessage();
				updates.add(update);
			}
		}
	}

	/** What was added. Tool calls that never ended, because the process did, count as failed. */
	List<ObjectNode> updates() {
		endMessage();
		for (ObjectNode call : toolCalls.values()) {
			String status = call.path("status").asText();
			if (!status.equals("completed") && !status.equals("failed")) {
				call.put("status", "failed");
			}
		}
		return updates;
	}

	private void addChunk(ObjectNode chunk) {
		ObjectNode open = message;
		if (open == null || !open.path("messageId").equals(chunk.path("messageId"))) {
			endMessage();
			message = chunk;
			updates.add(chunk);
		}
		text.append(chunk.path("content").path("text").asText());
	}

	private void endMessage() {
		if (message != null) {
			message.set("content", Acp.text(text.toString()));
			message = null;
			text.setLength(0);
		}
	}
}
