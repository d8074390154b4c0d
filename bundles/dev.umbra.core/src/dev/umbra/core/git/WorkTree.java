package dev.umbra.core.git;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The state of a working tree.
 *
 * @param root the top folder, absolute
 * @param submoduleOf the top folder of the repository that this one is a submodule of, or null
 * @param files what differs, conflicted ones first, then by path; at most {@value #MOST_FILES}, the counts tell of all. An
 *        untracked folder is one file whose path ends with {@code /}
 * @param more whether files were left out
 * @param lastCommit null on an unborn branch
 * @param operation null unless one is under way
 * @param trusted whether reads may run the repository's filters and its file watcher (setting {@code trusted-folders})
 */
public record WorkTree(String root, @Nullable String submoduleOf, Head head, @Nullable Upstream upstream, FileCounts counts,
		List<GitFile> files, boolean more, int stashes, @Nullable LastCommit lastCommit, @Nullable Operation operation,
		boolean trusted) {
	public static final int MOST_FILES = 500;

	public WorkTree {
		files = List.copyOf(files);
	}

	/**
	 * @param branch short name, null exactly for {@link HeadKind#DETACHED}
	 * @param commit full hash, null exactly for {@link HeadKind#UNBORN}
	 */
	public record Head(HeadKind kind, @Nullable String branch, @Nullable String commit) {
	}

	public enum HeadKind {
		BRANCH,
		/** A branch without a commit yet. */
		UNBORN,
		/** No branch: a commit. */
		DETACHED
	}

	/** @param ahead commits that only we have, null if the upstream branch is gone; {@code behind} likewise */
	public record Upstream(String name, @Nullable Integer ahead, @Nullable Integer behind) {
	}

	/** How many files; one that is staged and modified counts in both. @param untracked a folder of them counts as one */
	public record FileCounts(int staged, int modified, int untracked, int conflicted) {
		public boolean clean() {
			return staged + modified + untracked + conflicted == 0;
		}
	}

	/** @param subject the first line of the message; @param time of the commit, ISO-8601 with the committer's offset */
	public record LastCommit(String hash, String subject, String author, String time) {
		/** What people call it by. */
		public String shortHash() {
			return hash.substring(0, Math.min(hash.length(), 8));
		}
	}

	/** What git is in the midst of. Commits, merges and reverts are refused until it is finished or aborted. */
	public enum Operation {
		MERGE, REBASE, CHERRY_PICK, REVERT, BISECT, APPLY_MAILBOX
	}
}
