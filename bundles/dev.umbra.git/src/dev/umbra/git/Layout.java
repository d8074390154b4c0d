package dev.umbra.git;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a repository are, as seen from one working tree. All absolute.
 *
 * @param root top of the working tree
 * @param gitDir of this working tree: HEAD, index
 * @param commonDir of the repository: refs, objects, config; the same as {@code gitDir} unless this is a linked worktree
 * @param submoduleOf top of the working tree above, or null
 */
record Layout(Path root, Path gitDir, Path commonDir, @Nullable Path submoduleOf) {
	boolean linked() {
		return !gitDir.equals(commonDir);
	}

	/** The main folder of the repository; of one without, git's own folder. */
	Path mainFolder() {
		boolean usual = commonDir.getFileName() != null && commonDir.getFileName().toString().equals(".git") && commonDir.getParent() != null;
		return usual ? commonDir.getParent() : commonDir;
	}
}
