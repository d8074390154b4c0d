package dev.umbra.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.wire.RpcException;

/** The command that asks the person by a form with one field of each simple kind, and says what was filled in. */
final class Form {
	private final Turn turn;

	Form(Turn turn) {
		this.turn = turn;
	}

	void ask() {
		if (!turn.client().asksByForms()) {
			throw new FailureException(Failure.refused("Your client shows no forms, so I cannot ask.", null));
		}
		JsonNode answer;
		try {
			answer = turn.await(turn.client().call("elicitation/create", question()));
		} catch (RpcException e) {
			throw new FailureException(Failure.failed("Your client could not ask you: " + e.message() + ".", null), e);
		}
		switch (answer.path("action").asText()) {
			case "accept" -> turn.say("You said: " + words(answer.path("content")));
			case "decline" -> turn.say("All right, you would rather not say.");
			default -> turn.say("You closed the form without an answer.");
		}
	}

	private ObjectNode question() {
		ObjectNode params = Acp.object().put("mode", "form").put("sessionId", turn.session().id())
				.put("message", "Some questions about tea. Nothing is kept of the answers but this conversation.");
		ObjectNode schema = params.putObject("requestedSchema").put("type", "object").put("title", "A cup of tea");
		ObjectNode fields = schema.putObject("properties");
		fields.putObject("name").put("type", "string").put("title", "Your name").put("minLength", 1).put("maxLength", 40);
		ObjectNode sort = fields.putObject("sort").put("type", "string").put("title", "Sort").put("default", "green");
		ArrayNode sorts = sort.putArray("oneOf");
		for (String each : List.of("green", "black", "herbal")) {
			sorts.addObject().put("const", each).put("title", each.substring(0, 1).toUpperCase(Locale.ROOT) + each.substring(1));
		}
		fields.putObject("cups").put("type", "integer").put("title", "Cups").put("minimum", 1).put("maximum", 10).put("default", 2);
		fields.putObject("sugar").put("type", "boolean").put("title", "With sugar").put("default", false);
		schema.putArray("required").add("name").add("cups");
		return params;
	}

	private static String words(JsonNode content) {
		List<String> words = new ArrayList<>();
		content.properties().forEach(field -> words.add(field.getKey() + " " + field.getValue().asText()));
		return words.isEmpty() ? "nothing." : String.join(", ", words) + ".";
	}
}
