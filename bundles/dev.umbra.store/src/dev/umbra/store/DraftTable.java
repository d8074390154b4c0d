package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts.Draft;

/** What was typed and not sent, one text per session. */
final class DraftTable {
	private DraftTable() {
	}

	/** @param text empty removes */
	static void put(Sql sql, SessionId session, String text, Instant now) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		if (head == null) {
			throw Failures.notFound("There is no session " + session);
		}
		if (text.isEmpty()) {
			sql.prepare("DELETE FROM draft WHERE session = ?").number(head.nr()).change();
		} else {
			sql.prepare("""
					INSERT INTO draft (session, updated, text) VALUES (?, ?, ?)
					ON CONFLICT (session) DO UPDATE SET updated = excluded.updated, text = excluded.text""").number(head.nr()).time(now)
					.text(text).change();
		}
	}

	static Optional<Draft> find(Sql sql, SessionId session) throws SQLException {
		try (Rows rows = sql.prepare("SELECT text, draft.updated FROM draft JOIN session ON session.nr = draft.session WHERE session.id = ?")
				.text(session.value()).rows()) {
			return rows.next() ? Optional.of(new Draft(rows.text(), rows.time())) : Optional.empty();
		}
	}
}
