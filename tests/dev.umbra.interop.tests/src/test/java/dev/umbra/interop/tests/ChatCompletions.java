package dev.umbra.interop.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.wire.Codec;

/** OpenAI's {@code POST /v1/chat/completions}, for opencode. */
final class ChatCompletions implements Dialect {
	@Override
	public boolean takes(String path) {
		return path.endsWith("/chat/completions");
	}

	@Override
	public List<Said> conversation(JsonNode request) {
		List<Said> all = new ArrayList<>();
		for (JsonNode message : request.path("messages")) {
			String role = message.path("role").asText();
			switch (role) {
			case "tool" -> all.add(new Said(Role.TOOL, ""));
			case "system" -> {
			}
			default -> all.add(new Said(Dialect.role(role), Dialect.text(message.path("content"))));
			}
		}
		return all;
	}

	@Override
	public Reply reply(JsonNode request, Events events) {
		return new Reply() {
			private String why = "stop";

			@Override
			public void begin() throws IOException {
				delta(Codec.object().put("role", "assistant").put("content", ""), null);
			}

			@Override
			public void word(String word) throws IOException {
				delta(Codec.object().put("content", word), null);
			}

			@Override
			public void thought(String word) throws IOException {
				delta(Codec.object().put("reasoning_content", word), null);
			}

			@Override
			public void call(String id, Script.Step.Use use) throws IOException {
				why = "tool_calls";
				ObjectNode delta = Codec.object();
				ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0).put("id", id).put("type", "function");
				call.putObject("function").put("name", name(use)).put("arguments", Codec.json(arguments(use)));
				delta(delta, null);
			}

			@Override
			public void end() throws IOException {
				delta(Codec.object(), why);
				events.event("", "[DONE]");
			}

			private void delta(ObjectNode delta, @Nullable String finish) throws IOException {
				ObjectNode chunk = Codec.object().put("id", "chat-1").put("object", "chat.completion.chunk").put("created", 1)
						.put("model", request.path("model").asText());
				chunk.putArray("choices").addObject().put("index", 0).put("finish_reason", finish).set("delta", delta);
				events.event("", Codec.json(chunk));
			}
		};
	}

	private static String name(Script.Step.Use use) {
		return switch (use) {
		case Script.Step.WriteFile write -> "write";
		case Script.Step.ReadFile read -> "read";
		case Script.Step.EditFile edit -> "edit";
		case Script.Step.Run run -> "bash";
		case Script.Step.MakePlan plan -> "todowrite";
		};
	}

	private static ObjectNode arguments(Script.Step.Use use) {
		return switch (use) {
		case Script.Step.WriteFile(String path, String text) -> Codec.object().put("filePath", path).put("content", text);
		case Script.Step.ReadFile(String path) -> Codec.object().put("filePath", path);
		case Script.Step.EditFile(String path, String was, String becomes) -> Codec.object().put("filePath", path)
				.put("oldString", was).put("newString", becomes);
		case Script.Step.Run(String command) -> Codec.object().put("command", command).put("description", "As the script says");
		case Script.Step.MakePlan(List<String> items) -> {
			ObjectNode plan = Codec.object();
			items.forEach(item -> plan.withArray("todos").addObject().put("content", item).put("id", item).put("priority", "medium")
					.put("status", item.equals(items.getFirst()) ? "in_progress" : "pending"));
			yield plan;
		}
		};
	}
}
