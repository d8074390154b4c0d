package dev.umbra.core.git;

import org.jspecify.annotations.Nullable;

/**
 * A worktree of a session: a folder of its own on a branch of its own, beside the repository's main folder.
 *
 * @param path absolute
 * @param branch short name, or null if it has none
 * @param repository the main folder of the repository, absolute
 * @param target the branch that is merged back into: the one checked out in the main folder; null if there is none
 * @param missing the folder is gone; it can be made again while {@code branch} is there
 * @param branchThere whether the branch exists
 * @param ahead commits of the branch that the target has not, null if unknown
 * @param merged hash of the commit by which it was merged back last, or null
 * @param takenBack hash of the commit that took back what was merged last, or null: merging brings it back
 * @param ours whether Umbra made it for a session
 */
public record Worktree(String path, @Nullable String branch, String repository, @Nullable String target, boolean missing,
		boolean branchThere, @Nullable Integer ahead, @Nullable String merged, @Nullable String takenBack, boolean ours) {
}
