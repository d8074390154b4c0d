package dev.umbra.store;

import java.sql.SQLException;
import java.util.Optional;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries.Bytes;
import dev.umbra.core.session.Blob;

/** Bytes of enclosures, once per session and hash; those of a draft are with it. */
final class BlobTable {
	/** The longest range in bytes. */
	private static final int MAX_RANGE = 1 << 20;

	private BlobTable() {
	}

	static void put(Sql sql, long session, Blob blob) throws SQLException {
		sql.prepare("INSERT INTO blob (session, hash, length, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING").number(session)
				.text(blob.hash()).number(blob.bytes().length).bytes(blob.bytes()).change();
	}

	static Optional<Bytes> range(Sql sql, SessionId session, String hash, long offset, int limit) throws SQLException {
		Optional<Bytes> kept = range(sql, "blob", session, hash, offset, limit);
		return kept.isPresent() ? kept : range(sql, "draft_enclosure", session, hash, offset, limit);
	}

	private static Optional<Bytes> range(Sql sql, String table, SessionId session, String hash, long offset, int limit) throws SQLException {
		long from = Math.max(0, offset);
		try (Rows rows = sql.prepare("SELECT min(?1, length), length, substr(bytes, ?1 + 1, ?2) FROM " + table
				+ " WHERE session = (SELECT nr FROM session WHERE id = ?3) AND hash = ?4").number(from)
				.number(Math.clamp(limit, 0, MAX_RANGE)).text(session.value()).text(hash).rows()) {
			if (!rows.next()) {
				return Optional.empty();
			}
			long begin = rows.number();
			long length = rows.number();
			return Optional.of(new Bytes(begin, rows.bytes(), length));
		}
	}
}
