package dev.umbra.bench.acp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the scripted agent says: to each of our requests an answer with everything in it, in a prompt and in a load every
 * update, and in the prompt every request. After each update comes a text {@code #<number>}, which tells what became of it.
 */
final class SchemaScript {
	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
	/** Those that build on each other; all others after them. */
	private static final List<String> ORDER = List.of("fs/read_text_file", "fs/write_text_file", "terminal/create",
			"terminal/output", "terminal/wait_for_exit", "terminal/kill", "terminal/release");

	private final SchemaMethods methods;
	private final SchemaSamples samples;
	private final Path folder;
	private final List<JsonNode> updates = new ArrayList<>();
	/** By the id of the request. */
	private final List<String> asked = new ArrayList<>();

	/** @param folder what files named in requests are in: {@code a.txt} is there */
	SchemaScript(JsonSchema schema, SchemaMethods methods, Path folder) {
		this.methods = methods;
		this.samples = new SchemaSamples(schema, true);
		this.folder = folder;
		updates.addAll(samples.all("SessionUpdate"));
		updates.addAll(new SchemaSamples(schema, false).all("SessionUpdate"));
	}

	/** Number {@code i} of them is said between the texts {@code #i} and {@code #i+1}. */
	List<JsonNode> updates() {
		return updates;
	}

	/** The method of the agent's request with this id. */
	String asked(int id) {
		return asked.get(id);
	}

	int requests() {
		return asked.size();
	}

	ObjectNode script() {
		ObjectNode script = JSON.objectNode();
		ObjectNode on = script.putObject("on");
		for (String method : methods.toAgent()) {
			String response = methods.response(method, "agent");
			if (response != null) {
				play(on, method, answer(response, method));
			}
		}
		prompt(on);
		ArrayNode load = JSON.arrayNode();
		said(load, Drive.ADOPTED);
		load.addObject().set("answer", answer("LoadSessionResponse", ""));
		on.putArray("session/load").add(load);
		// the second one is given up
		on.withArray("authenticate").addArray().addObject().put("await", "$/cancel_request");
		return script;
	}

	private static void play(ObjectNode on, String method, JsonNode answer) {
		on.putArray(method).addArray().addObject().set("answer", answer);
	}

	private ObjectNode answer(String response, String method) {
		ObjectNode answer = samples.first(response);
		switch (method) {
		case "initialize" -> {
			answer.put("protocolVersion", 1);
			int i = 0;
			for (JsonNode login : answer.path("authMethods")) {
				((ObjectNode) login).put("id", "login-" + ++i);
			}
		}
		case "session/new" -> answer.put("sessionId", Drive.SESSION);
		case "session/list" -> answer.remove("nextCursor");
		default -> {
		}
		}
		int i = 0;
		for (JsonNode option : answer.path("configOptions")) {
			((ObjectNode) option).put("id", "option-" + ++i);
		}
		return answer;
	}

	private void prompt(ObjectNode on) {
		ArrayNode steps = on.putArray("session/prompt").addArray();
		said(steps, Drive.SESSION);
		List<String> all = new ArrayList<>(ORDER);
		all.retainAll(methods.toClient());
		methods.toClient().stream().filter(method -> !ORDER.contains(method)).forEach(all::add);
		for (String method : all) {
			String request = methods.request(method, "client");
			for (JsonNode params : request == null ? List.<JsonNode>of() : samples.all(request)) {
				steps.addObject().put("ask", method).put("id", asked.size()).set("params", real(method, (ObjectNode) params.deepCopy()));
				asked.add(method);
				if (method.equals("terminal/create")) {
					break;
				}
			}
		}
		steps.addObject().put("notify", "elicitation/complete").set("params", samples.first("CompleteElicitationNotification"));
		steps.addObject().set("answer", samples.first("PromptResponse"));
	}

	private void said(ArrayNode steps, String session) {
		for (int i = 0; i < updates.size(); i++) {
			mark(steps, session, i);
			steps.addObject().put("session", session).set("update", updates.get(i));
		}
		mark(steps, session, updates.size());
	}

	private static void mark(ArrayNode steps, String session, int number) {
		ObjectNode update = steps.addObject().put("session", session).putObject("update").put("sessionUpdate",
				"agent_message_chunk");
		update.putObject("content").put("type", "text").put("text", "#" + number);
	}

	/** With values that name what is there. */
	private JsonNode real(String method, ObjectNode params) {
		Map<String, String> values = Map.of("sessionId", Drive.SESSION, "path",
				folder.resolve(method.equals("fs/write_text_file") ? "b.txt" : "a.txt").toString(), "cwd", folder.toString(), "command",
				"true", "terminalId", "$terminal", "requestId", "$id");
		values.forEach((name, value) -> {
			if (params.has(name)) {
				params.put(name, value);
			}
		});
		if (params.has("args")) {
			params.putArray("args");
		}
		return params;
	}
}
