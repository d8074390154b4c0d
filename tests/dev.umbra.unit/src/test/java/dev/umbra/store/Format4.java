package dev.umbra.store;

/** What format 4 made of format 3, letter by letter. Never changed: it proves that such stores still open. */
final class Format4 {
	static final String SCHEMA = Format3.SCHEMA + """
			ALTER TABLE session ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
			CREATE INDEX session_removed ON session (removed) WHERE removed = 1;
			CREATE INDEX session_updated ON session (updated);
			CREATE INDEX session_parent ON session (parent) WHERE parent IS NOT NULL;
			CREATE TABLE title (
				entry INTEGER PRIMARY KEY REFERENCES entry (nr) ON DELETE CASCADE,
				text TEXT NOT NULL);
			CREATE TABLE unindexed (
				entry INTEGER PRIMARY KEY REFERENCES entry (nr) ON DELETE CASCADE);
			CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, detail = none,
				tokenize = "unicode61 remove_diacritics 2 categories 'L* N* M* Co'");
			CREATE TABLE output (
				entry INTEGER NOT NULL REFERENCES entry (nr) ON DELETE CASCADE,
				offset INTEGER NOT NULL,
				length INTEGER NOT NULL,
				text TEXT NOT NULL,
				PRIMARY KEY (entry, offset)) WITHOUT ROWID;
			CREATE TABLE note (
				folder TEXT PRIMARY KEY NOT NULL,
				updated INTEGER NOT NULL,
				text TEXT NOT NULL);
			CREATE TABLE feed (
				nr INTEGER PRIMARY KEY,
				agent TEXT NOT NULL UNIQUE REFERENCES agent (id) ON DELETE CASCADE,
				change INTEGER NOT NULL,
				cards INTEGER NOT NULL,
				bytes INTEGER NOT NULL,
				removed INTEGER NOT NULL,
				removed_time INTEGER NOT NULL,
				removed_change INTEGER NOT NULL,
				removed_entry INTEGER NOT NULL);
			CREATE TABLE card (
				feed INTEGER NOT NULL REFERENCES feed (nr) ON DELETE CASCADE,
				nr INTEGER NOT NULL,
				change INTEGER NOT NULL,
				time INTEGER NOT NULL,
				kind TEXT NOT NULL,
				status TEXT NOT NULL,
				session INTEGER REFERENCES session (nr) ON DELETE CASCADE,
				entry INTEGER REFERENCES entry (nr) ON DELETE CASCADE,
				label TEXT NOT NULL,
				summary TEXT NOT NULL,
				PRIMARY KEY (feed, nr)) WITHOUT ROWID;
			CREATE INDEX card_change ON card (feed, change);
			CREATE UNIQUE INDEX card_entry ON card (entry) WHERE entry IS NOT NULL;
			""";

	private Format4() {
	}
}
