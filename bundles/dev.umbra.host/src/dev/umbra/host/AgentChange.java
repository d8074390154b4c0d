package dev.umbra.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.wire.Codec;

/**
 * What {@code agents/set} makes of an agent's record. Looks at folders, touches nothing else. One per call, on one thread; every
 * refusal names the key.
 */
final class AgentChange {
	private static final List<String> KEYS = List.of("name", "command", "args", "env", "env-mode", "folder", "autostart", "keep-running",
			"policy", "model", "mode", "effort", "mcp", "persona", "instructions", "own-model", "own-provider", "parallelism", "respond-to",
			"respond-to-allowlist");
	private static final int MAX_WORD = 200;
	private final AgentRecord before;
	private final @Nullable String confirmed;
	private AgentDefinition definition;
	private String command;
	private List<String> args;
	private Map<String, String> env;
	private DeviceLayer.EnvMode envMode;
	private @Nullable String folder;
	private boolean autostart;
	private boolean keepRunning;
	private @Nullable String mode;
	private @Nullable String model;
	private @Nullable String effort;
	private Policy policy;
	private List<McpServer> mcp;

	private AgentChange(AgentRecord before, @Nullable String confirmed) {
		this.before = before;
		this.confirmed = confirmed;
		definition = before.definition();
		DeviceLayer device = before.device();
		command = device.command();
		args = device.args();
		env = device.env();
		envMode = device.envMode();
		folder = device.folder();
		autostart = device.autostart();
		keepRunning = device.keepRunning();
		mode = device.mode();
		model = device.model();
		effort = device.effort();
		policy = device.policy();
		mcp = device.mcp();
	}

	/** @throws FailureException in words, naming the key that is wrong */
	static AgentRecord of(AgentRecord before, Agents.Set set, Instant now) {
		AgentChange change = new AgentChange(before, set.confirmed());
		// what is its own counts without a persona only, so which of them it is comes first
		String persona = set.values().get("persona");
		if (persona != null) {
			change.put("persona", persona);
		}
		set.values().forEach((key, value) -> {
			if (!key.equals("persona")) {
				change.put(key, value);
			}
		});
		change.checkDefinition();
		return change.record(secretNames(before, set), now);
	}

	/** Whether a process that was started with the one must be started anew to have the other. */
	static boolean startsOtherwise(AgentRecord before, AgentRecord after) {
		DeviceLayer a = before.device();
		DeviceLayer b = after.device();
		return !before.definition().tells(after.definition()) || !(a.command().equals(b.command()) && a.args().equals(b.args()) && a.env().equals(b.env())
				&& a.envMode() == b.envMode() && String.valueOf(a.folder()).equals(String.valueOf(b.folder())));
	}

	private AgentRecord record(List<String> secretNames, Instant now) {
		env.keySet().stream().filter(secretNames::contains).findFirst().ifPresent(name -> {
			throw usage("The variable " + name + " is both in env and a secret.", "Take it out of env, or drop the secret.");
		});
		return new AgentRecord(before.id(), definition,
				new DeviceLayer(command, args, env, envMode, folder, before.device().preset(), autostart, keepRunning, mode, model, effort,
						policy, mcp),
				secretNames, before.adHoc(), before.created(), now, before.owner(), before.key());
	}

	/** @throws FailureException in words, if a name cannot be one, or is not there to be dropped */
	private static List<String> secretNames(AgentRecord before, Agents.Set set) {
		checkSecrets(set.secrets());
		TreeSet<String> names = new TreeSet<>(before.secretNames());
		for (String name : set.dropSecrets()) {
			if (set.secrets().containsKey(name)) {
				throw usage("The secret " + name + " is both given and dropped.", null);
			}
			if (!names.remove(name)) {
				throw usage("The agent " + before.name() + " has no secret " + name + ".",
						names.isEmpty() ? "It has none." : "Its secrets are: " + String.join(", ", names));
			}
		}
		names.addAll(set.secrets().keySet());
		return List.copyOf(names);
	}

	/** @throws FailureException in words, if a name cannot be one of a variable, or a value not be its */
	static void checkSecrets(Map<String, String> secrets) {
		secrets.forEach((name, value) -> {
			checkName("secrets", name);
			if (value.isEmpty() || value.indexOf('\0') >= 0) {
				throw usage("The secret " + name + " has no value that an environment can carry.", null);
			}
		});
	}

