package dev.umbra.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.wire.Codec;

/** Servers of tools as a person gives them: checked before they are kept, since an agent would only fail with them later. */
final class McpServers {
	private static final int MAX = 100;

	private McpServers() {
	}

	/** @throws FailureException in words, if it is not a JSON array of servers that can be meant */
	static List<McpServer> parse(String json) {
		try {
			return checked(Arrays.asList(Codec.read(json, McpServer[].class)));
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage("The servers of tools are not a JSON array of servers: " + e.getMessage(),
					"For example [{\"type\":\"stdio\",\"name\":\"files\",\"command\":\"mcp-files\",\"args\":[],\"env\":{}}]"), e);
		}
	}

	/** @throws FailureException in words, naming the server */
	static List<McpServer> checked(List<McpServer> servers) {
		if (servers.size() > MAX) {
			throw usage("There are " + servers.size() + " servers of tools; at most " + MAX + " are kept.", null);
		}
		Set<String> names = new HashSet<>();
		for (McpServer server : servers) {
			if (server == null || server.name().isBlank() || server.name().length() > MAX
					|| server.name().chars().anyMatch(Character::isISOControl)) {
				throw usage("A server of tools needs a name of 1 to " + MAX + " characters.", null);
			}
			if (!names.add(server.name())) {
				throw usage("Two servers of tools are called \"" + server.name() + "\".", "Rename one.");
			}
			switch (server) {
			case McpServer.Stdio stdio -> check(stdio);
			case McpServer.Http http -> check(http.name(), http.url(), http.headers());
			case McpServer.Sse sse -> check(sse.name(), sse.url(), sse.headers());
			}
		}
		return List.copyOf(servers);
	}

	private static void check(McpServer.Stdio server) {
		if (server.command().isBlank()) {
			throw usage("The server of tools \"" + server.name() + "\" has no command.", null);
		}
		try {
			server.env().keySet().forEach(DeviceLayer::checkName);
		} catch (IllegalArgumentException e) {
			throw usage("The server of tools \"" + server.name() + "\": " + e.getMessage(), null);
		}
	}

	private static void check(String name, String url, Map<String, String> headers) {
		try {
			URI uri = new URI(url);
			boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			if (!web || uri.getHost() == null) {
				throw new URISyntaxException(url, "it is not http://… or https://…");
			}
		} catch (URISyntaxException e) {
			throw usage("The server of tools \"" + name + "\" has no usable address: " + e.getMessage(), null);
		}
		for (Map.Entry<String, String> header : headers.entrySet()) {
			if (!header.getKey().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || header.getValue().chars().anyMatch(Character::isISOControl)) {
				throw usage("The server of tools \"" + name + "\" has a header that cannot be sent: \"" + header.getKey().strip() + "\"",
						null);
			}
		}
	}

	private static FailureException usage(String message, @Nullable String hint) {
		return new FailureException(Failure.usage(message, hint));
	}
}
