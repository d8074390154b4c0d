package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.IdentityRecord;
import dev.umbra.core.port.CatalogRecords.RelayRecord;

/** Identities, the relays of each, and what this device knows of their personas. */
final class IdentityTable {
	private IdentityTable() {
	}

	static List<IdentityRecord> all(Sql sql) throws SQLException {
		List<IdentityRecord> identities = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT public_key, name, current, created FROM identity ORDER BY nr").rows()) {
			while (rows.next()) {
				PublicKey key = rows.maybeId(PublicKey::new);
				if (key != null) {
					identities.add(new IdentityRecord(key, rows.text(), rows.flag(), rows.time()));
				}
			}
		}
		return List.copyOf(identities);
	}

	static void save(Sql sql, IdentityRecord identity) throws SQLException {
		sql.prepare("""
				INSERT INTO identity (public_key, name, current, created) VALUES (?, ?, 0, ?)
				ON CONFLICT (public_key) DO UPDATE SET name = excluded.name""").text(identity.key().value()).text(identity.name())
				.time(identity.created()).change();
		boolean first = sql.prepare("SELECT count(*) FROM identity WHERE current = 1").one() == 0;
		if (identity.current() || first) {
			use(sql, identity.key());
		}
	}

	static void use(Sql sql, PublicKey key) throws SQLException {
		sql.prepare("UPDATE identity SET current = (public_key = ?)").text(key.value()).change();
	}

	/** Another one is used then, if there is one. */
	static void remove(Sql sql, PublicKey key) throws SQLException {
		sql.prepare("UPDATE agent SET owner = NULL, public_key = NULL WHERE owner = ?").text(key.value()).change();
		sql.prepare("DELETE FROM identity WHERE public_key = ?").text(key.value()).change();
		sql.prepare("""
				UPDATE identity SET current = 1 WHERE nr = (SELECT min(nr) FROM identity)
				AND NOT EXISTS (SELECT 1 FROM identity WHERE current = 1)""").change();
	}

	/**
	 * Of two records with one name the newer stays; the relays of the new owner get those that moved, as edits that were not sent yet. The
	 * relays of the former one are told that they are gone: else its other devices, and this one, would go on getting them back.
	 */
	static void move(Sql sql, PublicKey from, PublicKey to, Instant now) throws SQLException {
		sql.prepare("DELETE FROM outbox WHERE owner = ? AND deletion = 0").text(from.value()).change();
		List<CatalogRecord> moving = RecordTable.of(sql, from);
		if (relays(sql).stream().anyMatch(relay -> relay.owner().equals(from))) {
			for (CatalogRecord record : moving) {
				RecordTable.putGrave(sql, new Grave(record.at(), Math.max(now.getEpochSecond(), record.createdAt() + 1), ""));
				OutboxTable.queueEverywhere(sql, record.at(), true, now, null);
			}
		}
		sql.prepare("""
				DELETE FROM record WHERE owner = ?1 AND EXISTS (SELECT 1 FROM record AS theirs WHERE theirs.owner = ?2 AND theirs.kind = record.kind
				AND theirs.d = record.d AND theirs.updated >= record.updated)""").text(from.value()).text(to.value()).change();
		sql.prepare("""
				DELETE FROM record WHERE owner = ?2 AND EXISTS (SELECT 1 FROM record AS mine WHERE mine.owner = ?1 AND mine.kind = record.kind
				AND mine.d = record.d)""").text(from.value()).text(to.value()).change();
		sql.prepare("UPDATE record SET owner = ?, event = '' WHERE owner = ?").text(to.value()).text(from.value()).change();
		for (String table : List.of("record_history", "agent")) {
			sql.prepare("UPDATE " + table + " SET owner = ? WHERE owner = ?").text(to.value()).text(from.value()).change();
		}
		sql.prepare("UPDATE OR REPLACE persona_device SET owner = ? WHERE owner = ?").text(to.value()).text(from.value()).change();
		for (CatalogRecord record : moving) {
			RecordTable.dropGrave(sql, new Coordinate(to, record.at().kind(), record.at().d()));
		}
		for (RelayRecord relay : relays(sql)) {
			if (relay.owner().equals(to)) {
				OutboxTable.queueMissing(sql, to, relay.url(), now);
			}
		}
	}

	static List<RelayRecord> relays(Sql sql) throws SQLException {
		List<RelayRecord> relays = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT owner, url, mode, added FROM relay ORDER BY nr").rows()) {
			while (rows.next()) {
				PublicKey owner = rows.maybeId(PublicKey::new);
				if (owner != null) {
					relays.add(new RelayRecord(owner, rows.text(), rows.text(), rows.time()));
				}
			}
		}
		return List.copyOf(relays);
	}

	static void saveRelay(Sql sql, RelayRecord relay) throws SQLException {
		sql.prepare("""
				INSERT INTO relay (owner, url, mode, added) VALUES (?, ?, ?, ?)
				ON CONFLICT (owner, url) DO UPDATE SET mode = excluded.mode""").text(relay.owner().value()).text(relay.url()).text(relay.mode())
				.time(relay.added()).change();
	}

	static void removeRelay(Sql sql, PublicKey owner, String url) throws SQLException {
		sql.prepare("DELETE FROM relay WHERE owner = ? AND url = ?").text(owner.value()).text(url).change();
	}

	static Map<Slug, PersonaDevice> personas(Sql sql, PublicKey owner) throws SQLException {
		Map<Slug, PersonaDevice> devices = new LinkedHashMap<>();
		try (Rows rows = sql.prepare("SELECT slug, active, hidden, confirmed, source FROM persona_device WHERE owner = ?").text(owner.value()).rows()) {
			while (rows.next()) {
				Slug slug = rows.maybeId(Slug::new);
				if (slug != null) {
					devices.put(slug, new PersonaDevice(slug, rows.flag(), rows.flag(), rows.maybeText(), rows.maybeText()));
				}
			}
		}
		return Map.copyOf(devices);
	}

	static void put(Sql sql, PublicKey owner, PersonaDevice device) throws SQLException {
		sql.prepare("""
				INSERT INTO persona_device (owner, slug, active, hidden, confirmed, source) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (owner, slug) DO UPDATE SET active = excluded.active, hidden = excluded.hidden, confirmed = excluded.confirmed,
				source = excluded.source""").text(owner.value()).text(device.persona().value()).flag(device.active()).flag(device.hidden())
				.text(device.confirmed()).text(device.source()).change();
	}
}
