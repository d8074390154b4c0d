package dev.umbra.core.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import dev.umbra.core.Json;

/**
 * Writes what {@link Json} reads, in the one form that is signed and hashed: no spaces, members in their order, non-ASCII
 * characters as they are, control characters by their short escapes or {@code \\u00xx} (NIP-01).
 */
final class CanonicalJson {
	private CanonicalJson() {
	}

	static String of(Object value) {
		StringBuilder out = new StringBuilder();
		write(out, value);
		return out.toString();
	}

	private static void write(StringBuilder out, Object value) {
		switch (value) {
		case String text -> string(out, text);
		case BigDecimal number -> out.append(number);
		case Integer number -> out.append(number);
		case Boolean flag -> out.append(flag);
		case List<?> list -> {
			char before = '[';
			for (Object item : list) {
				write(out.append(before), item);
				before = ',';
			}
			out.append(list.isEmpty() ? "[]" : "]");
		}
		case Map<?, ?> map -> {
			char before = '{';
			for (Map.Entry<?, ?> member : map.entrySet()) {
				string(out.append(before), String.valueOf(member.getKey()));
				write(out.append(':'), member.getValue());
				before = ',';
			}
			out.append(map.isEmpty() ? "{}" : "}");
		}
		default -> {
			if (value != Json.NULL) {
				throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass().getName());
			}
			out.append("null");
		}
		}
	}

	private static void string(StringBuilder out, String text) {
		out.append('"');
		int written = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c == '"' || c == '\\' || unpaired(text, i)) {
				escape(out.append(text, written, i), c);
				written = i + 1;
			}
		}
		out.append(text, written, text.length()).append('"');
	}

	private static void escape(StringBuilder out, char c) {
		switch (c) {
		case '"' -> out.append("\\\"");
		case '\\' -> out.append("\\\\");
		case '\b' -> out.append("\\b");
		case '\f' -> out.append("\\f");
		case '\n' -> out.append("\\n");
		case '\r' -> out.append("\\r");
		case '\t' -> out.append("\\t");
		default -> out.append("\\u").append(String.format("%04x", (int) c));
		}
	}

	private static boolean unpaired(String text, int i) {
		char c = text.charAt(i);
		if (!Character.isSurrogate(c)) {
			return false;
		}
		if (Character.isHighSurrogate(c)) {
			return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
		}
		return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
	}
}
