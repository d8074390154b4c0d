package dev.umbra.core.agent;

import java.time.Instant;
import java.util.List;

import dev.umbra.core.AgentId;

/**
 * A managed agent in its three layers, never mixed: the definition may travel to the person's other devices, the device
 * layer stays here, and of secrets only the names are known outside secure storage.
 *
 * @param adHoc made for one {@code umbra run}; not listed, removed with its session's end
 */
public record AgentRecord(AgentId id, AgentDefinition definition, DeviceLayer device, List<String> secretNames,
		boolean adHoc, Instant created, Instant updated) {
	public AgentRecord {
		secretNames = List.copyOf(secretNames);
	}

	public String name() {
		return definition.name();
	}
}
