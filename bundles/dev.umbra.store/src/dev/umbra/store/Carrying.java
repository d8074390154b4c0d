package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

/** Carries the rows of a damaged store over to a new one, and says in the sessions what is missing. Inside one transaction. */
final class Carrying {
	private static final List<String> NUMBERED = List.of("session", "entry", "agent", "agent_device", "command", "session_offer", "queue", "tab",
			"client_view", "draft", "blob", "agent_offer", "rule", "note", "feed", "identity", "relay", "record", "record_history", "grave", "head",
			"outbox", "announced", "persona_device", "session_git", "draft_enclosure", "relay_event");
	private static final List<String> KEYED = List.of("setting", "revision", "agent_secret", "card", "seen_event", "relay_count", "relay_tag");
	/** What goes with which row, if that did not come over. */
	private static final List<String> ORPHANS = List.of(
			"DELETE FROM agent_device WHERE agent NOT IN (SELECT id FROM agent)",
			"DELETE FROM agent_secret WHERE agent NOT IN (SELECT id FROM agent)",
			"DELETE FROM agent_offer WHERE agent NOT IN (SELECT id FROM agent)",
			"DELETE FROM rule WHERE agent NOT IN (SELECT id FROM agent)",
			"DELETE FROM feed WHERE agent NOT IN (SELECT id FROM agent)",
			"DELETE FROM card WHERE feed NOT IN (SELECT nr FROM feed)",
			"DELETE FROM card WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM card WHERE entry NOT IN (SELECT nr FROM entry)",
			"DELETE FROM session_offer WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM queue WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM tab WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM draft WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM draft_enclosure WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM blob WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM session_git WHERE session NOT IN (SELECT nr FROM session)",
			"DELETE FROM relay WHERE owner NOT IN (SELECT public_key FROM identity)",
			"DELETE FROM record WHERE owner NOT IN (SELECT public_key FROM identity)",
			"DELETE FROM record_history WHERE owner NOT IN (SELECT public_key FROM identity)",
			"DELETE FROM grave WHERE owner NOT IN (SELECT public_key FROM identity)",
			"DELETE FROM persona_device WHERE owner NOT IN (SELECT public_key FROM identity)",
			"DELETE FROM head WHERE NOT EXISTS (SELECT 1 FROM relay WHERE relay.owner = head.owner AND relay.url = head.relay)",
			"DELETE FROM outbox WHERE NOT EXISTS (SELECT 1 FROM relay WHERE relay.owner = outbox.owner AND relay.url = outbox.relay)",
			"DELETE FROM seen_event WHERE NOT EXISTS (SELECT 1 FROM relay WHERE relay.owner = seen_event.owner AND relay.url = seen_event.relay)",
			"DELETE FROM relay_tag WHERE event NOT IN (SELECT nr FROM relay_event)",
			"DELETE FROM relay_count WHERE NOT EXISTS (SELECT 1 FROM relay WHERE relay.owner = relay_count.owner AND relay.url = relay_count.relay)");
	private static final String LOST_TEXT = "\n[The rest of this text could not be read: the store was damaged.]";
	private final Sql from;
	private final Sql to;
	private final Instant now;
	private long missing;
	private long failed;

	Carrying(Sql from, Sql to, Instant now) {
		this.from = from;
		this.to = to;
		this.now = now;
	}

	Salvage.Carried run() throws SQLException {
		for (String table : NUMBERED) {
			if (!columns(table).isEmpty()) {
				new SalvagedRows(from, to, table, columns(table)).byNumber();
			}
		}
		for (String table : KEYED) {
			if (!columns(table).isEmpty()) {
				new SalvagedRows(from, to, table, columns(table)).byKey();
			}
		}
		long carried = to.prepare("SELECT count(*) FROM entry").one();
		texts();
		sessionsOfEntries();
		for (long session : to.prepare("SELECT nr FROM session WHERE removed = 0 ORDER BY nr").numbers()) {
			markMissing(session);
		}
		for (String statement : ORPHANS) {
			to.run(statement);
		}
		FeedEdit.recount(to, to.prepare("SELECT nr FROM feed").numbers());
		to.run(WordIndex.LEARN_ALL);
		return new Salvage.Carried(to.prepare("SELECT count(*) FROM session WHERE removed = 0").one(), carried, missing, failed);
	}

