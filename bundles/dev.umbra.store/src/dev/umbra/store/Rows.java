package dev.umbra.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Rows whose columns are taken from left to right. */
final class Rows implements AutoCloseable {
	private final ResultSet rows;
	private int next;

	Rows(ResultSet rows) {
		this.rows = rows;
	}

	boolean next() throws SQLException {
		next = 1;
		return rows.next();
	}

	String text() throws SQLException {
		Object cell = rows.getObject(next++);
		return cell == null ? "" : TextCell.read(cell);
	}

	@Nullable
	String maybeText() throws SQLException {
		Object cell = rows.getObject(next++);
		return cell == null ? null : TextCell.read(cell);
	}

	/** An id as {@code make} accepts it, else one made of the row's number: a damaged cell must not hide what is around it. */
	<T> T id(Function<String, T> make, long nr) throws SQLException {
		T id = maybeId(make);
		return id == null ? make.apply("row-" + nr) : id;
	}

	/** Null also if it cannot be an id. */
	<T> @Nullable T maybeId(Function<String, T> make) throws SQLException {
		String value = maybeText();
		try {
			return value == null ? null : make.apply(value);
		} catch (IllegalArgumentException e) {
			return null;
		}
	}

	byte[] bytes() throws SQLException {
		byte[] cell = rows.getBytes(next++);
		return cell == null ? new byte[0] : cell;
	}

	long number() throws SQLException {
		return rows.getLong(next++);
	}

	@Nullable
	Long maybeNumber() throws SQLException {
		long value = rows.getLong(next++);
		return rows.wasNull() ? null : value;
	}

	@Nullable
	Double maybeReal() throws SQLException {
		double value = rows.getDouble(next++);
		return rows.wasNull() ? null : value;
	}

	boolean flag() throws SQLException {
		return number() != 0;
	}

	Instant time() throws SQLException {
		return Instant.ofEpochMilli(number());
	}

	@Nullable
	Instant maybeTime() throws SQLException {
		Long value = maybeNumber();
		return value == null ? null : Instant.ofEpochMilli(value);
	}

	/** The first {@code count} columns, as the driver has them. */
	@Nullable
	Object[] cells(int count) throws SQLException {
		@Nullable
		Object[] cells = new Object[count];
		for (int i = 0; i < count; i++) {
			cells[i] = rows.getObject(i + 1);
		}
		return cells;
	}

	@Override
	public void close() throws SQLException {
		rows.close();
	}
}
