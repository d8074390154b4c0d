package dev.umbra.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.session.Detail;
import dev.umbra.wire.Codec;

/**
 * A form, field by field: first whether to fill it in at all, then one typed line per field, where an empty one takes what is
 * proposed, or leaves out what is not required. What is typed is checked here so that a slip is told at its field; the host
 * has the last word.
 */
final class FormQuestion implements Question {
	private static final int WHETHER = -1;
	private final String item;
	private final Detail.Input input;
	private ObjectNode filled = Codec.object();
	private int at = WHETHER;

	FormQuestion(String item, Detail.Input input) {
		this.item = item;
		this.input = input;
	}

	@Override
	public void put(Terminal terminal) {
		if (at == WHETHER) {
			terminal.line("  1) Fill it in");
			terminal.line("  2) Decline");
			terminal.line("  3) Cancel");
			terminal.print("  1-3? ");
			return;
		}
		Detail.Field field = input.fields().get(at);
		if (field.description() != null && !field.description().isBlank()) {
			terminal.line("  " + TerminalSafe.shown(field.description()).replace("\n", "\n  "));
		}
		for (int i = 0; i < field.choices().size(); i++) {
			Detail.Choice choice = field.choices().get(i);
			terminal.line("  " + (i + 1) + ") " + Question.oneLine(choice.title())
					+ (choice.description() == null ? "" : ": " + Question.oneLine(choice.description())));
		}
		terminal.print("  " + Question.oneLine(field.title().isEmpty() ? field.name() : field.title())
				+ (field.required() ? "*" : "") + hint(field) + ": ");
	}

	private static String hint(Detail.Field field) {
		String form = switch (field.form()) {
		case "string" -> field.format() == null ? "" : field.format();
		case "boolean" -> "y/n";
		case "choice" -> "1-" + field.choices().size();
		case "choices" -> "numbers, with commas between";
		case "number", "integer" -> "a number";
		default -> "JSON";
		};
		String proposed = field.initial() == null ? "" : "Enter for " + Question.oneLine(proposed(field.initial()));
		String all = form.isEmpty() || proposed.isEmpty() ? form + proposed : form + "; " + proposed;
		return all.isEmpty() ? "" : " [" + all + "]";
	}

	private static String proposed(String json) {
		try {
			JsonNode value = Codec.parse(json);
			return value.isTextual() ? value.asText() : json;
		} catch (IllegalArgumentException e) {
			return json;
		}
	}

	@Override
	public Reply typed(String line) {
		if (at == WHETHER) {
			return switch (OptionQuestion.number(line, 3)) {
			case 1 -> next();
			case 2 -> new Reply.Answer("decline", null);
			case 3 -> new Reply.Answer(null, null);
			default -> new Reply.Again(null);
			};
		}
		Detail.Field field = input.fields().get(at);
		String typed = line.strip();
		if (typed.isEmpty()) {
			if (field.initial() != null) {
				filled.set(field.name(), Codec.parse(field.initial()));
				return next();
			}
			return field.required() ? new Reply.Again("This field is required.") : next();
		}
		try {
			filled.set(field.name(), value(field, typed));
			return next();
		} catch (IllegalArgumentException e) {
			return new Reply.Again(e.getMessage());
		}
	}

	private Reply next() {
		at++;
		if (at < input.fields().size()) {
			return new Reply.Again(null);
		}
		String json = Codec.json(filled);
		// if the host refuses it, it is filled in anew
		at = WHETHER;
		filled = Codec.object();
		return new Reply.Answer("accept", json);
	}

	/** @throws IllegalArgumentException in words */
	private static JsonNode value(Detail.Field field, String typed) {
		return switch (field.form()) {
		case "string" -> text(field, typed);
		case "boolean" -> yesOrNo(typed);
		case "integer" -> integer(field, typed);
		case "number" -> number(field, typed);
		case "choice" -> one(field, typed);
		case "choices" -> several(field, typed);
		default -> json(typed);
		};
	}

