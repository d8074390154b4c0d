package dev.umbra.core.git;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Differences as git writes them ({@code diff --git}, unified, three lines around).
 *
 * @param text at most {@value #MOST_TEXT} UTF-16 code units, cut at a line; untracked files are told as new ones. Bytes that are
 *        not UTF-8 are replaced
 * @param cut whether there is more
 * @param files one per file with a difference, in order
 */
public record GitDiff(Kind kind, String text, boolean cut, List<Stat> files) {
	public static final int MOST_TEXT = 1 << 20;

	public GitDiff {
		files = List.copyOf(files);
	}

	public enum Kind {
		/** Working tree against the index: what is not staged. */
		WORKING,
		/** Index against the last commit. */
		STAGED,
		/** Working tree against the last commit when the session began. */
		SESSION
	}

	/** @param added lines, null for a binary file; {@code removed} likewise */
	public record Stat(String path, @Nullable String from, @Nullable Integer added, @Nullable Integer removed) {
	}
}
