package dev.umbra.core.reducer;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Json;
import dev.umbra.core.PatientPattern;
import dev.umbra.core.session.Detail;

/** Holds what was filled in against the fields of a form, as ACP's restricted JSON schema means them. */
final class Form {
	private static final String HINT = "Fill it in again: the question waits.";

	private Form() {
	}

	/** What is wrong with {@code json}, in words that name the field; null if it can be sent. */
	static @Nullable Failure refusal(List<Detail.Field> fields, String json) {
		Object read;
		try {
			read = Json.read(json);
		} catch (IllegalArgumentException e) {
			return Failure.usage("What was filled in is not JSON: " + e.getMessage() + ".", HINT);
		}
		if (!(read instanceof Map<?, ?> values)) {
			return Failure.usage("What was filled in is not a JSON object with a member per field.", HINT);
		}
		for (Object name : values.keySet()) {
			if (fields.stream().noneMatch(field -> field.name().equals(name))) {
				return Failure.usage("The form has no field \"" + name + "\".",
						"Its fields are: " + String.join(", ", fields.stream().map(Detail.Field::name).toList()));
			}
		}
		for (Detail.Field field : fields) {
			Object value = values.get(field.name());
			String wrong = value != null ? wrong(field, value) : field.required() ? "must be filled in" : null;
			if (wrong != null) {
				return Failure.usage("The field \"" + field.name() + "\" " + wrong + ".", HINT);
			}
		}
		return null;
	}

	/** A form we do not know takes any value: the agent will look at it. */
	private static @Nullable String wrong(Detail.Field field, Object value) {
		return switch (field.form()) {
		case "string" -> value instanceof String text ? string(field, text) : "wants a text";
		case "number" -> value instanceof BigDecimal number ? range(field, number.doubleValue(), "") : "wants a number";
		case "integer" -> value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0
				? range(field, number.doubleValue(), "") : "wants a whole number";
		case "boolean" -> value instanceof Boolean ? null : "wants true or false";
		case "choice" -> value instanceof String text && offered(field, text) ? null : "wants one of: " + choices(field);
		case "choices" -> value instanceof List<?> list ? list(field, list) : "wants a list of: " + choices(field);
		default -> null;
		};
	}

	private static @Nullable String list(Detail.Field field, List<?> list) {
		if (!list.stream().allMatch(each -> each instanceof String text && offered(field, text))) {
			return "wants a list of: " + choices(field);
		}
		if (new HashSet<>(list).size() < list.size()) {
			return "has a choice twice";
		}
		return range(field, list.size(), " choices");
	}

	private static boolean offered(Detail.Field field, String value) {
		return field.choices().isEmpty() || field.choices().stream().anyMatch(choice -> choice.value().equals(value));
	}

	private static String choices(Detail.Field field) {
		return String.join(", ", field.choices().stream().map(Detail.Choice::value).toList());
	}

	private static @Nullable String string(Detail.Field field, String text) {
		String wrong = range(field, text.codePointCount(0, text.length()), " characters");
		if (wrong == null && field.pattern() != null && !PatientPattern.finds(field.pattern(), text)) {
			wrong = "does not fit the pattern " + field.pattern();
		}
		return wrong == null && field.format() != null ? format(field.format(), text) : wrong;
	}

	private static @Nullable String range(Detail.Field field, double value, String unit) {
		if (field.minimum() != null && value < field.minimum()) {
			return "wants at least " + plain(field.minimum()) + unit;
		}
		return field.maximum() != null && value > field.maximum() ? "wants at most " + plain(field.maximum()) + unit
				: null;
	}

	private static String plain(double number) {
		return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number)
				: Double.toString(number);
	}

	private static @Nullable String format(String format, String text) {
		try {
			switch (format) {
			case "email" -> {
				return text.matches("[^\\s@]+@[^\\s@]+") ? null : "wants an e-mail address";
			}
			case "uri" -> {
				return new URI(text).isAbsolute() ? null : "wants a whole address, for example https://example.org";
			}
			case "date" -> LocalDate.parse(text);
			case "date-time" -> OffsetDateTime.parse(text);
			default -> {
				// a format we do not know: the agent will look at it
			}
			}
			return null;
		} catch (DateTimeException e) {
			return format.equals("date") ? "wants a date, for example 2026-01-31"
					: "wants a time with its zone, for example 2026-01-31T12:00:00Z";
		} catch (URISyntaxException e) {
			return "wants a whole address, for example https://example.org";
		}
	}
}
