package dev.umbra.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.feed.NewCard;

/**
 * Puts cards into feeds and keeps these in their bounds; a feed's own row is written once, at the end. Made for one
 * transaction and thrown away.
 */
final class FeedEdit {
	/** What a card costs besides its words, in bytes. */
	private static final int CARD = 64;
	private static final String BYTES = "length(CAST(label AS BLOB)) + length(CAST(summary AS BLOB)) + " + CARD;
	private final Sql sql;
	private final Bounds bounds;
	private final Map<AgentId, Feed> feeds = new HashMap<>();
	private final Map<SessionId, Long> sessions = new HashMap<>();
	private Map<EntryId, Long> fresh = Map.of();

	/** What a feed may keep. @param bytes of labels and summaries, and {@value FeedEdit#CARD} for each card */
	record Bounds(int cards, long bytes) {
		static final Bounds DEFAULT = new Bounds(5_000, 16L << 20);

		Bounds {
			cards = Math.max(1, cards);
			bytes = Math.max(CARD, bytes);
		}
	}

	FeedEdit(Sql sql, Bounds bounds) {
		this.sql = sql;
		this.bounds = bounds;
	}

	/** Those of a commit. @param inserted the entries that are new with it, by their numbers: none of them has a card */
	void put(List<NewCard> cards, SessionId session, long number, Map<EntryId, Long> inserted) throws SQLException {
		sessions.put(session, number);
		fresh = inserted;
		put(cards);
	}

	/** Of an agent that is not kept, no card is. A card of an entry that has one replaces it. */
	void put(List<NewCard> cards) throws SQLException {
		for (NewCard card : cards) {
			Feed feed = feed(card.agent());
			if (feed != null) {
				put(feed, card);
			}
		}
		end();
	}

	/** All feeds. */
	void trim() throws SQLException {
		for (AgentId agent : agents(sql)) {
			feed(agent);
		}
		end();
	}

	/** Counts anew after cards went with their session. */
	static void recount(Sql sql, List<Long> feeds) throws SQLException {
		for (long feed : feeds) {
			sql.prepare("UPDATE feed SET (cards, bytes) = (SELECT count(*), coalesce(sum(" + BYTES
					+ "), 0) FROM card WHERE feed = ?1) WHERE nr = ?1").number(feed).change();
		}
	}

	private static List<AgentId> agents(Sql sql) throws SQLException {
		return sql.prepare("SELECT agent FROM feed ORDER BY nr").texts().stream().map(AgentId::new).toList();
	}

	private @Nullable Feed feed(AgentId agent) throws SQLException {
		Feed feed = feeds.get(agent);
		if (feed == null) {
			feed = find(agent);
			if (feed == null && sql.prepare("""
					INSERT INTO feed (agent, change, cards, bytes, removed, removed_time, removed_change, removed_entry)
					SELECT id, 0, 0, 0, 0, 0, 0, 0 FROM agent WHERE id = ?""").text(agent.value()).change() > 0) {
				feed = find(agent);
			}
			if (feed != null) {
				feeds.put(agent, feed);
			}
		}
		return feed;
	}

	private @Nullable Feed find(AgentId agent) throws SQLException {
		try (Rows rows = sql.prepare("""
				SELECT nr, change, cards, bytes, removed, removed_time, removed_change, removed_entry FROM feed
				WHERE agent = ?""").text(agent.value()).rows()) {
			return rows.next() ? new Feed(rows) : null;
		}
	}

	private void put(Feed feed, NewCard card) throws SQLException {
		SessionId id = card.session();
		long session = id == null ? 0 : session(id);
		EntryId entry = card.entry();
		long of = 0;
		if (session > 0 && entry != null) {
			of = fresh.getOrDefault(entry, 0L);
			EntryTable.Head stored = of > 0 ? null : EntryTable.head(sql, session, entry);
			if (stored != null && replaced(feed, card, stored.nr())) {
				return;
			}
			of = stored == null ? of : stored.nr();
		}
		long nr = ++feed.change;
		sql.prepare("""
				INSERT INTO card (feed, nr, change, time, kind, status, session, entry, label, summary)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""").number(feed.nr).number(nr).number(nr).time(card.time()).text(card.kind().word())
				.text(card.status().word()).maybeNumber(session == 0 ? null : session).maybeNumber(of == 0 ? null : of)
				.text(card.label()).text(card.summary()).change();
		feed.cards++;
		feed.bytes += bytes(card);
	}