	/** That both stores have: the damaged one may be of an older format. */
	private List<String> columns(String table) {
		List<String> theirs = SalvagedRows.columns(from, table);
		return SalvagedRows.columns(to, table).stream().filter(theirs::contains).toList();
	}

	private void texts() throws SQLException {
		List<Long> entries = to.prepare("SELECT nr FROM entry ORDER BY nr").numbers();
		for (String table : List.of("chunk", "output")) {
			if (!columns(table).isEmpty()) {
				new SalvagedRows(from, to, table, columns(table)).ofEntries(entries);
			}
		}
		for (long entry : entries) {
			long length = to.prepare("SELECT length FROM entry WHERE nr = ?").number(entry).one();
			long there = 0;
			TextPieces pieces = new TextPieces(to, entry);
			for (String piece = pieces.next(); piece != null; piece = pieces.next()) {
				there += piece.length();
			}
			if (there < length) {
				to.prepare("DELETE FROM chunk WHERE entry = ? AND offset >= ?").number(entry).number(there).change();
				EntryTable.append(to, entry, there, LOST_TEXT, to.prepare("SELECT revision FROM entry WHERE nr = ?").number(entry).one());
			} else if (there > length) {
				to.prepare("UPDATE entry SET length = ? WHERE nr = ?").number(there).number(entry).change();
			}
		}
	}

	/** A session of which only entries are left can be read, but not gone on with. */
	private void sessionsOfEntries() throws SQLException {
		for (long session : to.prepare("SELECT DISTINCT session FROM entry WHERE session NOT IN (SELECT nr FROM session)").numbers()) {
			long revision = to.prepare("SELECT max(revision) FROM entry WHERE session = ?").number(session).one();
			long created = to.prepare("SELECT min(created) FROM entry WHERE session = ?").number(session).one();
			to.prepare("""
					INSERT INTO session (nr, id, revision, updated, status, archived, queued, queue_paused, agent, agent_name, title,
					title_by_person, cwd, add_dirs, created, ended) VALUES (?, ?, ?, ?, ?, 1, 0, 0, 'unknown', 'unknown', ?, 0, '/', '[]', ?, ?)""")
					.number(session).text(UUID.randomUUID().toString()).number(revision).time(now).text(SessionStatus.FAILED.word())
					.text("Salvaged session").number(created).time(now).change();
			failed++;
		}
	}

	private void markMissing(long session) throws SQLException {
		Set<Long> there = new HashSet<>(to.prepare("SELECT ordinal FROM entry WHERE session = ?").number(session).numbers());
		long last = Math.max(there.stream().mapToLong(Long::longValue).max().orElse(0), lastKnown(session));
		List<Long> gap = new ArrayList<>();
		for (long ordinal = 1; ordinal <= last + 1; ordinal++) {
			if (ordinal <= last && !there.contains(ordinal)) {
				gap.add(ordinal);
			} else if (!gap.isEmpty()) {
				notice(session, gap);
				gap.clear();
			}
		}
	}

	/** The index of ordinals may be whole where the entries are not. */
	private long lastKnown(long session) {
		try {
			return from.prepare("SELECT max(ordinal) FROM entry WHERE session = ?").number(session).one();
		} catch (SQLException e) {
			return 0;
		}
	}

	/** One for entries that follow each other, in the place of the first. */
	private void notice(long session, List<Long> gap) throws SQLException {
		missing += gap.size();
		String text = (gap.size() == 1 ? "One entry could not be read here" : gap.size() + " entries could not be read here")
				+ ": the store was damaged. The damaged store was kept; a backup may have what is missing.";
		long revision = to.prepare("SELECT revision FROM session WHERE nr = ?").number(session).one();
		Entry notice = new Entry(new EntryId(UUID.randomUUID().toString()), gap.getFirst(), revision, null, EntryKind.NOTICE, EntryStatus.FAILED, text,
				text.length(), now, now, new Detail.Notice("warning"));
		EntryTable.insert(to, session, notice, revision);
	}
}
