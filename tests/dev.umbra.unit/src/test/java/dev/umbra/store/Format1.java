package dev.umbra.store;

/** A store as format 1 shipped, letter by letter. Never changed: it proves that such stores still open. */
final class Format1 {
	static final String SCHEMA = """
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
				ended INTEGER);
			CREATE TABLE session_options (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				options TEXT NOT NULL);
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
				UNIQUE (session, ordinal));
			CREATE INDEX entry_revision ON entry (session, revision, ordinal);
			CREATE INDEX entry_open ON entry (session, ordinal) WHERE status IN ('pending', 'running');
			CREATE INDEX entry_waiting ON entry (created) WHERE kind = 'permission' AND status = 'pending';
			CREATE TABLE chunk (
				entry INTEGER NOT NULL REFERENCES entry (nr) ON DELETE CASCADE,
				offset INTEGER NOT NULL,
				text TEXT NOT NULL,
				PRIMARY KEY (entry, offset)) WITHOUT ROWID;
			CREATE TABLE queue (
				session INTEGER NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				position INTEGER NOT NULL,
				turn TEXT NOT NULL,
				client TEXT NOT NULL,
				created INTEGER NOT NULL,
				text TEXT NOT NULL,
				PRIMARY KEY (session, position));
			CREATE TABLE agent (
				id TEXT PRIMARY KEY NOT NULL,
				name TEXT NOT NULL,
				persona TEXT,
				ad_hoc INTEGER NOT NULL,
				created INTEGER NOT NULL,
				updated INTEGER NOT NULL);
			CREATE TABLE agent_device (
				agent TEXT PRIMARY KEY NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
				layer TEXT NOT NULL);
			CREATE TABLE agent_secret (
				agent TEXT NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
				name TEXT NOT NULL,
				PRIMARY KEY (agent, name)) WITHOUT ROWID;
			CREATE TABLE setting (
				key TEXT PRIMARY KEY NOT NULL,
				value TEXT NOT NULL) WITHOUT ROWID;
			CREATE TABLE command (
				id TEXT PRIMARY KEY NOT NULL,
				method TEXT NOT NULL,
				created INTEGER NOT NULL,
				result TEXT NOT NULL);
			CREATE INDEX command_created ON command (created);
			CREATE TABLE revision (
				subject TEXT PRIMARY KEY NOT NULL,
				revision INTEGER NOT NULL) WITHOUT ROWID;
			""";
	static final String ROWS = """
			INSERT INTO session VALUES (1, 's1', 3, 1893586020000, 'idle', 0, 1, 0, 'a1', 'demo', 'A title', 1, '/tmp', '["/x"]',
				NULL, NULL, 'ask', 'm', NULL, NULL, 'acp-1', NULL, 'end_turn', 10, 200, NULL, NULL, 0.5, 'USD', 1893586000000, NULL);
			INSERT INTO session_options VALUES (1, '{"o":1}');
			INSERT INTO entry VALUES (1, 1, 'e1', 1, 1, 't1', 'prompt', 'done', 5, 1893586001000, 1893586001000, '{"type":"plain"}', 'hello');
			INSERT INTO entry VALUES (2, 1, 'e2', 2, 3, 't1', 'message', 'running', 6, 1893586002000, NULL, '{"type":"plain"}', 'ab');
			INSERT INTO chunk VALUES (2, 2, 'cd');
			INSERT INTO chunk VALUES (2, 4, X'D83DDE00');
			INSERT INTO queue VALUES (1, 0, 't2', 'cli', 1893586003000, 'next');
			INSERT INTO agent VALUES ('a1', 'demo', NULL, 0, 1893586000000, 1893586000000);
			INSERT INTO agent_device VALUES ('a1', '{"command":"umbra:demo","args":["-v"],"env":{"A":"1"},"envMode":"login","preset":"demo",
			"autostart":false,"keepRunning":true}');
			INSERT INTO agent_secret VALUES ('a1', 'KEY');
			INSERT INTO setting VALUES ('idle-end', 'PT1M');
			INSERT INTO revision VALUES ('agents', 7);
			INSERT INTO command VALUES ('c1', 'sessions/prompt', 1893586010000, '{"turn":"t1"}');
			PRAGMA application_id = 1433231986;
			PRAGMA user_version = 1;
			""";

	private Format1() {
	}
}
