package dev.umbra.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, which live as long as it does. Transactions are SQL's own words; JDBC's
 * automatic ones are not used. For one thread at a time.
 */
final class Sql implements AutoCloseable {
	private final Connection connection;
	private final Map<String, Prepared> prepared = new HashMap<>();

	private @Nullable SQLException damage;

	Sql(Connection connection) {
		this.connection = connection;
	}

	/** The statement, prepared once, without values. A statement must not be asked for again while its rows are read. */
	Prepared prepare(String sql) throws SQLException {
		Prepared found = prepared.get(sql);
		if (found != null && !found.usable()) {
			prepared.remove(sql);
			found.close();
			found = null;
		}
		if (found == null) {
			found = new Prepared(connection.prepareStatement(sql));
			prepared.put(sql, found);
		}
		return found.fresh();
	}

	/** Runs a statement that is not worth keeping. */
	void run(String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** Remembers damage that was met and read around. */
	void damaged(SQLException met) {
		damage = met;
	}

	/** @return what was remembered, once; null if nothing was */
	@Nullable
	SQLException damage() {
		SQLException met = damage;
		damage = null;
		return met;
	}

	/** The first column of the first row, as text. */
	String word(String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			return rows.next() ? rows.getString(1) : "";
		}
	}

	long number(String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			return rows.next() ? rows.getLong(1) : 0;
		}
	}

	/** For a transaction that may already be gone. @return whether there was one to end */
	boolean rollback(String words) {
		try {
			prepare(words).execute();
			return true;
		} catch (SQLException e) {
			return false;
		}
	}

	@Override
	public void close() throws SQLException {
		for (Prepared statement : prepared.values()) {
			statement.close();
		}
		prepared.clear();
		connection.close();
	}
}
