package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns the tables of each format have: what a store says of its format can be held against that. */
final class Formats {
	private final List<Set<String>> formats;

	private Formats(List<Set<String>> formats) {
		this.formats = formats;
	}

	static Formats of(List<Migration> migrations) throws SQLException {
		List<Set<String>> formats = new ArrayList<>();
		try (Sql sql = Connections.memory()) {
			for (Migration migration : migrations) {
				migration.apply(sql);
				formats.add(columns(sql));
			}
		}
		return new Formats(formats);
	}

	/** Whether a store is not of the format it claims, but of another that is known. */
	boolean another(int claimed, Sql store) throws SQLException {
		Set<String> columns = columns(store);
		return !formats.get(claimed - 1).equals(columns) && formats.contains(columns);
	}

	/** Whether a store has what no known format has. */
	boolean newer(Sql store) throws SQLException {
		Set<String> unknown = columns(store);
		formats.forEach(unknown::removeAll);
		return !unknown.isEmpty();
	}

	/** Not of the index of words: it can be damaged, and none of its columns ever changed. */
	private static Set<String> columns(Sql sql) throws SQLException {
		return new HashSet<>(sql.prepare("""
				SELECT s.name || '.' || c.name FROM sqlite_schema s, pragma_table_info(s.name) c
				WHERE s.type = 'table' AND s.name NOT GLOB 'search*' AND s.name NOT GLOB 'sqlite_*'""").texts());
	}
}
