package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs.Tab;

/** The list of tabs. Positions rise and may have gaps: a tab that goes moves no other. */
final class TabTable {
	static final String SUBJECT = "tabs";

	private TabTable() {
	}

	/** @param nr the session's number */
	private record Row(long nr, Tab tab, long position) {
	}

	static List<Tab> all(Sql sql) throws SQLException {
		return rows(sql).stream().map(Row::tab).toList();
	}

	private static List<Row> rows(Sql sql) throws SQLException {
		List<Row> found = new ArrayList<>();
		try (Rows rows = sql.prepare("""
				SELECT nr, id, pinned, position FROM tab JOIN session ON session.nr = tab.session ORDER BY position""").rows()) {
			while (rows.next()) {
				found.add(new Row(rows.number(), new Tab(new SessionId(rows.text()), rows.flag()), rows.number()));
			}
		}
		return found;
	}

	/** Writes only the rows that are not as they are to be. */
	static void replace(Sql sql, List<Tab> tabs) throws SQLException {
		Map<SessionId, Row> former = new HashMap<>();
		for (Row row : rows(sql)) {
			former.put(row.tab().session(), row);
		}
		long last = -1;
		for (Tab tab : tabs) {
			Row row = former.remove(tab.session());
			boolean fits = row != null && row.position() > last;
			last = fits ? row.position() : last + 1;
			if (row == null) {
				insert(sql, tab, last);
			} else if (!fits || row.tab().pinned() != tab.pinned()) {
				sql.prepare("UPDATE tab SET position = ?, pinned = ? WHERE session = ?").number(last).flag(tab.pinned()).number(row.nr())
						.change();
			}
		}
		for (Row gone : former.values()) {
			remove(sql, gone.nr());
		}
	}

	private static void insert(Sql sql, Tab tab, long position) throws SQLException {
		int added = sql.prepare("INSERT INTO tab (session, position, pinned) SELECT nr, ?, ? FROM session WHERE id = ?").number(position)
				.flag(tab.pinned()).text(tab.session().value()).change();
		if (added == 0) {
			throw Failures.notFound("There is no session " + tab.session());
		}
	}

	/** At the end, unless it is there. @return whether it was not */
	static boolean append(Sql sql, SessionId session) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		if (head == null) {
			throw Failures.notFound("There is no session " + session);
		}
		return sql.prepare("INSERT INTO tab (session, position, pinned) SELECT ?, coalesce(max(position), -1) + 1, 0 FROM tab WHERE true ON CONFLICT (session) DO NOTHING")
				.number(head.nr()).change() > 0;
	}

	/** @return whether the session had a tab; not if there is no such session */
	static boolean remove(Sql sql, SessionId session) throws SQLException {
		return sql.prepare("DELETE FROM tab WHERE session = (SELECT nr FROM session WHERE id = ?)").text(session.value()).change() > 0;
	}

	/** @return whether the session had a tab */
	static boolean remove(Sql sql, long nr) throws SQLException {
		return sql.prepare("DELETE FROM tab WHERE session = ?").number(nr).change() > 0;
	}
}
