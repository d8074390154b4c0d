package dev.umbra.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a JSON text (RFC 8259), for what is to be looked into where no library may be: {@code Map}, {@code List},
 * {@code String}, {@code BigDecimal}, {@code Boolean}, and {@link #NULL}. A member that is there twice, nesting deeper than any
 * person writes, and an exponent of more than four digits are refused.
 */
public final class Json {
	/** What stands for JSON's null, since maps and lists of ours have none. */
	public static final Object NULL = new Object() {
		@Override
		public String toString() {
			return "null";
		}
	};
	private static final int DEEPEST = 200;
	private static final Pattern NUMBER = Pattern
			.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?+(?![0-9])");
	private final String text;
	private int at;
	private int depth;

	private Json(String text) {
		this.text = text;
	}

	/** @throws IllegalArgumentException in words, if it is not JSON */
	public static Object read(String text) {
		Json json = new Json(text);
		Object value = json.value();
		json.blanks();
		if (json.at < text.length()) {
			throw json.odd("something follows the value");
		}
		return value;
	}

	private Object value() {
		blanks();
		return switch (peek()) {
		case '{' -> object();
		case '[' -> array();
		case '"' -> string();
		case 't' -> word("true", Boolean.TRUE);
		case 'f' -> word("false", Boolean.FALSE);
		case 'n' -> word("null", NULL);
		default -> number();
		};
	}

	private Map<String, Object> object() {
		Map<String, Object> members = new LinkedHashMap<>();
		enter();
		while (more('}', members.isEmpty())) {
			String name = string();
			take(':');
			if (members.put(name, value()) != null) {
				throw odd("\"" + name + "\" is there twice");
			}
		}
		return members;
	}

	private List<Object> array() {
		List<Object> items = new ArrayList<>();
		enter();
		while (more(']', items.isEmpty())) {
			items.add(value());
		}
		return items;
	}

	private void enter() {
		at++;
		if (++depth > DEEPEST) {
			throw odd("it is nested too deep");
		}
	}

	/** Whether another part comes before {@code end}; takes the comma, or the end. */
	private boolean more(char end, boolean first) {
		blanks();
		if (peek() == end) {
			at++;
			depth--;
			return false;
		}
		if (!first) {
			take(',');
			blanks();
		}
		return true;
	}

	private String string() {
		take('"');
		int begin = at;
		plain();
		if (at < text.length() && text.charAt(at) == '"') {
			return text.substring(begin, at++);
		}
		StringBuilder out = new StringBuilder().append(text, begin, at);
		while (true) {
			char c = next();
			if (c == '"') {
				return out.toString();
			}
			if (c < ' ') {
				throw odd("a control character is in a string");
			}
			out.append(escaped());
			begin = at;
			plain();
			out.append(text, begin, at);
		}
	}

	/** Goes on to what is not simply part of a string, or to the end. */
	private void plain() {
		while (at < text.length()) {
			char c = text.charAt(at);
			if (c < ' ' || c == '"' || c == '\\') {
				return;
			}
			at++;
		}
	}

	private char escaped() {
		char c = next();
		return switch (c) {
		case '"', '\\', '/' -> c;
		case 'b' -> '\b';
		case 'f' -> '\f';
		case 'n' -> '\n';
		case 'r' -> '\r';
		case 't' -> '\t';
		case 'u' -> {
			String hex = text.substring(at, Math.min(at + 4, text.length()));
			if (!hex.matches("[0-9A-Fa-f]{4}")) {
				throw odd("\\u wants four hexadecimal digits");
			}
			at += 4;
			yield (char) Integer.parseInt(hex, 16);
		}
		default -> throw odd("\\" + c + " is no escape");
		};
	}

	private Object number() {
		Matcher number = NUMBER.matcher(text).region(at, text.length());
		if (!number.lookingAt()) {
			throw odd("a value is missing");
		}
		at = number.end();
		return new BigDecimal(number.group());
	}

	private Object word(String word, Object value) {
		if (!text.startsWith(word, at)) {
			throw odd("a value is missing");
		}
		at += word.length();
		return value;
	}

	private void blanks() {
		while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
			at++;
		}
	}

	private char peek() {
		if (at >= text.length()) {
			throw odd("it ends too soon");
		}
		return text.charAt(at);
	}

	private char next() {
		char c = peek();
		at++;
		return c;
	}

	private void take(char wanted) {
		blanks();
		if (peek() != wanted) {
			throw odd("'" + wanted + "' is missing");
		}
		at++;
	}

	private IllegalArgumentException odd(String words) {
		return new IllegalArgumentException(words + ", at character " + (at + 1));
	}
}
