package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/**
 * Entries of a store in which damage is met: those that can be read, and a notice in the place of each that cannot. Which there
 * are is told by the indexes, which are other pages than the entries. The next start salvages; until then that much is shown.
 */
final class Readable {
	/** Of the ids of notices that are nowhere but in answers; their ordinal follows. */
	private static final String UNREAD = "unread-";
	private static final String REST = " cannot be read: the store is damaged. Nothing was deleted. Restart the host:"
			+ " it carries what can be read over to a new store, and keeps this one.";

	private Readable() {
	}

	private record Place(long nr, long ordinal) {
	}

	/** As {@link EntryTable#select}, whose answer it is if nothing is damaged. The condition and the order must be those of an index. */
	static List<Entry> select(Sql sql, int maxText, String where, long... parameters) throws SQLException {
		try {
			return EntryTable.select(sql, maxText, where, parameters);
		} catch (SQLException e) {
			if (!Failures.corrupt(e)) {
				throw e;
			}
			sql.damaged(e);
			return oneByOne(sql, maxText, where, parameters);
		}
	}

	private static List<Entry> oneByOne(Sql sql, int maxText, String where, long... parameters) throws SQLException {
		List<Entry> entries = new ArrayList<>();
		long revision = 0;
		for (Place place : places(sql, where, parameters)) {
			Entry entry = read(sql, maxText, place, revision);
			revision = entry.revision();
			entries.add(entry);
		}
		return entries;
	}

	private static List<Place> places(Sql sql, String where, long... parameters) throws SQLException {
		Prepared select = sql.prepare("SELECT nr, ordinal FROM entry " + where).number(0); // the first is the length of texts, of which there are none
		for (long parameter : parameters) {
			select.number(parameter);
		}
		List<Place> places = new ArrayList<>();
		try (Rows rows = select.rows()) {
			while (rows.next()) {
				places.add(new Place(rows.number(), rows.number()));
			}
		}
		return places;
	}

	/** @param revision of the entry before: answers by revision go on from the last one's */
	private static Entry read(Sql sql, int maxText, Place place, long revision) throws SQLException {
		try {
			List<Entry> found = EntryTable.select(sql, maxText, "WHERE nr = ?2", place.nr());
			return found.isEmpty() ? notice(place.ordinal(), revision, 1) : found.getFirst();
		} catch (SQLException e) {
			if (!Failures.corrupt(e)) {
				throw e;
			}
			return notice(place.ordinal(), revision, 1);
		}
	}

	/** Of notices that follow each other, one: to be called with what is shown, in the order of ordinals. */
	static List<Entry> joined(List<Entry> entries) {
		if (entries.stream().noneMatch(Readable::notice)) {
			return entries;
		}
		List<Entry> joined = new ArrayList<>();
		for (int i = 0; i < entries.size();) {
			int end = i;
			while (end < entries.size() && notice(entries.get(end)) && entries.get(end).ordinal() == entries.get(i).ordinal() + end - i) {
				end++;
			}
			Entry first = entries.get(i);
			joined.add(end - i > 1 ? notice(first.ordinal(), first.revision(), end - i) : first);
			i = Math.max(end, i + 1);
		}
		return joined;
	}

	/** Whether it stands for what cannot be read. */
	static boolean notice(Entry entry) {
		return entry.kind() == EntryKind.NOTICE && entry.id().value().startsWith(UNREAD);
	}

	private static Entry notice(long ordinal, long revision, int count) {
		String text = (count == 1 ? "An entry" : count + " entries") + REST;
		return new Entry(new EntryId(UNREAD + ordinal), ordinal, revision, null, EntryKind.NOTICE, EntryStatus.FAILED, text, text.length(),
				Instant.EPOCH, Instant.EPOCH, new Detail.Notice("warning"));
	}
}
