package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.rest;
import static dev.umbra.cli.Commands.values;
import static dev.umbra.cli.Commands.word;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra agent set}. */
final class AgentSettings {
	private static final List<String> KEYS = List.of("name", "command", "args", "env", "env-mode", "folder", "autostart",
			"keep-running", "policy", "model", "mode", "effort", "mcp", "persona", "instructions", "own-model", "own-provider", "parallelism", "respond-to",
			"respond-to-allowlist");

	private AgentSettings() {
	}

	static CommandSpec spec() {
		return command("set", "Changes an agent. An empty VALUE takes away what may be absent.", AgentSettings::set)
				.addPositional(word(0, "NAME", "its name or id"))
				.addPositional(rest(1, "KEY=VALUE", false, "keys: " + String.join(", ", KEYS)
						+ ". args and env are JSON, mcp is JSON or a file with it; policy is ask, allow_reads, allow_edits or allow_all"))
				.addOption(values("--env-secret", "K",
						"a secret: the value of the variable K of this environment, else a line of standard input; again for more"))
				.addOption(values("--drop-secret", "K", "forget this secret; again for more"))
				.addOption(Commands.value("--expected", "HASH", "the hash that was seen (agent show --json): a change in between is an error"));
	}

	private static int set(Call call) {
		call.refuseAgents("umbra agent set");
		Map<String, String> values = changes(call);
		List<String> drop = call.options("--drop-secret");
		if (values.isEmpty() && drop.isEmpty() && !call.flag("--env-secret")) {
			throw new FailureException(Failure.usage("Nothing to change: expected KEY=VALUE, --env-secret or --drop-secret.",
					"Keys are: " + String.join(", ", KEYS)));
		}
		Map<String, String> secrets = call.secrets();
		drop.stream().filter(secrets::containsKey).findFirst().ifPresent(name -> {
			throw new FailureException(Failure.usage("The secret " + name + " is both given and dropped.", null));
		});
		Agents.One one = Call.get(call.host().agents().get(new Agents.Get(call.word(0))));
		String confirmed = confirmed(call, one.agent().name(), values.get("policy"));
		Agents.Changed changed = Call.get(call.host().agents().set(new Agents.Set(CommandId.random(), one.agent().id().value(),
				values, secrets, drop, confirmed, call.option("--expected"))));
		if (changed.warning() != null) {
			call.terminal().note("umbra: " + TerminalSafe.stripped(changed.warning()));
		}
		if (call.json()) {
			call.print(Codec.object().put("id", changed.id().value()).put("agent", changed.agent())
					.put("restartNeeded", changed.restartNeeded()).put("warning", changed.warning()).put("hash", changed.hash()));
		} else {
			String name = TerminalSafe.oneLine(changed.agent());
			call.line("Changed " + name + "." + (changed.restartNeeded()
					? " Its process still runs with what held before; start it anew: umbra agent stop " + name
					: ""));
		}
		return 0;
	}

	private static Map<String, String> changes(Call call) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String pair : call.words(1)) {
			int equals = pair.indexOf('=');
			if (equals < 1) {
				throw new FailureException(Failure.usage("Expected KEY=VALUE, not \"" + pair + "\".",
						"Keys are: " + String.join(", ", KEYS)));
			}
			String key = pair.substring(0, equals);
			String value = pair.substring(equals + 1);
			if (!KEYS.contains(key)) {
				throw new FailureException(Failure.usage("An agent has no \"" + key + "\".", "Keys are: " + String.join(", ", KEYS)));
			}
			if (values.put(key, value(call, key, value)) != null) {
				throw new FailureException(Failure.usage("\"" + key + "\" is given twice.", null));
			}
		}
		return values;
	}

	private static String value(Call call, String key, String value) {
		if (value.isEmpty()) {
			return value;
		}
		return switch (key) {
		case "folder" -> call.path(value);
		case "mcp" -> servers(call, value);
		default -> value;
		};
	}

	private static String servers(Call call, String value) {
		boolean json = value.startsWith("[") || value.startsWith("{");
		ArrayNode array = Codec.object().putArray("servers");
		for (McpServer server : json ? McpFile.parse("mcp=…", value) : McpFile.read(call.path(value))) {
			array.add(Codec.tree(server));
		}
		return Codec.json(array);
	}

	/** The agent's name as the person typed it, where {@code allow_all} asks for it; else null. */
	private static @Nullable String confirmed(Call call, String name, @Nullable String policy) {
		if (!Policy.ALLOW_ALL.word().equals(policy)) {
			return null;
		}
		call.terminal().confirmed(name, "Everything that " + TerminalSafe.shown(name)
				+ " wants to do will go on without you being asked, in all its sessions.",
				"policy=allow_all lets it do everything unasked, so its name is to be typed on a terminal");
		return name;
	}
}
