package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Copies the rows of a table that can be read, out of a database of which some pages are damaged. */
final class SalvagedRows {
	private static final System.Logger LOG = System.getLogger(SalvagedRows.class.getName());
	private static final int PAGE = 200;
	private final Sql from;
	private final Sql to;
	private final String table;
	private final List<String> columns;
	private final String insert;

	/** @param columns those that both databases have */
	SalvagedRows(Sql from, Sql to, String table, List<String> columns) {
		this.from = from;
		this.to = to;
		this.table = table;
		this.columns = List.copyOf(columns);
		insert = "INSERT OR IGNORE INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
				+ columns.stream().map(c -> "?").collect(Collectors.joining(", ")) + ")";
	}

	/** Columns of a table; none if there is no such table, or nothing can be read of it. */
	static List<String> columns(Sql sql, String table) {
		try {
			return sql.prepare("SELECT name FROM pragma_table_info(?)").text(table).texts();
		} catch (SQLException e) {
			return List.of();
		}
	}

	/** Of a table whose rows have numbers. Where a page is damaged, it goes on behind it. */
	void byNumber() throws SQLException {
		long next = 0;
		while (true) {
			List<@Nullable Object[]> page = new ArrayList<>();
			try {
				read("rowid >= ? ORDER BY rowid LIMIT " + PAGE, next, page);
				put(page);
				if (page.size() < PAGE) {
					return;
				}
				next = after(page, next);
			} catch (SQLException e) {
				put(page);
				next = behind(page.isEmpty() ? next : after(page, next));
				if (next == Long.MAX_VALUE) {
					return;
				}
			}
		}
	}

	/** Behind all of them, and further on in any case: damaged pages can give rows out of their order. */
	private static long after(List<@Nullable Object[]> page, long next) {
		return Math.max(next, page.stream().mapToLong(SalvagedRows::number).max().orElse(next)) + 1;
	}

	/** Of a short table whose rows have none: from its beginning to the damage, and from its end back to it. */
	void byKey() throws SQLException {
		for (String order : List.of("", " DESC")) {
			List<@Nullable Object[]> rows = new ArrayList<>();
			try {
				read(from.prepare(select("ORDER BY " + columns.get(0) + order + ", " + columns.get(1) + order)), rows);
				put(rows);
				return;
			} catch (SQLException e) {
				put(rows);
			}
		}
	}

	/** The pieces of the texts of entries, one entry after the other: damage is that of one text. */
	void ofEntries(List<Long> entries) throws SQLException {
		for (long entry : entries) {
			List<@Nullable Object[]> rows = new ArrayList<>();
			try {
				read(from.prepare(select("WHERE entry = ? ORDER BY offset")).number(entry), rows);
			} catch (SQLException e) {
				LOG.log(System.Logger.Level.DEBUG, "of {0} of entry {1} only the beginning can be read", table, entry);
			}
			put(rows);
		}
	}

	/** The smallest number from which on something can be read again, or the largest number there is. */
	private long behind(long failed) {
		long low = failed;
		long step = 1;
		while (!readable(low + step)) {
			low += step;
			if (step > 1L << 40) {
				return Long.MAX_VALUE;
			}
			step *= 2;
		}
		long high = low + step;
		while (low + 1 < high) {
			long middle = low + (high - low) / 2;
			if (readable(middle)) {
				high = middle;
			} else {
				low = middle;
			}
		}
		return high;
	}

	private boolean readable(long number) {
		try {
			read("rowid >= ? ORDER BY rowid LIMIT 1", number, new ArrayList<>());
			return true;
		} catch (SQLException e) {
			return false;
		}
	}

	private void read(String where, long number, List<@Nullable Object[]> into) throws SQLException {
		read(from.prepare(select("WHERE " + where)).number(number), into);
	}

	private String select(String rest) {
		boolean numbers = rest.startsWith("WHERE rowid");
		return "SELECT " + (numbers ? "rowid" : "0") + ", " + String.join(", ", columns) + " FROM " + table + " " + rest;
	}

	private void read(Prepared select, List<@Nullable Object[]> into) throws SQLException {
		try (Rows rows = select.rows()) {
			while (rows.next()) {
				into.add(rows.cells(columns.size() + 1));
			}
		}
	}

	private void put(List<@Nullable Object[]> rows) throws SQLException {
		for (@Nullable Object[] row : rows) {
			Prepared statement = to.prepare(insert);
			for (int i = 1; i < row.length; i++) {
				statement.cell(row[i]);
			}
			statement.change();
		}
	}

	private static long number(@Nullable Object[] row) {
		return row[0] instanceof Number number ? number.longValue() : 0;
	}
}
