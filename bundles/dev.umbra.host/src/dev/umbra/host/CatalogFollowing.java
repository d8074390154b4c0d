package dev.umbra.host;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.port.CatalogRecords;

/** After a relay changed the catalog: agents of this device go on with the definition that holds now, those deleted elsewhere end, and clients are told. Any thread. */
final class CatalogFollowing {
	private static final System.Logger LOG = System.getLogger(CatalogFollowing.class.getName());
	private final HostParts parts;
	private final AgentLives lives;
	private final RulesService rules;

	CatalogFollowing(HostParts parts, AgentLives lives, RulesService rules) {
		this.parts = parts;
		this.lives = lives;
		this.rules = rules;
	}

	/** What was committed; told once per commit. */
	void follow(CatalogRecords.Changed changed, Cause cause) {
		changed.agents().forEach(record -> {
			AgentLife life = lives.get(record.id());
			if (life != null) {
				life.record(record);
			}
		});
		changed.removed().forEach(id -> gone(id, cause));
		if (changed.removed().isEmpty()) {
			lives.changed(cause);
		}
	}

	private void gone(AgentId id, Cause cause) {
		AgentLife life = lives.get(id);
		if (life == null) {
			lives.changed(cause);
			return;
		}
		lives.removed(id, cause);
		rules.agentRemoved(id);
		life.end().whenComplete((ended, error) -> parts.runtime().forget(id));
		parts.secrets().removeAll(id).exceptionally(error -> {
			LOG.log(System.Logger.Level.WARNING, "secrets of the agent " + id + ", which was deleted on another device, are still kept", error);
			return null;
		});
		parts.events().problem("The agent " + life.record().name() + " was deleted on another device. Its process was ended; its sessions are kept.");
	}
}
