package dev.umbra.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.StoreException;

/**
 * A copy of a store and its log with a made-up beginning, for as long as a salvage reads it: SQLite reads nothing of the
 * store itself, which is left as it is.
 */
final class Mended implements AutoCloseable {
	private static final System.Logger LOG = System.getLogger(Mended.class.getName());
	/** What the first byte of a page of a table or index is. */
	private static final Set<Integer> KINDS = Set.of(2, 5, 10, 13);
	private final Path copy;
	private final Connections connections;

	private Mended(Path copy, Connections connections) {
		this.copy = copy;
		this.connections = connections;
	}

	/**
	 * @return null if our tables cannot be read of it, whatever its beginning is
	 * @throws StoreException in words, if there is no room for it
	 */
	static @Nullable Mended of(Path file, Options options, Failures failures) throws IOException, SQLException {
		needRoom(file, options, failures);
		Path copy = path(file);
		Mended mended = new Mended(copy, new Connections(copy, options.busy()));
		try {
			delete(file);
			copy(file, copy);
			Beginning beginning = Beginning.of(file);
			if (beginning.log()) {
				copy(Header.beside(file, "-wal"), Header.beside(copy, "-wal"));
			}
			for (int page : beginning.pages()) {
				mended.begin(Beginning.madeUp(page, beginning.log()));
				if (readable(copy, mended.connections)) {
					return mended;
				}
			}
			mended.close();
			return null;
		} catch (IOException | SQLException | RuntimeException e) {
			mended.close();
			throw e;
		}
	}

	/** Whether our tables can be read of a store, that is: which there are, and where they begin. */
	static boolean readable(Path file, Connections store) throws IOException, SQLException {
		try (Sql sql = store.salvaging()) {
			return sql.word("SELECT sql FROM sqlite_schema WHERE name = 'entry'").startsWith(Schema1.ENTRY)
					&& (Beginning.of(file).log() || tables(file, sql));
		} catch (SQLException e) {
			if (Failures.unreadable(e)) {
				return false;
			}
			throw e;
		}
	}

	/** Whether most tables begin where a page of one is: the first page can often be read with a size that is not that of the others. */
	private static boolean tables(Path file, Sql sql) throws IOException, SQLException {
		long page = sql.number("PRAGMA page_size");
		List<Long> roots = sql.prepare("SELECT rootpage FROM sqlite_schema WHERE rootpage > 1").numbers();
		int found = 0;
		try (FileChannel channel = FileChannel.open(file)) {
			ByteBuffer kind = ByteBuffer.allocate(1);
			for (long root : roots) {
				if (channel.read(kind.clear(), (root - 1) * page) == 1 && KINDS.contains((int) kind.get(0))) {
					found++;
				}
			}
		}
		return found > roots.size() / 2;
	}

	/** To be called before a store is looked at: removes what an earlier start left. */
	static void delete(Path file) throws IOException {
		for (String suffix : List.of("", "-wal", "-shm")) {
			Files.deleteIfExists(Header.beside(path(file), suffix));
		}
	}

	Connections connections() {
		return connections;
	}

	@Override
	public void close() {
		for (String suffix : List.of("", "-wal", "-shm")) {
			try {
				Files.deleteIfExists(Header.beside(copy, suffix));
			} catch (IOException e) {
				LOG.log(System.Logger.Level.WARNING, "the copy {0} could not be removed; the next start does it", copy);
			}
		}
	}

	/** The copy, and the new store that is made of it. */
	private static void needRoom(Path file, Options options, Failures failures) throws IOException {
		long needed = 2 * (Header.size(file) + Header.size(Header.beside(file, "-wal")));
		long free = options.free() < 0 ? Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() : options.free();
		if (free < needed) {
			throw failures.noRoom(new IOException(needed + " bytes needed, " + free + " free"), "The beginning of the store " + file
					+ " is damaged. What can be read of it could be carried over to a new one, but that takes " + inMegabytes(needed)
					+ " on its disk, of which " + inMegabytes(free) + " are free. Nothing was changed", file);
		}
	}

	private static String inMegabytes(long bytes) {
		return (bytes >> 20) + " MiB";
	}

	private static void copy(Path from, Path to) throws IOException {
		PrivateFiles.create(to);
		try (FileChannel in = FileChannel.open(from); FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
			for (long at = 0, size = in.size(); at < size;) {
				at += in.transferTo(at, size - at, out);
			}
		}
	}

	private void begin(ByteBuffer beginning) throws IOException {
		Files.deleteIfExists(Header.beside(copy, "-shm"));
		try (FileChannel out = FileChannel.open(copy, StandardOpenOption.WRITE)) {
			for (long at = 0; beginning.hasRemaining();) {
				at += out.write(beginning, at);
			}
		}
	}

	private static Path path(Path file) {
		return Header.beside(file, ".mended");
	}
}
