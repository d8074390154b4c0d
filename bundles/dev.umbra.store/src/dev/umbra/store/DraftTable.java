package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts.Draft;
import dev.umbra.core.api.Drafts.Enclosed;
import dev.umbra.core.port.WindowRecords.DraftEnclosure;
import dev.umbra.core.session.Blob;

/** What was typed and not sent: one text per session, and what is to go with it. */
final class DraftTable {
	private DraftTable() {
	}

	/** @param text null: stays; @param enclosures null: stay */
	static void put(Sql sql, SessionId session, @Nullable String text, @Nullable List<DraftEnclosure> enclosures, Instant now)
			throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		if (head == null) {
			throw Failures.notFound("There is no session " + session);
		}
		if (text != null) {
			sql.prepare("""
					INSERT INTO draft (session, updated, text) VALUES (?, ?, ?)
					ON CONFLICT (session) DO UPDATE SET updated = excluded.updated, text = excluded.text""").number(head.nr()).time(now)
					.text(text).change();
		}
		if (enclosures != null) {
			replace(sql, head.nr(), enclosures, now);
		}
		sql.prepare("DELETE FROM draft WHERE session = ?1 AND text = '' AND NOT EXISTS (SELECT 1 FROM draft_enclosure WHERE session = ?1)")
				.number(head.nr()).change();
	}

	private static void replace(Sql sql, long session, List<DraftEnclosure> enclosures, Instant now) throws SQLException {
		sql.prepare("INSERT INTO draft (session, updated, text) VALUES (?, ?, '') ON CONFLICT DO NOTHING").number(session).time(now).change();
		sql.prepare("DELETE FROM draft_enclosure WHERE session = ?").number(session).change();
		for (int i = 0; i < enclosures.size(); i++) {
			Enclosed e = enclosures.get(i).enclosed();
			Blob blob = enclosures.get(i).blob();
			sql.prepare("INSERT INTO draft_enclosure (session, position, link, path, name, mime_type, hash, length, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
					.number(session).number(i).flag(e.link()).text(e.path()).text(e.name()).text(e.mimeType()).text(e.blob())
					.number(e.bytes()).bytes(blob == null ? new byte[0] : blob.bytes()).change();
		}
	}

	static Optional<Draft> find(Sql sql, SessionId session) throws SQLException {
		long nr;
		Instant updated;
		String text;
		try (Rows rows = sql.prepare("SELECT session, draft.updated, text FROM draft JOIN session ON session.nr = draft.session WHERE session.id = ?")
				.text(session.value()).rows()) {
			if (!rows.next()) {
				return Optional.empty();
			}
			nr = rows.number();
			updated = rows.time();
			text = rows.text();
		}
		List<Enclosed> enclosures = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT path, name, mime_type, link, hash, length FROM draft_enclosure WHERE session = ? ORDER BY position")
				.number(nr).rows()) {
			while (rows.next()) {
				enclosures.add(new Enclosed(rows.maybeText(), rows.text(), rows.maybeText(), rows.flag(), rows.maybeText(), rows.number()));
			}
		}
		return Optional.of(new Draft(text, updated, enclosures));
	}
}
