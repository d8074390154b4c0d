package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.wire.Codec;

/** A command that has ended. */
record Ran(String name, int exit, String out, String err) {
	/** @return this, for more questions */
	Ran exits(int code) {
		assertEquals(code, exit, this::toString);
		return this;
	}

	Ran ok() {
		return exits(0);
	}

	/** Its one JSON document. */
	JsonNode json() {
		return Codec.parse(out.strip());
	}

	List<JsonNode> lines() {
		return out.lines().map(Codec::parse).toList();
	}

	/** Failed as documented: this exit code, and on standard error this {@code error.code}, in words that have these in them. */
	Ran fails(int code, String word, String... words) {
		exits(code);
		JsonNode error = error();
		assertEquals(word, error.path("code").asText(), this::toString);
		String said = error.path("message").asText() + " " + error.path("hint").asText();
		for (String part : words) {
			assertTrue(said.contains(part), () -> "\"" + part + "\" is not said by " + this);
		}
		return this;
	}

	/** Failed, said in words to a person: no JSON, no stack trace. */
	Ran failsInWords(int code, String... words) {
		exits(code);
		assertTrue(err.startsWith("umbra: ") && !err.contains("Exception") && !err.contains("\tat "), this::toString);
		for (String part : words) {
			assertTrue(err.contains(part), () -> "\"" + part + "\" is not said by " + this);
		}
		return this;
	}

	JsonNode error() {
		JsonNode last = Codec.parse(err.lines().filter(line -> line.startsWith("{")).reduce((a, b) -> b)
				.orElseThrow(() -> new AssertionError("no error on stderr: " + this)));
		return last.path("error");
	}

	@Override
	public String toString() {
		return name + "\n-- exit " + exit + "\n-- stdout:\n" + out + "\n-- stderr:\n" + err;
	}
}
