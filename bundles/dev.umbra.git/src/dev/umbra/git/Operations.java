package dev.umbra.git;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.WorkTree;

/** What git is in the midst of, by the files it keeps meanwhile. */
final class Operations {
	private Operations() {
	}

	static WorkTree.@Nullable Operation underWay(Path gitDir) {
		if (StateReader.exists(gitDir.resolve("rebase-merge"))) {
			return WorkTree.Operation.REBASE;
		}
		if (StateReader.exists(gitDir.resolve("rebase-apply"))) {
			return StateReader.exists(gitDir.resolve("rebase-apply").resolve("applying")) ? WorkTree.Operation.APPLY_MAILBOX : WorkTree.Operation.REBASE;
		}
		if (StateReader.exists(gitDir.resolve("MERGE_HEAD"))) {
			return WorkTree.Operation.MERGE;
		}
		if (StateReader.exists(gitDir.resolve("CHERRY_PICK_HEAD"))) {
			return WorkTree.Operation.CHERRY_PICK;
		}
		if (StateReader.exists(gitDir.resolve("REVERT_HEAD"))) {
			return WorkTree.Operation.REVERT;
		}
		return StateReader.exists(gitDir.resolve("BISECT_LOG")) ? WorkTree.Operation.BISECT : null;
	}

	/** For people. */
	static String words(WorkTree.Operation operation) {
		return switch (operation) {
		case MERGE -> "a merge";
		case REBASE -> "a rebase";
		case CHERRY_PICK -> "a cherry-pick";
		case REVERT -> "a revert";
		case BISECT -> "a bisection";
		case APPLY_MAILBOX -> "applying patches";
		};
	}
}
