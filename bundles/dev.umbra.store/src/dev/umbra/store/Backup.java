package dev.umbra.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.UUID;

/** A consistent copy of the store while it is in use. */
final class Backup {
	private final Connections connections;
	private final Failures failures;

	Backup(Connections connections, Failures failures) {
		this.connections = connections;
		this.failures = failures;
	}

	/**
	 * Copies under another name first, so that a copy with the right name is always whole.
	 *
	 * @throws dev.umbra.core.port.StoreException in words, if the target exists or cannot be written
	 */
	void to(Path target) throws SQLException {
		Path absolute = target.toAbsolutePath().normalize();
		Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
		try {
			if (Files.exists(absolute)) {
				throw new FileAlreadyExistsException(absolute.toString());
			}
			PrivateFiles.create(part);
			try {
				copy(part, absolute);
				Files.move(part, absolute);
				sync(absolute.getParent());
			} finally {
				Files.deleteIfExists(part);
			}
		} catch (IOException e) {
			throw failures.ofFile(e, absolute, "write the backup");
		}
	}

	private void copy(Path part, Path target) throws SQLException, IOException {
		try (Sql sql = connections.copying()) {
			sql.prepare("VACUUM INTO ?").text(part.toString()).execute();
		} catch (SQLException e) {
			if ((e.getErrorCode() & 0xff) == 13) {
				throw failures.noRoom(e, "Could not write the backup " + target + ": its disk is full", target);
			}
			throw e;
		}
		flush(part);
	}

	/** What was written to a file is on the disk afterwards, and its name too where the system allows that. */
	static void sync(Path file, Path folder) throws IOException {
		flush(file);
		sync(folder);
	}

	private static void flush(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	private static void sync(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		} catch (IOException e) {
			// not possible on every system; the name is then durable a little later
		}
	}
}
