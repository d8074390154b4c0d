package dev.umbra.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

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

	@Override
	public void close() throws SQLException {
		rows.close();
	}
}
