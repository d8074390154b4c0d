package dev.umbra.store;

import java.sql.SQLException;
import java.util.Optional;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.GitRecords.SessionGit;

/** What is remembered of a session's repository. */
final class SessionGitTable {
	private SessionGitTable() {
	}

	static void put(Sql sql, SessionId session, SessionGit git) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		if (head == null) {
			throw Failures.notFound("There is no session " + session);
		}
		sql.prepare("""
				INSERT OR REPLACE INTO session_git (session, start, code, repository, tip, merged, reverted, draft)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?)""").number(head.nr()).text(git.start()).text(git.code()).text(git.repository()).text(git.tip())
				.text(git.merged()).text(git.reverted()).text(git.draft()).change();
	}

	static Optional<SessionGit> find(Sql sql, SessionId session) throws SQLException {
		try (Rows rows = sql.prepare("""
				SELECT start, code, repository, tip, merged, reverted, draft FROM session_git
				JOIN session ON session.nr = session_git.session WHERE session.id = ?""").text(session.value()).rows()) {
			return rows.next() ? Optional.of(new SessionGit(rows.maybeText(), rows.text(), rows.maybeText(), rows.maybeText(), rows.maybeText(),
					rows.maybeText(), rows.text())) : Optional.empty();
		}
	}
}
