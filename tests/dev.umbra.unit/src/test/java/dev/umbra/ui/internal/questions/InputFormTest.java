package dev.umbra.ui.internal.questions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.umbra.core.session.Detail.Choice;
import dev.umbra.core.session.Detail.Field;

class InputFormTest {
	private static final List<Choice> COLOURS = List.of(new Choice("r", "Red", null), new Choice("g", "Green", null), new Choice("b", "Blue", null));

	private static Field field(String form, boolean required, String initial, Double minimum, Double maximum) {
		return new Field("f", "F", null, form, required, COLOURS, null, null, initial, minimum, maximum);
	}

	private static Field text(String format, String pattern) {
		return new Field("f", "F", null, "string", false, List.of(), format, pattern, null, null, null);
	}

	private static Typed words(String text) {
		return new Typed.Words(text);
	}

	@Test
	void whatTheAgentProposesIsThereAtFirst() {
		assertEquals(words("a\"b"), InputForm.initial(field("string", false, "\"a\\\"b\"", null, null)));
		assertEquals(words("2.50"), InputForm.initial(field("number", false, "2.50", null, null)));
		assertEquals(new Typed.Ticked(true), InputForm.initial(field("boolean", false, "true", null, null)));
		assertEquals(new Typed.Chosen(List.of("g")), InputForm.initial(field("choice", false, "\"g\"", null, null)));
		assertEquals(new Typed.Chosen(List.of("r", "b")), InputForm.initial(field("choices", false, "[\"b\",\"r\",\"none\"]", null, null)));
		assertEquals(words("{\"a\":1}"), InputForm.initial(field("matrix", false, "{\"a\":1}", null, null)));
		assertEquals(words(""), InputForm.initial(field("number", false, "\"no number\"", null, null)));
	}

	@Test
	void whatIsRequiredIsSaid() {
		assertEquals("Please fill this in.", InputForm.problem(field("string", true, null, null, null), words("  ")));
		assertEquals("Please choose.", InputForm.problem(field("choice", true, null, null, null), new Typed.Chosen(List.of())));
		assertNull(InputForm.problem(field("number", false, null, null, null), words("")));
		assertNull(InputForm.problem(field("boolean", true, null, null, null), new Typed.Ticked(false)));
	}

	@Test
	void boundsAreSaidWithTheirNumbers() {
		assertEquals("Please write at least 3 characters.", InputForm.problem(field("string", false, null, 3.0, 5.0), words("ab")));
		assertEquals("Please write at most 5 characters; these are 6.", InputForm.problem(field("string", false, null, 3.0, 5.0), words("abcdef")));
		assertNull(InputForm.problem(field("string", false, null, 3.0, 3.0), words("a😀b")));
		assertEquals("Please give at least 1.5.", InputForm.problem(field("number", false, null, 1.5, 9.0), words("1.49")));
		assertEquals("Please give at most 9.", InputForm.problem(field("integer", false, null, 1.0, 9.0), words("10")));
		assertEquals("Please choose at least 2.", InputForm.problem(field("choices", false, null, 2.0, null), new Typed.Chosen(List.of("r"))));
		assertEquals("Please choose at most 1.", InputForm.problem(field("choices", false, null, null, 1.0), new Typed.Chosen(List.of("r", "g"))));
	}

	@ParameterizedTest
	@CsvSource({ "email,a@b,a b@c", "uri,https://example.org/x,example.org", "date,2031-02-28,2031-02-30",
			"date-time,2031-02-28T10:00:00Z,2031-02-28 10:00", "unheard-of,whatever,''" })
	void formatsAreChecked(String format, String right, String wrong) {
		assertNull(InputForm.problem(text(format, null), words(right)));
		if (!wrong.isEmpty()) {
			assertNotNull(InputForm.problem(text(format, null), words(wrong)));
		}
	}

	@Test
	void patternsAreCheckedAndOneThatNeverEndsIsLeftToTheAgent() {
		assertNull(InputForm.problem(text(null, "^v\\d+$"), words("v12")));
		assertNotNull(InputForm.problem(text(null, "^v\\d+$"), words("x12")));
		assertNull(InputForm.problem(text(null, "("), words("x")));
		Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
				() -> assertNull(InputForm.problem(text(null, "^(a*)(a*)(a*)(a*)(a*)\\1x$"), words("a".repeat(60) + "!"))));
	}

	@ParameterizedTest
	@CsvSource({ "integer,3", "integer,-3", "integer,3.0", "number,3.25", "number,1e3" })
	void numbersAreNumbers(String form, String text) {
		assertNull(InputForm.problem(field(form, false, null, null, null), words(text)));
	}

	@ParameterizedTest
	@CsvSource({ "integer,3.5", "integer,three", "number,NaN", "number,0x10", "number,1e999999999", "number,1 2" })
	void othersAreNot(String form, String text) {
		assertNotNull(InputForm.problem(field(form, false, null, null, null), words(text)));
	}

	@Test
	void whatWasFilledInBecomesOneObjectWithoutWhatWasLeftEmpty() {
		List<Field> fields = List.of(named("name", "string"), named("nick", "string"), named("age", "integer"), named("ratio", "number"), named("ok", "boolean"),
				named("one", "choice"), named("some", "choices"), named("none", "choices"), named("raw", "matrix"));
		Map<String, Typed> typed = new LinkedHashMap<>();
		typed.put("name", words("A \"b\"\n"));
		typed.put("nick", words(""));
		typed.put("age", words(" 3.0 "));
		typed.put("ratio", words("2.50"));
		typed.put("ok", new Typed.Ticked(false));
		typed.put("one", new Typed.Chosen(List.of("g")));
		typed.put("some", new Typed.Chosen(List.of("r", "b")));
		typed.put("none", new Typed.Chosen(List.of()));
		typed.put("raw", words("[1, {\"a\": null}]"));
		assertEquals("{\"name\":\"A \\\"b\\\"\\n\",\"age\":3,\"ratio\":2.50,\"ok\":false,\"one\":\"g\",\"some\":[\"r\",\"b\"],\"raw\":[1,{\"a\":null}]}",
				InputForm.json(fields, typed));
	}

	private static Field named(String name, String form) {
		return new Field(name, name, null, form, false, COLOURS, null, null, null, null, null);
	}

	@Test
	void onlyWebPagesThatLookAsTheyAreAreOpened() {
		assertNull(InputForm.refusal("https://example.org/a?b=c&d"));
		assertNull(InputForm.refusal("HTTP://example.org"));
		assertNotNull(InputForm.refusal("file:///etc/passwd"));
		assertNotNull(InputForm.refusal("javascript:alert(1)"));
		assertNotNull(InputForm.refusal("example.org"));
		assertNotNull(InputForm.refusal("https://example.org/\u202Egpj"));
	}
}
