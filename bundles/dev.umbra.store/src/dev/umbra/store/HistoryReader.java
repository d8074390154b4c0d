package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.api.History.Filter;
import dev.umbra.core.api.History.Hit;
import dev.umbra.core.api.History.Past;
import dev.umbra.core.api.History.Place;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;

/** The questions about all sessions there ever were; each is asked inside one read transaction. */
final class HistoryReader {
	/** Parameters 1 to 6: agent, folder, from, until, the words of the statuses with a space before and after each, archived. */
	private static final String FILTER = """
			(?1 IS NULL OR session.agent = ?1 OR session.agent_name = ?1)
			AND (?2 IS NULL OR cwd = ?2 OR substr(cwd, 1, length(?2) + 1) IN (?2 || '/', ?2 || '\\'))
			AND session.updated >= ?3 AND session.updated < ?4 AND removed = 0
			AND (?5 IS NULL OR instr(?5, ' ' || session.status || ' ') > 0) AND (?6 IS NULL OR archived = ?6)
			""";
	static final String PAST = """
			SELECT session.nr, session.id, agent, agent_name, title, cwd, status, archived, parent, created, updated, ended,
			(SELECT max(ordinal) FROM entry WHERE entry.session = session.nr) FROM session WHERE
			""" + FILTER + "AND (updated, nr) < (?7, ?8) ORDER BY updated DESC, nr DESC";
	/** The newest entry first: their numbers grow, whatever the clock says. */
	static final String SEARCH = "SELECT entry.nr, entry.id, kind, entry.created, session.id, title, agent_name, archived FROM search"
			+ " CROSS JOIN entry ON entry.nr = search.rowid >> " + WordIndex.PIECES
			+ " CROSS JOIN session ON session.nr = entry.session WHERE search MATCH ?7 AND " + FILTER + "ORDER BY search.rowid DESC";
	static final String ARCHIVED = """
			SELECT id FROM session WHERE archived = 1 AND removed = 0 AND updated < ?
			AND NOT EXISTS (SELECT 1 FROM session AS child WHERE child.parent = session.id) ORDER BY updated, nr LIMIT ?""";
	static final String FIND = """
			SELECT nr, id, ordinal, title.text, kind FROM entry LEFT JOIN title ON title.entry = entry.nr
			WHERE session = ? AND ordinal > ? ORDER BY ordinal LIMIT ?""";
	private static final int PAGE = 500;

	private HistoryReader() {
	}

	static History.Listing past(Sql sql, History.Browse p) throws SQLException {
		Prepared select = filtered(sql, PAST, p.filter());
		after(select, p.after());
		String sought = fold(p.title());
		List<Past> found = new ArrayList<>();
		String last = null;
		try (Rows rows = select.rows()) {
			while (rows.next()) {
				long nr = rows.number();
				Past past = past(nr, rows);
				if (!fold(past.title()).contains(sought)) {
					continue;
				}
				if (found.size() == p.limit()) {
					return new History.Listing(found, last);
				}
				found.add(past);
				last = past.updated().toEpochMilli() + ":" + nr;
			}
		}
		return new History.Listing(found, null);
	}

	static History.Hits search(Sql sql, History.Search p) throws SQLException {
		List<String> words = Words.typed(p.text());
		if (words.isEmpty()) {
			return new History.Hits(List.of(), false);
		}
		String match = words.stream().map(word -> '"' + word + "\"*").collect(Collectors.joining(" AND "));
		List<Found> found = new ArrayList<>();
		try (Rows rows = filtered(sql, SEARCH, p.filter()).text(match).rows()) {
			while (found.size() <= p.limit() && rows.next()) {
				Found next = new Found(rows);
				if (found.isEmpty() || found.getLast().nr != next.nr) {
					found.add(next);
				}
			}
		}
		boolean more = found.size() > p.limit();
		List<Hit> hits = new ArrayList<>();
		for (Found hit : more ? found.subList(0, p.limit()) : found) {
			hits.add(hit.hit(sql, words));
		}
		return new History.Hits(hits, more);
	}

