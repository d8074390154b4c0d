package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.wire.Codec;

/** What relays are known to have: heads, ids of other events that were verified, and counts of what was refused. */
final class HeadTable {
	private static final String COLUMNS = "relay, event, created_at, wire_d, content, shared, deleted, json";

	private HeadTable() {
	}

	static List<Head> of(Sql sql, PublicKey owner, String relay) throws SQLException {
		return heads(owner, sql.prepare("SELECT kind, d, " + COLUMNS + " FROM head WHERE owner = ? AND relay = ? ORDER BY kind, d")
				.text(owner.value()).text(relay));
	}

	private static List<Head> heads(PublicKey owner, Prepared asked) throws SQLException {
		List<Head> heads = new ArrayList<>();
		try (Rows rows = asked.rows()) {
			while (rows.next()) {
				Coordinate at = RecordTable.coordinate(owner, rows);
				if (at != null) {
					heads.add(read(at, rows));
				}
			}
		}
		return List.copyOf(heads);
	}

	/** By coordinate and relay. */
	static Map<Coordinate, Map<String, Head>> of(Sql sql, SomeRecords some) throws SQLException {
		Map<Coordinate, Map<String, Head>> heads = new HashMap<>();
		try (Rows rows = some.rows(sql, COLUMNS, "head")) {
			while (rows.next()) {
				Head head = read(some.at(rows), rows);
				heads.computeIfAbsent(head.at(), any -> new LinkedHashMap<>()).put(head.relay(), head);
			}
		}
		return heads;
	}

	private static Head read(Coordinate at, Rows rows) throws SQLException {
		return new Head(at, rows.text(), rows.text(), rows.number(), rows.text(), rows.text(), rows.flag(), rows.flag(), rows.text());
	}

	static void put(Sql sql, Head head) throws SQLException {
		RecordTable.at(sql.prepare("""
				INSERT INTO head (owner, kind, d, relay, event, created_at, wire_d, shared, deleted, content, json)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, kind, d, relay) DO UPDATE SET event = excluded.event,
				created_at = excluded.created_at, wire_d = excluded.wire_d, shared = excluded.shared, deleted = excluded.deleted,
				content = excluded.content, json = excluded.json"""), head.at()).text(head.relay()).text(head.event()).number(head.createdAt())
				.text(head.wireD()).flag(head.shared()).flag(head.deleted()).text(head.content()).text(head.json()).change();
	}

	static void drop(Sql sql, Coordinate at, String relay) throws SQLException {
		RecordTable.at(sql.prepare("DELETE FROM head WHERE owner = ? AND kind = ? AND d = ? AND relay = ?"), at).text(relay).change();
	}

	static Optional<Coordinate> byWireD(Sql sql, PublicKey owner, String relay, int kind, String wireD) throws SQLException {
		try (Rows rows = sql.prepare("SELECT kind, d FROM head WHERE owner = ? AND relay = ? AND kind = ? AND wire_d = ?").text(owner.value())
				.text(relay).number(kind).text(wireD).rows()) {
			@Nullable
			Coordinate at = rows.next() ? RecordTable.coordinate(owner, rows) : null;
			return Optional.ofNullable(at);
		}
	}

	/** By the ids of their events. */
	static Map<String, Head> named(Sql sql, PublicKey owner, String relay, Collection<String> events) throws SQLException {
		Map<String, Head> heads = new LinkedHashMap<>();
		for (String event : events) {
			try (Rows rows = sql.prepare("SELECT kind, d, " + COLUMNS + " FROM head WHERE owner = ? AND relay = ? AND event = ?").text(owner.value())
					.text(relay).text(event).rows()) {
				Coordinate at = rows.next() ? RecordTable.coordinate(owner, rows) : null;
				if (at != null) {
					heads.put(event, read(at, rows));
				}
			}
		}
		return Map.copyOf(heads);
	}

