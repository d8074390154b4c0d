package dev.umbra.ui.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.umbra.core.Json;

class JsonTextTest {
	@Test
	void valuesAreRead() {
		assertEquals(Optional.of(Map.of("a", List.of(new BigDecimal("1.50"), true, "x\n\u00e9", Json.NULL))),
				JsonText.read(" {\"a\": [1.50, true, \"x\\n\\u00e9\", null]} "));
		assertEquals(Optional.of(List.of()), JsonText.read("[]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[1,]", "{\"a\" 1}", "01", "1.", "+1", "tru", "\"a", "\"\\x\"", "\"\\u12\"", "1 2", "\"a\nb\"", "nulll" })
	void whatIsNoValueIsNone(String text) {
		assertEquals(Optional.empty(), JsonText.read(text));
	}

	@Test
	void aTextThatIsNestedWithoutEndIsNoValue() {
		assertEquals(Optional.empty(), JsonText.read("[".repeat(100_000)));
	}

	@Test
	void aMessageIsLaidOutAndWhatIsNoneStaysAsItIs() {
		assertEquals("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"c\\\"\"\n}", JsonText.pretty("{\"a\":[1,{}],\"b\":\"c\\\"\"}"));
		assertEquals("{\"a\":[1,", JsonText.pretty("{\"a\":[1,"));
		assertEquals("{\"a\":[1,{}],\"b\":\"c\\\"\"}", JsonText.written(JsonText.read("{\"a\" : [1, { }], \"b\":\"c\\\"\"}").orElseThrow()));
	}
}
