package dev.umbra.core.git;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What git says of one folder, at one moment.
 *
 * @param folder absolute, as a session names it
 * @param words what a person must read where there is no working tree to show, with what to do; for
 *        {@link Kind#WORK_TREE} why changes are seen late here, mostly empty
 * @param tree set exactly for {@link Kind#WORK_TREE}
 * @param worktree set exactly if the folder is in a worktree beside the repository's main folder, or was one that is missing
 */
public record GitState(String folder, Kind kind, String words, @Nullable WorkTree tree, @Nullable Worktree worktree) {
	public GitState {
		Objects.requireNonNull(folder, "folder");
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(words, "words");
	}

	public enum Kind {
		/** There is a working tree; it may be unborn, detached, in the midst of a merge. */
		WORK_TREE,
		/** No git program was found. */
		NO_GIT,
		/** The folder is not there. For a session's worktree: it can be made again, see {@link GitState#worktree}. */
		NO_FOLDER, NOT_A_REPOSITORY,
		/** A repository without a working tree, or a folder inside git's own. */
		BARE,
		/** Git refused or failed: {@code words} say what. Also for a kind that only a newer host knows. */
		UNREADABLE
	}
}
