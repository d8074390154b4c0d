package dev.umbra.ui.internal.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The few things a window does with JSON texts that it was given: reads a value that a person typed or an agent proposed,
 * writes what was filled in, and lays a message out to be read. Pure, any thread.
 */
public final class Json {
	/** Deeper than anything a person reads; a text may not use up the stack. */
	private static final int DEEPEST = 200;
	/** What stands for JSON's null, since maps and lists of ours have none. */
	public static final Object NULL = new Object() {
		@Override
		public String toString() {
			return "null";
		}
	};

	private final String text;
	private int at;

	private Json(String text) {
		this.text = text;
	}

	/** A map, list, string, {@link BigDecimal}, boolean or {@link #NULL}; empty if the text is not exactly one JSON value. */
	public static Optional<Object> read(@Nullable String text) {
		if (text == null) {
			return Optional.empty();
		}
		Json json = new Json(text);
		try {
			Object value = json.value(0);
			json.blank();
			return json.at == text.length() ? Optional.of(value) : Optional.empty();
		} catch (IllegalArgumentException | IndexOutOfBoundsException e) {
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

	private Object value(int depth) {
		if (depth > DEEPEST) {
			throw new IllegalArgumentException("too deep");
		}
		blank();
		char c = text.charAt(at);
		return switch (c) {
		case '{' -> object(depth);
		case '[' -> array(depth);
		case '"' -> string();
		case 't' -> word("true", Boolean.TRUE);
		case 'f' -> word("false", Boolean.FALSE);
		case 'n' -> word("null", NULL);
		default -> number();
		};
	}

	private Map<String, Object> object(int depth) {
		Map<String, Object> members = new LinkedHashMap<>();
		at++;
		if (ends('}')) {
			return members;
		}
		do {
			blank();
			String name = string();
			blank();
			expect(':');
			members.put(name, value(depth + 1));
		} while (goesOn('}'));
		return members;
	}

	private List<Object> array(int depth) {
		List<Object> items = new ArrayList<>();
		at++;
		if (ends(']')) {
			return items;
		}
		do {
			items.add(value(depth + 1));
		} while (goesOn(']'));
		return items;
	}

	private boolean ends(char end) {
		blank();
		if (text.charAt(at) == end) {
			at++;
			return true;
		}
		return false;
	}

	private boolean goesOn(char end) {
		if (ends(end)) {
			return false;
		}
		expect(',');
		return true;
	}

	private String string() {
		expect('"');
		StringBuilder out = new StringBuilder();
		while (text.charAt(at) != '"') {
			char c = text.charAt(at++);
			if (c < 0x20) {
				throw new IllegalArgumentException("a control character in a string");
			}
			out.append(c == '\\' ? escaped() : c);
		}
		at++;
		return out.toString();
	}

	private char escaped() {
		char c = text.charAt(at++);
		return switch (c) {
		case '"', '\\', '/' -> c;
		case 'b' -> '\b';
		case 'f' -> '\f';
		case 'n' -> '\n';
		case 'r' -> '\r';
		case 't' -> '\t';
		case 'u' -> {
			String hex = text.substring(at, at + 4);
			at += 4;
			yield (char) Integer.parseInt(hex, 16);
		}
		default -> throw new IllegalArgumentException("no escape: " + c);
		};
	}

	private Object word(String word, Object value) {
		if (!text.startsWith(word, at)) {
			throw new IllegalArgumentException("no value");
		}
		at += word.length();
		return value;
	}

	private BigDecimal number() {
		int from = at;
		while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
			at++;
		}
		String digits = text.substring(from, at);
		if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,4})?")) {
			throw new IllegalArgumentException("no number");
		}
		return new BigDecimal(digits);
	}

	private void expect(char c) {
		if (text.charAt(at) != c) {
			throw new IllegalArgumentException("no " + c);
		}
		at++;
	}

	private void blank() {
		while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
			at++;
		}
	}
}
