package dev.umbra.ui.internal.agents;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.McpServer;
import dev.umbra.ui.internal.text.JsonText;

/**
 * A server of tools as it is written in its dialog. Any thread.
 *
 * @param program of one that the agent starts; {@code url} of the others
 * @param arguments one per line
 * @param pairs {@code NAME=value} per line of one that the agent starts, else {@code Name: value}
 */
record McpForm(Kind kind, String name, String program, String arguments, String url, String pairs) {
	enum Kind {
		STDIO, HTTP, SSE
	}

	/** Where a problem is said. */
	enum Field {
		NAME, PROGRAM, URL, PAIRS
	}

	static final McpForm EMPTY = new McpForm(Kind.STDIO, "", "", "", "", "");

	static McpForm of(McpServer server) {
		return switch (server) {
		case McpServer.Stdio stdio -> new McpForm(Kind.STDIO, stdio.name(), stdio.command(), LineList.text(stdio.args()), "", LineList.text(stdio.env()));
		case McpServer.Http http -> new McpForm(Kind.HTTP, http.name(), "", "", http.url(), LineList.headersText(http.headers()));
		case McpServer.Sse sse -> new McpForm(Kind.SSE, sse.name(), "", "", sse.url(), LineList.headersText(sse.headers()));
		};
	}

	/** @param taken names of the agent's other servers */
	Map<Field, String> problems(Collection<String> taken) {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		if (name.isBlank()) {
			problems.put(Field.NAME, Messages.mcp_problem_name);
		} else if (taken.contains(name.strip())) {
			problems.put(Field.NAME, NLS.bind(Messages.mcp_problem_taken, name.strip()));
		}
		if (kind == Kind.STDIO && program.isBlank()) {
			problems.put(Field.PROGRAM, Messages.mcp_problem_program);
		}
		if (kind != Kind.STDIO && !web(url.strip())) {
			problems.put(Field.URL, Messages.mcp_problem_url);
		}
		String wrong = kind == Kind.STDIO ? LineList.environmentProblem(pairs) : LineList.headersProblem(pairs);
		if (wrong != null) {
			problems.put(Field.PAIRS, wrong);
		}
		return problems;
	}

	private static boolean web(String url) {
		try {
			URI uri = new URI(url);
			String scheme = uri.getScheme();
			return scheme != null && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT)) && uri.getHost() != null;
		} catch (URISyntaxException e) {
			return false;
		}
	}

	/** Only without {@link #problems}. */
	McpServer server() {
		return switch (kind) {
		case STDIO -> new McpServer.Stdio(name.strip(), program.strip(), LineList.list(arguments), LineList.environment(pairs));
		case HTTP -> new McpServer.Http(name.strip(), url.strip(), LineList.headers(pairs));
		case SSE -> new McpServer.Sse(name.strip(), url.strip(), LineList.headers(pairs));
		};
	}

	/** In one line: what it is and where. */
	static String where(McpServer server) {
		return switch (server) {
		case McpServer.Stdio stdio -> stdio.args().isEmpty() ? stdio.command() : stdio.command() + " " + String.join(" ", stdio.args());
		case McpServer.Http http -> http.url();
		case McpServer.Sse sse -> sse.url();
		};
	}

	static String word(@Nullable Kind kind) {
		return switch (kind) {
		case STDIO -> Messages.mcp_stdio;
		case HTTP -> Messages.mcp_http;
		case SSE -> Messages.mcp_sse;
		case null -> "";
		};
	}

	/** As the host reads a list of servers. */
	static String json(List<McpServer> servers) {
		return JsonText.written(servers.stream().map(McpForm::object).toList());
	}

	private static Map<String, Object> object(McpServer server) {
		Map<String, Object> object = new LinkedHashMap<>();
		object.put("type", switch (server) {
		case McpServer.Stdio stdio -> "stdio";
		case McpServer.Http http -> "http";
		case McpServer.Sse sse -> "sse";
		});
		object.put("name", server.name());
		switch (server) {
		case McpServer.Stdio stdio -> {
			object.put("command", stdio.command());
			object.put("args", stdio.args());
			object.put("env", stdio.env());
		}
		case McpServer.Http http -> {
			object.put("url", http.url());
			object.put("headers", http.headers());
		}
		case McpServer.Sse sse -> {
			object.put("url", sse.url());
			object.put("headers", sse.headers());
		}
		}
		return object;
	}
}
