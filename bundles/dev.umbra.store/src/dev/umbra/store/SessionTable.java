package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.wire.Codec;

/** Summaries and queues of sessions. */
final class SessionTable {
	private static final System.Logger LOG = System.getLogger(SessionTable.class.getName());
	private static final List<String> COLUMNS = List.of("id", "revision", "updated", "status", "archived", "queued", "queue_paused",
			"agent", "agent_name", "title", "title_by_person", "cwd", "add_dirs", "worktree", "branch", "mode", "model", "effort",
			"parent", "acp_session", "turn", "stop_reason", "used", "size", "input_tokens", "output_tokens", "cost", "currency",
			"created", "ended");
	private static final String PUT = "INSERT INTO session (" + String.join(", ", COLUMNS) + ") VALUES ("
			+ COLUMNS.stream().map(c -> "?").collect(Collectors.joining(", ")) + ") ON CONFLICT (id) DO UPDATE SET "
			+ COLUMNS.stream().map(c -> c + " = excluded." + c).collect(Collectors.joining(", ")) + " RETURNING nr";
	private static final String SELECT = "SELECT nr, " + COLUMNS.stream().map(c -> "session." + c).collect(Collectors.joining(", "))
			+ ", offered FROM session LEFT JOIN session_offer ON session_offer.session = session.nr ";
	/** The condition on entries is that of the index {@code entry_open}, word by word: else the index is not used. */
	static final String UNFINISHED = Arrays.stream(SessionStatus.values()).filter(s -> s.kind() == SessionStatus.Kind.ACTIVE)
			.map(s -> "'" + s.word() + "'").collect(Collectors.joining(", ", "SELECT id FROM session WHERE removed = 0 AND (status IN (", ") "
					+ "OR status <> 'failed' AND nr IN (SELECT session FROM entry WHERE status IN ('pending', 'running'))) ORDER BY nr"));

	private static final String TALLIES = Arrays.stream(SessionStatus.values()).filter(s -> s.kind() == SessionStatus.Kind.ACTIVE)
			.map(s -> "'" + s.word() + "'").collect(Collectors.joining(", ", "SELECT agent, COUNT(*), SUM(status IN (",
					")) FROM session WHERE archived = 0 GROUP BY agent"));

	private SessionTable() {
	}

	/** @param nr the number that rows of the session refer to */
	record Stored(long nr, SessionSummary summary) {
	}

	record Head(long nr, long revision, boolean archived) {
	}

	static @Nullable Head head(Sql sql, SessionId session) throws SQLException {
		try (Rows rows = sql.prepare("SELECT nr, revision, archived FROM session WHERE id = ?").text(session.value()).rows()) {
			return rows.next() ? new Head(rows.number(), rows.number(), rows.flag()) : null;
		}
	}

	/** @return the session's number */
	static long put(Sql sql, SessionSummary s) throws SQLException {
		Usage usage = s.usage();
		SessionId parent = s.parent();
		TurnId turn = s.turn();
		long nr;
		try (Rows rows = sql.prepare(PUT).text(s.id().value()).number(s.revision()).time(s.updated()).text(s.status().word())
				.flag(s.archived()).number(s.queued()).flag(s.queuePaused()).text(s.agent().value()).text(s.agentName()).text(s.title())
				.flag(s.titleByPerson()).text(s.cwd()).text(Codec.json(s.addDirs())).text(s.worktree()).text(s.branch()).text(s.mode())
				.text(s.model()).text(s.effort()).text(parent == null ? null : parent.value()).text(s.acpSession())
				.text(turn == null ? null : turn.value()).text(s.stopReason()).maybeNumber(usage.used()).maybeNumber(usage.size())
				.maybeNumber(usage.inputTokens()).maybeNumber(usage.outputTokens()).maybeReal(usage.cost()).text(usage.currency())
				.time(s.created()).time(s.ended()).rows()) {
			rows.next();
			nr = rows.number();
		}
		OfferTable.put(sql, nr, s);
		return nr;
	}

	static List<SessionSummary> list(Sql sql, boolean all) throws SQLException {
		List<SessionSummary> found = new ArrayList<>();
		try (Rows rows = sql.prepare(SELECT + (all ? "WHERE removed = 0 " : "WHERE archived = 0 ") + "ORDER BY updated DESC, nr DESC").rows()) {
			while (rows.next()) {
				found.add(read(rows).summary());
			}
		}
		return List.copyOf(found);
	}

	static Entries.SessionPage page(Sql sql, boolean all, long from, int limit) throws SQLException {
		List<SessionSummary> found = new ArrayList<>();
		long last = 0;
		boolean more = false;
		try (Rows rows = sql.prepare(SELECT + (all ? "WHERE removed = 0 " : "WHERE archived = 0 ") + "AND nr < ? ORDER BY nr DESC LIMIT ?")
				.number(from == 0 ? Long.MAX_VALUE : from).number(limit + 1L).rows()) {
			while (rows.next()) {
				more = found.size() == limit;
				if (!more) {
					Stored stored = read(rows);
					found.add(stored.summary());
					last = stored.nr();
				}
			}
		}
		return new Entries.SessionPage(found, more ? last : 0);
	}

