package dev.umbra.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a permission request claims to touch: paths and a command. Agents put them into different places and call them
 * different names; all that is found counts. Claims of the agent, never facts. Stateless.
 */
final class Claims {
	private static final Set<String> PATH_FIELDS = Set.of("path", "filePath", "filepath", "file_path", "abs_path",
			"absolute_path", "absolutePath", "notebook_path", "target_file", "old_path", "new_path", "source", "destination",
			"file", "filename", "fileName");
	private static final Set<String> PATH_LIST_FIELDS = Set.of("paths", "files", "file_paths", "filePaths");

	private Claims() {
	}

	/** Absolute and normalised, in the order found, none twice. @param cwd what relative paths start from */
	static List<String> paths(JsonNode toolCall, Path cwd) {
		Set<String> found = new LinkedHashSet<>();
		for (JsonNode location : toolCall.path("locations")) {
			add(location.path("path"), found);
		}
		for (JsonNode content : toolCall.path("content")) {
			if ("diff".equals(content.path("type").asText(""))) {
				add(content.path("path"), found);
			}
		}
		JsonNode input = toolCall.path("rawInput");
		for (Map.Entry<String, JsonNode> field : input.properties()) {
			if (PATH_FIELDS.contains(field.getKey())) {
				add(field.getValue(), found);
			} else if (PATH_LIST_FIELDS.contains(field.getKey())) {
				field.getValue().forEach(path -> add(path, found));
			}
		}
		// codex: a patch, its files as the names of the fields
		if (input.path("changes").isObject()) {
			for (Iterator<String> names = input.path("changes").fieldNames(); names.hasNext();) {
				found.add(names.next());
			}
		}
		Set<String> absolute = new LinkedHashSet<>();
		for (String path : found) {
			try {
				absolute.add(cwd.resolve(path).normalize().toString());
			} catch (InvalidPathException e) {
				absolute.add(path); // shown as it is; no rule will match it
			}
		}
		return List.copyOf(absolute);
	}

	/** A list of arguments is put together as a shell would read it. */
	static @Nullable String command(JsonNode toolCall) {
		JsonNode input = toolCall.path("rawInput");
		JsonNode command = input.has("command") ? input.path("command") : input.path("cmd");
		if (command.isTextual()) {
			return command.textValue();
		}
		if (!command.isArray() || command.isEmpty()) {
			return null;
		}
		List<String> words = new ArrayList<>();
		command.forEach(word -> words.add(word.asText()));
		return ShellWords.line(words);
	}

	private static void add(JsonNode path, Set<String> found) {
		if (path.isTextual() && !path.textValue().isEmpty()) {
			found.add(path.textValue());
		}
	}
}
