package dev.umbra.git;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Id;

/**
 * Copies of an index to work on, and the lock that keeps others from the index meanwhile. Git takes the same lock, so that nothing
 * that is staged at that moment is lost. The index itself is replaced whole, by {@link #take}, or stays byte for byte what it was.
 */
final class IndexCopy implements AutoCloseable {
	/** Of our files beside an index. */
	static final String PREFIX = "umbra-index-";
	private static final System.Logger LOG = System.getLogger(IndexCopy.class.getName());
	private final Path index;
	private final Path lock;
	private final String name = PREFIX + Id.random().substring(0, 8);

	private IndexCopy(Path index, Path lock) {
		this.index = index;
		this.lock = lock;
	}

	/** @throws FailureException as busy, if git works on it at this moment */
	static IndexCopy locked(Layout layout) {
		Path index = layout.gitDir().resolve("index");
		Path lock = layout.gitDir().resolve("index.lock");
		try {
			Files.createFile(lock);
			return new IndexCopy(index, lock);
		} catch (FileAlreadyExistsException e) {
			throw new FailureException(Failure.busy("Another git command is at work in " + layout.root() + ".",
					"Try again in a moment. If it stays so, a git command was killed: remove " + lock), e);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The index of " + layout.root() + " cannot be locked: " + e.getMessage(), "Is the folder writable?"), e);
		}
	}

	/** A copy of the index as it is now; there is none if there is no index yet. */
	Path copy(String of) throws IOException {
		Path copy = index.resolveSibling(name + "-" + of);
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
		for (String of : new String[] { "commit", "commit.lock", "next", "next.lock" }) {
			remove(index.resolveSibling(name + "-" + of));
		}
		remove(lock);
	}

	private static void remove(Path file) {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, file + " could not be removed", e);
		}
	}
}
