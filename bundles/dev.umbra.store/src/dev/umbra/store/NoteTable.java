package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import dev.umbra.core.api.Notes.Note;

/** One note per folder. */
final class NoteTable {
	private NoteTable() {
	}

	/** The empty text removes it. */
	static void put(Sql sql, String folder, String text, Instant now) throws SQLException {
		if (text.isEmpty()) {
			sql.prepare("DELETE FROM note WHERE folder = ?").text(folder).change();
		} else {
			sql.prepare("""
					INSERT INTO note (folder, updated, text) VALUES (?, ?, ?)
					ON CONFLICT (folder) DO UPDATE SET updated = excluded.updated, text = excluded.text""").text(folder).time(now).text(text)
					.change();
		}
	}

	static Optional<Note> find(Sql sql, String folder) throws SQLException {
		try (Rows rows = sql.prepare("SELECT updated, text FROM note WHERE folder = ?").text(folder).rows()) {
			if (!rows.next()) {
				return Optional.empty();
			}
			Instant updated = rows.time();
			return Optional.of(new Note(folder, rows.text(), updated));
		}
	}
}
