package dev.umbra.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What stands in a document at one moment, and what it began with. By the names of the fields, as in the records of {@code core}; a
 * value is a text, or a list of texts where their order is edited. Immutable, any thread.
 *
 * @param base what the record had, all fields empty for a new one
 * @param mine what the person made of it
 */
public record Draft(Map<String, Object> base, Map<String, Object> mine) {
	public Draft {
		base = frozen(base);
		mine = frozen(mine);
		if (!base.keySet().equals(mine.keySet())) {
			throw new IllegalArgumentException("not the fields of one kind: " + base.keySet() + " and " + mine.keySet());
		}
	}

	/** In their order, texts and lists of texts only. */
	private static Map<String, Object> frozen(Map<String, Object> values) {
		Map<String, Object> frozen = new LinkedHashMap<>();
		values.forEach((name, value) -> frozen.put(name, value instanceof List<?> list ? List.copyOf(list) : (String) value));
		return Collections.unmodifiableMap(frozen);
	}

	/** Whether the person changed anything. */
	public boolean isChanged() {
		return !mine.equals(base);
	}

	public boolean isChanged(String field) {
		return !value(mine, field).equals(value(base, field));
	}

	private static Object value(Map<String, Object> values, String field) {
		return Objects.requireNonNull(values.get(field), field);
	}

	/** Of a field that is one text. */
	String text(String field) {
		return (String) value(mine, field);
	}

	/** Of a field that is one text, if the person changed it; else null. */
	@Nullable String changedText(String field) {
		return isChanged(field) ? text(field) : null;
	}

	/** Of a field that has a text per line, or is a list, if the person changed it; else null. */
	@Nullable List<String> changedList(String field) {
		return isChanged(field) ? list(field) : null;
	}

	List<String> list(String field) {
		return Lines.list(value(mine, field));
	}
}
