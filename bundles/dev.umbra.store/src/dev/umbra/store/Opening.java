package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.StoreFile.Opened;

/**
 * The way from a file to a store in use: what an earlier start left is brought to its end, what is not ours or newer is
 * refused, what is damaged is salvaged, what is older is migrated.
 */
final class Opening {
	private static final System.Logger LOG = System.getLogger(Opening.class.getName());
	private static final int READERS = 2;
	private final Path file;
	private final Clocks clocks;
	private final Options options;
	private final Failures failures;
	private final Connections connections;
	private final Damage damage;

	/** @param file absolute */
	Opening(Path file, Clocks clocks, Options options) {
		this.file = file;
		this.clocks = clocks;
		this.options = options;
		failures = new Failures(file);
		connections = new Connections(file, options.busy());
		damage = new Damage(file, connections, options);
	}

	Path file() {
		return file;
	}

	Clocks clocks() {
		return clocks;
	}

	Options options() {
		return options;
	}

	Failures failures() {
		return failures;
	}

	Damage damage() {
		return damage;
	}

	/** @throws dev.umbra.core.port.StoreException in words */
	SqliteStore open() {
		try {
			NativeLibrary.prepare(file.getParent());
			return connect(prepare());
		} catch (IOException | SQLException | RuntimeException | LinkageError e) {
			throw failures.of(e, "open");
		}
	}

	/** Afterwards there is a file that is sound, as far as that was looked at, or empty. */
	private Opened prepare() throws IOException, SQLException {
		Salvage.finish(file);
		for (String suffix : List.of("", "-wal", "-shm")) {
			PrivateFiles.close(Header.beside(file, suffix));
		}
		String beginning = Header.look(file, connections, failures, options.schemaVersion());
		if (!Files.exists(file)) {
			PrivateFiles.create(file);
			return Opened.SOUND;
		}
		String wrong = beginning == null ? damage.look() : beginning;
		if (wrong == null && ofAnotherFormat()) {
			beginning = wrong = Header.DAMAGED;
		}
		if (wrong == null) {
			return Opened.SOUND;
		}
		Opened opened = new Salvage(file, connections, options, failures, clocks.instant()).run(wrong, beginning != null);
		damage.forget();
		return opened;
	}

	/** Whether what is to be migrated is of another format than it says: a migration would fail, or spoil it. */
	private boolean ofAnotherFormat() throws IOException, SQLException {
		if (Header.size(file) == 0 || Beginning.of(file).header().format() == options.schemaVersion()) {
			return false;
		}
		// one that may write would take the log into a file that perhaps is to be kept as it is
		try (Sql sql = Beginning.of(file).log() ? connections.looking() : connections.copying()) {
			int format = (int) sql.number("PRAGMA user_version");
			return format > 0 && format < options.schemaVersion() && Formats.of(options.migrations()).another(format, sql);
		} catch (SQLException e) {
			if (Failures.unloaded(e) || !Failures.unreadable(e)) {
				throw e;
			}
			return false; // the opening meets it and says it
		}
	}

	private SqliteStore connect(Opened found) throws IOException, SQLException {
		List<Sql> opened = new ArrayList<>();
		try {
			Backup backup = new Backup(connections, failures);
			Sql writing = connections.writing(options.maxPages());
			opened.add(writing);
			NativeLibrary.close();
			new Migrator(file, backup, options.migrations()).migrate(writing);
			for (int i = 0; i < READERS; i++) {
				opened.add(connections.reading());
			}
			return new SqliteStore(this, found, backup, writing, opened.subList(1, opened.size()));
		} catch (IOException | SQLException | RuntimeException | LinkageError e) {
			opened.forEach(Opening::closeQuietly);
			throw e;
		}
	}

	private static void closeQuietly(Sql sql) {
		try {
			sql.close();
		} catch (SQLException e) {
			LOG.log(System.Logger.Level.DEBUG, "a connection did not close after a failed start", e);
		}
	}
}
