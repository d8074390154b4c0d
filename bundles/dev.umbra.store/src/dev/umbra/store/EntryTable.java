package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.TurnId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.wire.Codec;

/** Rows of entries and their chunks. A text is the row's own text followed by the chunks. */
final class EntryTable {
	/** The first parameter is the number of code units wanted; one more is read, to see whether a pair would be cut. */
	private static final String SELECT = """
			SELECT nr, id, ordinal, revision, turn, kind, status, length, created, ended, detail,
			CASE WHEN length <= ?1 THEN text WHEN typeof(text) = 'blob' THEN substr(text, 1, 2 * ?1 + 2) ELSE substr(text, 1, ?1 + 1) END
			FROM entry\s""";

	private EntryTable() {
	}

	/** What a change needs to know of a stored entry. */
	record Head(long nr, long length, boolean open, String kind) {
		/** Whether its words are found, or soon will be. */
		boolean searched() {
			return WordIndex.searched(kind, open);
		}
	}

	static @Nullable Head head(Sql sql, long session, EntryId entry) throws SQLException {
		try (Rows rows = sql.prepare("SELECT nr, length, status IN ('pending', 'running'), kind FROM entry WHERE session = ? AND id = ?")
				.number(session).text(entry.value()).rows()) {
			return rows.next() ? new Head(rows.number(), rows.number(), rows.flag(), rows.text()) : null;
		}
	}

	/** @return the entry's number; 0 if the session has an entry of this id already, which is not touched */
	static long insert(Sql sql, long session, Entry e, long revision) throws SQLException {
		String own = TextCell.cut(e.text(), TextPieces.LONGEST);
		try (Rows rows = sql.prepare("""
				INSERT INTO entry (session, id, ordinal, revision, turn, kind, status, length, created, ended, detail, text)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session, id) DO NOTHING RETURNING nr""").number(session).text(e.id().value()).number(e.ordinal())
				.number(revision).text(turn(e)).text(e.kind().word()).text(e.status().word()).number(e.length()).time(e.created())
				.time(e.ended()).text(Codec.json(e.detail())).text(own).rows()) {
			long nr = rows.next() ? rows.number() : 0;
			if (nr > 0) {
				putRest(sql, nr, e.text(), own.length());
			}
			return nr;
		}
	}

	/** Everything but the text. */
	static void update(Sql sql, long nr, Entry e, long revision) throws SQLException {
		sql.prepare("""
				UPDATE entry SET ordinal = ?, revision = ?, turn = ?, kind = ?, status = ?, created = ?, ended = ?, detail = ?
				WHERE nr = ?""").number(e.ordinal()).number(revision).text(turn(e)).text(e.kind().word()).text(e.status().word())
				.time(e.created()).time(e.ended()).text(Codec.json(e.detail())).number(nr).change();
	}

	/** The whole text; what was there before is gone. */
	static void putText(Sql sql, long nr, String text) throws SQLException {
		sql.prepare("DELETE FROM chunk WHERE entry = ?").number(nr).change();
		String own = TextCell.cut(text, TextPieces.LONGEST);
		sql.prepare("UPDATE entry SET length = ?, text = ? WHERE nr = ?").number(text.length()).text(own).number(nr).change();
		putRest(sql, nr, text, own.length());
	}

	private static void putRest(Sql sql, long nr, String text, int from) throws SQLException {
		for (int at = from; at < text.length();) {
			String piece = TextCell.cut(text.substring(at, Math.min(text.length(), at + TextPieces.LONGEST + 1)), TextPieces.LONGEST);
			putChunk(sql, nr, at, piece);
			at += piece.length();
		}
	}

	static void append(Sql sql, long nr, long offset, String text, long revision) throws SQLException {
		putChunk(sql, nr, offset, text);
		sql.prepare("UPDATE entry SET length = ?, revision = ? WHERE nr = ?").number(offset + text.length()).number(revision).number(nr)
				.change();
	}

	private static void putChunk(Sql sql, long nr, long offset, String text) throws SQLException {
		sql.prepare("INSERT INTO chunk (entry, offset, text) VALUES (?, ?, ?)").number(nr).number(offset).text(text).change();
	}

	/** Makes the chunks part of the row, as far as it takes them, and few long ones of the rest. */
	static void compact(Sql sql, long nr) throws SQLException {
		TextPieces pieces = new TextPieces(sql, nr);
		StringBuilder text = new StringBuilder();
		long offset = 0;
		boolean chunks = false;
		for (String piece = pieces.next(); piece != null; piece = pieces.next()) {
			chunks |= pieces.chunk();
			text.append(piece);
			while (text.length() > TextPieces.LONGEST && chunks) {
				offset += putPiece(sql, nr, offset, TextCell.cut(text.substring(0, TextPieces.LONGEST + 1), TextPieces.LONGEST), text);
			}
		}
		if (chunks) {
			putPiece(sql, nr, offset, text.toString(), text);
		}
	}

