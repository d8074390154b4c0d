package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.wire.Codec;

/** Agents that announced themselves, the newest of each agent and relay. */
final class AnnouncedTable {
	private static final System.Logger LOG = System.getLogger(AnnouncedTable.class.getName());
	private static final int MOST = 1000;

	private AnnouncedTable() {
	}

	/** @return whether it is newer than what was there */
	static boolean put(Sql sql, DirectoryEntry entry, Instant seen) throws SQLException {
		int changed = sql.prepare("""
				INSERT INTO announced (agent, relay, created_at, seen, entry) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (agent, relay) DO UPDATE SET created_at = excluded.created_at, seen = excluded.seen, entry = excluded.entry
				WHERE excluded.created_at > announced.created_at""").text(entry.agent().value()).text(entry.relay()).number(entry.createdAt())
				.time(seen).text(Codec.json(entry)).change();
		sql.prepare("""
				DELETE FROM announced WHERE nr IN (SELECT nr FROM announced ORDER BY created_at DESC, nr DESC LIMIT -1 OFFSET"""
				+ " " + MOST + ")").change();
		return changed > 0;
	}

	/** The newest first. */
	static List<DirectoryEntry> all(Sql sql) throws SQLException {
		List<DirectoryEntry> entries = new ArrayList<>();
		Set<PublicKey> agents = new HashSet<>();
		try (Rows rows = sql.prepare("SELECT entry FROM announced ORDER BY created_at DESC, nr DESC").rows()) {
			while (rows.next()) {
				try {
					DirectoryEntry entry = Codec.read(rows.text(), DirectoryEntry.class);
					if (agents.add(entry.agent())) {
						entries.add(entry);
					}
				} catch (IllegalArgumentException e) {
					LOG.log(System.Logger.Level.WARNING, "an announcement cannot be read and is left out", e);
				}
			}
		}
		return List.copyOf(entries);
	}
}
