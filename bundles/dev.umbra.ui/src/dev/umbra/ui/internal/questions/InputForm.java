package dev.umbra.ui.internal.questions;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.PatientPattern;
import dev.umbra.core.session.Detail.Choice;
import dev.umbra.core.session.Detail.Field;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.text.JsonText;

/**
 * What a form begins with, what is wrong with what was typed, and the JSON it comes to; which pages are opened. Pure, any
 * thread.
 */
final class InputForm {
	private InputForm() {
	}

	/** Only pages are opened, and only those whose address looks as it is; null if this one is. */
	static @Nullable String refusal(String url) {
		try {
			String scheme = new URI(url).getScheme();
			String word = scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
			boolean web = word.equals("http") || word.equals("https");
			return web && ForeignText.shownOnOneLine(url).equals(url) ? null : Messages.input_no_page;
		} catch (URISyntaxException e) {
			return Messages.input_no_page;
		}
	}

	/** What the agent proposes, else nothing. */
	static Typed initial(Field field) {
		Optional<Object> value = JsonText.read(field.initial());
		return switch (field.form()) {
		case "boolean" -> new Typed.Ticked(value.filter(Boolean.TRUE::equals).isPresent());
		case "choice", "choices" -> new Typed.Chosen(chosen(field, value.orElse(List.of())));
		case "string" -> new Typed.Words(value.filter(String.class::isInstance).map(String.class::cast).orElse(""));
		case "number", "integer" -> new Typed.Words(
				value.filter(BigDecimal.class::isInstance).map(number -> ((BigDecimal) number).toPlainString()).orElse(""));
		default -> new Typed.Words(field.initial() == null ? "" : field.initial());
		};
	}

	private static List<String> chosen(Field field, Object value) {
		List<?> wanted = value instanceof List<?> list ? list : List.of(value);
		return field.choices().stream().map(Choice::value).filter(wanted::contains).toList();
	}

	/** In words, or null if it can be sent. */
	static @Nullable String problem(Field field, Typed typed) {
		return switch (typed) {
		case Typed.Ticked ticked -> null;
		case Typed.Chosen(List<String> values) -> chosenProblem(field, values);
		case Typed.Words(String text) when text.isBlank() -> field.required() ? Messages.field_empty : null;
		case Typed.Words(String text) -> switch (field.form()) {
		case "string" -> textProblem(field, text);
		case "number", "integer" -> numberProblem(field, text.strip());
		default -> JsonText.read(text).isPresent() ? null : Messages.field_json;
		};
		};
	}

	private static @Nullable String chosenProblem(Field field, List<String> values) {
		if (values.isEmpty()) {
			return field.required() ? Messages.field_unchosen : null;
		}
		if (!field.form().equals("choices")) {
			return null;
		}
		Double least = field.minimum();
		Double most = field.maximum();
		if (least != null && values.size() < least) {
			return NLS.bind(Messages.field_few, plain(least));
		}
		return most != null && values.size() > most ? NLS.bind(Messages.field_many, plain(most)) : null;
	}

	private static @Nullable String textProblem(Field field, String text) {
		int length = text.codePointCount(0, text.length());
		Double least = field.minimum();
		Double most = field.maximum();
		if (least != null && length < least) {
			return NLS.bind(Messages.field_short, plain(least));
		}
		if (most != null && length > most) {
			return NLS.bind(Messages.field_long, new Object[] { plain(most), length });
		}
		String pattern = field.pattern();
		if (pattern != null && !PatientPattern.finds(pattern, text)) {
			return NLS.bind(Messages.field_pattern, pattern);
		}
		return field.format() == null ? null : formatProblem(field.format(), text.strip());
	}

	private static @Nullable String formatProblem(String format, String text) {
		try {
			switch (format) {
			case "date" -> LocalDate.parse(text);
			case "date-time" -> OffsetDateTime.parse(text);
			case "uri" -> {
				if (!new URI(text).isAbsolute()) {
					return Messages.field_uri;
				}
			}
			case "email" -> {
				return text.matches("[^@\\s]+@[^@\\s]+") ? null : Messages.field_email;
			}
			default -> {
				// a format we do not know is the agent's to check
			}
			}
			return null;
		} catch (DateTimeParseException e) {
			return format.equals("date") ? Messages.field_date : Messages.field_time;
		} catch (URISyntaxException e) {
			return Messages.field_uri;
		}
	}

	private static @Nullable String numberProblem(Field field, String text) {
		boolean integer = field.form().equals("integer");
		BigDecimal number = number(text);
		if (number == null || integer && number.stripTrailingZeros().scale() > 0) {
			return integer ? Messages.field_integer : Messages.field_number;
		}
		Double least = field.minimum();
		Double most = field.maximum();
		if (least != null && number.compareTo(BigDecimal.valueOf(least)) < 0) {
			return NLS.bind(Messages.field_small, plain(least));
		}
		return most != null && number.compareTo(BigDecimal.valueOf(most)) > 0 ? NLS.bind(Messages.field_large, plain(most)) : null;
	}

	private static @Nullable BigDecimal number(String text) {
		// more digits than any number that is meant, and an exponent that would be written out for ever
		if (text.length() > 60 || !text.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?")) {
			return null;
		}
		return new BigDecimal(text);
	}

	private static String plain(double number) {
		return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
	}

	/** The object to send; only without {@link #problem}. What is optional and empty is left out. */
	static String json(List<Field> fields, Map<String, Typed> typed) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (Field field : fields) {
			switch (typed.get(field.name())) {
			case Typed.Ticked(boolean on) -> object.put(field.name(), on);
			case Typed.Chosen(List<String> values) -> {
				if (field.form().equals("choices")) {
					if (!values.isEmpty() || field.required()) {
						object.put(field.name(), new ArrayList<>(values));
					}
				} else if (!values.isEmpty()) {
					object.put(field.name(), values.getFirst());
				}
			}
			case Typed.Words(String text) when text.isBlank() -> {
				// nothing was said
			}
			case Typed.Words(String text) -> object.put(field.name(), value(field, text));
			case null -> throw new IllegalArgumentException("nothing is known of the field " + field.name());
			}
		}
		return JsonText.written(object);
	}

	private static Object value(Field field, String text) {
		return switch (field.form()) {
		case "string" -> field.format() == null ? text : text.strip();
		case "number" -> new BigDecimal(text.strip());
		case "integer" -> new BigDecimal(text.strip()).toBigIntegerExact();
		default -> JsonText.read(text).orElse(text);
		};
	}
}
