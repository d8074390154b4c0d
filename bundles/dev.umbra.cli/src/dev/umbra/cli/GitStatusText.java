package dev.umbra.cli;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.git.Worktree;

/** What git says of a folder, for a person at a terminal. */
final class GitStatusText {
	private GitStatusText() {
	}

	static String of(GitState state) {
		StringBuilder text = new StringBuilder();
		WorkTree tree = state.tree();
		if (tree == null) {
			line(text, state.words());
		} else {
			line(text, head(tree.head()) + upstream(tree.upstream()));
			if (tree.lastCommit() != null) {
				line(text, "Last commit " + tree.lastCommit().shortHash() + " " + TerminalSafe.shown(tree.lastCommit().subject()) + " (" + TerminalSafe.shown(tree.lastCommit().author())
						+ ", " + tree.lastCommit().time() + ")");
			}
			if (tree.operation() != null) {
				line(text, "In the midst of a " + tree.operation().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
			}
			if (!state.words().isEmpty()) {
				line(text, TerminalSafe.shown(state.words()));
			}
			if (tree.submoduleOf() != null) {
				line(text, "A submodule of " + TerminalSafe.shown(tree.submoduleOf()));
			}
			line(text, counts(tree));
		}
		if (state.worktree() != null) {
			line(text, worktree(state.worktree()));
		}
		if (tree != null) {
			tree.files().forEach(file -> line(text, file(file)));
			if (tree.more()) {
				line(text, "… and more");
			}
		}
		return text.toString();
	}

	private static void line(StringBuilder text, String line) {
		text.append(line).append('\n');
	}

	private static String head(WorkTree.Head head) {
		return switch (head.kind()) {
		case BRANCH -> "On branch " + TerminalSafe.shown(String.valueOf(head.branch()));
		case UNBORN -> "On branch " + TerminalSafe.shown(String.valueOf(head.branch())) + ", without a commit yet";
		case DETACHED -> "On no branch, at " + head.commit();
		};
	}

	private static String upstream(WorkTree.@Nullable Upstream upstream) {
		if (upstream == null) {
			return "";
		}
		String name = TerminalSafe.shown(upstream.name());
		return upstream.ahead() == null ? ", whose upstream " + name + " is gone" : ", " + upstream.ahead() + " ahead of and " + upstream.behind() + " behind " + name;
	}

	private static String counts(WorkTree tree) {
		WorkTree.FileCounts counts = tree.counts();
		String stashes = tree.stashes() == 0 ? "" : ", " + tree.stashes() + " stashed";
		return counts.clean() ? "Nothing to commit" + stashes
				: counts.staged() + " staged, " + counts.modified() + " modified, " + counts.untracked() + " untracked, " + counts.conflicted() + " conflicted" + stashes;
	}

	private static String worktree(Worktree worktree) {
		return "Worktree " + TerminalSafe.shown(worktree.path()) + " of " + TerminalSafe.shown(worktree.repository())
				+ (worktree.missing() ? ", missing" : "") + (worktree.ahead() == null || worktree.target() == null ? "" : ", " + worktree.ahead() + (worktree.ahead() == 1 ? " commit" : " commits") + " ahead of "
						+ TerminalSafe.shown(worktree.target())) + (worktree.merged() == null ? "" : ", merged back as " + worktree.merged().substring(0, 8))
				+ (worktree.takenBack() == null ? "" : ", taken back by " + worktree.takenBack().substring(0, 8));
	}

	/** As git's short status has it: staged, not staged, path. */
	private static String file(GitFile file) {
		String letters = file.conflicted() ? "UU" : letter(file.staged()) + letter(file.unstaged());
		boolean untracked = file.unstaged() == FileChange.UNTRACKED && !file.staged().changes();
		return (untracked ? "??" : letters) + " " + TerminalSafe.shown(file.path()) + (file.from() == null ? "" : " (was " + TerminalSafe.shown(file.from()) + ")");
	}

	private static String letter(FileChange change) {
		return switch (change) {
		case NONE -> " ";
		case MODIFIED -> "M";
		case ADDED -> "A";
		case DELETED -> "D";
		case RENAMED -> "R";
		case COPIED -> "C";
		case TYPE_CHANGED -> "T";
		case UNTRACKED -> "?";
		case CONFLICTED -> "U";
		};
	}
}
