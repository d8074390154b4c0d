package dev.umbra.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The revisions of subjects other than sessions: {@code agents}, {@code attention} … A session's is in its own row. */
final class Counters {
	private Counters() {
	}

	static long raise(Sql sql, String subject) throws SQLException {
		try (Rows rows = sql.prepare("""
				INSERT INTO revision (subject, revision) VALUES (?, 1)
				ON CONFLICT (subject) DO UPDATE SET revision = revision + 1 RETURNING revision""").text(subject).rows()) {
			rows.next();
			return rows.number();
		}
	}

	static Map<String, Long> raise(Sql sql, Set<String> subjects) throws SQLException {
		Map<String, Long> raised = new HashMap<>();
		for (String subject : subjects) {
			raised.put(subject, raise(sql, subject));
		}
		return Map.copyOf(raised);
	}

	static long read(Sql sql, String subject) throws SQLException {
		try (Rows rows = sql.prepare("SELECT revision FROM revision WHERE subject = ?").text(subject).rows()) {
			return rows.next() ? rows.number() : 0;
		}
	}
}
