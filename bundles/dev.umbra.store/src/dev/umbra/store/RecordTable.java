package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.port.CatalogRecords.Grave;

/** Records of the catalog, their graves and their history. */
final class RecordTable {
	private static final System.Logger LOG = System.getLogger(RecordTable.class.getName());
	private static final int KEPT = 50;
	private static final String COLUMNS = "kind, d, version, created_at, event, shared, created, updated, content";

	private RecordTable() {
	}

	/** The coordinate as the next three values of a statement. */
	static Prepared at(Prepared statement, Coordinate at) throws SQLException {
		return statement.text(at.owner().value()).number(at.kind().nostr()).text(at.d());
	}

	static List<CatalogRecord> of(Sql sql, PublicKey owner) throws SQLException {
		List<CatalogRecord> records = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT " + COLUMNS + " FROM record WHERE owner = ? ORDER BY kind, d").text(owner.value()).rows()) {
			while (rows.next()) {
				CatalogRecord record = read(owner, rows);
				if (record != null) {
					records.add(record);
				}
			}
		}
		return List.copyOf(records);
	}

	static Optional<CatalogRecord> find(Sql sql, Coordinate at) throws SQLException {
		try (Rows rows = at(sql.prepare("SELECT " + COLUMNS + " FROM record WHERE owner = ? AND kind = ? AND d = ?"), at).rows()) {
			return rows.next() ? Optional.ofNullable(read(at.owner(), rows)) : Optional.empty();
		}
	}

	static Map<Coordinate, CatalogRecord> of(Sql sql, SomeRecords some) throws SQLException {
		Map<Coordinate, CatalogRecord> records = new HashMap<>();
		try (Rows rows = some.rows(sql, COLUMNS, "record")) {
			while (rows.next()) {
				rows.text();
				CatalogRecord record = read(some.owner(), rows);
				if (record != null) {
					records.put(record.at(), record);
				}
			}
		}
		return records;
	}

	static Map<Coordinate, Grave> graves(Sql sql, SomeRecords some) throws SQLException {
		Map<Coordinate, Grave> graves = new HashMap<>();
		try (Rows rows = some.rows(sql, "created_at, event", "grave")) {
			while (rows.next()) {
				Grave grave = new Grave(some.at(rows), rows.number(), rows.text());
				graves.put(grave.at(), grave);
			}
		}
		return graves;
	}

	/** The coordinate in the next two columns, or null with a word in the log: a damaged row must not hide the others. */
	static @Nullable Coordinate coordinate(PublicKey owner, Rows rows) throws SQLException {
		int kind = (int) rows.number();
		String d = rows.text();
		try {
			return new Coordinate(owner, RecordKind.of(kind).orElseThrow(() -> new IllegalArgumentException("no kind of ours: " + kind)), d);
		} catch (IllegalArgumentException e) {
			LOG.log(System.Logger.Level.ERROR, "a record of the catalog cannot be read and is left out; its row stays in the store", e);
			return null;
		}
	}

	private static @Nullable CatalogRecord read(PublicKey owner, Rows rows) throws SQLException {
		Coordinate at = coordinate(owner, rows);
		long version = rows.number();
		long createdAt = rows.number();
		String event = rows.text();
		boolean shared = rows.flag();
		var created = rows.time();
		var updated = rows.time();
		return at == null ? null : new CatalogRecord(at, rows.text(), shared, version, createdAt, event, created, updated);
	}

	/** Its version becomes one more than that of the record or grave that is there. */
	static void put(Sql sql, CatalogRecord record) throws SQLException {
		Coordinate at = record.at();
		at(sql.prepare("""
				INSERT INTO record (owner, kind, d, version, created_at, event, shared, created, updated, content)
				VALUES (?1, ?2, ?3, 1 + coalesce((SELECT version FROM grave WHERE owner = ?1 AND kind = ?2 AND d = ?3), 0), ?4, ?5, ?6, ?7, ?8, ?9)
				ON CONFLICT (owner, kind, d) DO UPDATE SET version = 1 + max(record.version, excluded.version - 1),
				created_at = excluded.created_at, event = excluded.event, shared = excluded.shared, updated = excluded.updated,
				content = excluded.content"""), at).number(record.createdAt()).text(record.event()).flag(record.shared())
				.time(record.created()).time(record.updated()).text(record.content()).change();
		dropGrave(sql, at);
	}

	/** Of the record or its grave, 0 if there is neither. */
	static long version(Sql sql, Coordinate at) throws SQLException {
		long record = at(sql.prepare("SELECT version FROM record WHERE owner = ? AND kind = ? AND d = ?"), at).one();
		return Math.max(record, at(sql.prepare("SELECT version FROM grave WHERE owner = ? AND kind = ? AND d = ?"), at).one());
	}

	static boolean drop(Sql sql, Coordinate at) throws SQLException {
		return at(sql.prepare("DELETE FROM record WHERE owner = ? AND kind = ? AND d = ?"), at).change() > 0;
	}

	/** Its version is one more than the record's, so that what was queued for the record does not clear what is queued for the grave. */
	static void putGrave(Sql sql, Grave grave) throws SQLException {
		long version = version(sql, grave.at()) + 1;
		at(sql.prepare("""
				INSERT INTO grave (owner, kind, d, version, created_at, event) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (owner, kind, d) DO UPDATE SET version = excluded.version, created_at = excluded.created_at, event = excluded.event"""),
				grave.at()).number(version).number(grave.createdAt()).text(grave.event()).change();
	}

	static void dropGrave(Sql sql, Coordinate at) throws SQLException {
		at(sql.prepare("DELETE FROM grave WHERE owner = ? AND kind = ? AND d = ?"), at).change();
	}

	static void keep(Sql sql, Kept kept) throws SQLException {
		at(sql.prepare("INSERT INTO record_history (owner, kind, d, time, why, who, shared, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"), kept.record())
				.time(kept.at()).text(kept.why().name().toLowerCase(Locale.ROOT)).text(kept.who()).flag(kept.shared()).text(kept.content()).change();
		at(at(sql.prepare("""
				DELETE FROM record_history WHERE owner = ? AND kind = ? AND d = ? AND nr <= (SELECT nr FROM record_history
				WHERE owner = ? AND kind = ? AND d = ? ORDER BY nr DESC LIMIT 1 OFFSET"""
				+ " " + KEPT + ")"), kept.record()), kept.record()).change();
	}

	/** The newest first. */
	static List<Kept> history(Sql sql, Coordinate at) throws SQLException {
		List<Kept> history = new ArrayList<>();
		try (Rows rows = at(sql.prepare("""
				SELECT nr, time, why, who, content, shared FROM record_history
				WHERE owner = ? AND kind = ? AND d = ? ORDER BY nr DESC"""), at).rows()) {
			while (rows.next()) {
				long nr = rows.number();
				var time = rows.time();
				String why = rows.text();
				history.add(new Kept(nr, at, time, why(why), rows.text(), rows.text(), rows.flag()));
			}
		}
		return List.copyOf(history);
	}

	private static Kept.Why why(String word) {
		for (Kept.Why why : Kept.Why.values()) {
			if (why.name().equalsIgnoreCase(word)) {
				return why;
			}
		}
		return Kept.Why.EDITED;
	}
}
