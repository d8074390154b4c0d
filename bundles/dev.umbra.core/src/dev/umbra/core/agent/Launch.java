package dev.umbra.core.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 */
public record Launch(AgentId agent, String name, String program, List<String> args, Map<String, String> env,
		Set<String> secrets, DeviceLayer.EnvMode envMode, Path folder, String marker, Path log, Duration startTimeout) {
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

	/** Without arguments and values, which may be secret. */
	@Override
	public String toString() {
		return "Launch[agent=" + agent.value() + ", name=" + name + ", program=" + program + ", env=" + env.keySet() + "]";
	}
}
