package dev.umbra.bench.acp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Values that a schema allows: one with everything, and one for each alternative of everything in it. Lists have one element
 * per alternative.
 */
final class SchemaSamples {
	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private final JsonSchema schema;
	private final boolean whole;

	/** @param whole with the members that may be left out too */
	SchemaSamples(JsonSchema schema, boolean whole) {
		this.schema = schema;
		this.whole = whole;
	}

	/** The first one: with all members, if they are wanted. */
	ObjectNode first(String definition) {
		return all(definition).getFirst().deepCopy();
	}

	List<JsonNode> all(String definition) {
		return of(schema.definition(definition), definition);
	}

	/** @param name of the member it is for: some names say what a text must be */
	List<JsonNode> of(JsonNode given, String name) {
		JsonNode rule = schema.resolved(given);
		if (rule.has("const")) {
			return List.of(rule.path("const"));
		}
		if (rule.has("enum")) {
			return StreamSupport.stream(rule.path("enum").spliterator(), false).toList();
		}
		List<List<JsonNode>> parts = new ArrayList<>();
		parts.add(own(rule, name));
		rule.path("allOf").forEach(each -> parts.add(of(each, name)));
		for (String choice : List.of("oneOf", "anyOf")) {
			List<JsonNode> branches = new ArrayList<>();
			rule.path(choice).forEach(branch -> {
				// what says "anything but the others" is for what is to come
				if (!branch.has("not") && !"null".equals(branch.path("type").asText())) {
					branches.addAll(of(branch, name));
				}
			});
			parts.add(branches);
		}
		parts.removeIf(List::isEmpty);
		return parts.isEmpty() ? List.of(JSON.objectNode().put("any", 1)) : merged(parts);
	}

	private List<JsonNode> own(JsonNode rule, String name) {
		String type = rule.path("type").isArray() ? rule.path("type").path(0).asText() : rule.path("type").asText("");
		return switch (type) {
		case "object" -> object(rule);
		case "array" -> {
			ArrayNode list = JSON.arrayNode();
			of(rule.path("items"), name).forEach(list::add);
			yield List.of(list);
		}
		case "string" -> List.of(JSON.textNode(text(name)));
		case "integer" -> List.of(JSON.numberNode(1));
		case "number" -> List.of(JSON.numberNode(1.5));
		case "boolean" -> List.of(JSON.booleanNode(true));
		default -> List.of();
		};
	}

	private List<JsonNode> object(JsonNode rule) {
		ObjectNode base = JSON.objectNode();
		List<JsonNode> samples = new ArrayList<>(List.of(base));
		for (Map.Entry<String, JsonNode> member : rule.path("properties").properties()) {
			String name = member.getKey();
			boolean required = StreamSupport.stream(rule.path("required").spliterator(), false)
					.anyMatch(each -> each.asText().equals(name));
			if (!name.equals("_meta") && (whole || required)) {
				List<JsonNode> values = of(member.getValue(), name);
				samples.forEach(sample -> ((ObjectNode) sample).set(name, values.getFirst()));
				for (JsonNode other : values.subList(1, values.size())) {
					samples.add(base.deepCopy().set(name, other));
				}
			}
		}
		if (rule.path("additionalProperties").isObject() && whole) {
			int i = 0;
			for (JsonNode value : of(rule.path("additionalProperties"), "")) {
				base.set("key" + ++i, value);
			}
		}
		return samples;
	}

	/** Objects put together: the first of each part, and each other alternative once. */
	private static List<JsonNode> merged(List<List<JsonNode>> parts) {
		if (parts.size() == 1 || !parts.getFirst().getFirst().isObject()) {
			return parts.getLast();
		}
		List<JsonNode> samples = new ArrayList<>();
		for (int varied = 0; varied < parts.size(); varied++) {
			List<JsonNode> alternatives = parts.get(varied);
			for (int i = samples.isEmpty() ? 0 : 1; i < alternatives.size(); i++) {
				ObjectNode sample = JSON.objectNode();
				for (int part = 0; part < parts.size(); part++) {
					JsonNode piece = part == varied ? alternatives.get(i) : parts.get(part).getFirst();
					if (piece instanceof ObjectNode object) {
						sample.setAll((ObjectNode) object.deepCopy());
					}
				}
				samples.add(sample);
			}
		}
		return samples;
	}

	private static String text(String name) {
		return switch (name) {
		case "data", "blob" -> "AQID";
		case "uri", "url" -> "https://example.org/a.txt";
		case "path", "cwd" -> "/tmp/a";
		default -> "text";
		};
	}
}
