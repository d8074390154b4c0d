package dev.umbra.ui.internal.text;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Json;

/**
 * The few things a window does with JSON texts that it was given: reads a value that a person typed or an agent proposed,
 * writes what was filled in, and lays a message out to be read. Pure, any thread.
 */
public final class JsonText {
	private JsonText() {
	}

	/** A map, list, string, {@link BigDecimal}, boolean or {@link Json#NULL}; empty if the text is not exactly one JSON value. */
	public static Optional<Object> read(@Nullable String text) {
		if (text == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(Json.read(text));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/** @param value of the kinds that {@link #read} gives */
	public static String written(Object value) {
		StringBuilder out = new StringBuilder();
		write(out, value, null, "");
		return out.toString();
	}

	/** The same value, a member per line; a text that is no JSON comes back as it is. */
	public static String pretty(String text) {
		return read(text).map(value -> {
			StringBuilder out = new StringBuilder();
			write(out, value, "  ", "\n");
			return out.toString();
		}).orElse(text);
	}

	private static void write(StringBuilder out, Object value, @Nullable String step, String line) {
		String deeper = step == null ? "" : line + step;
		switch (value) {
		case Map<?, ?> map -> {
			out.append('{');
			String comma = "";
			for (Map.Entry<?, ?> each : map.entrySet()) {
				out.append(comma).append(deeper);
				quote(out, String.valueOf(each.getKey()));
				out.append(step == null ? ":" : ": ");
				write(out, each.getValue(), step, deeper);
				comma = ",";
			}
			out.append(map.isEmpty() || step == null ? "" : line).append('}');
		}
		case Collection<?> list -> {
			out.append('[');
			String comma = "";
			for (Object each : list) {
				out.append(comma).append(deeper);
				write(out, each, step, deeper);
				comma = ",";
			}
			out.append(list.isEmpty() || step == null ? "" : line).append(']');
		}
		case String string -> quote(out, string);
		default -> out.append(value);
		}
	}

	private static void quote(StringBuilder out, String text) {
		out.append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
			case '"' -> out.append("\\\"");
			case '\\' -> out.append("\\\\");
			case '\n' -> out.append("\\n");
			case '\r' -> out.append("\\r");
			case '\t' -> out.append("\\t");
			default -> {
				if (c < 0x20) {
					out.append("\\u%04x".formatted((int) c));
				} else {
					out.append(c);
				}
			}
			}
		}
		out.append('"');
	}
}
