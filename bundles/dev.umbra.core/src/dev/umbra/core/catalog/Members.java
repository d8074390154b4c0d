package dev.umbra.core.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Json;

/** The members of a content: those we know in the order of the wire, then the others in theirs. For one thread at a time. */
final class Members {
	private final List<String> known;
	private final Map<String, Object> values = new LinkedHashMap<>();

	Members(List<String> known) {
		this.known = known;
	}

	/** @throws IllegalArgumentException in words, if it is not a JSON object */
	static Members read(List<String> known, String content) {
		return of(known, Json.read(content));
	}

	/** @param content as {@link Json} reads it. @throws IllegalArgumentException in words, if it is not a JSON object */
	static Members of(List<String> known, Object content) {
		if (!(content instanceof Map<?, ?> map)) {
			throw new IllegalArgumentException("the content is no JSON object");
		}
		Members members = new Members(known);
		map.forEach((name, value) -> members.values.put(String.valueOf(name), value));
		return members;
	}

	Members text(String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			values.put(name, value);
		}
		return this;
	}

	Members number(String name, @Nullable Integer value) {
		if (value != null) {
			values.put(name, value);
		}
		return this;
	}

	Members texts(String name, List<String> value) {
		if (!value.isEmpty()) {
			values.put(name, value);
		}
		return this;
	}

	/** There whatever it is. */
	Members always(String name, @Nullable Object value) {
		values.put(name, value == null ? Json.NULL : value);
		return this;
	}

	/** @param unknown a JSON object; what we know by now is left out of it */
	Members rest(String unknown) {
		if (!unknown.equals("{}") && Json.read(unknown) instanceof Map<?, ?> map) {
			map.forEach((name, value) -> {
				if (!known.contains(String.valueOf(name))) {
					values.put(String.valueOf(name), value);
				}
			});
		}
		return this;
	}

	/** What {@code before} had and is not here any more is null from now on: another device would keep what is only absent. */
	Members cleared(@Nullable Members before) {
		if (before != null) {
			known.stream().filter(name -> before.values.containsKey(name)).forEach(name -> values.putIfAbsent(name, Json.NULL));
		}
		return this;
	}

	/** These, and of {@code before} what is absent here. */
	Members over(@Nullable Members before) {
		if (before != null) {
			before.values.forEach(values::putIfAbsent);
		}
		return this;
	}

	Members without(List<String> names) {
		names.forEach(values::remove);
		return this;
	}

	boolean has(String name) {
		return values.containsKey(name) && values.get(name) != Json.NULL;
	}

	/** @throws IllegalArgumentException in words, if it is there and no text */
	@Nullable
	String text(String name) {
		Object value = values.getOrDefault(name, Json.NULL);
		if (value == Json.NULL) {
			return null;
		}
		if (value instanceof String text) {
			return text.isEmpty() ? null : text;
		}
		throw new IllegalArgumentException(name + " is not a text");
	}

	/** @throws IllegalArgumentException in words, if it is there and no list of texts */
	List<String> texts(String name) {
		Object value = values.getOrDefault(name, Json.NULL);
		if (value == Json.NULL) {
			return List.of();
		}
		List<String> texts = new ArrayList<>();
		if (value instanceof List<?> list) {
			for (Object item : list) {
				if (item instanceof String text) {
					texts.add(text);
				}
			}
			if (texts.size() == list.size()) {
				return List.copyOf(texts);
			}
		}
		throw new IllegalArgumentException(name + " is not a list of texts");
	}

	/** @throws IllegalArgumentException in words, if it is there and no whole number */
	@Nullable
	Integer number(String name) {
		Object value = values.getOrDefault(name, Json.NULL);
		if (value == Json.NULL) {
			return null;
		}
		try {
			if (value instanceof BigDecimal number) {
				return number.intValueExact();
			}
		} catch (ArithmeticException e) {
			throw new IllegalArgumentException(name + " is not a whole number", e);
		}
		throw new IllegalArgumentException(name + " is not a whole number");
	}

	/** What we do not know, a JSON object. */
	String unknown() {
		Map<String, Object> rest = new LinkedHashMap<>(values);
		known.forEach(rest::remove);
		return CanonicalJson.of(rest);
	}

	/** In canonical form. */
	String json() {
		Map<String, Object> ordered = new LinkedHashMap<>();
		for (String name : known) {
			Object value = values.get(name);
			if (value != null) {
				ordered.put(name, value);
			}
		}
		values.forEach(ordered::putIfAbsent);
		return CanonicalJson.of(ordered);
	}
}
