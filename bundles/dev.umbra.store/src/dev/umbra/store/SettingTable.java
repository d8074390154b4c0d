package dev.umbra.store;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

final class SettingTable {
	private SettingTable() {
	}

	static Map<String, String> all(Sql sql) throws SQLException {
		Map<String, String> all = new LinkedHashMap<>();
		try (Rows rows = sql.prepare("SELECT key, value FROM setting ORDER BY key").rows()) {
			while (rows.next()) {
				all.put(rows.text(), rows.text());
			}
		}
		return Map.copyOf(all);
	}

	static void put(Sql sql, String key, @Nullable String value) throws SQLException {
		if (value == null) {
			sql.prepare("DELETE FROM setting WHERE key = ?").text(key).change();
		} else {
			sql.prepare("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
					.text(key).text(value).change();
		}
	}
}
