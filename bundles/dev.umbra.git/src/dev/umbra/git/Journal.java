package dev.umbra.git;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Id;

/**
 * Notes in the data folder of what is begun beside an index, each written before the first file is made there and removed after the
 * last one is gone. A note that is found at the start is of a host that was killed: what bears its id in that repository is ours to
 * remove, and nothing else is. The data folder has one host at a time. Any thread; blocks.
 */
final class Journal {
	/** Of our files beside an index. */
	static final String PREFIX = "umbra-index-";
	private static final System.Logger LOG = System.getLogger(Journal.class.getName());
	private final Path folder;
	private final Set<String> mine = ConcurrentHashMap.newKeySet();
	private @Nullable Map<String, Note> left;

	/** @param folder made with the first note */
	Journal(Path folder) {
		this.folder = folder;
	}

	/** @param mark of the commit that is to be made, see {@link Marks}, or null for one that makes none */
	record Note(String id, Layout layout, @Nullable String mark) {
		/** A file of this note beside the index. */
		Path file(String of) {
			return layout.gitDir().resolve(PREFIX + id + "-" + of);
		}

		Path lock() {
			return layout.gitDir().resolve("index.lock");
		}

		/** Git's own locks of the index begin otherwise: with nothing, or as an index does. */
		private String lockText() {
			return "umbra " + id + "\n";
		}

		/**
		 * Takes the lock of the index; it bears this note's id from its first moment on.
		 *
		 * @throws FileAlreadyExistsException if somebody has it
		 */
		void lockIndex() throws IOException {
			Path own = file("lock");
			Files.writeString(own, lockText());
			try {
				link(own);
			} finally {
				Files.deleteIfExists(own);
			}
		}

		private void link(Path own) throws IOException {
			try {
				Files.createLink(lock(), own);
			} catch (FileAlreadyExistsException e) {
				throw e;
			} catch (IOException | UnsupportedOperationException e) {
				// a file system without links
				Files.writeString(lock(), lockText(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
			}
		}

		/** Whether the lock that is there is this note's. */
		boolean hasLock() throws IOException {
			return Files.isRegularFile(lock()) && Files.size(lock()) == lockText().length() && Files.readString(lock(), StandardCharsets.ISO_8859_1).equals(lockText());
		}

		/** Removes what bears this note's id beside the index, but not the lock. */
		void removeFiles() throws IOException {
			try (Stream<Path> all = Files.list(layout.gitDir())) {
				for (Path each : (Iterable<Path>) all.filter(file -> file.getFileName().toString().startsWith(PREFIX + id))::iterator) {
					Files.deleteIfExists(each);
				}
			}
		}
	}

	/** Flushed to the disk when this returns. */
	Note begin(Layout layout, @Nullable String mark) throws IOException {
		left();
		Note note = new Note(Id.random(), layout, mark);
		mine.add(note.id());
		Files.createDirectories(folder);
		try (FileChannel file = FileChannel.open(folder.resolve(note.id()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			ByteBuffer bytes = ByteBuffer.wrap(text(note).getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				file.write(bytes);
			}
			file.force(true);
		} catch (IOException e) {
			end(note);
			throw e;
		}
		return note;
	}

	void end(Note note) {
		try {
			Files.deleteIfExists(folder.resolve(note.id()));
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, folder.resolve(note.id()) + " could not be removed", e);
		}
		mine.remove(note.id());
		synchronized (this) {
			if (left != null) {
				left.remove(note.id());
			}
		}
	}

	/** Those of a host that was killed. */
	synchronized Collection<Note> left() {
		Map<String, Note> found = left;
		if (found == null) {
			found = read();
			left = found;
		}
		return List.copyOf(found.values());
	}

	private Map<String, Note> read() {
		Map<String, Note> found = new ConcurrentHashMap<>();
		if (!Files.isDirectory(folder)) {
			return found;
		}
		try (Stream<Path> all = Files.list(folder)) {
			for (Path each : (Iterable<Path>) all::iterator) {
				String id = each.getFileName().toString();
				Note note = note(id, Files.readString(each));
				if (note == null) {
					// killed while it was written: nothing was made yet
					Files.deleteIfExists(each);
				} else if (!mine.contains(id)) {
					found.put(id, note);
				}
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, folder + " cannot be read: what a host that was killed left in repositories stays there", e);
		}
		return found;
	}

	private static String text(Note note) throws IOException {
		Properties properties = new Properties();
		properties.setProperty("root", note.layout().root().toString());
		properties.setProperty("git", note.layout().gitDir().toString());
		properties.setProperty("common", note.layout().commonDir().toString());
		if (note.mark() != null) {
			properties.setProperty("mark", note.mark());
		}
		StringWriter text = new StringWriter();
		properties.store(text, null);
		return text.toString();
	}

	private static @Nullable Note note(String id, String text) throws IOException {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(text));
			if (!properties.containsKey("root") || !properties.containsKey("git") || !properties.containsKey("common")) {
				return null;
			}
			return new Note(id, new Layout(Path.of(properties.getProperty("root")), Path.of(properties.getProperty("git")), Path.of(properties.getProperty("common")), null),
					properties.getProperty("mark"));
		} catch (IllegalArgumentException e) {
			// a path that this system cannot name is an InvalidPathException, a broken escape its parent
			return null;
		}
	}
}
