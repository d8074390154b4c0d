package dev.umbra.store;

/** What format 2 added to format 1, letter by letter. Never changed: it proves that such stores still open. */
final class Format2 {
	static final String SCHEMA = Format1.SCHEMA + """
			CREATE TABLE tab (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				position INTEGER NOT NULL,
				pinned INTEGER NOT NULL);
			CREATE TABLE client_view (
				client TEXT PRIMARY KEY NOT NULL,
				updated INTEGER NOT NULL,
				view TEXT NOT NULL);
			CREATE TABLE draft (
				session INTEGER PRIMARY KEY REFERENCES session (nr) ON DELETE CASCADE,
				updated INTEGER NOT NULL,
				text TEXT NOT NULL);
			""";
	static final String ROWS = Format1.ROWS + """
			INSERT INTO tab VALUES (1, 3, 1);
			INSERT INTO client_view VALUES ('product', 1893586030000, '{"active":"s1","scroll":{"s1":"e1"}}');
			INSERT INTO draft VALUES (1, 1893586031000, 'not sent');
			INSERT INTO revision VALUES ('tabs', 4);
			PRAGMA user_version = 2;
			""";

	private Format2() {
	}
}
