package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.wire.Codec;

/** Agents in their three layers, one table each: what travels, what stays here, and the names of secrets. */
final class AgentTable {
	private static final System.Logger LOG = System.getLogger(AgentTable.class.getName());

	private static final String SELECT = """
			SELECT id, name, persona, ad_hoc, created, updated, layer, owner, public_key, definition FROM agent
			LEFT JOIN agent_device ON agent_device.agent = agent.id\s""";

	private AgentTable() {
	}

	static void save(Sql sql, AgentRecord agent) throws SQLException {
		String id = agent.id().value();
		sql.prepare("""
				INSERT INTO agent (id, name, persona, ad_hoc, created, updated, owner, public_key, definition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET name = excluded.name, persona = excluded.persona, ad_hoc = excluded.ad_hoc,
				created = excluded.created, updated = excluded.updated, owner = excluded.owner, public_key = excluded.public_key,
				definition = excluded.definition""").text(id).text(agent.definition().name()).text(agent.definition().persona())
				.flag(agent.adHoc()).time(agent.created()).time(agent.updated()).text(value(agent.owner())).text(value(agent.key()))
				.text(Codec.json(agent.definition())).change();
		sql.prepare("INSERT INTO agent_device (agent, layer) VALUES (?, ?) ON CONFLICT (agent) DO UPDATE SET layer = excluded.layer")
				.text(id).text(Codec.json(agent.device())).change();
		sql.prepare("DELETE FROM agent_secret WHERE agent = ?").text(id).change();
		for (String name : agent.secretNames().stream().distinct().toList()) {
			sql.prepare("INSERT INTO agent_secret (agent, name) VALUES (?, ?)").text(id).text(name).change();
		}
	}

	/** The other layers go with it; sessions keep the agent's id and name. */
	static void remove(Sql sql, AgentId agent) throws SQLException {
		sql.prepare("DELETE FROM agent WHERE id = ?").text(agent.value()).change();
	}

	/** By creation. A row that cannot be read is left out with a word in the log: the others must start. */
	static List<AgentRecord> all(Sql sql) throws SQLException {
		return all(sql, sql.prepare(SELECT + "ORDER BY created, id"));
	}

	static @Nullable AgentRecord find(Sql sql, AgentId id) throws SQLException {
		return one(all(sql, sql.prepare(SELECT + "WHERE agent.id = ?").text(id.value())));
	}

	/** Of this device, by its own public key. */
	static @Nullable AgentRecord byKey(Sql sql, String key) throws SQLException {
		return one(all(sql, sql.prepare(SELECT + "WHERE agent.public_key = ?").text(key)));
	}

	private static @Nullable AgentRecord one(List<AgentRecord> found) {
		return found.isEmpty() ? null : found.getFirst();
	}

	private static List<AgentRecord> all(Sql sql, Prepared select) throws SQLException {
		List<AgentRecord> agents = new ArrayList<>();
		try (Rows rows = select.rows()) {
			while (rows.next()) {
				AgentRecord agent = read(sql, rows);
				if (agent != null) {
					agents.add(agent);
				}
			}
		}
		return List.copyOf(agents);
	}

	private static @Nullable AgentRecord read(Sql sql, Rows rows) throws SQLException {
		String id = rows.text();
		String name = rows.text();
		String persona = rows.maybeText();
		boolean adHoc = rows.flag();
		Instant created = rows.time();
		Instant updated = rows.time();
		String layer = rows.text();
		PublicKey owner = rows.maybeId(PublicKey::new);
		PublicKey key = rows.maybeId(PublicKey::new);
		String definition = rows.text();
		try {
			return new AgentRecord(new AgentId(id), definition(definition, name, persona), Codec.read(layer, DeviceLayer.class),
					secretNames(sql, id), adHoc, created, updated, owner, key);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "the agent " + id + " cannot be read and is left out; its row stays in the store", e);
			return null;
		}
	}

	/** Rows of format 4 and before have a name and a persona only. */
	private static AgentDefinition definition(String json, String name, @Nullable String persona) {
		return json.isEmpty() ? new AgentDefinition(name, persona) : Codec.read(json, AgentDefinition.class);
	}

	private static @Nullable String value(@Nullable PublicKey key) {
		return key == null ? null : key.value();
	}

	private static List<String> secretNames(Sql sql, String agent) throws SQLException {
		List<String> names = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT name FROM agent_secret WHERE agent = ? ORDER BY name").text(agent).rows()) {
			while (rows.next()) {
				names.add(rows.text());
			}
		}
		return names;
	}
}
