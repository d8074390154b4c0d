package dev.umbra.store;

import java.sql.SQLException;
import java.util.List;

/**
 * Format 3. What an agent offered is kept as we understand it, with what was chosen and the session's servers of tools; what
 * format 1 kept of it was the agent's own JSON, which the agent tells anew. Enclosures have their bytes here, once per session.
 */
final class Schema3 implements Migration {
	private static final List<String> STATEMENTS = List.of("""
			DROP TABLE session_options""", """
			CREATE TABLE session_offer (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				offered TEXT NOT NULL)""", """
			ALTER TABLE queue ADD COLUMN enclosures TEXT NOT NULL DEFAULT '[]'""", """
			CREATE TABLE blob (
				session INTEGER NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				hash TEXT NOT NULL,
				length INTEGER NOT NULL,
				bytes BLOB NOT NULL,
				PRIMARY KEY (session, hash))""", """
			CREATE TABLE agent_offer (
				agent TEXT PRIMARY KEY NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
				offer TEXT NOT NULL)""", """
			CREATE TABLE rule (
				nr INTEGER PRIMARY KEY,
				id TEXT NOT NULL UNIQUE,
				name TEXT NOT NULL,
				effect TEXT NOT NULL,
				agent TEXT REFERENCES agent (id) ON DELETE CASCADE,
				tool_kind TEXT,
				path TEXT,
				command TEXT,
				created INTEGER NOT NULL)""", """
			CREATE INDEX rule_agent ON rule (agent)""", """
			DROP INDEX entry_waiting""", """
			CREATE INDEX entry_waiting ON entry (created) WHERE kind IN ('permission', 'input') AND status = 'pending'""");

	@Override
	public void apply(Sql sql) throws SQLException {
		for (String statement : STATEMENTS) {
			sql.run(statement);
		}
	}
}