	private static JsonNode text(Detail.Field field, String typed) {
		int length = typed.codePointCount(0, typed.length());
		if (field.minimum() != null && length < field.minimum() || field.maximum() != null && length > field.maximum()) {
			throw new IllegalArgumentException("Its length is " + range(field) + ", not " + length + ".");
		}
		if (field.pattern() != null && !matches(field.pattern(), typed)) {
			throw new IllegalArgumentException("It has to match " + Question.oneLine(field.pattern()) + ".");
		}
		return Codec.object().textNode(typed);
	}

	/** A pattern that Java does not understand is left to the host. */
	private static boolean matches(String pattern, String typed) {
		try {
			return Pattern.compile(pattern).matcher(typed).find();
		} catch (PatternSyntaxException e) {
			return true;
		}
	}

	private static JsonNode yesOrNo(String typed) {
		return switch (typed.toLowerCase(Locale.ROOT)) {
		case "y", "yes", "true" -> Codec.object().booleanNode(true);
		case "n", "no", "false" -> Codec.object().booleanNode(false);
		default -> throw new IllegalArgumentException("Type y or n.");
		};
	}

	private static JsonNode integer(Detail.Field field, String typed) {
		try {
			long value = Long.parseLong(typed);
			inRange(field, value);
			return Codec.object().numberNode(value);
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException("Type a whole number.", e);
		}
	}

	private static JsonNode number(Detail.Field field, String typed) {
		double value;
		try {
			value = Double.parseDouble(typed);
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException("Type a number.", e);
		}
		if (!Double.isFinite(value)) {
			throw new IllegalArgumentException("Type a number.");
		}
		inRange(field, value);
		return Codec.object().numberNode(value);
	}

	private static void inRange(Detail.Field field, double value) {
		if (field.minimum() != null && value < field.minimum() || field.maximum() != null && value > field.maximum()) {
			throw new IllegalArgumentException("It is " + range(field) + ".");
		}
	}

	private static String range(Detail.Field field) {
		if (field.minimum() == null || field.maximum() == null) {
			return field.minimum() == null ? "at most " + plain(field.maximum()) : "at least " + plain(field.minimum());
		}
		return plain(field.minimum()) + " to " + plain(field.maximum());
	}

	private static String plain(@Nullable Double value) {
		return value == null ? "" : value == Math.rint(value) ? String.valueOf(value.longValue()) : value.toString();
	}

	private static JsonNode one(Detail.Field field, String typed) {
		return Codec.object().textNode(choice(field, typed));
	}

	private static JsonNode several(Detail.Field field, String typed) {
		ArrayNode array = Codec.object().putArray("values");
		for (String one : typed.split(",")) {
			array.add(choice(field, one.strip()));
		}
		if (field.minimum() != null && array.size() < field.minimum() || field.maximum() != null && array.size() > field.maximum()) {
			throw new IllegalArgumentException("Choose " + range(field) + ".");
		}
		return array;
	}

	/** By number, else by value. */
	private static String choice(Detail.Field field, String typed) {
		List<Detail.Choice> choices = field.choices();
		int number = OptionQuestion.number(typed, choices.size());
		if (number > 0) {
			return choices.get(number - 1).value();
		}
		return choices.stream().map(Detail.Choice::value).filter(typed::equals).findFirst()
				.orElseThrow(() -> new IllegalArgumentException("Type a number from 1 to " + choices.size() + "."));
	}

	private static JsonNode json(String typed) {
		try {
			return Codec.parse(typed);
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException("Type a JSON value: a text in quotes, a number, true …", e);
		}
	}

	@Override
	public String waits() {
		return "waiting for input: " + Question.oneLine(input.title()) + "\nAnswer it in a window, or: umbra attention answer " + item
				+ " --input '{…}', or decline, or --cancel; fields: " + Question.oneLine(fields(input.fields()));
	}

	/** The fields in one line, not yet made safe: {@code name* (string), sort (choice: green|black)}. */
	static String fields(List<Detail.Field> fields) {
		return fields.stream().map(field -> field.name() + (field.required() ? "*" : "") + " (" + field.form()
				+ (field.choices().isEmpty() ? ""
						: ": " + field.choices().stream().map(Detail.Choice::value).collect(Collectors.joining("|")))
				+ ")").collect(Collectors.joining(", "));
	}
}
