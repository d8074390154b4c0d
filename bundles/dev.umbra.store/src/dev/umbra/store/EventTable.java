package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.EventStore.Kept;
import dev.umbra.core.port.EventStore.Query;
import dev.umbra.core.port.EventStore.Stored;
import dev.umbra.core.port.EventStore.TagValue;
import dev.umbra.wire.Codec;

/**
 * The events of the embedded relay. Deletions are events like others and stay: what one names is refused as long as it is
 * there, so nothing else has to be remembered of what was deleted.
 */
final class EventTable {
	static final String NAMED_BY_DELETION = """
			SELECT 1 FROM relay_tag JOIN relay_event ON relay_event.nr = relay_tag.event
			WHERE name = ?1 AND value = ?2 AND kind = 5 AND author = ?3 AND created_at >= ?4 LIMIT 1""";
	static final String AT_ADDRESS = "SELECT nr, created_at, id FROM relay_event WHERE address = ?";
	private static final int DELETION = 5;
	private static final String ANY_OF = " IN (SELECT value FROM json_each(?))";

	private EventTable() {
	}

	static Kept put(Sql sql, Stored event) throws SQLException {
		if (sql.prepare("SELECT 1 FROM relay_event WHERE id = ?").text(event.id()).one() == 1) {
			return Kept.DUPLICATE;
		}
		if (event.kind() != DELETION && deleted(sql, event)) {
			return Kept.DELETED;
		}
		if (event.address() != null && !takesPlace(sql, event, event.address())) {
			return Kept.OLDER;
		}
		sql.prepare("INSERT INTO relay_event (id, author, created_at, kind, address, json) VALUES (?, ?, ?, ?, ?, ?)").text(event.id())
				.text(event.author()).number(event.createdAt()).number(event.kind()).text(event.address()).text(event.json()).change();
		long nr = sql.prepare("SELECT last_insert_rowid()").one();
		for (TagValue tag : Set.copyOf(event.tags())) {
			sql.prepare("INSERT INTO relay_tag (name, value, event) VALUES (?, ?, ?)").text(tag.name()).text(tag.value()).number(nr).change();
		}
		if (event.kind() == DELETION) {
			delete(sql, event);
		}
		return Kept.NEW;
	}

	private static boolean deleted(Sql sql, Stored event) throws SQLException {
		return named(sql, "e", event.id(), event, 0) || event.address() != null && named(sql, "a", event.address(), event, event.createdAt());
	}

	private static boolean named(Sql sql, String tag, String value, Stored event, long since) throws SQLException {
		return sql.prepare(NAMED_BY_DELETION).text(tag).text(value).text(event.author()).number(since).one() == 1;
	}

	/** False: what is there wins. Else it is gone. */
	private static boolean takesPlace(Sql sql, Stored event, String address) throws SQLException {
		long there;
		try (Rows rows = sql.prepare(AT_ADDRESS).text(address).rows()) {
			if (!rows.next()) {
				return true;
			}
			there = rows.number();
			long time = rows.number();
			if (time > event.createdAt() || time == event.createdAt() && rows.text().compareTo(event.id()) < 0) {
				return false;
			}
		}
		sql.prepare("DELETE FROM relay_event WHERE nr = ?").number(there).change();
		return true;
	}

	private static void delete(Sql sql, Stored deletion) throws SQLException {
		for (TagValue tag : deletion.tags()) {
			if (tag.name().equals("e")) {
				sql.prepare("DELETE FROM relay_event WHERE id = ? AND author = ? AND kind <> 5").text(tag.value()).text(deletion.author()).change();
			} else if (tag.name().equals("a")) {
				sql.prepare("DELETE FROM relay_event WHERE address = ? AND author = ? AND created_at <= ? AND kind <> 5").text(tag.value())
						.text(deletion.author()).number(deletion.createdAt()).change();
			}
		}
	}

	private record Found(long createdAt, String id, String json) {
	}

	static List<String> find(Sql sql, List<Query> queries, int limit) throws SQLException {
		Map<String, Found> found = new HashMap<>();
		for (Query query : queries) {
			int most = query.limit() == null ? limit : Math.min(limit, query.limit());
			if (most > 0) {
				find(sql, query, most, found);
			}
		}
		return found.values().stream().sorted(Comparator.comparingLong(Found::createdAt).reversed().thenComparing(Found::id)).limit(limit)
				.map(Found::json).toList();
	}

	/** Sets travel as JSON, so that there are few statements, whatever is asked for. */
	private static void find(Sql sql, Query query, int most, Map<String, Found> into) throws SQLException {
		List<String> sets = new ArrayList<>();
		Prepared select = sql.prepare(select(query, sets));
		select.number(query.since() == null ? 0 : query.since()).number(query.until() == null ? Long.MAX_VALUE : query.until());
		for (String set : sets) {
			select.text(set);
		}
		try (Rows rows = select.number(most).rows()) {
			while (rows.next()) {
				long time = rows.number();
				String id = rows.text();
				into.putIfAbsent(id, new Found(time, id, rows.text()));
			}
		}
	}

	/** @param values filled with what stands for the question marks between the times and the limit */
	static String select(Query query, List<String> values) {
		StringBuilder select = new StringBuilder("SELECT created_at, id, json FROM relay_event WHERE created_at >= ? AND created_at <= ?");
		among(select, "id", query.ids(), values);
		among(select, "author", query.authors(), values);
		among(select, "kind", query.kinds(), values);
		new TreeMap<>(query.tags()).forEach((name, wanted) -> {
			select.append(" AND nr IN (SELECT event FROM relay_tag WHERE name = ? AND value").append(ANY_OF).append(')');
			values.add(name);
			values.add(Codec.json(wanted));
		});
		return select.append(" ORDER BY created_at DESC, id LIMIT ?").toString();
	}

	private static void among(StringBuilder select, String column, @Nullable Collection<?> wanted, List<String> values) {
		if (wanted != null) {
			select.append(" AND ").append(column).append(ANY_OF);
			values.add(Codec.json(wanted));
		}
	}

	static long events(Sql sql) throws SQLException {
		return sql.prepare("SELECT count(*) FROM relay_event").one();
	}
}
