package dev.umbra.store;

import java.sql.SQLException;
import java.util.List;

/**
 * Format 5: what is remembered of sessions' repositories; the catalog and what is known of it at relays. Records, heads and the outbox are named by owner, kind (Nostr's number) and
 * {@code d}. Everything of an identity goes with it, everything of a relay with it. Private keys have no column here.
 * The events of the embedded relay are apart: whose they are does not matter to it.
 */
final class Schema5 implements Migration {
	private static final List<String> STATEMENTS = List.of("""
			ALTER TABLE agent ADD COLUMN owner TEXT""", """
			ALTER TABLE agent ADD COLUMN public_key TEXT""", """
			ALTER TABLE agent ADD COLUMN definition TEXT NOT NULL DEFAULT ''""", """
			CREATE UNIQUE INDEX agent_public_key ON agent (public_key) WHERE public_key IS NOT NULL""", """
			CREATE TABLE identity (
				nr INTEGER PRIMARY KEY,
				public_key TEXT NOT NULL UNIQUE,
				current INTEGER NOT NULL,
				created INTEGER NOT NULL,
				name TEXT NOT NULL)""", """
			CREATE TABLE relay (
				nr INTEGER PRIMARY KEY,
				owner TEXT NOT NULL REFERENCES identity (public_key) ON DELETE CASCADE,
				url TEXT NOT NULL,
				mode TEXT NOT NULL,
				added INTEGER NOT NULL,
				UNIQUE (owner, url))""", """
			CREATE TABLE record (
				nr INTEGER PRIMARY KEY,
				owner TEXT NOT NULL REFERENCES identity (public_key) ON DELETE CASCADE,
				kind INTEGER NOT NULL,
				d TEXT NOT NULL,
				version INTEGER NOT NULL,
				created_at INTEGER NOT NULL,
				event TEXT NOT NULL,
				shared INTEGER NOT NULL,
				created INTEGER NOT NULL,
				updated INTEGER NOT NULL,
				content TEXT NOT NULL,
				UNIQUE (owner, kind, d))""", """
			CREATE TABLE record_history (
				nr INTEGER PRIMARY KEY AUTOINCREMENT,
				owner TEXT NOT NULL REFERENCES identity (public_key) ON DELETE CASCADE,
				kind INTEGER NOT NULL,
				d TEXT NOT NULL,
				time INTEGER NOT NULL,
				why TEXT NOT NULL,
				who TEXT NOT NULL,
				shared INTEGER NOT NULL,
				content TEXT NOT NULL)""", """
			CREATE INDEX record_history_of ON record_history (owner, kind, d, nr)""", """
			CREATE TABLE grave (
				nr INTEGER PRIMARY KEY,
				owner TEXT NOT NULL REFERENCES identity (public_key) ON DELETE CASCADE,
				kind INTEGER NOT NULL,
				d TEXT NOT NULL,
				version INTEGER NOT NULL,
				created_at INTEGER NOT NULL,
				event TEXT NOT NULL,
				UNIQUE (owner, kind, d))""", """
			CREATE TABLE head (
				nr INTEGER PRIMARY KEY,
				owner TEXT NOT NULL,
				relay TEXT NOT NULL,
				kind INTEGER NOT NULL,
				d TEXT NOT NULL,
				event TEXT NOT NULL,
				created_at INTEGER NOT NULL,
				wire_d TEXT NOT NULL,
				shared INTEGER NOT NULL,
				deleted INTEGER NOT NULL,
				content TEXT NOT NULL,
				json TEXT NOT NULL,
				UNIQUE (owner, kind, d, relay),
				FOREIGN KEY (owner, relay) REFERENCES relay (owner, url) ON DELETE CASCADE)""", """
			CREATE INDEX head_event ON head (owner, relay, event)""", """
			CREATE INDEX head_wire ON head (owner, relay, kind, wire_d)""", """
			CREATE TABLE outbox (
				nr INTEGER PRIMARY KEY,
				owner TEXT NOT NULL,
				relay TEXT NOT NULL,
				kind INTEGER NOT NULL,
				d TEXT NOT NULL,
				deletion INTEGER NOT NULL,
				version INTEGER NOT NULL,
				queued INTEGER NOT NULL,
				not_before INTEGER,
				held TEXT,
				UNIQUE (owner, kind, d, relay),
				FOREIGN KEY (owner, relay) REFERENCES relay (owner, url) ON DELETE CASCADE)""", """
			CREATE INDEX outbox_relay ON outbox (owner, relay)""", """
			CREATE TABLE seen_event (
				owner TEXT NOT NULL,
				relay TEXT NOT NULL,
				event TEXT NOT NULL,
				PRIMARY KEY (owner, relay, event),
				FOREIGN KEY (owner, relay) REFERENCES relay (owner, url) ON DELETE CASCADE) WITHOUT ROWID""", """
			CREATE TABLE relay_count (
				owner TEXT NOT NULL,
				relay TEXT NOT NULL,
				words TEXT NOT NULL,
				count INTEGER NOT NULL,
				PRIMARY KEY (owner, relay, words),
				FOREIGN KEY (owner, relay) REFERENCES relay (owner, url) ON DELETE CASCADE) WITHOUT ROWID""", """
			CREATE TABLE announced (
				nr INTEGER PRIMARY KEY,
				agent TEXT NOT NULL,
				relay TEXT NOT NULL,
				created_at INTEGER NOT NULL,
				seen INTEGER NOT NULL,
				entry TEXT NOT NULL,
				UNIQUE (agent, relay))""", """
			CREATE INDEX announced_newest ON announced (created_at)""", """
			CREATE TABLE persona_device (
				nr INTEGER PRIMARY KEY,
				owner TEXT NOT NULL REFERENCES identity (public_key) ON DELETE CASCADE,
				slug TEXT NOT NULL,
				active INTEGER NOT NULL,
				hidden INTEGER NOT NULL,
				confirmed TEXT,
				source TEXT,
				UNIQUE (owner, slug))""", """
			CREATE TABLE draft_enclosure (
				nr INTEGER PRIMARY KEY,
				session INTEGER NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				position INTEGER NOT NULL,
				link INTEGER NOT NULL,
				path TEXT,
				name TEXT NOT NULL,
				mime_type TEXT,
				hash TEXT,
				length INTEGER NOT NULL,
				bytes BLOB NOT NULL,
				UNIQUE (session, position))""", """
			CREATE TABLE relay_event (
				nr INTEGER PRIMARY KEY,
				id TEXT NOT NULL UNIQUE,
				author TEXT NOT NULL,
				created_at INTEGER NOT NULL,
				kind INTEGER NOT NULL,
				address TEXT,
				json TEXT NOT NULL)""", """
			CREATE UNIQUE INDEX relay_event_address ON relay_event (address) WHERE address IS NOT NULL""", """
			CREATE INDEX relay_event_time ON relay_event (created_at DESC, id)""", """
			CREATE INDEX relay_event_author ON relay_event (author, kind, created_at)""", """
			CREATE INDEX relay_event_kind ON relay_event (kind, created_at)""", """
			CREATE TABLE relay_tag (
				name TEXT NOT NULL,
				value TEXT NOT NULL,
				event INTEGER NOT NULL REFERENCES relay_event (nr) ON DELETE CASCADE,
				PRIMARY KEY (name, value, event)) WITHOUT ROWID""", """
			CREATE INDEX relay_tag_event ON relay_tag (event)""", """
			CREATE TABLE session_git (
				session INTEGER PRIMARY KEY NOT NULL REFERENCES session (nr) ON DELETE CASCADE,
				start TEXT,
				code TEXT NOT NULL,
				repository TEXT,
				tip TEXT,
				merged TEXT,
				reverted TEXT,
				draft TEXT NOT NULL)""");

	@Override
	public void apply(Sql sql) throws SQLException {
		for (String statement : STATEMENTS) {
			sql.run(statement);
		}
	}
}
