package dev.umbra.store;

import java.sql.SQLException;
import java.util.List;

/**
 * Format 1. Times are milliseconds since 1970 (UTC), flags 0 or 1, lengths and offsets UTF-16 code units. Rows refer to
 * sessions and entries by a small number ({@code nr}) that never leaves the store. Columns that many commits change come
 * first, long ones last or in a table of their own, because SQLite rewrites a row whole.
 * <p>
 * An entry's text is {@code entry.text} followed by its chunks; {@code entry.length} counts both. Any text cell may hold a
 * BLOB instead: see {@link TextCell}. Secrets have names here, never values.
 */
final class Schema1 implements Migration {
	private static final List<String> STATEMENTS = List.of("""
			CREATE TABLE session (
				nr INTEGER PRIMARY KEY,
				id TEXT NOT NULL UNIQUE,
				revision INTEGER NOT NULL,
				updated INTEGER NOT NULL,
				status TEXT NOT NULL,
				archived INTEGER NOT NULL,
				queued INTEGER NOT NULL,
				queue_paused INTEGER NOT NULL,
				agent TEXT NOT NULL,
				agent_name TEXT NOT NULL,
				title TEXT NOT NULL,
				title_by_person INTEGER NOT NULL,
				cwd TEXT NOT NULL,
				add_dirs TEXT NOT NULL,
				worktree TEXT,
				branch TEXT,
				mode TEXT,
				model TEXT,
				effort TEXT,
				parent TEXT,
				acp_session TEXT,
				turn TEXT,
				stop_reason TEXT,
				used INTEGER,
				size INTEGER,
				input_tokens INTEGER,
				output_tokens INTEGER,
				cost REAL,
				currency TEXT,
				created INTEGER NOT NULL,
				ended INTEGER)""", """
			CREATE TABLE session_options (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				options TEXT NOT NULL)""", """
			CREATE TABLE entry (
				nr INTEGER PRIMARY KEY,
				session INTEGER NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				id TEXT NOT NULL,
				ordinal INTEGER NOT NULL,
				revision INTEGER NOT NULL,
				turn TEXT,
				kind TEXT NOT NULL,
				status TEXT NOT NULL,
				length INTEGER NOT NULL,
				created INTEGER NOT NULL,
				ended INTEGER,
				detail TEXT NOT NULL,
				text TEXT NOT NULL,
				UNIQUE (session, id),
				UNIQUE (session, ordinal))""", """
			CREATE INDEX entry_revision ON entry (session, revision, ordinal)""", """
			CREATE INDEX entry_open ON entry (session, ordinal) WHERE status IN ('pending', 'running')""", """
			CREATE INDEX entry_waiting ON entry (created) WHERE kind = 'permission' AND status = 'pending'""", """
			CREATE TABLE chunk (
				entry INTEGER NOT NULL REFERENCES entry (nr) ON DELETE CASCADE,
				offset INTEGER NOT NULL,
				text TEXT NOT NULL,
				PRIMARY KEY (entry, offset)) WITHOUT ROWID""", """
			CREATE TABLE queue (
				session INTEGER NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				position INTEGER NOT NULL,
				turn TEXT NOT NULL,
				client TEXT NOT NULL,
				created INTEGER NOT NULL,
				text TEXT NOT NULL,
				PRIMARY KEY (session, position))""", """
			CREATE TABLE agent (
				id TEXT PRIMARY KEY NOT NULL,
				name TEXT NOT NULL,
				persona TEXT,
				ad_hoc INTEGER NOT NULL,
				created INTEGER NOT NULL,
				updated INTEGER NOT NULL)""", """
			CREATE TABLE agent_device (
				agent TEXT PRIMARY KEY NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
				layer TEXT NOT NULL)""", """
			CREATE TABLE agent_secret (
				agent TEXT NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
				name TEXT NOT NULL,
				PRIMARY KEY (agent, name)) WITHOUT ROWID""", """
			CREATE TABLE setting (
				key TEXT PRIMARY KEY NOT NULL,
				value TEXT NOT NULL) WITHOUT ROWID""", """
			CREATE TABLE command (
				id TEXT PRIMARY KEY NOT NULL,
				method TEXT NOT NULL,
				created INTEGER NOT NULL,
				result TEXT NOT NULL)""", """
			CREATE INDEX command_created ON command (created)""", """
			CREATE TABLE revision (
				subject TEXT PRIMARY KEY NOT NULL,
				revision INTEGER NOT NULL) WITHOUT ROWID""");
	/** How the text of a table begins that every store has, letter by letter as it is in the file: no format may change it. */
	static final String ENTRY = STATEMENTS.get(2).substring(0, STATEMENTS.get(2).indexOf("ordinal"));

	@Override
	public void apply(Sql sql) throws SQLException {
		for (String statement : STATEMENTS) {
			sql.run(statement);
		}
	}
}
