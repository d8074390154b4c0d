package dev.umbra.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

import dev.umbra.core.port.StoreException;

/** Opens connections of the three kinds. SQLite never creates the store's file: that is done before, with its mode. */
final class Connections {
	private static final int PAGE_SIZE = 8192;
	private static final long LOG_LIMIT = 16 * 1024 * 1024;
	private final Path file;
	private final Duration busy;

	Connections(Path file, Duration busy) {
		this.file = file;
		this.busy = busy;
	}

	/** Turns WAL mode on: the first thing that is written to a new store. */
	Sql writing(int maxPages) throws SQLException {
		return prepared(open(false), sql -> {
			// a new store's only: a message of about 2,000 characters takes more than half of a page of 4 KiB, and the rest stays empty
			sql.run("PRAGMA page_size = " + PAGE_SIZE);
			String mode = sql.word("PRAGMA journal_mode = WAL");
			if (!mode.equalsIgnoreCase("wal")) {
				throw Failures.failed(null, false, "The store " + file + " cannot use a write-ahead log here: SQLite answered \"" + mode + "\"",
						"A data folder on a network file system does not work: use one on a local disk with --home DIR.");
			}
			sql.run("PRAGMA foreign_keys = ON");
			sql.run("PRAGMA synchronous = FULL");
			sql.run("PRAGMA secure_delete = ON");
			sql.run("PRAGMA journal_size_limit = " + LOG_LIMIT);
			if (maxPages > 0) {
				sql.number("PRAGMA max_page_count = " + maxPages);
			}
		});
	}

	Sql reading() throws SQLException {
		return prepared(open(false), sql -> sql.run("PRAGMA query_only = ON"));
	}

	/** For looking at a file that may not be ours: writes nothing to it. */
	Sql looking() throws SQLException {
		return prepared(open(true), sql -> {
		});
	}

	/** For reading what can be read of a damaged store: one that is cut short, SQLite would otherwise not open at all. */
	Sql salvaging() throws SQLException {
		return prepared(open(true), sql -> sql.run("PRAGMA writable_schema = ON"));
	}

	/** For {@code VACUUM INTO}, which a connection that may only query refuses. */
	Sql copying() throws SQLException {
		return prepared(open(false), sql -> {
		});
	}

	/** A database in memory, which goes with its connection. */
	static Sql memory() throws SQLException {
		Connection connection = new JDBC().connect("jdbc:sqlite::memory:", new SQLiteConfig().toProperties());
		if (connection == null) {
			throw new SQLException("the driver accepts no database in memory");
		}
		return new Sql(connection);
	}

	private Sql open(boolean readOnly) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.resetOpenMode(SQLiteOpenMode.CREATE);
		config.setReadOnly(readOnly);
		config.setBusyTimeout((int) busy.toMillis());
		// the driver by its class, not through DriverManager, which looks in other class loaders; and the file as a URI,
		// because the driver takes a question mark in a plain path for the beginning of options
		Connection connection = new JDBC().connect("jdbc:sqlite:" + file.toUri(), config.toProperties());
		if (connection == null) {
			throw new SQLException("the driver does not accept " + file.toUri());
		}
		return new Sql(connection);
	}

	private static Sql prepared(Sql sql, Preparation preparation) throws SQLException {
		try {
			sql.run("PRAGMA trusted_schema = OFF");
			sql.run("PRAGMA temp_store = MEMORY");
			preparation.on(sql);
			return sql;
		} catch (SQLException | StoreException e) {
			sql.close();
			throw e;
		}
	}

	private interface Preparation {
		void on(Sql sql) throws SQLException;
	}
}
