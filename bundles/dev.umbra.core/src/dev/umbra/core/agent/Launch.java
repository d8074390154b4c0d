package dev.umbra.core.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;

/**
 * Everything needed to start an agent's process: definition, device layer and secrets put together.
 *
 * @param program the program as configured, or {@code umbra:demo}
 * @param env what the definition and the device layer add, secrets included; never logged
 * @param secrets names in {@code env} whose values are blotted out wherever the agent's words are kept beside its sessions
 * @param marker value of {@code UMBRA_AGENT} in the process: {@code <hash of the data folder>:<agent id>}
 * @param log file for the rotating copy of stderr
 * @param startTimeout for initialize, and for session/new, load and resume, each
 * @param role what it is told and asked for in each new session, as it was when the process was started
 */
public record Launch(AgentId agent, String name, String program, List<String> args, Map<String, String> env,
		Set<String> secrets, DeviceLayer.EnvMode envMode, Path folder, String marker, Path log, Duration startTimeout, Role role) {
	/**
	 * From its persona, or from its own definition.
	 *
	 * @param instructions told with the first prompt of a session, empty for none
	 * @param model wished for where the device layer wishes for none, or null
	 * @param version content hash of the persona, or null without one
	 */
	public record Role(String instructions, @Nullable String model, @Nullable String version) {
		public static final Role NONE = new Role("", null, null);
	}

	public Launch {
		args = List.copyOf(args);
		env = Map.copyOf(env);
		secrets = Set.copyOf(secrets);
	}

	/** Without secrets. */
	public Launch(AgentId agent, String name, String program, List<String> args, Map<String, String> env,
			DeviceLayer.EnvMode envMode, Path folder, String marker, Path log, Duration startTimeout) {
		this(agent, name, program, args, env, Set.of(), envMode, folder, marker, log, startTimeout);
	}

	/** Without a role. */
	public Launch(AgentId agent, String name, String program, List<String> args, Map<String, String> env, Set<String> secrets,
			DeviceLayer.EnvMode envMode, Path folder, String marker, Path log, Duration startTimeout) {
		this(agent, name, program, args, env, secrets, envMode, folder, marker, log, startTimeout, Role.NONE);
	}

	/** Without arguments and values, which may be secret. */
	@Override
	public String toString() {
		return "Launch[agent=" + agent.value() + ", name=" + name + ", program=" + program + ", env=" + env.keySet() + "]";
	}
}
