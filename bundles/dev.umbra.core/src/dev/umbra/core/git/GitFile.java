package dev.umbra.core.git;

import org.jspecify.annotations.Nullable;

/**
 * One file that differs.
 *
 * @param from its path before, if it was renamed or copied, else null
 * @param staged index against the last commit
 * @param unstaged working tree against the index; {@link FileChange#UNTRACKED} for a file that git does not know
 * @param submodule whether it is a submodule
 */
public record GitFile(String path, @Nullable String from, FileChange staged, FileChange unstaged, boolean submodule) {
	/** Some of its changes are staged and others are not: a commit asks which are meant. */
	public boolean partlyStaged() {
		return staged.changes() && unstaged.changes() && !conflicted();
	}

	public boolean conflicted() {
		return unstaged == FileChange.CONFLICTED;
	}
}