	/** 0 if there is none. */
	private long session(SessionId id) throws SQLException {
		Long known = sessions.get(id);
		if (known == null) {
			SessionTable.Head head = SessionTable.head(sql, id);
			known = head == null ? 0L : head.nr();
			sessions.put(id, known);
		}
		return known;
	}

	/** @return true also if the card was removed as too old: it must not come again, out of its place */
	private boolean replaced(Feed feed, NewCard card, long entry) throws SQLException {
		long place;
		long bytes;
		try (Rows rows = sql.prepare("SELECT nr, " + BYTES + " FROM card WHERE feed = ? AND entry = ?").number(feed.nr).number(entry).rows()) {
			if (!rows.next()) {
				return entry <= feed.removedEntry;
			}
			place = rows.number();
			bytes = rows.number();
		}
		sql.prepare("UPDATE card SET change = ?, kind = ?, status = ?, label = ?, summary = ? WHERE feed = ? AND nr = ?")
				.number(++feed.change).text(card.kind().word()).text(card.status().word()).text(card.label()).text(card.summary())
				.number(feed.nr).number(place).change();
		feed.bytes += bytes(card) - bytes;
		return true;
	}

	/** As SQLite counts them: UTF-8, or UTF-16 where UTF-8 cannot hold the text. */
	private static long bytes(NewCard card) {
		return CARD + bytes(card.label()) + bytes(card.summary());
	}

	private static long bytes(String text) {
		return switch (TextCell.of(text)) {
		case byte[] blob -> blob.length;
		default -> text.getBytes(StandardCharsets.UTF_8).length;
		};
	}

	private void end() throws SQLException {
		for (Feed feed : feeds.values()) {
			if (beyond(feed)) {
				removeOldest(feed);
			}
			sql.prepare("""
					UPDATE feed SET change = ?, cards = ?, bytes = ?, removed = ?, removed_time = ?, removed_change = ?, removed_entry = ?
					WHERE nr = ?""").number(feed.change).number(feed.cards).number(feed.bytes).number(feed.removed)
					.number(feed.removedTime).number(feed.removedChange).number(feed.removedEntry).number(feed.nr).change();
		}
	}

	/** The newest card is always kept. */
	private boolean beyond(Feed feed) {
		return feed.cards > 1 && (feed.cards > bounds.cards || feed.bytes > bounds.bytes);
	}

	private void removeOldest(Feed feed) throws SQLException {
		try (Rows rows = sql.prepare("SELECT nr, time, coalesce(entry, 0), " + BYTES + " FROM card WHERE feed = ? ORDER BY nr").number(feed.nr)
				.rows()) {
			while (beyond(feed) && rows.next()) {
				feed.removed = rows.number();
				feed.removedTime = rows.number();
				feed.removedEntry = Math.max(feed.removedEntry, rows.number());
				feed.bytes -= rows.number();
				feed.cards--;
			}
		}
		feed.removedChange = ++feed.change;
		sql.prepare("DELETE FROM card WHERE feed = ? AND nr <= ?").number(feed.nr).number(feed.removed).change();
	}

	/** A feed's row while it is changed. */
	private static final class Feed {
		private final long nr;
		private long change;
		private long cards;
		private long bytes;
		private long removed;
		private long removedTime;
		private long removedChange;
		private long removedEntry;

		Feed(Rows rows) throws SQLException {
			nr = rows.number();
			change = rows.number();
			cards = rows.number();
			bytes = rows.number();
			removed = rows.number();
			removedTime = rows.number();
			removedChange = rows.number();
			removedEntry = rows.number();
		}
	}
}
