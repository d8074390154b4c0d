package dev.umbra.core.agent;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A server of tools (Model Context Protocol) that an agent is told of when a session opens (ACP, {@code McpServer}). Umbra
 * never speaks to it. In a value of {@code env} and {@code headers}, {@code ${NAME}} stands for the agent's secret of that
 * name.
 */
public sealed interface McpServer {
	String name();

	/** Started by the agent. @param command absolute path, or a program on the agent's PATH */
	record Stdio(String name, String command, List<String> args, Map<String, String> env) implements McpServer {
		public Stdio {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(command, "command");
			args = args == null ? List.of() : List.copyOf(args);
			env = env == null ? Map.of() : Map.copyOf(env);
		}

		/** Without the values: secrets may have been put in. */
		@Override
		public String toString() {
			return "Stdio[name=" + name + ", command=" + command + ", args=" + args + ", env=" + env.keySet() + "]";
		}
	}

	/** Reached over HTTP; passed only to agents that say they can. */
	record Http(String name, String url, Map<String, String> headers) implements McpServer {
		public Http {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(url, "url");
			headers = headers == null ? Map.of() : Map.copyOf(headers);
		}

		/** Without the values: secrets may have been put in. */
		@Override
		public String toString() {
			return "Http[name=" + name + ", url=" + url + ", headers=" + headers.keySet() + "]";
		}
	}

	/** Reached over HTTP with server-sent events; passed only to agents that say they can. */
	record Sse(String name, String url, Map<String, String> headers) implements McpServer {
		public Sse {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(url, "url");
			headers = headers == null ? Map.of() : Map.copyOf(headers);
		}

		/** Without the values: secrets may have been put in. */
		@Override
		public String toString() {
			return "Sse[name=" + name + ", url=" + url + ", headers=" + headers.keySet() + "]";
		}
	}
}