	/** In the place of all chunks of the same range. @return its length, which is taken from {@code text} */
	private static int putPiece(Sql sql, long nr, long offset, String piece, StringBuilder text) throws SQLException {
		sql.prepare("DELETE FROM chunk WHERE entry = ? AND offset >= ? AND offset < ?").number(nr).number(offset)
				.number(offset + piece.length()).change();
		if (offset == 0) {
			sql.prepare("UPDATE entry SET text = ? WHERE nr = ?").text(piece).number(nr).change();
		} else {
			putChunk(sql, nr, offset, piece);
		}
		text.delete(0, piece.length());
		return piece.length();
	}

	/** Of a tool call; empty if it cannot be read. */
	static String title(Sql sql, long nr) throws SQLException {
		try (Rows rows = sql.prepare("SELECT kind, detail FROM entry WHERE nr = ?").number(nr).rows()) {
			return rows.next() && detail(rows.text(), rows.text()) instanceof Detail.Tool tool ? tool.title() : "";
		}
	}

	static String ownText(Sql sql, long nr) throws SQLException {
		try (Rows rows = sql.prepare("SELECT text FROM entry WHERE nr = ?").number(nr).rows()) {
			return rows.next() ? rows.text() : "";
		}
	}

	/** @param where a condition, an order and a limit, whose parameters are {@code parameters} */
	static List<Entry> select(Sql sql, int maxText, String where, long... parameters) throws SQLException {
		Prepared select = sql.prepare(SELECT + where).number(maxText);
		for (long parameter : parameters) {
			select.number(parameter);
		}
		List<Entry> entries = new ArrayList<>();
		try (Rows rows = select.rows()) {
			while (rows.next()) {
				entries.add(read(sql, rows, maxText));
			}
		}
		return entries;
	}

	private static Entry read(Sql sql, Rows rows, int maxText) throws SQLException {
		long nr = rows.number();
		EntryId id = rows.id(EntryId::new, nr);
		long ordinal = rows.number();
		long revision = rows.number();
		TurnId turn = rows.maybeId(TurnId::new);
		String kind = rows.text();
		EntryStatus status = status(rows.text());
		long length = rows.number();
		Instant created = rows.time();
		Instant ended = rows.maybeTime();
		String detail = rows.text();
		String text = beginning(sql, nr, rows.text(), length, maxText);
		return new Entry(id, ordinal, revision, turn, kind(kind), status, text,
				Math.max(length, text.length()), created, ended, detail(kind, detail));
	}

	private static String beginning(Sql sql, long nr, String own, long length, int maxText) throws SQLException {
		if (own.length() >= length || own.length() > maxText) {
			return TextCell.cut(own, maxText);
		}
		StringBuilder text = new StringBuilder(own);
		appendChunks(sql, nr, text, maxText);
		return TextCell.cut(text.toString(), maxText);
	}

	/** Appends chunks from the first on until {@code text} is longer than {@code enough}. */
	private static void appendChunks(Sql sql, long nr, StringBuilder text, long enough) throws SQLException {
		try (Rows rows = sql.prepare("SELECT text FROM chunk WHERE entry = ? ORDER BY offset").number(nr).rows()) {
			while (text.length() <= enough && rows.next()) {
				text.append(rows.text());
			}
		}
	}

	private static @Nullable String turn(Entry e) {
		TurnId turn = e.turn();
		return turn == null ? null : turn.value();
	}

	/** One that cannot be read is no longer open. */
	private static EntryStatus status(String word) {
		for (EntryStatus status : EntryStatus.values()) {
			if (status.word().equals(word)) {
				return status;
			}
		}
		return EntryStatus.FAILED;
	}

	/** A word of a newer version, or a damaged one, is unknown. */
	static EntryKind kind(String word) {
		for (EntryKind kind : EntryKind.values()) {
			if (kind.word().equals(word)) {
				return kind;
			}
		}
		return EntryKind.UNKNOWN;
	}

	/** What does not decode is kept raw and shown generically: one row must not hide a transcript. */
	private static Detail detail(String kind, String json) {
		try {
			return Codec.read(json, Detail.class);
		} catch (RuntimeException e) {
			return new Detail.Unknown(kind, json);
		}
	}
}
