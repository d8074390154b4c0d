package dev.umbra.core.agent;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;

/**
 * A managed agent in its three layers, never mixed: the definition may travel to the person's other devices, the device
 * layer stays here, and of secrets only the names are known outside secure storage.
 *
 * @param adHoc made for one {@code umbra run}; not listed, removed with its session's end
 * @param owner the identity it belongs to, or null while there is none
 * @param key its own public key, the name of its record at relays; null until it has an owner
 */
public record AgentRecord(AgentId id, AgentDefinition definition, DeviceLayer device, List<String> secretNames,
		boolean adHoc, Instant created, Instant updated, @Nullable PublicKey owner, @Nullable PublicKey key) {
	public AgentRecord {
		secretNames = List.copyOf(secretNames);
	}

	/** One that belongs to no identity. */
	public AgentRecord(AgentId id, AgentDefinition definition, DeviceLayer device, List<String> secretNames, boolean adHoc, Instant created,
			Instant updated) {
		this(id, definition, device, secretNames, adHoc, created, updated, null, null);
	}

	/** With another definition and the same layers. */
	public AgentRecord withDefinition(AgentDefinition other, Instant now) {
		return new AgentRecord(id, other, device, secretNames, adHoc, created, now, owner, key);
	}

	/** Belonging to an identity, under a key of its own. */
	public AgentRecord ownedBy(PublicKey identity, PublicKey ownKey) {
		return new AgentRecord(id, definition, device, secretNames, adHoc, created, updated, identity, ownKey);
	}

	public String name() {
		return definition.name();
	}
}
