package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries.Live;
import dev.umbra.core.port.Entries.Recent;
import dev.umbra.core.port.Entries.Slice;
import dev.umbra.core.port.Entries.Text;
import dev.umbra.core.port.Entries.Waiting;
import dev.umbra.core.session.Entry;

/** The questions about one session and its entries; each is asked inside one read transaction. */
final class SessionReader {
	/** Its condition is that of the index {@code entry_waiting}, word by word: else the index is not used. */
	static final String WAITING = "SELECT session, nr FROM entry WHERE kind IN ('permission', 'input') AND status = 'pending' "
			+ "ORDER BY created, nr";
	static final String NEWEST_BEFORE = "WHERE session = ?2 AND ordinal < ?3 ORDER BY ordinal DESC LIMIT ?4";
	private static final String OPEN = "WHERE session = ?2 AND status IN ('pending', 'running') ORDER BY ordinal";
	/** Of one answer, in code units. */
	static final int MAX_RANGE = 1_048_576;

	private SessionReader() {
	}

	static Optional<Live> live(Sql sql, SessionId session) throws SQLException {
		Optional<SessionTable.Stored> found = SessionTable.find(sql, session);
		if (found.isEmpty()) {
			return Optional.empty();
		}
		long nr = found.get().nr();
		return Optional.of(new Live(found.get().summary(), open(sql, nr, Integer.MAX_VALUE), SessionTable.queue(sql, nr), lastOrdinal(sql, nr)));
	}

	static Slice byOrdinal(Sql sql, SessionId session, long after, int limit, int maxText) throws SQLException {
		SessionTable.Stored stored = existing(sql, session);
		List<Entry> entries = Readable.select(sql, maxText, "WHERE session = ?2 AND ordinal > ?3 ORDER BY ordinal LIMIT ?4",
				stored.nr(), after, limit + 1L);
		boolean more = entries.size() > limit;
		return slice(stored, more, more ? entries.subList(0, limit) : entries);
	}

	/** Nothing follows the newest entries; whether there are older ones shows in the first one's ordinal. */
	static Slice newest(Sql sql, SessionId session, int limit, int maxText) throws SQLException {
		SessionTable.Stored stored = existing(sql, session);
		return slice(stored, false,
				Readable.select(sql, maxText, "WHERE session = ?2 ORDER BY ordinal DESC LIMIT ?3", stored.nr(), limit).reversed());
	}

	static Recent recent(Sql sql, SessionId session, int limit, int maxText) throws SQLException {
		SessionTable.Stored stored = existing(sql, session);
		List<Entry> newest = Readable.select(sql, maxText, "WHERE session = ?2 ORDER BY ordinal DESC LIMIT ?3", stored.nr(), limit)
				.reversed();
		return new Recent(slice(stored, false, newest), readableOpen(sql, stored.nr(), maxText));
	}

	/** Whole: a session with less than that must not go on. */
	private static List<Entry> open(Sql sql, long nr, int maxText) throws SQLException {
		return EntryTable.select(sql, maxText, OPEN, nr);
	}

	private static List<Entry> readableOpen(Sql sql, long nr, int maxText) throws SQLException {
		return Readable.select(sql, maxText, OPEN, nr).stream().filter(entry -> !Readable.notice(entry)).toList();
	}

	static Slice newestBefore(Sql sql, SessionId session, long before, int limit, int maxText) throws SQLException {
		SessionTable.Stored stored = existing(sql, session);
		return slice(stored, false, Readable.select(sql, maxText, NEWEST_BEFORE, stored.nr(), before, limit).reversed());
	}

	static Slice byRevision(Sql sql, SessionId session, long after, int limit, int maxText) throws SQLException {
		SessionTable.Stored stored = existing(sql, session);
		List<Entry> entries = new ArrayList<>(Readable.select(sql, maxText,
				"WHERE session = ?2 AND revision > ?3 ORDER BY revision, ordinal LIMIT ?4", stored.nr(), after, limit + 1L));
		if (entries.size() <= limit || limit == 0) {
			return slice(stored, entries.size() > limit, limit == 0 ? List.of() : entries);
		}
		Entry next = entries.removeLast();
		Entry last = entries.getLast();
		if (next.revision() != last.revision()) {
			return slice(stored, true, entries);
		}
		entries.addAll(Readable.select(sql, maxText, "WHERE session = ?2 AND revision = ?3 AND ordinal > ?4 ORDER BY ordinal",
				stored.nr(), last.revision(), last.ordinal()));
		return slice(stored, changedAfter(sql, stored.nr(), last.revision()), entries);
	}