	static Map<AgentId, Entries.Tally> tallies(Sql sql) throws SQLException {
		Map<AgentId, Entries.Tally> found = new HashMap<>();
		try (Rows rows = sql.prepare(TALLIES).rows()) {
			while (rows.next()) {
				found.put(rows.id(AgentId::new, 0), new Entries.Tally((int) rows.number(), (int) rows.number()));
			}
		}
		return found;
	}

	static Optional<Stored> find(Sql sql, SessionId session) throws SQLException {
		try (Rows rows = sql.prepare(SELECT + "WHERE id = ?").text(session.value()).rows()) {
			return rows.next() ? Optional.of(read(rows)) : Optional.empty();
		}
	}

	static Optional<Stored> find(Sql sql, long nr) throws SQLException {
		try (Rows rows = sql.prepare(SELECT + "WHERE nr = ?").number(nr).rows()) {
			return rows.next() ? Optional.of(read(rows)) : Optional.empty();
		}
	}

	static List<SessionId> beginning(Sql sql, String beginning) throws SQLException {
		return ids(sql.prepare("SELECT id FROM session WHERE id >= ? AND id < ? AND removed = 0 ORDER BY id LIMIT 10").text(beginning)
				.text(beginning + Character.toString(Character.MAX_CODE_POINT)));
	}

	static List<SessionId> unfinished(Sql sql) throws SQLException {
		return ids(sql.prepare(UNFINISHED));
	}

	static void putQueue(Sql sql, long nr, List<QueuedPrompt> queue) throws SQLException {
		sql.prepare("DELETE FROM queue WHERE session = ?").number(nr).change();
		for (int i = 0; i < queue.size(); i++) {
			QueuedPrompt prompt = queue.get(i);
			sql.prepare("INSERT INTO queue (session, position, turn, client, created, text, enclosures) VALUES (?, ?, ?, ?, ?, ?, ?)")
					.number(nr).number(i).text(prompt.turn().value()).text(prompt.client()).time(prompt.created()).text(prompt.text())
					.text(Codec.json(prompt.enclosures())).change();
		}
	}

	static List<QueuedPrompt> queue(Sql sql, long nr) throws SQLException {
		List<QueuedPrompt> queue = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT turn, text, enclosures, client, created FROM queue WHERE session = ? ORDER BY position").number(nr)
				.rows()) {
			while (rows.next()) {
				queue.add(new QueuedPrompt(rows.id(TurnId::new, nr), rows.text(), list(rows.text(), Enclosure[].class, nr),
						rows.text(), rows.time()));
			}
		}
		return queue;
	}

	private static List<SessionId> ids(Prepared select) throws SQLException {
		return select.texts().stream().map(SessionId::new).toList();
	}

	/** One that cannot be read is empty: the session must open. */
	private static <T> List<T> list(String json, Class<T[]> type, Object session) {
		try {
			return List.of(Codec.read(json, type));
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "a list of session " + session + " cannot be read and is left out", e);
			return List.of();
		}
	}

	/** One that cannot be read is that of a session that cannot be opened. */
	static SessionStatus status(String word) {
		for (SessionStatus status : SessionStatus.values()) {
			if (status.word().equals(word)) {
				return status;
			}
		}
		return SessionStatus.FAILED;
	}

	/** The columns of {@link #SELECT}, from left to right, into a record whose parts have another order. */
	private static Stored read(Rows rows) throws SQLException {
		long nr = rows.number();
		var id = rows.id(SessionId::new, nr);
		var revision = rows.number();
		var updated = rows.time();
		var status = status(rows.text());
		var archived = rows.flag();
		var queued = (int) rows.number();
		var queuePaused = rows.flag();
		var agent = rows.id(AgentId::new, nr);
		var agentName = rows.text();
		var title = rows.text();
		var titleByPerson = rows.flag();
		var cwd = rows.text();
		var addDirs = list(rows.text(), String[].class, id);
		var worktree = rows.maybeText();
		var branch = rows.maybeText();
		var mode = rows.maybeText();
		var model = rows.maybeText();
		var effort = rows.maybeText();
		var parent = rows.maybeId(SessionId::new);
		var acpSession = rows.maybeText();
		var turn = rows.maybeId(TurnId::new);
		var stopReason = rows.maybeText();
		var usage = new Usage(rows.maybeNumber(), rows.maybeNumber(), rows.maybeNumber(), rows.maybeNumber(), rows.maybeReal(),
				rows.maybeText());
		var created = rows.time();
		var ended = rows.maybeTime();
		var offered = OfferTable.read(rows.maybeText(), id.value());
		return new Stored(nr, new SessionSummary(id, agent, agentName, title, titleByPerson, status, cwd, addDirs, worktree, branch, mode,
				model, effort, offered.offer(), offered.wanted(), offered.mcp(), parent, acpSession,
				turn, stopReason, usage, queued, queuePaused, archived, revision, created, updated, ended));
	}
}
