package dev.umbra.store;

/** What format 3 made of format 2, letter by letter. Never changed: it proves that such stores still open. */
final class Format3 {
	static final String SCHEMA = Format2.SCHEMA + """
			DROP TABLE session_options;
			CREATE TABLE session_offer (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				offered TEXT NOT NULL);
			ALTER TABLE queue ADD COLUMN enclosures TEXT NOT NULL DEFAULT '[]';
			CREATE TABLE blob (
				session INTEGER NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				hash TEXT NOT NULL,
				length INTEGER NOT NULL,
				bytes BLOB NOT NULL,
				PRIMARY KEY (session, hash));
			CREATE TABLE agent_offer (
				agent TEXT PRIMARY KEY NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
				offer TEXT NOT NULL);
			CREATE TABLE rule (
				nr INTEGER PRIMARY KEY,
				id TEXT NOT NULL UNIQUE,
				name TEXT NOT NULL,
				effect TEXT NOT NULL,
				agent TEXT REFERENCES agent (id) ON DELETE CASCADE,
				tool_kind TEXT,
				path TEXT,
				command TEXT,
				created INTEGER NOT NULL);
			CREATE INDEX rule_agent ON rule (agent);
			DROP INDEX entry_waiting;
			CREATE INDEX entry_waiting ON entry (created) WHERE kind IN ('permission', 'input') AND status = 'pending';
			""";
	static final String ROWS = """
			INSERT INTO session_offer VALUES (1, '{"offer":{"modes":[{"id":"plan","name":"Plan"}],"options":[{"id":"m","name":"Model",
			"category":"model","form":"select","value":"big","choices":[{"value":"big","name":"Big"}]}],"commands":[],"images":true,
			"audio":false,"embedded":true},"wanted":{"mode":"plan"},"mcp":[{"type":"stdio","name":"files","command":"/bin/mcp",
			"args":["-x"],"env":{"A":"1"}}]}');
			INSERT INTO blob VALUES (1, 'abc', 3, X'010203');
			INSERT INTO agent_offer VALUES ('a1', '{"modes":[{"id":"ask","name":"Ask"}],"images":false,"audio":false,"embedded":false}');
			INSERT INTO rule VALUES (1, 'r1', 'no force push', 'deny', 'a1', 'execute', NULL, 'git push --force*', 1893586040000);
			UPDATE queue SET enclosures = '[{"kind":"image","name":"a.png","mimeType":"image/png","blob":"abc","bytes":3}]';
			PRAGMA user_version = 3;
			""";

	private Format3() {
	}
}
