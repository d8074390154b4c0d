package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;

import dev.umbra.core.port.WindowRecords.View;
import dev.umbra.wire.Codec;

/** What each client shows, by its key: one row each, the view as JSON. */
final class ViewTable {
	private static final System.Logger LOG = System.getLogger(ViewTable.class.getName());

	private ViewTable() {
	}

	/** One that cannot be read is none: a window must open. */
	static View find(Sql sql, String client) throws SQLException {
		String view;
		try (Rows rows = sql.prepare("SELECT view FROM client_view WHERE client = ?").text(client).rows()) {
			if (!rows.next()) {
				return View.NONE;
			}
			view = rows.text();
		}
		try {
			return Codec.read(view, View.class);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "the view of the client " + client + " cannot be read and is left out", e);
			return View.NONE;
		}
	}

	/** @param keep how many views there are at most afterwards */
	static void put(Sql sql, String client, View view, Instant now, int keep) throws SQLException {
		sql.prepare("""
				INSERT INTO client_view (client, updated, view) VALUES (?, ?, ?) ON CONFLICT (client) DO UPDATE SET
				updated = excluded.updated, view = excluded.view""").text(client).time(now).text(Codec.json(view)).change();
		sql.prepare("""
				DELETE FROM client_view WHERE client <> ? AND client NOT IN
				(SELECT client FROM client_view WHERE client <> ? ORDER BY updated DESC, client LIMIT ?)""").text(client).text(client)
				.number(keep - 1L).change();
	}
}