	private void put(String key, String value) {
		switch (key) {
		case "name" -> definition = definition(value);
		case "command" -> command = needed(key, value);
		case "args" -> args = args(value);
		case "env" -> env = env(value);
		case "env-mode" -> envMode = envMode(value);
		case "folder" -> folder = value.isEmpty() ? null : folder(key, value);
		case "autostart" -> autostart = flag(key, value);
		case "keep-running" -> keepRunning = flag(key, value);
		case "policy" -> policy = policy(value);
		case "mode" -> mode = word(key, value);
		case "model" -> model = word(key, value);
		case "effort" -> effort = word(key, value);
		case "mcp" -> mcp = value.isEmpty() ? List.of() : McpServers.parse(value);
		case "persona" -> definition = definition.withPersona(value.isEmpty() ? null : value);
		case "instructions" -> definition = definition.withOwn(own(key, value), definition.model(), definition.provider());
		case "own-model" -> definition = definition.withOwn(definition.systemPrompt(), own(key, value), definition.provider());
		case "own-provider" -> definition = definition.withOwn(definition.systemPrompt(), definition.model(), own(key, value));
		case "parallelism" -> definition = definition.answering(number(key, value), definition.respondTo(), definition.respondToAllowlist());
		case "respond-to" -> definition = definition.answering(definition.parallelism(), value.isBlank() ? null : value.strip(), definition.respondToAllowlist());
		case "respond-to-allowlist" -> definition = definition.answering(definition.parallelism(), definition.respondTo(),
				value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
		default -> throw usage("An agent has no \"" + key + "\".", "Keys are: " + String.join(", ", KEYS));
		}
	}

	/** Of its definition, which counts while it plays no persona. */
	private @Nullable String own(String key, String value) {
		if (value.isBlank()) {
			return null;
		}
		if (definition.persona() != null) {
			throw usage(key + ": the agent plays the persona " + definition.persona() + ", and has that from there.",
					"Change the persona, or take it from the agent first (persona=).");
		}
		return value;
	}

	private static @Nullable Integer number(String key, String value) {
		try {
			return value.isBlank() ? null : Integer.valueOf(value.strip());
		} catch (NumberFormatException e) {
			throw new FailureException(Failure.usage(key + " is no number: " + value.strip(), null), e);
		}
	}

	private void checkDefinition() {
		List<FieldProblem> problems = CatalogCheck.of(definition);
		if (!problems.isEmpty() && !definition.equals(before.definition())) {
			throw usage(problems.stream().map(each -> each.field() + ": " + each.words()).collect(Collectors.joining(" ")), null);
		}
	}

	private AgentDefinition definition(String name) {
		String problem = CatalogCheck.nameProblem(name.strip());
		if (problem != null) {
			throw usage("name: " + problem, null);
		}
		return definition.withName(name.strip());
	}

	private static String needed(String key, String value) {
		if (value.isBlank() || value.indexOf('\0') >= 0) {
			throw usage(key + " is needed.", "A program on the PATH, an absolute path, or umbra:demo.");
		}
		return value.strip();
	}

	private static List<String> args(String json) {
		if (json.isEmpty()) {
			return List.of();
		}
		try {
			String[] args = Codec.read(json, String[].class);
			if (Arrays.stream(args).allMatch(arg -> arg != null && arg.indexOf('\0') < 0)) {
				return List.of(args);
			}
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage("args is not a JSON array of texts: " + json, "For example [\"acp\",\"--fast\"]"), e);
		}
		throw usage("args has an argument that no program can be given: " + json, null);
	}

	private static Map<String, String> env(String json) {
		if (json.isEmpty()) {
			return Map.of();
		}
		JsonNode tree;
		try {
			tree = Codec.parse(json);
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage("env is not JSON: " + e.getMessage(), "For example {\"LANG\":\"C.UTF-8\"}"), e);
		}
		if (!tree.isObject()) {
			throw usage("env is not a JSON object of names and values.", "For example {\"LANG\":\"C.UTF-8\"}");
		}
		Map<String, String> env = new HashMap<>();
		tree.properties().forEach(each -> {
			checkName("env", each.getKey());
			if (!each.getValue().isTextual() || each.getValue().textValue().indexOf('\0') >= 0) {
				throw usage("env: the value of " + each.getKey() + " is not a text that an environment can carry.", null);
			}
			env.put(each.getKey(), each.getValue().textValue());
		});
		return env;
	}

	private static void checkName(String key, String name) {
		try {
			DeviceLayer.checkName(name);
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage(key + ": " + e.getMessage(), null), e);
		}
	}

	private static DeviceLayer.EnvMode envMode(String value) {
		return switch (value) {
		case "login" -> DeviceLayer.EnvMode.LOGIN;
		case "clean" -> DeviceLayer.EnvMode.CLEAN;
		default -> throw usage("env-mode is login or clean, not \"" + value + "\".", null);
		};
	}

	/** @throws FailureException in words, naming the key, if no process can be started there */
	static String folder(String key, String value) {
		try {
			Path path = Path.of(value);
			if (path.isAbsolute() && Files.isDirectory(path)) {
				return path.normalize().toString();
			}
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage(key + " is not a folder: \"" + value + "\": " + e.getReason(), null), e);
		}
		throw usage(key + " is not an absolute folder that exists: " + value, "Make it first, or name another one.");
	}

	private static boolean flag(String key, String value) {
		return switch (value) {
		case "true" -> true;
		case "false" -> false;
		default -> throw usage(key + " is true or false, not \"" + value + "\".", null);
		};
	}

	private Policy policy(String value) {
		for (Policy each : Policy.values()) {
			if (each.word().equals(value)) {
				if (each == Policy.ALLOW_ALL && !before.name().equals(confirmed)) {
					throw new FailureException(Failure.refused(
							"policy=allow_all lets \"" + before.name() + "\" do everything unasked: its name must be given as confirmation.",
							"Type the agent's name where it is asked for; or take allow_reads or allow_edits."));
				}
				return each;
			}
		}
		throw usage("policy is " + String.join(", ", words()) + ", not \"" + value.toLowerCase(Locale.ROOT) + "\".", null);
	}

	private static List<String> words() {
		List<String> words = new ArrayList<>();
		for (Policy each : Policy.values()) {
			words.add(each.word());
		}
		return words;
	}

	private static @Nullable String word(String key, String value) {
		if (value.isEmpty()) {
			return null;
		}
		if (value.isBlank() || value.length() > MAX_WORD || value.chars().anyMatch(Character::isISOControl)) {
			throw usage(key + " has 1 to " + MAX_WORD + " characters and no control characters.", "Leave it empty for the agent's own choice.");
		}
		return value.strip();
	}

	private static FailureException usage(String message, @Nullable String hint) {
		return new FailureException(Failure.usage(message, hint));
	}
}
