package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;

/**
 * Which words are where: those of prompts, of messages, and of the titles of tool calls, once they have ended. The index has
 * no text: what is taken out of it must be told word by word, so {@link #forget} comes before the text changes or goes, and
 * with the same text the index was told of.
 * <p>
 * A commit only notes the entry in {@code unindexed}; the words follow some moments later, newest entries first, many in
 * one transaction, or when somebody searches. An entry is in the index exactly if it {@linkplain #searched can be} and is
 * not in {@code unindexed}.
 * <p>
 * A row of the index is a piece of an entry's text: {@code entry.nr << 10 | piece}. All on the writing thread.
 */
final class WordIndex {
	/** Bits of a row's number that count the pieces of one entry. */
	static final int PIECES = 10;
	/** All that has words is to be told to the index. */
	static final String LEARN_ALL = """
			INSERT OR IGNORE INTO unindexed (entry) SELECT nr FROM entry WHERE kind IN ('prompt', 'message', 'tool')
			AND status NOT IN ('pending', 'running')""";
	private static final String ADD = "INSERT INTO search (rowid, words) VALUES (?, ?)";
	private static final String REMOVE = "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)";
	/** Pages of the index that are written anew in one step: some hundredths of a second. */
	private static final int RENEWED = 200;
	/** How many entries are looked up at once. */
	private static final int BATCH = 64;

	private WordIndex() {
	}

	/** Whether words of such an entry are found. */
	static boolean searched(String kind, boolean open) {
		return !open && (kind.equals(EntryKind.PROMPT.word()) || kind.equals(EntryKind.MESSAGE.word()) || tool(kind));
	}

	/** Empties an index that is damaged; it is filled again from the texts. */
	static void restart(Sql sql) throws SQLException {
		sql.run("INSERT INTO search (search) VALUES ('delete-all')");
		sql.run("DELETE FROM title");
		sql.run(LEARN_ALL);
	}

	/** The entry's words are to be found from now on. */
	static void learn(Sql sql, long entry) throws SQLException {
		sql.prepare("INSERT OR IGNORE INTO unindexed (entry) VALUES (?)").number(entry).change();
	}

	/** The entry's words are no longer to be found; nothing of it may have changed yet. */
	static void forget(Sql sql, long entry, String kind) throws SQLException {
		if (sql.prepare("DELETE FROM unindexed WHERE entry = ?").number(entry).change() > 0) {
			return;
		}
		if (tool(kind)) {
			String title = title(sql, entry);
			put(sql, REMOVE, entry << PIECES, title == null ? "" : title);
			sql.prepare("DELETE FROM title WHERE entry = ?").number(entry).change();
		} else {
			putText(sql, REMOVE, entry);
		}
	}

	/** Whether the entry, as it is to be, has other words than the stored one; true if that is not worth finding out. */
	static boolean changes(Sql sql, EntryTable.Head stored, Entry entry, boolean whole) throws SQLException {
		if (!stored.kind().equals(entry.kind().word()) || stored.open() != entry.status().open()) {
			return true;
		}
		if (tool(stored.kind())) {
			return !(entry.detail() instanceof Detail.Tool tool && tool.title().equals(title(sql, stored.nr())));
		}
		return whole && !(stored.length() == entry.length() && EntryTable.ownText(sql, stored.nr()).equals(entry.text()));
	}

	/**
	 * Takes entries that wait, the newest first.
	 *
	 * @param goOn is asked before each entry, with how many were taken so far
	 * @return whether entries are left that wait
	 */
	static boolean work(Sql sql, LongPredicate goOn) throws SQLException {
		long taken = 0;
		List<Waiting> batch = waiting(sql);
		while (!batch.isEmpty()) {
			for (Waiting next : batch) {
				if (!goOn.test(taken++)) {
					return true;
				}
				add(sql, next);
			}
			batch = waiting(sql);
		}
		return false;
	}

	private record Waiting(long entry, String kind) {
	}

	private static List<Waiting> waiting(Sql sql) throws SQLException {
		List<Waiting> batch = new ArrayList<>();
		try (Rows rows = sql.prepare("""
				SELECT unindexed.entry, kind FROM unindexed JOIN entry ON entry.nr = unindexed.entry
				ORDER BY unindexed.entry DESC LIMIT ?""").number(BATCH).rows()) {
			while (rows.next()) {
				batch.add(new Waiting(rows.number(), rows.text()));
			}
		}
		return batch;
	}

	private static void add(Sql sql, Waiting next) throws SQLException {
		sql.prepare("DELETE FROM unindexed WHERE entry = ?").number(next.entry).change();
		if (tool(next.kind)) {
			String title = EntryTable.title(sql, next.entry);
			sql.prepare("INSERT INTO title (entry, text) VALUES (?, ?) ON CONFLICT (entry) DO UPDATE SET text = excluded.text")
					.number(next.entry).text(title).change();
			put(sql, ADD, next.entry << PIECES, title);
		} else {
			putText(sql, ADD, next.entry);
		}
	}

	/**
	 * A step of writing the whole index anew, in which nothing is left of what was taken out of it: until then the words of a
	 * deleted text are only marked as gone. (FTS5's own {@code secure-delete} was measured to take sixty times as long.)
	 *
	 * @param first whether it begins; later steps go on
	 * @return whether there is more to do
	 */
	static boolean renew(Sql sql, boolean first) throws SQLException {
		long before = sql.prepare("SELECT total_changes()").one();
		sql.prepare("INSERT INTO search (search, rank) VALUES ('merge', ?)").number(first ? -RENEWED : RENEWED).execute();
		return first || sql.prepare("SELECT total_changes()").one() - before >= 2; // as FTS5's documentation says
	}

	private static void putText(Sql sql, String statement, long entry) throws SQLException {
		TextPieces pieces = new TextPieces(sql, entry);
		StringBuilder waiting = new StringBuilder();
		long row = entry << PIECES;
		for (String piece = pieces.next(); piece != null; piece = pieces.next()) {
			waiting.append(piece);
			if (waiting.length() >= TextPieces.LONGEST && row < (entry + 1 << PIECES) - 1) {
				int end = lastWord(waiting);
				put(sql, statement, row++, waiting.substring(0, end));
				waiting.delete(0, end);
			}
		}
		put(sql, statement, row, waiting);
	}

	/** Where the last word begins, which the next piece may go on with; the end if it is no word but a heap of letters. */
	private static int lastWord(CharSequence text) {
		int at = text.length();
		while (at > 0 && text.length() - at < 1_000) {
			int c = Character.codePointBefore(text, at);
			if (!Words.isWord(c)) {
				return at;
			}
			at -= Character.charCount(c);
		}
		return text.length();
	}

	private static void put(Sql sql, String statement, long row, CharSequence text) throws SQLException {
		String words = Words.each(text);
		if (!words.isEmpty()) {
			sql.prepare(statement).number(row).text(words).change();
		}
	}

	private static @Nullable String title(Sql sql, long entry) throws SQLException {
		try (Rows rows = sql.prepare("SELECT text FROM title WHERE entry = ?").number(entry).rows()) {
			return rows.next() ? rows.text() : null;
		}
	}

	private static boolean tool(String kind) {
		return kind.equals(EntryKind.TOOL.word());
	}
}
