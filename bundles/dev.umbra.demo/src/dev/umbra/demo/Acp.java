package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of ACP v1 that this agent sends. Each method returns a new tree. */
final class Acp {
	static final int VERSION = 1;
	static final int NOT_FOUND = -32002;
	static final String MODE_ASK = "ask";
	static final String MODE_READ_ONLY = "read-only";
	private static final long CONTEXT_SIZE = 100_000;

	/** What a chunk of text is part of. */
	enum Speaker {
		USER("user_message_chunk"), AGENT("agent_message_chunk"), THOUGHT("agent_thought_chunk");

		private final String update;

		Speaker(String update) {
			this.update = update;
		}
	}

	private Acp() {
	}

	static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	static ArrayNode array() {
		return JsonNodeFactory.instance.arrayNode();
	}

	static ObjectNode update(String kind) {
		return object().put("sessionUpdate", kind);
	}

	static ObjectNode initialized() {
		ObjectNode result = object().put("protocolVersion", VERSION);
		ObjectNode capabilities = result.putObject("agentCapabilities").put("loadSession", true);
		capabilities.putObject("promptCapabilities").put("image", false).put("audio", false).put("embeddedContext", true);
		ObjectNode session = capabilities.putObject("sessionCapabilities");
		session.putObject("resume");
		session.putObject("list");
		session.putObject("close");
		result.putArray("authMethods");
		result.putObject("agentInfo").put("name", "umbra-demo").put("title", "Umbra demo agent").put("version", "0.1.0");
		return result;
	}

	/** The {@code modes} of a new or loaded session. */
	static ObjectNode modes(String current) {
		ObjectNode modes = object().put("currentModeId", current);
		ArrayNode available = modes.putArray("availableModes");
		available.addObject().put("id", MODE_ASK).put("name", "Ask")
				.put("description", "Asks before it changes a file");
		available.addObject().put("id", MODE_READ_ONLY).put("name", "Read only")
				.put("description", "Lists, reads and searches; refuses to change anything");
		return modes;
	}

	static ObjectNode chunk(Speaker speaker, String messageId, String text) {
		ObjectNode update = update(speaker.update).put("messageId", messageId);
		update.set("content", text(text));
		return update;
	}

	static ObjectNode text(String text) {
		return object().put("type", "text").put("text", text);
	}

	/** Content of a tool call: a text. */
	static ObjectNode toolText(String text) {
		return object().put("type", "content").set("content", text(text));
	}

	/** Content of a tool call: how a file changes. An absent file has no old text; a deleted one an empty new text. */
	static ObjectNode diff(Path path, @Nullable String oldText, String newText) {
		return object().put("type", "diff").put("path", path.toString()).put("oldText", oldText).put("newText", newText);
	}

	/** The whole plan; {@code done} steps are completed, the next one is in progress if {@code started}. */
	static ObjectNode plan(List<String> steps, int done, boolean started) {
		ObjectNode update = update("plan");
		ArrayNode entries = update.putArray("entries");
		for (int i = 0; i < steps.size(); i++) {
			String status = i < done ? "completed" : i == done && started ? "in_progress" : "pending";
			entries.addObject().put("content", steps.get(i)).put("priority", "medium").put("status", status);
		}
		return update;
	}

	static ObjectNode usage(long words) {
		return update("usage_update").put("used", Math.min(words, CONTEXT_SIZE)).put("size", CONTEXT_SIZE);
	}

	static ObjectNode info(SessionRecord session) {
		return update("session_info_update").put("title", session.title()).put("updatedAt", session.updatedAt().toString());
	}

	static ObjectNode permissionOptions(String sessionId, JsonNode toolCall) {
		ObjectNode params = object().put("sessionId", sessionId);
		params.set("toolCall", toolCall);
		ArrayNode options = params.putArray("options");
		options.addObject().put("optionId", "allow_once").put("name", "Allow once").put("kind", "allow_once");
		options.addObject().put("optionId", "allow_always").put("name", "Always allow in this session").put("kind", "allow_always");
		options.addObject().put("optionId", "reject_once").put("name", "Reject").put("kind", "reject_once");
		return params;
	}
}
