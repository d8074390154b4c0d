package dev.umbra.interop.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.wire.Codec;

/** OpenAI's {@code POST /v1/responses}, for Codex, which has no tool for files but a shell that knows {@code apply_patch}. */
final class OpenAiResponses implements Dialect {
	@Override
	public boolean takes(String path) {
		return path.endsWith("/responses");
	}

	@Override
	public List<Said> conversation(JsonNode request) {
		List<Said> all = new ArrayList<>();
		for (JsonNode item : request.path("input")) {
			if (item.path("type").asText().endsWith("_output")) {
				all.add(new Said(Role.TOOL, ""));
			} else if (item.path("role").asText().equals("user") || item.path("role").asText().equals("assistant")) {
				all.add(new Said(Dialect.role(item.path("role").asText()), Dialect.text(item.path("content"))));
			}
		}
		return all;
	}

	@Override
	public Reply reply(JsonNode request, Events events) {
		return new Reply() {
			private final StringBuilder said = new StringBuilder();
			private final StringBuilder thoughts = new StringBuilder();
			private final List<ObjectNode> output = new ArrayList<>();
			private int number;

			@Override
			public void begin() throws IOException {
				send("response.created", Codec.object().set("response", response("in_progress")));
			}

			@Override
			public void word(String word) throws IOException {
				thought();
				if (said.isEmpty()) {
					send("response.output_item.added", Codec.object().put("output_index", 0).set("item", message("in_progress")));
				}
				said.append(word);
				send("response.output_text.delta", Codec.object().put("item_id", "msg-1").put("output_index", 0)
						.put("content_index", 0).put("delta", word));
			}

			@Override
			public void thought(String word) throws IOException {
				ObjectNode item = Codec.object().put("type", "reasoning").put("id", "rs-1");
				item.putArray("summary");
				if (thoughts.isEmpty()) {
					send("response.output_item.added", Codec.object().put("output_index", 0).set("item", item));
					send("response.reasoning_summary_part.added", Codec.object().put("item_id", "rs-1").put("output_index", 0)
							.put("summary_index", 0).set("part", Codec.object().put("type", "summary_text").put("text", "")));
				}
				thoughts.append(word);
				send("response.reasoning_summary_text.delta", Codec.object().put("item_id", "rs-1").put("output_index", 0)
						.put("summary_index", 0).put("delta", word));
			}

			private void thought() throws IOException {
				if (!thoughts.isEmpty() && output.isEmpty()) {
					ObjectNode item = Codec.object().put("type", "reasoning").put("id", "rs-1");
					item.putArray("summary").addObject().put("type", "summary_text").put("text", thoughts.toString());
					done(item);
				}
			}

			@Override
			public void call(String id, Script.Step.Use use) throws IOException {
				done(Codec.object().put("type", "function_call").put("id", "fc-" + id).put("call_id", id).put("name", name(use))
						.put("status", "completed").put("arguments", Codec.json(arguments(use))));
			}

			@Override
			public void end() throws IOException {
				if (!said.isEmpty()) {
					done(message("completed"));
				}
				send("response.completed", Codec.object().set("response", response("completed")));
			}

			private void done(ObjectNode item) throws IOException {
				output.add(item);
				send("response.output_item.done", Codec.object().put("output_index", output.size() - 1).set("item", item));
			}

			private ObjectNode message(String status) {
				ObjectNode message = Codec.object().put("type", "message").put("id", "msg-1").put("role", "assistant").put("status",
						status);
				message.putArray("content").addObject().put("type", "output_text").put("text", said.toString())
						.putArray("annotations");
				return message;
			}

			private ObjectNode response(String status) {
				ObjectNode response = Codec.object().put("id", "resp-1").put("object", "response").put("created_at", 1)
						.put("model", request.path("model").asText()).put("status", status);
				output.forEach(response.putArray("output")::add);
				ObjectNode usage = response.putObject("usage").put("input_tokens", 10).put("output_tokens", 20).put("total_tokens", 30);
				usage.putObject("input_tokens_details").put("cached_tokens", 0);
				usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
				return response;
			}

			private void send(String type, JsonNode rest) throws IOException {
				events.event(type, Codec.json(((ObjectNode) rest).put("type", type).put("sequence_number", number++)));
			}
		};
	}

	private static String name(Script.Step.Use use) {
		return use instanceof Script.Step.MakePlan ? "update_plan" : "exec_command";
	}

	private static ObjectNode arguments(Script.Step.Use use) {
		return switch (use) {
		case Script.Step.WriteFile(String path, String text) -> escalated(patch("*** Add File: " + path + "\n+" + text));
		case Script.Step.ReadFile(String path) -> Codec.object().put("cmd", "cat '" + path + "'");
		case Script.Step.EditFile(String path, String was, String becomes) -> escalated(
				patch("*** Update File: " + path + "\n@@\n-" + was + "\n+" + becomes));
		case Script.Step.Run(String command) -> escalated(command);
		case Script.Step.MakePlan(List<String> items) -> {
			ObjectNode plan = Codec.object();
			items.forEach(item -> plan.withArray("plan").addObject().put("step", item).put("status",
					item.equals(items.getFirst()) ? "in_progress" : "pending"));
			yield plan;
		}
		};
	}

	private static ObjectNode escalated(String command) {
		return Codec.object().put("cmd", command).put("sandbox_permissions", "require_escalated").put("justification",
				"May the script do this?");
	}

	private static String patch(String change) {
		return "apply_patch <<'END_OF_PATCH'\n*** Begin Patch\n" + change + "\n*** End Patch\nEND_OF_PATCH";
	}
}
