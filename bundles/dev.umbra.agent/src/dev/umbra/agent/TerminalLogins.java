package dev.umbra.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.umbra.core.AgentId;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentRuntime;
import org.jspecify.annotations.Nullable;

/**
 * The logins that a person runs on a terminal of their own (ACP, {@code AuthMethodTerminal}): the agent's own command with
 * the arguments and environment that the agent told in {@code initialize}, here as it told them last. In memory. Any thread.
 */
final class TerminalLogins {
	private final Map<AgentId, JsonNode> told = new ConcurrentHashMap<>();

	/** @param methods {@code authMethods} as they came */
	void tell(AgentId agent, JsonNode methods) {
		told.put(agent, methods);
	}

	void forget(AgentId agent) {
		told.remove(agent);
	}

	boolean knows(AgentId agent) {
		return told.containsKey(agent);
	}

	/**
	 * What to run for a login: never with a secret of ours, since it runs outside of the host.
	 *
	 * @param command how the agent is started
	 * @throws FailureException if the agent told of no such login
	 */
	AgentRuntime.LoginProgram program(Launch launch, List<String> command, String id) {
		JsonNode method = find(launch.agent(), id);
		if (method == null) {
			throw unknown(launch, id);
		}
		List<String> args = new ArrayList<>(command.subList(1, command.size()));
		method.path("args").forEach(arg -> args.add(arg.asText()));
		Map<String, String> env = new HashMap<>(launch.env());
		env.keySet().removeAll(launch.secrets());
		for (Map.Entry<String, JsonNode> variable : method.path("env").properties()) {
			if (variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*") && variable.getValue().isTextual()) {
				env.put(variable.getKey(), variable.getValue().textValue());
			}
		}
		env.keySet().removeIf(name -> name.startsWith("UMBRA_"));
		return new AgentRuntime.LoginProgram(command.getFirst(), args, env, launch.folder().toString());
	}

	private @Nullable JsonNode find(AgentId agent, String id) {
		for (JsonNode method : told.getOrDefault(agent, MissingNode.getInstance())) {
			if (inTerminal(method) && method.path("id").asText("").equals(id)) {
				return method;
			}
		}
		return null;
	}

	private FailureException unknown(Launch launch, String id) {
		List<String> all = new ArrayList<>();
		for (JsonNode method : told.getOrDefault(launch.agent(), MissingNode.getInstance())) {
			all.add(Visible.line(method.path("id").asText("?"), 100) + (inTerminal(method) ? "" : " (not in a terminal)"));
		}
		return AgentFailures.of(AgentFailures.name(launch) + " has no login \"" + Visible.line(id, 100)
				+ "\" that runs in a terminal; it offers: " + (all.isEmpty() ? "none" : String.join(", ", all)), null);
	}

	private static boolean inTerminal(JsonNode method) {
		return method.path("type").asText("").equals("terminal");
	}
}
