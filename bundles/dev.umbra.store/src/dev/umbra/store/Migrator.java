package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import dev.umbra.core.port.StoreException;

/** Brings a store to the present format, in one transaction, or leaves it as it was. */
final class Migrator {
	private static final System.Logger LOG = System.getLogger(Migrator.class.getName());
	private final Path file;
	private final Backup backup;
	private final List<Migration> migrations;

	Migrator(Path file, Backup backup, List<Migration> migrations) {
		this.file = file;
		this.backup = backup;
		this.migrations = migrations;
	}

	void migrate(Sql sql) throws SQLException, IOException {
		int format = (int) sql.number("PRAGMA user_version");
		if (format == migrations.size()) {
			return;
		}
		if (format > 0) {
			Path copy = Copies.free(file, ".v" + format, ".bak"); // an earlier one may be from an earlier attempt
			backup.to(copy);
			LOG.log(System.Logger.Level.INFO, "store {0}: format {1} becomes {2}; the old store is kept as {3}", file, format,
					migrations.size(), copy);
		}
		apply(sql, format, migrations);
	}

	/** A database without tables becomes a store. */
	static void make(Sql sql, List<Migration> migrations) throws SQLException {
		apply(sql, 0, migrations);
	}

	private static void apply(Sql sql, int format, List<Migration> migrations) throws SQLException {
		sql.run("BEGIN IMMEDIATE");
		try {
			for (Migration migration : migrations.subList(format, migrations.size())) {
				migration.apply(sql);
			}
			sql.run("PRAGMA application_id = " + Header.UMBRA);
			sql.run("PRAGMA user_version = " + migrations.size());
			sql.run("COMMIT");
		} catch (SQLException | StoreException e) {
			sql.rollback("ROLLBACK");
			throw e;
		}
	}
}
