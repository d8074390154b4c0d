package dev.umbra.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * Puts in order what a host that was killed left in a repository: its lock of the index, its copies of it, and an index that does not
 * know of the commit that git made in the end. Whatever git holds, or a git that the killed host began and that still works there,
 * is left alone. Blocks; the caller has the repository to itself.
 */
final class Leftovers {
	private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());
	private final Journal journal;
	private final Marks marks;
	private final Settling settling;
	/** Ids of notes that could not be followed: said once, tried at each look. */
	private final Set<String> told = ConcurrentHashMap.newKeySet();

	Leftovers(Journal journal, Marks marks, Settling settling) {
		this.journal = journal;
		this.marks = marks;
		this.settling = settling;
	}

	boolean any() {
		return !journal.left().isEmpty();
	}

	/** @throws FailureException as busy, if something that was begun there still runs */
	void of(Layout layout) {
		for (Journal.Note note : journal.left()) {
			if (note.layout().commonDir().equals(layout.commonDir()) && !tidy(note) && note.layout().gitDir().equals(layout.gitDir())) {
				throw new FailureException(Failure.busy("A git command that was begun before the host ended is still at work in " + layout.root() + ".",
						"Try again in a moment. It may wait for a hook of the repository."));
			}
		}
	}

	/** @return whether nothing is left of it */
	boolean tidy(Journal.Note note) {
		if (!Files.isDirectory(note.layout().gitDir())) {
			journal.end(note);
			return true;
		}
		if (isRunning(note)) {
			return false;
		}
		try {
			if (note.hasLock()) {
				settle(note);
				Files.deleteIfExists(note.lock());
				LOG.log(System.Logger.Level.INFO, "removed the lock " + note.lock() + " of a host that was killed");
			}
			note.removeFiles();
			journal.end(note);
			return true;
		} catch (IOException e) {
			LOG.log(told.add(note.id()) ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
					"what a host that was killed left in " + note.layout().gitDir() + " cannot be removed", e);
			return false;
		}
	}

	private void settle(Journal.Note note) {
		String made = note.mark() == null ? null : marks.made(note.layout().root(), note.mark());
		if (made != null) {
			settling.settle(note.layout(), IndexCopy.of(note), settling.before(note.layout(), made), made);
		}
	}

	/** Every git that works with a copy of an index names its note; where the system does not tell, those that are young may still run. */
	private static boolean isRunning(Journal.Note note) {
		if (ProcessHandle.current().info().commandLine().isPresent()) {
			return ProcessHandle.allProcesses().anyMatch(each -> each.info().commandLine().filter(line -> line.contains(note.id())).isPresent());
		}
		return lockedAt(note).isAfter(Instant.now().minus(Writing.LIMIT));
	}

	private static Instant lockedAt(Journal.Note note) {
		try {
			Path lock = note.lock();
			return Files.exists(lock) ? Files.getLastModifiedTime(lock).toInstant() : Instant.EPOCH;
		} catch (IOException e) {
			return Instant.EPOCH;
		}
	}
}
