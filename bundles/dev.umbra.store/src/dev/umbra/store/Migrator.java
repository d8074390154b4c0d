package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Files;
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
			Path copy = freeName(format);
			backup.to(copy);
			LOG.log(System.Logger.Level.INFO, "store {0}: format {1} becomes {2}; the old store is kept as {3}", file, format,
					migrations.size(), copy);
		}
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

	/** An earlier copy may be from an earlier attempt: it is kept. */
	private Path freeName(int format) {
		Path copy = Header.beside(file, ".v" + format + ".bak");
		for (int n = 2; Files.exists(copy); n++) {
			copy = Header.beside(file, ".v" + format + "." + n + ".bak");
		}
		return copy;
	}
}
