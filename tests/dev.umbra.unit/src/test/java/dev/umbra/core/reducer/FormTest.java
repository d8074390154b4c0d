package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Json;
import dev.umbra.core.Failure;
import dev.umbra.core.session.Detail;

class FormTest {
	private static Detail.Field field(String form, @Nullable String format, @Nullable String pattern, @Nullable Double min,
			@Nullable Double max, String... choices) {
		return new Detail.Field("f", "F", null, form, false,
				List.of(choices).stream().map(each -> new Detail.Choice(each, each, null)).toList(), format, pattern, null, min,
				max);
	}

	private static void fits(Detail.Field field, String... values) {
		for (String value : values) {
			assertNull(Form.refusal(List.of(field), "{\"f\":" + value + "}"), value);
		}
	}

	private static void wrong(Detail.Field field, String words, String... values) {
		for (String value : values) {
			Failure failure = Form.refusal(List.of(field), "{\"f\":" + value + "}");
			assertNotNull(failure, value);
			assertEquals(Failure.Code.USAGE, failure.code());
			assertTrue(failure.message().startsWith("The field \"f\" "), failure.message());
			assertTrue(failure.message().contains(words), failure.message());
		}
	}

	@Test
	void textsHaveLengthPatternAndFormat() {
		fits(field("string", null, null, 2.0, 3.0), "\"ab\"", "\"\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\"");
		wrong(field("string", null, null, 2.0, 3.0), "at least 2 characters", "\"a\"");
		wrong(field("string", null, null, 2.0, 3.0), "at most 3 characters", "\"abcd\"");
		wrong(field("string", null, null, null, null), "text", "1", "true", "null", "[]", "{}");
		wrong(field("string", null, "^a+$", null, null), "pattern", "\"b\"");
		fits(field("string", null, "^a+$", null, null), "\"aa\"");
		wrong(field("string", "email", null, null, null), "e-mail", "\"a\"", "\"a b@c\"");
		fits(field("string", "email", null, null, null), "\"a@b.c\"");
		wrong(field("string", "uri", null, null, null), "address", "\"a b\"", "\"a/b\"");
		wrong(field("string", "date", null, null, null), "date", "\"2026-02-30\"", "\"x\"");
		fits(field("string", "date-time", null, null, null), "\"2026-02-28T10:00:00Z\"");
		fits(field("string", "new format", null, null, null), "\"x\"");
	}

	@Test
	void numbersHaveARange() {
		fits(field("number", null, null, -1.5, 2.0), "-1.5", "2", "1e0");
		wrong(field("number", null, null, -1.5, 2.0), "at least -1.5", "-1.6");
		wrong(field("integer", null, null, null, 9.0), "whole", "1.5", "\"1\"");
		wrong(field("integer", null, null, null, 9.0), "at most 9", "10", "1e999");
		fits(field("integer", null, null, null, 9.0), "9", "3.0");
		wrong(field("boolean", null, null, null, null), "true or false", "\"true\"", "0");
	}

	@Test
	void choicesAreThoseOffered() {
		fits(field("choice", null, null, null, null, "a", "b"), "\"a\"");
		wrong(field("choice", null, null, null, null, "a", "b"), "one of: a, b", "\"c\"", "[\"a\"]");
		fits(field("choices", null, null, 1.0, 2.0, "a", "b", "c"), "[\"a\",\"c\"]");
		wrong(field("choices", null, null, 1.0, 2.0, "a", "b", "c"), "at least 1 choices", "[]");
		wrong(field("choices", null, null, 1.0, 2.0, "a", "b", "c"), "at most 2", "[\"a\",\"b\",\"c\"]");
		wrong(field("choices", null, null, null, null, "a"), "twice", "[\"a\",\"a\"]");
		wrong(field("choices", null, null, null, null, "a"), "list of: a", "[\"x\"]", "\"a\"", "[1]");
	}

	@Test
	void formWeDoNotKnowTakesAnyValue() {
		fits(field("matrix", null, null, null, null), "{\"a\":[1,2]}", "null", "\"x\"");
	}

	@Test
	void whatIsNoFormOfTheseFieldsIsRefusedInWords() {
		Detail.Field field = field("string", null, null, null, null);
		for (String json : List.of("", "[]", "\"f\"", "{", "{\"f\":\"a\"} x", "{\"f\":\"a\",\"f\":\"b\"}")) {
			assertNotNull(Form.refusal(List.of(field), json), json);
		}
		Failure unknown = Form.refusal(List.of(field), "{\"g\":1}");
		assertNotNull(unknown);
		assertTrue(unknown.message().contains("\"g\""), unknown.message());
		assertNull(Form.refusal(List.of(field), "{}"), "it is not required");
	}

	@Test
	void patternThatNeverEndsIsLeftToTheAgent() {
		fits(field("string", null, "^(?:(a+)\\1?)+$", null, null), "\"" + "a".repeat(60) + "b\"");
		fits(field("string", null, "(((", null, null), "\"x\"");
	}

	@Test
	void jsonIsReadAsItIsWritten() {
		assertEquals(Map.of("a", List.of(BigDecimal.ONE, true, false, "x\"\n\u00e9/"), "b", Map.of()),
				Json.read(" {\"a\" : [1, true,false , \"x\\\"\\n\\u00e9\\/\"], \"b\":{ } }\n"));
		assertEquals(Json.NULL, Json.read("null"));
		assertEquals(new BigDecimal("-12.5e3"), Json.read("-12.5e3"));
		for (String odd : List.of("", " ", "{,}", "[1,]", "{\"a\" 1}", "01", "+1", "1.", "tru", "\"", "\"\\x\"", "\"\\u12g4\"",
				"\"a\nb\"", "[1 2]", "{a:1}", "1 2", "NaN", "[".repeat(100))) {
			assertThrows(IllegalArgumentException.class, () -> Json.read(odd), odd);
		}
	}
}
