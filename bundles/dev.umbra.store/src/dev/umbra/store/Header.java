package dev.umbra.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

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
	private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
	private static final int SIZE = 112;
	private static final Header NOTHING = new Header(0, 0, true);

	/**
	 * Looks at the store's file. While there is a write-ahead log the file alone may be behind, so SQLite reads both;
	 * without one the bytes are enough, and no file appears beside a store that will be refused.
	 *
	 * @throws StoreException in words, if the file is no store of ours or of a newer format than {@code known}
	 */
	static Header read(Path file, Connections connections, Failures failures, int known) throws IOException, SQLException {
		boolean log = size(beside(file, "-wal")) > 0;
		Header header;
		if (size(file) == 0) {
			if (log) {
				throw failures.damaged("it is empty, but its log " + beside(file, "-wal").getFileName() + " is not");
			}
			header = NOTHING;
		} else {
			header = ofBytes(file, failures);
			if (log) {
				header = ofSqlite(connections);
			}
		}
		boolean fresh = header.empty && header.application == 0 && header.format == 0;
		if (!fresh && header.application != UMBRA) {
			throw failures.notAStore(null);
		}
		if (header.format > known) {
			throw failures.newer(header.format, known);
		}
		return header;
	}

	static Path beside(Path file, String suffix) {
		return file.resolveSibling(file.getFileName() + suffix);
	}

	static long size(Path file) throws IOException {
		return Files.exists(file) ? Files.size(file) : 0;
	}

	/** How many bytes a file without a log should have more, by its own header; 0 if that does not say. */
	static long missing(Path file) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(SIZE);
		if (size(file) < SIZE) {
			return 0;
		}
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
				// until there is enough, or no more
			}
		}
		int page = bytes.getShort(16) & 0xffff;
		boolean valid = bytes.getInt(24) == bytes.getInt(92); // else an old SQLite wrote it and the count is none
		return valid ? Math.max(0, (bytes.getInt(28) & 0xffff_ffffL) * (page == 1 ? 65_536 : page) - size(file)) : 0;
	}

	private static Header ofBytes(Path file, Failures failures) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(SIZE);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
				// until there is enough, or no more
			}
		}
		if (bytes.hasRemaining() || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
			throw failures.notAStore(null);
		}
		return new Header(bytes.getInt(68), bytes.getInt(60), bytes.getShort(103) == 0);
	}

	private static Header ofSqlite(Connections connections) throws SQLException {
		try (Sql sql = connections.looking()) {
			return new Header(sql.number("PRAGMA application_id"), sql.number("PRAGMA user_version"),
					sql.number("SELECT count(*) FROM sqlite_schema") == 0);
		}
	}
}
