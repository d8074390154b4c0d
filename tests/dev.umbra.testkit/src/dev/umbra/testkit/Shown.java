package dev.umbra.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the lines of {@code follow --json} and {@code prompt --follow --json} have shown. Holds them to the format: an append
 * is exactly where the text ended, whole entries go on with what was shown, revisions never go back.
 */
public final class Shown {
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

	public static Shown of(List<JsonNode> lines) {
		Shown shown = new Shown();
		lines.forEach(shown::line);
		return shown;
	}

	private void line(JsonNode line) {
		if (line.has("append")) {
			Text text = texts.get(line.path("id").asText());
			if (text == null) {
				throw new AssertionError("an append to what never appeared: " + line);
			}
			hold(text.text.length() == line.path("offset").asLong(), () -> "an append with a gap or twice: " + line);
			text.text.append(line.path("append").asText());
		} else if (line.has("entry")) {
			JsonNode entry = line.path("entry");
			Text text = texts.computeIfAbsent(entry.path("id").asText(), id -> new Text(entry.path("kind").asText()));
			String whole = entry.path("text").asText();
			hold(whole.startsWith(text.text.toString()), () -> "what was shown is not the beginning of: " + line);
			text.text.setLength(0);
			text.text.append(whole);
		} else if (line.has("stopReason")) {
			stopReason = line.path("stopReason").asText();
		} else if (line.has("status")) {
			status = line.path("status").asText();
		} else {
			hold(line.has("session"), () -> "a line of an unknown kind: " + line);
		}
	}

	private static void hold(boolean so, Supplier<String> words) {
		if (!so) {
			throw new AssertionError(words.get());
		}
	}

	/** The texts of all messages, in order. */
	public String messages() {
		return ofKind("message");
	}

	public String ofKind(String kind) {
		StringBuilder all = new StringBuilder();
		texts.values().stream().filter(text -> text.kind.equals(kind)).forEach(text -> all.append(text.text));
		return all.toString();
	}

	public @Nullable String stopReason() {
		return stopReason;
	}

	public @Nullable String status() {
		return status;
	}
}
