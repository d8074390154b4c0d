package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** SQLite's own look at the whole file. */
final class Checks {
	private Checks() {
	}

	/** Empty if all is well, else what SQLite says, a line each. */
	static String quick(Sql sql) throws SQLException {
		List<String> words = new ArrayList<>();
		try (Rows rows = sql.prepare("PRAGMA quick_check").rows()) {
			while (rows.next()) {
				words.add(rows.text());
			}
		} catch (SQLException e) {
			if (!Failures.corrupt(e)) { // anything else is a failure to check
				throw e;
			}
			words.add(String.valueOf(e.getMessage()));
		}
		return words.equals(List.of("ok")) ? "" : String.join("\n", words);
	}
}
