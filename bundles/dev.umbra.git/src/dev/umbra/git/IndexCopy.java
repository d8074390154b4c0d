package dev.umbra.git;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * Copies of an index to work on, and the lock that keeps others from the index meanwhile. Git takes the same lock, so that nothing
 * that is staged at that moment is lost. The index itself is replaced whole, by {@link #take}, or stays byte for byte what it was.
 */
final class IndexCopy implements AutoCloseable {
	private static final System.Logger LOG = System.getLogger(IndexCopy.class.getName());
	private final Journal.Note note;
	private final Runnable end;
	private final Path index;

	private IndexCopy(Journal.Note note, Runnable end) {
		this.note = note;
		this.end = end;
		this.index = note.layout().gitDir().resolve("index");
	}

	/**
	 * @param mark of the commit that is to be made
	 * @throws FailureException as busy, if git works on it at this moment
	 */
	static IndexCopy locked(Layout layout, Journal journal, String mark) throws IOException {
		Journal.Note note = journal.begin(layout, mark);
		try {
			note.lockIndex();
			return new IndexCopy(note, () -> journal.end(note));
		} catch (FileAlreadyExistsException e) {
			journal.end(note);
			throw new FailureException(Failure.busy("Another git command is at work in " + layout.root() + ".",
					"Try again in a moment. If it stays so, a git command was killed: remove " + note.lock()), e);
		} catch (IOException e) {
			journal.end(note);
			throw new FailureException(Failure.failed("The index of " + layout.root() + " cannot be locked: " + e.getMessage(), "Is the folder writable?"), e);
		}
	}

	/** The one that a killed host had locked; it is still. Not to be closed. */
	static IndexCopy of(Journal.Note note) {
		return new IndexCopy(note, () -> {
		});
	}

	Journal.Note note() {
		return note;
	}

	/** A copy of the index as it is now; there is none if there is no index yet. */
	Path copy(String of) throws IOException {
		Path copy = note.file(of);
		if (Files.exists(index)) {
			Files.copy(index, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
		}
		return copy;
	}

	/** Makes a copy the index. */
	void take(Path copy) throws IOException {
		Files.move(copy, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	@Override
	public void close() {
		try {
			note.removeFiles();
			// whoever removed the lock by hand may have let another git take it
			if (note.hasLock()) {
				Files.deleteIfExists(note.lock());
			}
			end.run();
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "the lock and the copies of " + index + " could not be removed", e);
		}
	}
}
