package dev.umbra.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.McpServer;
import dev.umbra.wire.Codec;

/**
 * Servers of tools as people have them in files: an array as ACP writes it ({@code name, command, args, env: [{name, value}]},
 * or {@code type} http or sse with {@code url, headers}), or the object that many programs read
 * ({@code {"mcpServers": {NAME: {command, args, env: {K: V}}}}}, or {@code url, headers}). A mistake names the server it is in.
 */
final class McpFile {
	private static final int MAX_BYTES = 1 << 20;

	private McpFile() {
	}

	/** @param file absolute path */
	static List<McpServer> read(String file) {
		try {
			Path path = Path.of(file);
			if (!Files.isRegularFile(path)) {
				throw wrong(file, Files.isDirectory(path) ? "it is a folder" : "there is no such file");
			}
			if (Files.size(path) > MAX_BYTES) {
				throw wrong(file, "it has more than 1 MiB");
			}
			return parse(file, Files.readString(path));
		} catch (IOException e) {
			throw new FailureException(Failure.usage("The file " + file + " cannot be read: " + e.getMessage(), null), e);
		}
	}

	/** @param from what the text is from, for words */
	static List<McpServer> parse(String from, String text) {
		JsonNode root;
		try {
			root = Codec.parse(text);
		} catch (IllegalArgumentException e) {
			throw wrong(from, "it is not JSON");
		}
		List<McpServer> servers = new ArrayList<>();
		Set<String> names = new HashSet<>();
		if (root.isArray()) {
			for (int i = 0; i < root.size(); i++) {
				JsonNode entry = root.get(i);
				String where = "entry " + (i + 1);
				String name = string(from, where, entry, "name");
				servers.add(server(from, where + " (" + name + ")", name, entry));
				unique(from, name, names);
			}
		} else if (root.path("mcpServers").isObject()) {
			root.path("mcpServers").properties()
					.forEach(entry -> servers.add(server(from, "\"" + entry.getKey() + "\"", entry.getKey(), entry.getValue())));
		} else {
			throw wrong(from, "it is neither an array of servers nor an object with \"mcpServers\"");
		}
		return servers;
	}

	private static void unique(String from, String name, Set<String> names) {
		if (!names.add(name)) {
			throw wrong(from, "two servers are called \"" + name + "\"");
		}
	}

	private static McpServer server(String from, String where, String name, JsonNode entry) {
		if (!entry.isObject()) {
			throw wrong(from, where + " is not an object");
		}
		String type = entry.path("type").asText(entry.has("url") ? "http" : "stdio");
		return switch (type) {
		case "stdio" -> new McpServer.Stdio(name, string(from, where, entry, "command"), strings(from, where, entry, "args"),
				pairs(from, where, entry, "env"));
		case "http", "streamable-http", "streamableHttp" -> new McpServer.Http(name, url(from, where, entry),
				pairs(from, where, entry, "headers"));
		case "sse" -> new McpServer.Sse(name, url(from, where, entry), pairs(from, where, entry, "headers"));
		default -> throw wrong(from, where + ": type is stdio, http or sse, not \"" + type + "\"");
		};
	}

	private static String url(String from, String where, JsonNode entry) {
		String url = string(from, where, entry, "url");
		if (!url.startsWith("http://") && !url.startsWith("https://")) {
			throw wrong(from, where + ": \"url\" begins with http:// or https://");
		}
		return url;
	}

	private static String string(String from, String where, JsonNode entry, String field) {
		JsonNode value = entry.path(field);
		if (!value.isTextual() || value.asText().isBlank()) {
			throw wrong(from, where + ": \"" + field + "\" is missing, or is no text");
		}
		return value.asText();
	}

	private static List<String> strings(String from, String where, JsonNode entry, String field) {
		List<String> strings = new ArrayList<>();
		JsonNode array = entry.path(field);
		if (!array.isMissingNode() && !array.isArray()) {
			throw wrong(from, where + ": \"" + field + "\" is an array of texts");
		}
		for (JsonNode value : array) {
			if (!value.isTextual()) {
				throw wrong(from, where + ": \"" + field + "\" is an array of texts");
			}
			strings.add(value.asText());
		}
		return strings;
	}

	/** Either {@code {K: V}} or {@code [{"name": K, "value": V}]}. */
	private static Map<String, String> pairs(String from, String where, JsonNode entry, String field) {
		Map<String, String> pairs = new LinkedHashMap<>();
		JsonNode given = entry.path(field);
		if (given.isObject()) {
			given.properties().forEach(pair -> pairs.put(pair.getKey(), text(from, where, field, pair.getValue())));
		} else if (given.isArray()) {
			given.forEach(pair -> pairs.put(string(from, where + ", " + field, pair, "name"),
					text(from, where, field, pair.path("value"))));
		} else if (!given.isMissingNode()) {
			throw wrong(from, where + ": \"" + field + "\" is an object of texts");
		}
		return pairs;
	}

	private static String text(String from, String where, String field, JsonNode value) {
		if (!value.isTextual()) {
			throw wrong(from, where + ": a value in \"" + field + "\" is no text");
		}
		return value.asText();
	}

	private static FailureException wrong(String from, String what) {
		return new FailureException(Failure.usage("The servers of tools in " + from + " cannot be taken: " + what + ".",
				"Expected: [{\"name\",\"command\",\"args\",\"env\"}] or {\"mcpServers\":{NAME:{\"command\",\"args\",\"env\"}}};"
						+ " see docs/formats/cli.md"));
	}
}
