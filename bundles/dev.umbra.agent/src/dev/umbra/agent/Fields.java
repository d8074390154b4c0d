package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of foreign JSON: a field of a wrong type counts as absent, and is told once per place, so that one odd
 * field never costs the rest of a message. Any thread.
 */
final class Fields {
	private final Consumer<String> notes;
	private final Set<String> told = ConcurrentHashMap.newKeySet();

	/** @param notes hears of each oddity once, in words */
	Fields(Consumer<String> notes) {
		this.notes = notes;
	}

	/** @param where names the object for the note, for example {@code tool_call} */
	@Nullable
	String text(JsonNode in, String where, String field) {
		JsonNode value = in.path(field);
		if (value.isTextual()) {
			return value.textValue();
		}
		return odd(value, where, field, "a text");
	}

	@Nullable
	Long number(JsonNode in, String where, String field) {
		JsonNode value = in.path(field);
		if (value.isNumber() && value.canConvertToLong()) {
			return value.longValue();
		}
		return odd(value, where, field, "a whole number");
	}

	@Nullable
	Double decimal(JsonNode in, String where, String field) {
		JsonNode value = in.path(field);
		if (value.isNumber()) {
			return value.doubleValue();
		}
		return odd(value, where, field, "a number");
	}

	/** The elements that are objects, or null if there is no such list. */
	@Nullable
	List<JsonNode> objects(JsonNode in, String where, String field) {
		JsonNode value = in.path(field);
		if (!value.isArray()) {
			return odd(value, where, field, "a list");
		}
		List<JsonNode> elements = new ArrayList<>(value.size());
		for (JsonNode element : value) {
			if (element.isObject()) {
				elements.add(element);
			} else {
				odd(element, where, field + "[]", "an object");
			}
		}
		return elements;
	}

	/** Tells that a part was left out, unless it was told before. */
	void leftOut(String where, String words) {
		if (told.size() < 1000 && told.add(where + " " + words)) {
			notes.accept("left out of " + where + ": " + words);
		}
	}

	private <T> @Nullable T odd(JsonNode value, String where, String field, String expected) {
		if (!value.isMissingNode() && !value.isNull()) {
			leftOut(where, field + " is not " + expected);
		}
		return null;
	}
}
