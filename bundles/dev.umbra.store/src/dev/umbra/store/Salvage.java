package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.StoreFile.Opened;

/**
 * Makes a new store of what can be read of a damaged one, which is kept beside it as it is. The new one is written under
 * another name, whole and flushed, before anything is renamed; a salvage that is cut short before that is begun again, one
 * after that is brought to its end ({@link #finish}). The damaged file is only read.
 */
final class Salvage {
	private static final System.Logger LOG = System.getLogger(Salvage.class.getName());
	private static final String DAMAGED = ".damaged";
	private final Path file;
	private final Connections damaged;
	private final Options options;
	private final Failures failures;
	private final Instant now;

	/** @param damaged connections to {@code file} */
	Salvage(Path file, Connections damaged, Options options, Failures failures, Instant now) {
		this.file = file;
		this.damaged = damaged;
		this.options = options;
		this.failures = failures;
		this.now = now;
	}

	/** Brings to its end what an earlier start left: to be called before a store is looked at. */
	static void finish(Path file) throws IOException {
		Path fresh = fresh(file);
		Mended.delete(file);
		if (Files.exists(file)) {
			delete(fresh);
		} else if (Files.exists(fresh)) {
			Path kept = Copies.newest(file, DAMAGED);
			rest(file, kept);
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		}
	}

	/**
	 * @param what is wrong, in few words
	 * @param doubtful whether the file's beginning does not say that it is a store of ours, and of a format we know
	 * @throws dev.umbra.core.port.StoreException in words, if it turns out to be none, or there is no room
	 */
	Opened run(String what, boolean doubtful) throws IOException, SQLException {
		LOG.log(System.Logger.Level.WARNING, "the store {0} is damaged ({1}): what can be read goes to a new one", file, what);
		Path fresh = fresh(file);
		delete(fresh);
		Carried carried;
		try (Mended mended = doubtful || !Mended.readable(file, damaged) ? Mended.of(file, options, failures) : null) {
			Connections readable = mended == null ? damaged : mended.connections();
			if (doubtful) {
				prove(mended);
			}
			PrivateFiles.create(fresh);
			carried = copy(readable, fresh);
		} catch (SQLException | RuntimeException e) {
			delete(fresh);
			throw e;
		}
		Backup.sync(fresh, fresh.getParent());
		Path kept = Copies.free(file, DAMAGED, "");
		Files.move(file, kept);
		rest(file, kept);
		Files.move(fresh, file);
		String words = "The store " + file + " was damaged (" + what + "). " + carried.words() + " The damaged store is kept as it was: " + kept
				+ ". If something is missing, a backup (umbra host backup makes them) may have it.";
		LOG.log(System.Logger.Level.WARNING, words);
		return new Opened(true, words, kept);
	}

	private void prove(@Nullable Mended mended) throws SQLException {
		if (mended == null) {
			throw failures.notAStore(null);
		}
		try (Sql sql = mended.connections().salvaging()) {
			if (Formats.of(options.migrations()).newer(sql)) {
				throw failures.newer("it has tables or columns of a newer format, and its beginning is damaged", options.schemaVersion());
			}
		} catch (SQLException e) {
			if (!Failures.unreadable(e)) {
				throw e;
			}
			LOG.log(System.Logger.Level.DEBUG, "not all tables of {0} can be read; those that can are of formats that are known", file);
		}
	}

	private Carried copy(Connections readable, Path fresh) throws SQLException, IOException {
		try (Sql to = new Connections(fresh, options.busy()).writing(options.maxPages()); Sql from = readable.salvaging()) {
			Migrator.make(to, options.migrations());
			to.run("PRAGMA foreign_keys = OFF");
			to.run("BEGIN IMMEDIATE");
			Carried carried = new Carrying(from, to, now).run();
			to.run("COMMIT");
			to.run("PRAGMA wal_checkpoint(TRUNCATE)");
			return carried;
		}
	}

	/** What came over. @param missing entries that could not be read; {@code failed}: sessions that were made up for their entries */
	record Carried(long sessions, long entries, long missing, long failed) {
		String words() {
			if (sessions == 0) {
				return "Nothing of its sessions could be read, and Umbra goes on with a new one.";
			}
			StringBuilder words = new StringBuilder("What could be read is in a new one: ").append(count(sessions, "session", "sessions"))
					.append(" with ").append(count(entries, "entry", "entries")).append('.');
			if (missing > 0) {
				words.append(' ').append(count(missing, "entry", "entries")).append(" could not be read; a notice stands in the place.");
			}
			if (failed > 0) {
				words.append(" Of ").append(count(failed, "session", "sessions"))
						.append(" only entries could be read; the status is failed, and History shows what there is.");
			}
			return words.toString();
		}

		private static String count(long number, String one, String many) {
			return number + " " + (number == 1 ? one : many);
		}
	}

	/** The log goes with its file; the index of the log is only of use to who has it open. */
	private static void rest(Path file, Path kept) throws IOException {
		Path log = Header.beside(file, "-wal");
		if (Header.size(log) == 0) {
			Files.deleteIfExists(log);
		} else {
			Files.move(log, Header.beside(kept, "-wal"));
		}
		Files.deleteIfExists(Header.beside(file, "-shm"));
	}

	private static Path fresh(Path file) {
		return Header.beside(file, ".salvage");
	}

	private static void delete(Path fresh) throws IOException {
		for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
			Files.deleteIfExists(Header.beside(fresh, suffix));
		}
	}
}