	static Set<String> known(Sql sql, PublicKey owner, String relay, Collection<String> events) throws SQLException {
		String asked = Codec.json(List.copyOf(events));
		return Set.copyOf(sql.prepare("""
				SELECT value FROM json_each(?5) WHERE EXISTS (SELECT 1 FROM head WHERE owner = ?1 AND relay = ?2 AND event = value)
				OR EXISTS (SELECT 1 FROM seen_event WHERE owner = ?3 AND relay = ?4 AND event = value)""").text(owner.value()).text(relay)
				.text(owner.value()).text(relay).text(asked).texts());
	}

	/** Each with its date; 0 where that is not kept. */
	static Map<String, Long> knownEvents(Sql sql, PublicKey owner, String relay, int most) throws SQLException {
		Map<String, Long> known = new HashMap<>();
		try (Rows rows = sql.prepare("""
				SELECT event, created_at FROM head WHERE owner = ?1 AND relay = ?2
				UNION ALL SELECT event, 0 FROM seen_event WHERE owner = ?1 AND relay = ?2 LIMIT ?3""").text(owner.value()).text(relay).number(most).rows()) {
			while (rows.next()) {
				known.put(rows.text(), rows.number());
			}
		}
		return known;
	}

	static List<Coordinate> unlike(Sql sql, PublicKey owner, String relay, boolean plain) throws SQLException {
		List<Coordinate> unlike = new ArrayList<>();
		try (Rows rows = sql.prepare("""
				SELECT record.kind, record.d FROM record LEFT JOIN head ON head.owner = record.owner AND head.kind = record.kind AND head.d = record.d
				AND head.relay = ?2 WHERE record.owner = ?1 AND (head.nr IS NULL OR head.deleted OR head.shared <> record.shared
				OR head.content <> record.content OR (?3 OR record.shared) <> (head.wire_d = record.d)) ORDER BY record.kind, record.d""")
				.text(owner.value()).text(relay).flag(plain).rows()) {
			while (rows.next()) {
				Coordinate at = RecordTable.coordinate(owner, rows);
				if (at != null) {
					unlike.add(at);
				}
			}
		}
		return unlike;
	}

	static List<Head> alone(Sql sql, PublicKey owner, String relay) throws SQLException {
		return heads(owner, sql.prepare("SELECT kind, d, " + COLUMNS + """
				 FROM head WHERE owner = ?1 AND relay = ?2 AND NOT EXISTS (SELECT 1 FROM record WHERE record.owner = head.owner
				AND record.kind = head.kind AND record.d = head.d) ORDER BY kind, d""").text(owner.value()).text(relay));
	}

	static Set<String> events(Sql sql, PublicKey owner, String relay) throws SQLException {
		return new HashSet<>(sql.prepare("SELECT event FROM head WHERE owner = ? AND relay = ?").text(owner.value()).text(relay).texts());
	}

	static void seen(Sql sql, PublicKey owner, String relay, String event) throws SQLException {
		sql.prepare("INSERT INTO seen_event (owner, relay, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING").text(owner.value()).text(relay)
				.text(event).change();
	}

	static void unseen(Sql sql, PublicKey owner, String relay, List<String> events) throws SQLException {
		sql.prepare("DELETE FROM seen_event WHERE owner = ? AND relay = ? AND event IN (SELECT value FROM json_each(?))").text(owner.value()).text(relay)
				.text(Codec.json(events)).change();
	}

	static void count(Sql sql, PublicKey owner, String relay, String words, long more) throws SQLException {
		sql.prepare("""
				INSERT INTO relay_count (owner, relay, words, count) VALUES (?, ?, ?, ?)
				ON CONFLICT (owner, relay, words) DO UPDATE SET count = count + excluded.count""").text(owner.value()).text(relay).text(words)
				.number(more).change();
	}

	static Map<String, Long> counts(Sql sql, PublicKey owner, String relay) throws SQLException {
		Map<String, Long> counts = new LinkedHashMap<>();
		try (Rows rows = sql.prepare("SELECT words, count FROM relay_count WHERE owner = ? AND relay = ? ORDER BY words").text(owner.value())
				.text(relay).rows()) {
			while (rows.next()) {
				counts.put(rows.text(), rows.number());
			}
		}
		return Map.copyOf(counts);
	}
}
