package dev.umbra.store;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * The whole text of an entry, piece by piece, so that a text of any length is never in memory whole: first what the entry's
 * row has, then what follows in rows of its own. The pieces are those of the table: no word or pair is cut for their sake.
 */
final class TextPieces {
	/** The longest text that is kept in the row of its entry, and the longest piece of a longer one, in code units. */
	static final int LONGEST = 262_144;
	private final Sql sql;
	private final long entry;
	private long next = -1;
	private boolean chunk;

	TextPieces(Sql sql, long entry) {
		this.sql = sql;
		this.entry = entry;
	}

	/** @return null after the last one */
	@Nullable
	String next() throws SQLException {
		chunk = next >= 0;
		if (!chunk) {
			String own = EntryTable.ownText(sql, entry);
			next = own.length();
			if (!own.isEmpty()) {
				return own;
			}
			chunk = true;
		}
		try (Rows rows = sql.prepare("SELECT offset, text FROM chunk WHERE entry = ? AND offset >= ? ORDER BY offset LIMIT 1").number(entry)
				.number(next).rows()) {
			if (!rows.next()) {
				return null;
			}
			long offset = rows.number();
			String text = rows.text();
			next = offset + text.length();
			return text;
		}
	}

	/** Whether the last piece is from a row of its own. */
	boolean chunk() {
		return chunk;
	}
}
