package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords.Queued;

/** What relays are to be told: one row per relay and coordinate; what was signed for it stays as long as there is no answer. */
final class OutboxTable {
	private static final String COLUMNS = "relay, deletion, version, queued, not_before, held, signed";

	private OutboxTable() {
	}

	static List<Queued> of(Sql sql, PublicKey owner, String relay) throws SQLException {
		List<Queued> rows = new ArrayList<>();
		try (Rows found = sql.prepare("SELECT kind, d, " + COLUMNS + " FROM outbox WHERE owner = ? AND relay = ? ORDER BY deletion DESC, queued, nr")
				.text(owner.value()).text(relay).rows()) {
			while (found.next()) {
				Coordinate at = RecordTable.coordinate(owner, found);
				if (at != null) {
					rows.add(read(at, found));
				}
			}
		}
		return List.copyOf(rows);
	}

	/** By coordinate and relay. */
	static Map<Coordinate, Map<String, Queued>> of(Sql sql, SomeRecords some) throws SQLException {
		Map<Coordinate, Map<String, Queued>> queued = new HashMap<>();
		try (Rows rows = some.rows(sql, COLUMNS, "outbox")) {
			while (rows.next()) {
				Queued row = read(some.at(rows), rows);
				queued.computeIfAbsent(row.at(), any -> new LinkedHashMap<>()).put(row.relay(), row);
			}
		}
		return queued;
	}

	private static Queued read(Coordinate at, Rows rows) throws SQLException {
		return new Queued(at, rows.text(), rows.flag(), rows.number(), rows.time(), rows.maybeTime(), rows.maybeText(), rows.maybeText());
	}

	/** Its version becomes that of what is there now: the record's, or the grave's. */
	static void put(Sql sql, Queued row) throws SQLException {
		RecordTable.at(sql.prepare("""
				INSERT INTO outbox (owner, kind, d, relay, deletion, version, queued, not_before, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (owner, kind, d, relay) DO UPDATE SET deletion = excluded.deletion, version = excluded.version,
				queued = excluded.queued, not_before = excluded.not_before, held = excluded.held, signed = NULL"""), row.at()).text(row.relay()).flag(row.deletion())
				.number(RecordTable.version(sql, row.at())).time(row.queued()).time(row.notBefore()).text(row.held()).change();
	}

	static boolean clear(Sql sql, Coordinate at, String relay, boolean deletion, long version) throws SQLException {
		return RecordTable.at(sql.prepare("DELETE FROM outbox WHERE owner = ? AND kind = ? AND d = ? AND relay = ? AND deletion = ? AND version = ?"), at)
				.text(relay).flag(deletion).number(version).change() > 0;
	}

	static boolean forget(Sql sql, Coordinate at, String relay) throws SQLException {
		return RecordTable.at(sql.prepare("DELETE FROM outbox WHERE owner = ? AND kind = ? AND d = ? AND relay = ?"), at).text(relay).change() > 0;
	}

	/** Only if it still is the row that it was signed for. */
	static void signed(Sql sql, Coordinate at, String relay, boolean deletion, long version, String json) throws SQLException {
		RecordTable.at(sql.prepare("""
				UPDATE outbox SET signed = ?7 WHERE owner = ?1 AND kind = ?2 AND d = ?3 AND relay = ?4 AND deletion = ?5 AND version = ?6"""), at)
				.text(relay).flag(deletion).number(version).text(json).change();
	}

	/** What was signed is forgotten: later it is signed anew, with the date of then. */
	static boolean hold(Sql sql, Coordinate at, String relay, @Nullable String why) throws SQLException {
		return RecordTable.at(sql.prepare("UPDATE outbox SET held = ?5, signed = NULL WHERE owner = ?1 AND kind = ?2 AND d = ?3 AND relay = ?4"), at).text(relay)
				.text(why).change() > 0;
	}

	/** All records that this relay is not known to have. */
	static void queueMissing(Sql sql, PublicKey owner, String relay, Instant now) throws SQLException {
		sql.prepare("""
				INSERT INTO outbox (owner, kind, d, relay, deletion, version, queued, not_before, held)
				SELECT owner, kind, d, ?2, 0, version, ?3, NULL, NULL FROM record WHERE owner = ?1 AND NOT EXISTS (SELECT 1 FROM head
				WHERE head.owner = record.owner AND head.kind = record.kind AND head.d = record.d AND head.relay = ?2)
				ON CONFLICT (owner, kind, d, relay) DO NOTHING""").text(owner.value()).text(relay).time(now).change();
	}

	/** For all relays of its owner. */
	static void queueEverywhere(Sql sql, Coordinate at, boolean deletion, Instant now, @Nullable Instant notBefore) throws SQLException {
		for (String relay : sql.prepare("SELECT url FROM relay WHERE owner = ? ORDER BY url").text(at.owner().value()).texts()) {
			put(sql, new Queued(at, relay, deletion, 0, now, notBefore, null));
		}
	}
}
