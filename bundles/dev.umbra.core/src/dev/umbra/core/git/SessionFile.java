package dev.umbra.core.git;

import org.jspecify.annotations.Nullable;

/**
 * A file that the agent touched in a session, or another one that differs.
 *
 * @param path relative to the top of the working tree; absolute for {@link Operation#OUTSIDE}
 * @param from its path before, if it was renamed, else null
 * @param operation working tree against the last commit
 * @param added lines against the last commit, null if unknown or the file is binary; {@code removed} likewise
 * @param touched whether the agent touched it, by a tool call; such ones are checked for a commit unless the person decides otherwise
 * @param staged as in {@link GitFile}; {@code unstaged} likewise
 */
public record SessionFile(String path, @Nullable String from, Operation operation, @Nullable Integer added,
		@Nullable Integer removed, boolean binary, boolean touched, FileChange staged, FileChange unstaged) {
	public enum Operation {
		ADDED, MODIFIED, DELETED, RENAMED, CONFLICTED,
		/** Nothing to commit: as in the last commit. */
		UNCHANGED,
		/** Git leaves it alone (.gitignore). */
		IGNORED,
		/** Not in this working tree. */
		OUTSIDE
	}

	/** Whether it can be part of a commit. */
	public boolean committable() {
		return switch (operation) {
		case ADDED, MODIFIED, DELETED, RENAMED -> true;
		case CONFLICTED, UNCHANGED, IGNORED, OUTSIDE -> false;
		};
	}

	/** As {@link GitFile#partlyStaged}. */
	public boolean partlyStaged() {
		return staged.changes() && unstaged.changes() && operation != Operation.CONFLICTED;
	}
}
