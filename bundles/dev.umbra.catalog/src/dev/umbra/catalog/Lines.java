package dev.umbra.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Fields as they are written, and what they say: lists with one text per line, and texts that may be absent. Pure. */
final class Lines {
	private Lines() {
	}

	/** One per line; blanks around them and blank lines count for nothing. */
	static List<String> list(Object value) {
		return switch (value) {
		case String text -> text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
		case List<?> list -> list.stream().map(String::valueOf).toList();
		default -> throw new IllegalArgumentException("neither a text nor a list: " + value.getClass());
		};
	}

	static String text(List<String> list) {
		return String.join("\n", list);
	}

	static String text(@Nullable String text) {
		return text == null ? "" : text;
	}

	static String text(@Nullable Integer number) {
		return number == null ? "" : number.toString();
	}

	/** Blank: absent. */
	static @Nullable String orAbsent(Object text) {
		return ((String) text).isBlank() ? null : (String) text;
	}

	/** Blank: absent. What is no number is one that nothing allows, so that the rules say what is. */
	static @Nullable Integer number(Object text) {
		String digits = ((String) text).strip();
		if (digits.isEmpty()) {
			return null;
		}
		try {
			return Integer.valueOf(digits);
		} catch (NumberFormatException e) {
			return Integer.MIN_VALUE;
		}
	}
}
