package dev.umbra.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON trees to and from the bytes of one line. Strings are bounded by the line alone; depth, number of tokens and length
 * of numbers are bounded here, since a tree takes many times the memory of its text. What can be read can be written:
 * the depth allowed for writing is larger, and half a surrogate pair is written as an escape (by Jackson since 2.22). Any thread.
 */
final class JsonLines {
	private static final int MAX_DEPTH_IN = 500;
	private static final int MAX_DEPTH_OUT = 1000;
	private static final int MAX_TOKENS = 2_000_000;

	private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
			.disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH_IN)
					.maxTokenCount(MAX_TOKENS).maxStringLength(Integer.MAX_VALUE).build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH_OUT).build()).build())
			.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

	private JsonLines() {
	}

	/**
	 * The one value of the line; a missing node where the line is blank.
	 *
	 * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException if it is JSON so far, but beyond the bounds
	 * @throws IOException if it is not JSON
	 */
	static JsonNode parse(byte[] line, int length) throws IOException {
		return MAPPER.readTree(line, 0, length);
	}

	/** Whether this may be the id of a request: a string or a number. */
	static boolean isId(JsonNode node) {
		return node.isTextual() || node.isNumber();
	}

	/**
	 * The line of this message, without its line end.
	 *
	 * @throws IllegalArgumentException if it cannot be written: nested deeper than {@value #MAX_DEPTH_OUT} levels
	 */
	static byte[] line(JsonNode message) {
		try {
			return MAPPER.writeValueAsBytes(message);
		} catch (JsonProcessingException e) {
			throw new IllegalArgumentException("a message that cannot be written as JSON: " + e.getOriginalMessage(), e);
		}
	}

	/** Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates. */
	static boolean isUtf8(byte[] bytes, int length) {
		int i = 0;
		while (i < length) {
			int lead = bytes[i++];
			if (lead >= 0) {
				continue;
			}
			lead &= 0xFF;
			int more = lead < 0xC2 || lead > 0xF4 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
			if (more < 0 || more > length - i || !isSecond(lead, bytes[i] & 0xFF)) {
				return false;
			}
			for (int last = i + more; i < last; i++) {
				if ((bytes[i] & 0xC0) != 0x80) {
					return false;
				}
			}
		}
		return true;
	}

	private static boolean isSecond(int lead, int second) {
		return switch (lead) {
			case 0xE0 -> second >= 0xA0;
			case 0xED -> second <= 0x9F;
			case 0xF0 -> second >= 0x90;
			case 0xF4 -> second <= 0x8F;
			default -> true;
		};
	}

	/** The same text with U+FFFD in place of what is not UTF-8. */
	static byte[] repaired(byte[] bytes, int length) {
		return new String(bytes, 0, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
	}
}
