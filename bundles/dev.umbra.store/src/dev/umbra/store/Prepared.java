package dev.umbra.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A prepared statement that takes its values in the order of its question marks. */
final class Prepared {
	private static final int LONG_TEXT = 65_536;
	private final PreparedStatement statement;
	private int next;
	private boolean heavy;
	private boolean failed;

	Prepared(PreparedStatement statement) {
		this.statement = statement;
	}

	Prepared fresh() {
		next = 1;
		heavy = false;
		return this;
	}

	Prepared text(@Nullable String value) throws SQLException {
		if (value == null) {
			statement.setObject(next++, null);
			return this;
		}
		heavy |= value.length() > LONG_TEXT;
		switch (TextCell.of(value)) {
		case byte[] bytes -> statement.setBytes(next++, bytes);
		default -> statement.setString(next++, value);
		}
		return this;
	}

	Prepared bytes(byte[] value) throws SQLException {
		heavy |= value.length > LONG_TEXT;
		statement.setBytes(next++, value);
		return this;
	}

	/** As {@link Rows#cells} gave it. */
	Prepared cell(@Nullable Object value) throws SQLException {
		statement.setObject(next++, value);
		return this;
	}

	Prepared number(long value) throws SQLException {
		statement.setLong(next++, value);
		return this;
	}

	Prepared maybeNumber(@Nullable Long value) throws SQLException {
		statement.setObject(next++, value);
		return this;
	}

	Prepared maybeReal(@Nullable Double value) throws SQLException {
		statement.setObject(next++, value);
		return this;
	}

	Prepared flag(boolean value) throws SQLException {
		return number(value ? 1 : 0);
	}

	Prepared time(@Nullable Instant value) throws SQLException {
		return maybeNumber(value == null ? null : value.toEpochMilli());
	}

	/** The driver gives a statement up when it fails: it must be prepared anew. */
	boolean usable() {
		return !failed;
	}

	void execute() throws SQLException {
		failed = true;
		statement.execute();
		failed = false;
	}

	/** @return how many rows were changed */
	int change() throws SQLException {
		failed = true;
		int changed = statement.executeUpdate();
		failed = false;
		if (heavy) {
			statement.clearParameters(); // the driver would keep the text alive until the next use
		}
		return changed;
	}

	Rows rows() throws SQLException {
		failed = true;
		ResultSet rows = statement.executeQuery();
		failed = false;
		return new Rows(rows);
	}

	/** The first column of the first row, 0 if there is none. */
	long one() throws SQLException {
		try (Rows rows = rows()) {
			return rows.next() ? rows.number() : 0;
		}
	}

	/** The first column of all rows. */
	List<Long> numbers() throws SQLException {
		List<Long> found = new ArrayList<>();
		try (Rows rows = rows()) {
			while (rows.next()) {
				found.add(rows.number());
			}
		}
		return found;
	}

	/** The first column of all rows. */
	List<String> texts() throws SQLException {
		List<String> found = new ArrayList<>();
		try (Rows rows = rows()) {
			while (rows.next()) {
				found.add(rows.text());
			}
		}
		return found;
	}

	void close() throws SQLException {
		statement.close();
	}
}