	static History.Places find(Sql sql, SessionId session, String text, int limit) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		if (head == null) {
			throw Failures.notFound("There is no session " + session);
		}
		if (text.isEmpty()) {
			return new History.Places(List.of(), false);
		}
		Finder finder = new Finder(text);
		List<Place> places = new ArrayList<>();
		List<Looked> page = page(sql, head.nr(), 0);
		while (!page.isEmpty()) {
			for (Looked entry : page) {
				entry.look(sql, finder, places, limit + 1);
				if (places.size() > limit) {
					return new History.Places(places.subList(0, limit), true);
				}
			}
			page = page(sql, head.nr(), page.getLast().ordinal);
		}
		return new History.Places(places, false);
	}

	static List<SessionId> archivedBefore(Sql sql, Instant before, int limit) throws SQLException {
		return sql.prepare(ARCHIVED).time(before).number(limit).texts().stream().map(SessionId::new).toList();
	}

	private static List<Looked> page(Sql sql, long session, long after) throws SQLException {
		List<Looked> page = new ArrayList<>();
		try (Rows rows = sql.prepare(FIND).number(session).number(after).number(PAGE).rows()) {
			while (rows.next()) {
				page.add(looked(rows.number(), rows));
			}
		}
		return page;
	}

	private static Looked looked(long nr, Rows rows) throws SQLException {
		return new Looked(nr, rows.id(EntryId::new, nr), rows.number(), rows.maybeText(), rows.text());
	}

	/** An entry that is looked through. @param title of a tool call, if the index knows it */
	private record Looked(long nr, EntryId id, long ordinal, @Nullable String title, String kind) {
		void look(Sql sql, Finder finder, List<Place> places, int limit) throws SQLException {
			if (kind.equals(EntryKind.TOOL.word())) {
				finder.restart();
				String words = title == null ? EntryTable.title(sql, nr) : title;
				add(finder.next(words, limit - places.size()), true, places);
				add(finder.end(), true, places);
			}
			finder.restart();
			TextPieces pieces = new TextPieces(sql, nr);
			for (String piece = pieces.next(); piece != null && places.size() < limit; piece = pieces.next()) {
				add(finder.next(piece, limit - places.size()), false, places);
			}
			if (places.size() < limit) {
				add(finder.end(), false, places);
			}
		}

		private void add(List<Finder.Found> found, boolean inTitle, List<Place> places) {
			for (Finder.Found at : found) {
				places.add(new Place(id, ordinal, inTitle, at.offset(), at.length()));
			}
		}
	}

	/** A row of {@link #SEARCH}. */
	private static final class Found {
		private final long nr;
		private final EntryId entry;
		private final EntryKind kind;
		private final Instant time;
		private final SessionId session;
		private final String title;
		private final String agentName;
		private final boolean archived;

		Found(Rows rows) throws SQLException {
			nr = rows.number();
			entry = rows.id(EntryId::new, nr);
			kind = EntryTable.kind(rows.text());
			time = rows.time();
			session = rows.id(SessionId::new, nr);
			title = rows.text();
			agentName = rows.text();
			archived = rows.flag();
		}

		Hit hit(Sql sql, List<String> words) throws SQLException {
			Snippet snippet = Snippet.of(pieces(sql), words);
			return new Hit(session, title, agentName, archived, entry, kind, time, snippet.text(), snippet.marks());
		}

		private Snippet.Pieces pieces(Sql sql) throws SQLException {
			if (kind != EntryKind.TOOL) {
				return new TextPieces(sql, nr)::next;
			}
			Iterator<String> only = List.of(EntryTable.title(sql, nr)).iterator();
			return () -> only.hasNext() ? only.next() : null;
		}
	}

	private static Past past(long nr, Rows rows) throws SQLException {
		var id = rows.id(SessionId::new, nr);
		var agent = rows.id(AgentId::new, nr);
		var agentName = rows.text();
		var title = rows.text();
		var cwd = rows.text();
		var status = SessionTable.status(rows.text());
		var archived = rows.flag();
		var parent = rows.maybeId(SessionId::new);
		var created = rows.time();
		var updated = rows.time();
		var ended = rows.maybeTime();
		return new Past(id, agent, agentName, title, cwd, status, archived, parent, created,
				updated, ended, rows.number());
	}

	private static Prepared filtered(Sql sql, String select, Filter filter) throws SQLException {
		Instant from = filter.from();
		Instant until = filter.until();
		Boolean archived = filter.archived();
		return sql.prepare(select).text(filter.agent()).text(folder(filter.folder())).number(from == null ? Long.MIN_VALUE : from.toEpochMilli())
				.number(until == null ? Long.MAX_VALUE : until.toEpochMilli()).text(words(filter.statuses()))
				.maybeNumber(archived == null ? null : archived ? 1L : 0L);
	}

	/** A status that cannot be read counts as failed, as it is shown. */
	private static @Nullable String words(Set<SessionStatus> statuses) {
		return statuses.isEmpty() ? null : statuses.stream().map(SessionStatus::word).sorted().collect(Collectors.joining("  ", " ", " "));
	}

	/** Without a separator at its end, the root being empty. */
	private static @Nullable String folder(@Nullable String folder) {
		if (folder == null) {
			return null;
		}
		int end = folder.length();
		while (end > 0 && (folder.charAt(end - 1) == '/' || folder.charAt(end - 1) == '\\')) {
			end--;
		}
		return folder.substring(0, end);
	}

	/** Without case. */
	private static String fold(String text) {
		return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
	}

	private static void after(Prepared select, @Nullable String cursor) throws SQLException {
		if (cursor == null) {
			select.number(Long.MAX_VALUE).number(Long.MAX_VALUE);
			return;
		}
		try {
			int colon = cursor.indexOf(':');
			select.number(Long.parseLong(cursor.substring(0, Math.max(0, colon)))).number(Long.parseLong(cursor.substring(colon + 1)));
		} catch (NumberFormatException e) {
			throw new StoreException(new Failure(Failure.Code.USAGE, "\"" + cursor + "\" is no place in the list of sessions",
					"Begin again without it."), false, e);
		}
	}
}
