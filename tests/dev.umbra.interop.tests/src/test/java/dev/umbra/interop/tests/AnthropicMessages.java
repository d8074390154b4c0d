package dev.umbra.interop.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.wire.Codec;

/** Anthropic's {@code POST /v1/messages}, for Claude. */
final class AnthropicMessages implements Dialect {
	@Override
	public boolean takes(String path) {
		return path.endsWith("/messages");
	}

	@Override
	public List<Said> conversation(JsonNode request) {
		List<Said> all = new ArrayList<>();
		for (JsonNode message : request.path("messages")) {
			JsonNode content = message.path("content");
			Role role = Dialect.role(message.path("role").asText());
			if (content.isTextual()) {
				all.add(new Said(role, content.asText()));
			}
			for (JsonNode part : content.isArray() ? content : Codec.object()) {
				boolean tool = part.path("type").asText().equals("tool_result");
				all.add(tool ? new Said(Role.TOOL, "") : new Said(role, part.path("text").asText("")));
			}
		}
		return all;
	}

	@Override
	public Reply reply(JsonNode request, Events events) {
		return new Reply() {
			private String why = "end_turn";
			private boolean thinking;
			private boolean writing;

			@Override
			public void begin() throws IOException {
				ObjectNode message = Codec.object().put("id", "msg-1").put("type", "message").put("role", "assistant")
						.put("model", request.path("model").asText()).putNull("stop_reason").putNull("stop_sequence");
				message.putArray("content");
				message.putObject("usage").put("input_tokens", 10).put("output_tokens", 1);
				send("message_start", Codec.object().set("message", message));
			}

			@Override
			public void word(String word) throws IOException {
				if (!writing) {
					writing = true;
					if (thinking) {
						delta(0, Codec.object().put("type", "signature_delta").put("signature", "c2NyaXB0"));
						send("content_block_stop", Codec.object().put("index", 0));
					}
					block(thinking ? 1 : 0, Codec.object().put("type", "text").put("text", ""));
				}
				delta(thinking ? 1 : 0, Codec.object().put("type", "text_delta").put("text", word));
			}

			@Override
			public void thought(String word) throws IOException {
				if (!thinking) {
					thinking = true;
					block(0, Codec.object().put("type", "thinking").put("thinking", "").put("signature", ""));
				}
				delta(0, Codec.object().put("type", "thinking_delta").put("thinking", word));
			}

			@Override
			public void call(String id, Script.Step.Use use) throws IOException {
				why = "tool_use";
				ObjectNode tool = Codec.object().put("type", "tool_use").put("id", id).put("name", name(use));
				tool.putObject("input");
				block(0, tool);
				delta(0, Codec.object().put("type", "input_json_delta").put("partial_json", Codec.json(arguments(use))));
				writing = true;
			}

			@Override
			public void end() throws IOException {
				if (writing) {
					send("content_block_stop", Codec.object().put("index", thinking ? 1 : 0));
				}
				ObjectNode last = Codec.object();
				last.putObject("delta").put("stop_reason", why).putNull("stop_sequence");
				last.putObject("usage").put("output_tokens", 20);
				send("message_delta", last);
				send("message_stop", Codec.object());
			}

			private void block(int index, ObjectNode block) throws IOException {
				send("content_block_start", Codec.object().put("index", index).set("content_block", block));
			}

			private void delta(int index, ObjectNode delta) throws IOException {
				send("content_block_delta", Codec.object().put("index", index).set("delta", delta));
			}

			private void send(String type, JsonNode rest) throws IOException {
				events.event(type, Codec.json(((ObjectNode) rest).put("type", type)));
			}
		};
	}

	private static String name(Script.Step.Use use) {
		return switch (use) {
		case Script.Step.WriteFile write -> "Write";
		case Script.Step.ReadFile read -> "Read";
		case Script.Step.EditFile edit -> "Edit";
		case Script.Step.Run run -> "Bash";
		case Script.Step.MakePlan plan -> "TodoWrite";
		};
	}

	private static ObjectNode arguments(Script.Step.Use use) {
		return switch (use) {
		case Script.Step.WriteFile(String path, String text) -> Codec.object().put("file_path", path).put("content", text);
		case Script.Step.ReadFile(String path) -> Codec.object().put("file_path", path);
		case Script.Step.EditFile(String path, String was, String becomes) -> Codec.object().put("file_path", path)
				.put("old_string", was).put("new_string", becomes);
		case Script.Step.Run(String command) -> Codec.object().put("command", command).put("description", "As the script says");
		case Script.Step.MakePlan(List<String> items) -> {
			ObjectNode plan = Codec.object();
			items.forEach(item -> plan.withArray("todos").addObject().put("content", item).put("activeForm", item).put("status",
					item.equals(items.getFirst()) ? "in_progress" : "pending"));
			yield plan;
		}
		};
	}
}
