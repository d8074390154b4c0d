package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.wire.Codec;

/** Records of one owner and kind, to be read together: what is stored of each in one statement for all. */
record SomeRecords(PublicKey owner, RecordKind kind, List<String> names) {
	/** Each coordinate once. */
	static List<SomeRecords> of(Collection<Coordinate> coordinates) {
		Map<List<Object>, SomeRecords> all = new LinkedHashMap<>();
		for (Coordinate at : coordinates) {
			all.computeIfAbsent(List.of(at.owner(), at.kind()), any -> new SomeRecords(at.owner(), at.kind(), new ArrayList<>())).names().add(at.d());
		}
		return List.copyOf(all.values());
	}

	/** The name first, then the columns. */
	Rows rows(Sql sql, String columns, String table) throws SQLException {
		return sql.prepare("SELECT d, " + columns + " FROM " + table + " WHERE owner = ? AND kind = ? AND d IN (SELECT value FROM json_each(?))")
				.text(owner.value()).number(kind.nostr()).text(Codec.json(names)).rows();
	}

	/** Of the row; reads its first column. */
	Coordinate at(Rows rows) throws SQLException {
		return new Coordinate(owner, kind, rows.text());
	}
}
