package dev.umbra.core.reducer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Json;

/** What a tool call's raw input says, as far as agents agree on the words for it. */
final class RawInput {
	private RawInput() {
	}

	/** The command line as a shell would read it, or null if there is none. @param json of any form */
	static @Nullable String command(String json) {
		try {
			if (!(Json.read(json) instanceof Map<?, ?> input)) {
				return null;
			}
			Object command = input.containsKey("command") ? input.get("command") : input.get("cmd");
			return command instanceof String line ? line
					: command instanceof List<?> words && !words.isEmpty()
							? words.stream().map(RawInput::word).collect(Collectors.joining(" "))
							: null;
		} catch (IllegalArgumentException e) {
			return null; // what cannot be read claims nothing
		}
	}

	private static String word(Object word) {
		String text = String.valueOf(word);
		return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
	}
}
