package dev.umbra.store;

import java.sql.SQLException;
import java.util.List;

/** Format 2: what windows leave here. Tabs and drafts go with their session; a client's view is JSON and
 * names sessions by their id. */
final class Schema2 implements Migration {
	private static final List<String> STATEMENTS = List.of("""
			CREATE TABLE tab (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				position INTEGER NOT NULL,
				pinned INTEGER NOT NULL)""", """
			CREATE TABLE client_view (
				client TEXT PRIMARY KEY NOT NULL,
				updated INTEGER NOT NULL,
				view TEXT NOT NULL)""", """
			CREATE TABLE draft (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				updated INTEGER NOT NULL,
				text TEXT NOT NULL)""");

	@Override
	public void apply(Sql sql) throws SQLException {
		for (String statement : STATEMENTS) {
			sql.run(statement);
		}
	}
}