	static Optional<Entry> entry(Sql sql, SessionId session, EntryId entry, int maxText) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		EntryTable.Head stored = head == null ? null : EntryTable.head(sql, head.nr(), entry);
		return stored == null ? Optional.empty() : EntryTable.select(sql, maxText, "WHERE nr = ?2", stored.nr()).stream().findFirst();
	}

	/** Moves the beginning back, or the end on, by one where it would be inside a surrogate pair. */
	static Optional<Text> text(Sql sql, SessionId session, EntryId entry, long offset, int limit) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		EntryTable.Head stored = head == null ? null : EntryTable.head(sql, head.nr(), entry);
		if (stored == null) {
			return Optional.empty();
		}
		String own = EntryTable.ownText(sql, stored.nr());
		return Optional.of(range(stored.length(), offset, limit, (from, to) -> {
			StringBuilder window = new StringBuilder();
			add(window, 0, own, from, to);
			window(sql, "chunk", stored.nr(), from, to, window);
			return window.toString();
		}));
	}

	/** Empty if nothing is kept but what the entry has. The range moves as that of {@link #text}. */
	static Optional<Text> output(Sql sql, SessionId session, EntryId entry, long offset, int limit) throws SQLException {
		SessionTable.Head head = SessionTable.head(sql, session);
		EntryTable.Head stored = head == null ? null : EntryTable.head(sql, head.nr(), entry);
		long length = stored == null ? 0 : OutputTable.length(sql, stored.nr());
		if (stored == null || length == 0) {
			return Optional.empty();
		}
		return Optional.of(range(length, offset, limit, (from, to) -> {
			StringBuilder window = new StringBuilder();
			window(sql, "output", stored.nr(), from, to, window);
			return window.toString();
		}));
	}

	/** Reads a piece of a text. */
	private interface Window {
		String read(long from, long to) throws SQLException;
	}

	private static Text range(long length, long offset, int limit, Window read) throws SQLException {
		long from = Math.max(0, Math.min(offset, length));
		long to = Math.min(length, from + Math.max(0, Math.min(limit, MAX_RANGE)));
		long windowFrom = Math.max(0, from - 1);
		String window = read.read(windowFrom, to + 1);
		int start = TextCell.boundary(window, (int) (from - windowFrom));
		int end = Math.min(window.length(), (int) (to - windowFrom));
		int cut = TextCell.boundary(window, end);
		if (cut < end && end > start) {
			end = cut > start ? cut : end + 1; // a limit of 1 still gets a whole pair, so that a reader goes on
		}
		return new Text(windowFrom + start, window.substring(start, Math.max(start, end)), length);
	}

	static List<Waiting> waiting(Sql sql) throws SQLException {
		List<long[]> rows = new ArrayList<>();
		try (Rows found = sql.prepare(WAITING).rows()) {
			while (found.next()) {
				rows.add(new long[] { found.number(), found.number() });
			}
		}
		List<Waiting> waiting = new ArrayList<>();
		for (long[] row : rows) {
			Entry entry = EntryTable.select(sql, Integer.MAX_VALUE, "WHERE nr = ?2", row[1]).getFirst();
			SessionTable.find(sql, row[0]).ifPresent(session -> waiting.add(new Waiting(session.summary(), entry)));
		}
		return List.copyOf(waiting);
	}

	private static SessionTable.Stored existing(Sql sql, SessionId session) throws SQLException {
		return SessionTable.find(sql, session).orElseThrow(() -> Failures.notFound("There is no session " + session));
	}

	private static Slice slice(SessionTable.Stored stored, boolean more, List<Entry> entries) {
		return new Slice(stored.summary(), stored.summary().revision(), more, Readable.joined(entries));
	}

	static long lastOrdinal(Sql sql, long nr) throws SQLException {
		try (Rows rows = sql.prepare("SELECT max(ordinal) FROM entry WHERE session = ?").number(nr).rows()) {
			return rows.next() ? rows.number() : 0;
		}
	}

	private static boolean changedAfter(Sql sql, long nr, long revision) throws SQLException {
		try (Rows rows = sql.prepare("SELECT EXISTS (SELECT 1 FROM entry WHERE session = ? AND revision > ?)").number(nr)
				.number(revision).rows()) {
			return rows.next() && rows.flag();
		}
	}

	/** What rows of {@code table} have between {@code from} and {@code to}. Those that end before are not read. */
	private static void window(Sql sql, String table, long nr, long from, long to, StringBuilder window) throws SQLException {
		try (Rows rows = sql.prepare("SELECT offset, text FROM " + table + " WHERE entry = ?1 AND offset < ?3 AND offset >= coalesce("
				+ "(SELECT max(offset) FROM " + table + " WHERE entry = ?1 AND offset <= ?2), 0) ORDER BY offset").number(nr).number(from)
				.number(to).rows()) {
			while (rows.next()) {
				add(window, rows.number(), rows.text(), from, to);
			}
		}
	}

	private static void add(StringBuilder window, long offset, String piece, long from, long to) {
		int begin = (int) Math.max(0, Math.min(piece.length(), from - offset));
		int end = (int) Math.max(0, Math.min(piece.length(), to - offset));
		if (begin < end) {
			window.append(piece, begin, end);
		}
	}
}
