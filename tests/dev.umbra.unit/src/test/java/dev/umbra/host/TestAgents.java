package dev.umbra.host;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.testkit.Sample;

/** Agents that differ from {@link Sample#agent} in what a test is about. */
final class TestAgents {
	private TestAgents() {
	}

	static AgentRecord named(String name) {
		return record(name, device(name, false, false, null, null, null, List.of()), List.of());
	}

	static AgentRecord autostarted(String name) {
		return record(name, device(name, true, false, null, null, null, List.of()), List.of());
	}

	static AgentRecord kept(String name) {
		return record(name, device(name, false, true, null, null, null, List.of()), List.of());
	}

	static AgentRecord wishing(String name, @Nullable String mode, @Nullable String model, @Nullable String effort) {
		return record(name, device(name, false, false, mode, model, effort, List.of()), List.of());
	}

	static AgentRecord withSecrets(String name, List<McpServer> mcp, String... secrets) {
		return record(name, device(name, false, false, null, null, null, mcp), List.of(secrets));
	}

	private static AgentRecord record(String name, DeviceLayer device, List<String> secrets) {
		return new AgentRecord(new AgentId("agent-" + name), new AgentDefinition(name, null), device, secrets, false, Sample.NOON,
				Sample.NOON);
	}

	private static DeviceLayer device(String name, boolean autostart, boolean keep, @Nullable String mode,
			@Nullable String model, @Nullable String effort, List<McpServer> mcp) {
		return new DeviceLayer("/usr/bin/" + name, List.of(), Map.of("PLAIN", "1"), DeviceLayer.EnvMode.LOGIN, null, null,
				autostart, keep, mode, model, effort, Policy.ASK, mcp);
	}
}
