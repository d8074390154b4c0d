package dev.umbra.core.agent;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The layer that stays on this device.
 *
 * @param command the program, or {@code umbra:demo} for the demo agent, which is resolved at each start
 * @param env additional environment; names are POSIX identifiers
 * @param envMode what the environment starts from
 * @param folder the folder the process starts in, or null for the person's home
 * @param preset the preset it was made from, or null
 * @param mode id of the mode for new sessions, or null for the agent's own choice; {@code model} and {@code effort} likewise
 * @param policy what it may do unasked; a layer written before there were policies asks
 * @param mcp servers of tools handed to it with every session
 */
public record DeviceLayer(String command, List<String> args, Map<String, String> env, EnvMode envMode,
		@Nullable String folder, @Nullable String preset, boolean autostart, boolean keepRunning, @Nullable String mode,
		@Nullable String model, @Nullable String effort, Policy policy, List<McpServer> mcp) {
	/** {@code LOGIN}: the login shell's environment; {@code CLEAN}: an allow-list of it. */
	public enum EnvMode {
		LOGIN, CLEAN
	}

	public DeviceLayer {
		if (command.isBlank()) {
			throw new IllegalArgumentException("an agent needs a program");
		}
		args = List.copyOf(args);
		env = Map.copyOf(env);
		policy = policy == null ? Policy.ASK : policy;
		mcp = mcp == null ? List.of() : List.copyOf(mcp);
		for (String name : env.keySet()) {
			checkName(name);
		}
	}

	/** One that asks about everything and has no servers of tools. */
	public DeviceLayer(String command, List<String> args, Map<String, String> env, EnvMode envMode,
			@Nullable String folder, @Nullable String preset, boolean autostart, boolean keepRunning,
			@Nullable String mode, @Nullable String model, @Nullable String effort) {
		this(command, args, env, envMode, folder, preset, autostart, keepRunning, mode, model, effort, Policy.ASK,
				List.of());
	}

	/** @throws IllegalArgumentException in words, if {@code name} is not a POSIX identifier */
	public static void checkName(String name) {
		if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
			throw new IllegalArgumentException("not a name for an environment variable: \"" + name
					+ "\" (letters, digits and _, not beginning with a digit)");
		}
	}
}
