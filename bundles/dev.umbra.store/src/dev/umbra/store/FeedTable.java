package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.port.FeedRecords.Page;
import dev.umbra.core.session.EntryStatus;

/**
 * The feeds of agents, to be read. A feed counts its changes; a card's {@code nr} is the count at which it came, so it is
 * never used again, and cards stay in the order in which they came, whatever the clock says. What was removed as too old is
 * told of by one card that has no row: it is made of what {@code feed} keeps of the last one that went. {@link FeedEdit} writes.
 */
final class FeedTable {
	static final String NEWEST = cards("card.nr < ?2 ORDER BY card.nr DESC LIMIT ?3");
	static final String CHANGED = cards("change > ?2 ORDER BY change LIMIT ?3");
	private static final System.Logger LOG = System.getLogger(FeedTable.class.getName());

	private FeedTable() {
	}

	/** @param removed {@code nr} of the newest card that was removed as too old, 0 if none was */
	record Feed(long nr, long change, long removed, Instant removedTime, long removedChange) {
		Card older() {
			return new Card(removed, removedChange, removedTime, CardKind.OLDER_REMOVED, EntryStatus.DONE, "Older removed",
					"Older cards were removed: the feed keeps only the newest", null, null, null);
		}
	}

	private static String cards(String condition) {
		return """
				SELECT card.nr, change, time, kind, card.status, label, summary, session.id, session.title,
				(SELECT id FROM entry WHERE entry.nr = card.entry) FROM card LEFT JOIN session ON session.nr = card.session
				WHERE feed = ?1 AND\s""" + condition;
	}

	/** What cannot be read is left out, with a word in the page and one in the log. */
	static Page page(Sql sql, AgentId agent, @Nullable Long before, @Nullable Long after, int limit) throws SQLException {
		try {
			Feed feed = find(sql, agent);
			return feed == null ? new Page(List.of(), 0, 0, false, null) : page(sql, feed, before, after, limit);
		} catch (SQLException e) {
			if (!Failures.corrupt(e)) {
				throw e;
			}
			LOG.log(System.Logger.Level.WARNING, "the feed of agent " + agent + " cannot be read", e);
			return new Page(List.of(), 0, 0, false, "This feed cannot be shown: its part of the store is damaged. What the agents"
					+ " said is in their sessions. umbra host doctor tells more.");
		}
	}

	static @Nullable Feed find(Sql sql, AgentId agent) throws SQLException {
		try (Rows rows = sql.prepare("SELECT nr, change, removed, removed_time, removed_change FROM feed WHERE agent = ?")
				.text(agent.value()).rows()) {
			return rows.next() ? new Feed(rows.number(), rows.number(), rows.number(), rows.time(), rows.number()) : null;
		}
	}

	private static Page page(Sql sql, Feed feed, @Nullable Long before, @Nullable Long after, int limit) throws SQLException {
		long first = feed.removed > 0 ? feed.removed : sql.prepare("SELECT min(nr) FROM card WHERE feed = ?").number(feed.nr).one();
		Found found = after != null ? changed(sql, feed, after, limit) : newest(sql, feed, before, limit);
		String warning = found.unreadable == 0 ? null
				: found.unreadable + (found.unreadable == 1 ? " card of this feed" : " cards of this feed")
						+ " cannot be read and are left out; the sessions themselves are whole.";
		return new Page(found.cards, feed.change, first, found.more, warning);
	}

	private static Found newest(Sql sql, Feed feed, @Nullable Long before, int limit) throws SQLException {
		long below = before == null ? Long.MAX_VALUE : before;
		Found found = select(sql.prepare(NEWEST).number(feed.nr).number(below).number(limit + 1L), limit);
		if (!found.more && feed.removed > 0 && feed.removed < below) {
			if (found.cards.size() < limit) {
				found.cards.add(feed.older());
			} else {
				found.more = true;
			}
		}
		return found.reversed();
	}

	private static Found changed(Sql sql, Feed feed, long after, int limit) throws SQLException {
		Found found = select(sql.prepare(CHANGED).number(feed.nr).number(after).number(limit + 1L), limit);
		if (feed.removed > 0 && feed.removedChange > after) {
			int at = 0;
			while (at < found.cards.size() && found.cards.get(at).change() < feed.removedChange) {
				at++;
			}
			if (at < found.cards.size() || !found.more) {
				found.cards.add(at, feed.older());
			}
			if (found.cards.size() > limit) {
				found.cards.removeLast();
				found.more = true;
			}
		}
		return found;
	}

	private static Found select(Prepared select, int limit) throws SQLException {
		Found found = new Found();
		try (Rows rows = select.rows()) {
			while (rows.next()) {
				if (found.cards.size() + found.unreadable == limit) {
					found.more = true;
					return found;
				}
				found.add(rows);
			}
		}
		return found;
	}

	/** What a page is made of. */
	private static final class Found {
		private List<Card> cards = new ArrayList<>();
		private int unreadable;
		private boolean more;

		void add(Rows rows) throws SQLException {
			long nr = rows.number();
			try {
				cards.add(card(nr, rows));
			} catch (IllegalArgumentException e) {
				unreadable++;
				LOG.log(System.Logger.Level.WARNING, "card " + nr + " of a feed cannot be read", e);
			}
		}

		Found reversed() {
			cards = new ArrayList<>(cards.reversed());
			return this;
		}

		private static Card card(long nr, Rows rows) throws SQLException {
			long change = rows.number();
			Instant time = rows.time();
			CardKind kind = kind(rows.text());
			EntryStatus status = EntryStatus.valueOf(rows.text().toUpperCase(Locale.ROOT));
			String label = rows.text();
			String summary = rows.text();
			String session = rows.maybeText();
			String title = rows.maybeText();
			String entry = rows.maybeText();
			return new Card(nr, change, time, kind, status, label, summary, session == null ? null : new SessionId(session), title,
					entry == null ? null : new EntryId(entry));
		}

		private static CardKind kind(String word) {
			for (CardKind kind : CardKind.values()) {
				if (kind.word().equals(word)) {
					return kind;
				}
			}
			return CardKind.UNKNOWN;
		}
	}
}
