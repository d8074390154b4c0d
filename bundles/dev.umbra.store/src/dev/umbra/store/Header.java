package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.StoreException;

/**
 * What a file says of itself, found out without changing it.
 *
 * @param application who made it; 0 if it does not say
 * @param format the store's format ({@code user_version})
 * @param empty whether there is no table in it
 */
record Header(long application, long format, boolean empty) {
	/** "Umbr", in bytes 68 to 71 of every store. */
	static final int UMBRA = 0x556d6272;
	static final String DAMAGED = "its beginning cannot be right";
	/** No format will have a greater number: what claims to be of one is damaged. */
	private static final int FORMATS = 999;

	/**
	 * Looks at the store's file. While there is a write-ahead log the file alone may be behind, so SQLite reads both;
	 * without one the bytes are enough, and no file appears beside a store that will be refused.
	 *
	 * @return null if all is well; else, of a file in which something of a store of ours is, what is wrong, in few words
	 * @throws StoreException in words, if the file is no store of ours or of a newer format than {@code known}
	 */
	static @Nullable String look(Path file, Connections connections, Failures failures, int known) throws IOException, SQLException {
		boolean log = size(beside(file, "-wal")) > 0;
		if (size(file) == 0) {
			if (log) {
				throw failures.damaged("it is empty, but its log " + beside(file, "-wal").getFileName() + " is not");
			}
			return null;
		}
		Beginning beginning = Beginning.of(file);
		Header header = !beginning.sound() ? null : log ? ofSqlite(connections) : beginning.header();
		if (header != null && (header.fresh() || header.ours() && header.format >= 1 && header.format <= known)) {
			return null;
		}
		Header said = header == null ? beginning.header() : header;
		if (said.ours() && said.format > known && said.format <= FORMATS) {
			throw failures.newer("it has format " + said.format, known);
		}
		if (!Beginning.ours(file)) {
			throw failures.notAStore(null);
		}
		return DAMAGED;
	}

	private boolean ours() {
		return application == UMBRA;
	}

	/** Made, and nothing was written to it yet. */
	private boolean fresh() {
		return empty && application == 0 && format == 0;
	}

	static Path beside(Path file, String suffix) {
		return file.resolveSibling(file.getFileName() + suffix);
	}

	static long size(Path file) throws IOException {
		return Files.exists(file) ? Files.size(file) : 0;
	}

	/** @return null if SQLite cannot read it */
	private static @Nullable Header ofSqlite(Connections connections) throws SQLException {
		try (Sql sql = connections.looking()) {
			return new Header(sql.number("PRAGMA application_id"), sql.number("PRAGMA user_version"),
					sql.number("SELECT count(*) FROM sqlite_schema") == 0);
		} catch (SQLException e) {
			if (Failures.unreadable(e)) {
				return null;
			}
			throw e;
		}
	}
}
