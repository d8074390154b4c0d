package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Raw JSON for programs that need no records: without {@link Codec}, whose start costs a command more than its work. */
public final class JsonTree {
	private JsonTree() {
	}

	/** @throws IllegalArgumentException if the text is not one JSON value */
	public static JsonNode parse(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		try {
			return JsonLines.parse(bytes, bytes.length);
		} catch (IOException e) {
			throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
		}
	}
}
