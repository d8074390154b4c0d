package dev.umbra.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.session.Detail;
import org.jspecify.annotations.Nullable;

/** The restricted JSON schema of a form (ACP {@code ElicitationSchema}) as fields to fill in. Any thread. */
final class Forms {
	private static final String SCHEMA = "requestedSchema";
	private final Fields fields;

	Forms(Fields fields) {
		this.fields = fields;
	}

	/** In the order of the schema. */
	List<Detail.Field> of(JsonNode schema) {
		Set<String> required = new HashSet<>();
		schema.path("required").forEach(name -> required.add(name.asText("")));
		List<Detail.Field> form = new ArrayList<>();
		for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
			form.add(field(property.getKey(), property.getValue(), required.contains(property.getKey())));
		}
		return List.copyOf(form);
	}

	private Detail.Field field(String name, JsonNode in, boolean required) {
		String type = in.path("type").asText("");
		List<Detail.Choice> choices = switch (type) {
		case "string" -> in.path("oneOf").isArray() ? titled(in.path("oneOf")) : plain(in.path("enum"));
		case "array" -> in.path("items").path("anyOf").isArray() ? titled(in.path("items").path("anyOf"))
				: plain(in.path("items").path("enum"));
		default -> List.of();
		};
		String form = switch (type) {
		case "string" -> in.path("oneOf").isArray() || in.path("enum").isArray() ? "choice" : "string";
		// a list of anything but given values has no form of its own: it is typed as JSON
		case "array" -> choices.isEmpty() ? "array" : "choices";
		default -> type;
		};
		JsonNode initial = in.path("default");
		String title = fields.text(in, SCHEMA, "title");
		return new Detail.Field(name, title == null || title.isBlank() ? name : title, fields.text(in, SCHEMA, "description"),
				form, required, choices, fields.text(in, SCHEMA, "format"), fields.text(in, SCHEMA, "pattern"),
				initial.isMissingNode() || initial.isNull() ? null : initial.toString(), bound(in, type, "min"), bound(in, type, "max"));
	}

	private @Nullable Double bound(JsonNode in, String type, String which) {
		return switch (type) {
		case "string" -> fields.decimal(in, SCHEMA, which + "Length");
		case "number", "integer" -> fields.decimal(in, SCHEMA, which + "imum");
		case "array" -> fields.decimal(in, SCHEMA, which + "Items");
		default -> null;
		};
	}

	private static List<Detail.Choice> plain(JsonNode values) {
		List<Detail.Choice> choices = new ArrayList<>();
		for (JsonNode value : values) {
			if (value.isTextual()) {
				choices.add(new Detail.Choice(value.textValue(), value.textValue(), null));
			}
		}
		return List.copyOf(choices);
	}

	private List<Detail.Choice> titled(JsonNode values) {
		List<Detail.Choice> choices = new ArrayList<>();
		for (JsonNode value : values) {
			String constant = fields.text(value, SCHEMA, "const");
			if (constant != null) {
				String title = fields.text(value, SCHEMA, "title");
				choices.add(new Detail.Choice(constant, title == null ? constant : title, fields.text(value, SCHEMA, "description")));
			}
		}
		return List.copyOf(choices);
	}
}
