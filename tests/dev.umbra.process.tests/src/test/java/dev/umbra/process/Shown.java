package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the lines of {@code follow --json} and {@code prompt --follow --json} have shown. Holds them to the format: an append
 * is exactly where the text ended, whole entries go on with what was shown, revisions never go back.
 */
final class Shown {
	private static final class Text {
		private final String kind;
		private final StringBuilder text = new StringBuilder();

		Text(String kind) {
			this.kind = kind;
		}
	}

	private final Map<String, Text> texts = new LinkedHashMap<>();
	private @Nullable String stopReason;
	private @Nullable String status;

	private Shown() {
	}

	static Shown of(List<JsonNode> lines) {
		Shown shown = new Shown();
		lines.forEach(shown::line);
		return shown;
	}

	private void line(JsonNode line) {
		if (line.has("append")) {
			Text text = texts.get(line.path("id").asText());
			assertTrue(text != null, () -> "an append to what never appeared: " + line);
			assertEquals(text.text.length(), line.path("offset").asLong(), () -> "an append with a gap or twice: " + line);
			text.text.append(line.path("append").asText());
		} else if (line.has("entry")) {
			JsonNode entry = line.path("entry");
			Text text = texts.computeIfAbsent(entry.path("id").asText(), id -> new Text(entry.path("kind").asText()));
			String whole = entry.path("text").asText();
			assertTrue(whole.startsWith(text.text.toString()), () -> "what was shown is not the beginning of: " + line);
			text.text.setLength(0);
			text.text.append(whole);
		} else if (line.has("stopReason")) {
			stopReason = line.path("stopReason").asText();
		} else if (line.has("status")) {
			status = line.path("status").asText();
		} else {
			assertTrue(line.has("session"), () -> "a line of an unknown kind: " + line);
		}
	}

	/** The texts of all messages, in order. */
	String messages() {
		return ofKind("message");
	}

	String ofKind(String kind) {
		StringBuilder all = new StringBuilder();
		texts.values().stream().filter(text -> text.kind.equals(kind)).forEach(text -> all.append(text.text));
		return all.toString();
	}

	@Nullable
	String stopReason() {
		return stopReason;
	}

	@Nullable
	String status() {
		return status;
	}
}
