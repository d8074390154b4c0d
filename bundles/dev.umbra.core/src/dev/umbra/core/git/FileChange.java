package dev.umbra.core.git;

/** What happened to a file on one side. */
public enum FileChange {
	NONE, MODIFIED, ADDED, DELETED, RENAMED, COPIED,
	/** A file became a link, or a link a submodule. */
	TYPE_CHANGED,
	/** Not known to git; on the unstaged side only. */
	UNTRACKED,
	/** A merge left it undecided; on the unstaged side only. */
	CONFLICTED;

	/** Whether there is something. */
	public boolean changes() {
		return this != NONE;
	}
}
