package dev.umbra.store;

import java.sql.SQLException;

/** Whole outputs of tool calls, of which the entries have only a part; in pieces, like texts that grow. */
final class OutputTable {
	/** Of a stored piece, in code units: what is read for a short range of it. */
	private static final int LONGEST = 65_536;

	private OutputTable() {
	}

	/** In UTF-16 code units; 0 if nothing is kept. */
	static long length(Sql sql, long entry) throws SQLException {
		try (Rows rows = sql.prepare("SELECT offset + length FROM output WHERE entry = ? ORDER BY offset DESC LIMIT 1").number(entry).rows()) {
			return rows.next() ? rows.number() : 0;
		}
	}

	/**
	 * What was there from {@code offset} on is replaced.
	 *
	 * @return false if there is a gap before {@code offset}: nothing is kept then
	 */
	static boolean put(Sql sql, long entry, long offset, String text) throws SQLException {
		if (offset < 0 || offset > length(sql, entry)) {
			return false;
		}
		cut(sql, entry, offset);
		for (int at = 0; at < text.length();) {
			String piece = TextCell.cut(text.substring(at, Math.min(text.length(), at + LONGEST + 1)), LONGEST);
			insert(sql, entry, offset + at, piece);
			at += piece.length();
		}
		return true;
	}

	private static void cut(Sql sql, long entry, long offset) throws SQLException {
		sql.prepare("DELETE FROM output WHERE entry = ? AND offset >= ?").number(entry).number(offset).change();
		long begin;
		String text;
		try (Rows rows = sql.prepare("""
				SELECT offset, text FROM output WHERE entry = ?1 AND offset + length > ?2
				AND offset = (SELECT max(offset) FROM output WHERE entry = ?1)""").number(entry).number(offset).rows()) {
			if (!rows.next()) {
				return;
			}
			begin = rows.number();
			text = rows.text();
		}
		sql.prepare("DELETE FROM output WHERE entry = ? AND offset = ?").number(entry).number(begin).change();
		insert(sql, entry, begin, text.substring(0, (int) (offset - begin)));
	}

	private static void insert(Sql sql, long entry, long offset, String text) throws SQLException {
		sql.prepare("INSERT INTO output (entry, offset, length, text) VALUES (?, ?, ?, ?)").number(entry).number(offset)
				.number(text.length()).text(text).change();
	}
}
