package dev.umbra.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a store is damaged, and remembers it for the next start. A small store is looked at whole before it is
 * opened; of a large one only what costs nothing, and the whole of it by a reading thread after it was opened, if it was not
 * closed. What is found then, or met while the store is used, is written down beside it: the next start salvages.
 */
final class Damage {
	private static final System.Logger LOG = System.getLogger(Damage.class.getName());
	/** In what SQLite says of the index of words, and of nothing else. */
	private static final String SEARCH = "fts5";
	private final Path file;
	private final Connections connections;
	private final long looked;
	private volatile String words = "";
	private boolean later;
	private boolean index;

	/** @param file the store's */
	Damage(Path file, Connections connections, Options options) {
		this.file = file;
		this.connections = connections;
		looked = options.looked();
	}

	/** Changes nothing. @return what is wrong, in SQLite's words or ours, or null */
	@Nullable
	String look() throws IOException, SQLException {
		Path note = note();
		if (Files.exists(note)) {
			return Files.readString(note).lines().findFirst().orElse("it was found before");
		}
		boolean log = Header.size(Header.beside(file, "-wal")) > 0;
		long missing = log || Header.size(file) == 0 ? 0 : Beginning.of(file).missing();
		if (missing > 0) {
			return missing + " bytes are missing at its end";
		}
		if (Header.size(file) + Header.size(Header.beside(file, "-wal")) > looked) {
			later = log;
			return null;
		}
		if (Header.size(file) == 0) {
			return null;
		}
		try (Sql sql = log ? connections.looking() : connections.copying()) {
			return inWords(Checks.quick(sql));
		} catch (SQLException e) {
			if (Failures.unloaded(e)) {
				throw e; // the library is loaded once: a second attempt would no longer say why it cannot be
			}
			return Failures.corrupt(e) ? String.valueOf(e.getMessage()) : null; // anything else, the opening meets and says
		}
	}

	/** Whether {@link #look} left something to {@link #check}: the store is large, and was not closed. */
	boolean later() {
		return later;
	}

	/** The whole of a store, on a reading thread. @return whether only the index of words is damaged, which can be made anew */
	boolean check(Sql sql) throws SQLException {
		String found = inWords(Checks.quick(sql));
		if (found != null) {
			found(found);
		}
		return index;
	}

	/** Whether only the index of words was found to be damaged. */
	boolean index() {
		return index;
	}

	private @Nullable String inWords(String found) {
		index = !found.isEmpty() && found.lines().allMatch(line -> line.toLowerCase(Locale.ROOT).contains(SEARCH));
		return found.isEmpty() || index ? null : found.lines().findFirst().orElse("");
	}

	/** May be called on any thread, as often as damage is met. */
	void found(String what) {
		if (!words.isEmpty()) {
			return;
		}
		words = what.lines().findFirst().orElse(what);
		LOG.log(System.Logger.Level.ERROR, "the store {0} is damaged ({1}); the next start of the host will salvage what can be read", file, words);
		try {
			if (!Files.exists(note())) {
				PrivateFiles.create(note());
			}
			Files.write(note(), words.getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "that the store is damaged could not be written down in " + note(), e);
		}
	}

	/** What was found since the store was opened; empty if nothing was. */
	String found() {
		return words;
	}

	/** The store is sound again. */
	void forget() throws IOException {
		Files.deleteIfExists(note());
	}

	private Path note() {
		return Header.beside(file, "-damage");
	}
}
