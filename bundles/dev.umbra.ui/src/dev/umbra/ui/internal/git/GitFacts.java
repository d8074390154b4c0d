package dev.umbra.ui.internal.git;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.git.Worktree;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What git says of a folder, in words, as of one moment. Pure. A text that has nothing to say is empty.
 *
 * @param tree whether there is a working tree; without one only {@code notice} and {@code worktree} say something
 * @param notice what a person must read: why there is no working tree, what git is in the midst of, why changes are seen late
 * @param branch the branch, or the commit where there is none
 * @param upstream how far the branch is from the one it follows
 * @param changes how many files differ, and how
 * @param last the last commit
 * @param worktree of which repository the folder is a worktree, and how far it is from what it goes back to
 * @param offers what can be done with a worktree
 */
record GitFacts(boolean tree, String notice, String branch, String upstream, String changes, String stashes, String last, String worktree, Offers offers) {
	private static final int LONGEST_NAME = 60;
	private static final int LONGEST_SUBJECT = 100;
	private static final int LONGEST_NOTICE = 500;
	private static final int HASH = 8;

	/** Which of them make sense now; the host decides in the end, and says why not. */
	record Offers(boolean create, boolean again, boolean merge, boolean revert, boolean remove) {
		static final Offers NONE = new Offers(false, false, false, false, false);

		boolean any() {
			return create || again || merge || revert || remove;
		}
	}

	/** @param fresh whether the session can still move to a worktree: it had no turn yet */
	static GitFacts of(GitState state, boolean fresh, Instant now) {
		WorkTree tree = state.tree();
		Worktree worktree = state.worktree();
		String beside = worktree == null ? "" : worktree(worktree);
		if (tree == null) {
			return new GitFacts(false, ForeignText.shortened(ForeignText.shown(state.words()), LONGEST_NOTICE), "", "", "", "", "", beside, offers(worktree, false));
		}
		return new GitFacts(true, notice(state, tree), branch(tree.head()), tree.upstream() == null ? "" : upstream(tree.upstream()),
				changes(tree.counts()), tree.stashes() == 0 ? "" : NLS.bind(Messages.stashes, tree.stashes()), last(tree.lastCommit(), now),
				beside.isEmpty() && tree.submoduleOf() != null ? NLS.bind(Messages.submodule, folderName(tree.submoduleOf())) : beside,
				offers(worktree, fresh && tree.head().commit() != null));
	}

	private static String notice(GitState state, WorkTree tree) {
		String operation = operation(tree.operation());
		String late = ForeignText.shortened(ForeignText.shown(state.words()), LONGEST_NOTICE);
		return operation.isEmpty() || late.isEmpty() ? operation + late : operation + "\n" + late;
	}

	private static Offers offers(@Nullable Worktree worktree, boolean fresh) {
		if (worktree == null) {
			return new Offers(fresh, false, false, false, false);
		}
		if (!worktree.ours()) {
			return Offers.NONE;
		}
		boolean there = !worktree.missing();
		Integer ahead = worktree.ahead();
		return new Offers(false, !there && worktree.branchThere(), there && worktree.target() != null && (ahead == null || ahead > 0 || worktree.takenBack() != null),
				there && worktree.merged() != null, there || worktree.branchThere());
	}

	private static String branch(WorkTree.Head head) {
		String branch = head.branch() == null ? "" : name(head.branch());
		String commit = head.commit() == null ? "" : head.commit().substring(0, Math.min(HASH, head.commit().length()));
		return switch (head.kind()) {
		case BRANCH -> branch;
		case UNBORN -> NLS.bind(Messages.branch_unborn, branch);
		case DETACHED -> NLS.bind(Messages.branch_detached, commit);
		};
	}

	private static String upstream(WorkTree.Upstream upstream) {
		String name = name(upstream.name());
		Integer ahead = upstream.ahead();
		Integer behind = upstream.behind();
		if (ahead == null || behind == null) {
			return NLS.bind(Messages.upstream_gone, name);
		}
		if (ahead == 0 && behind == 0) {
			return NLS.bind(Messages.upstream_even, name);
		}
		if (behind == 0) {
			return NLS.bind(Messages.upstream_ahead, name, ahead);
		}
		return ahead == 0 ? NLS.bind(Messages.upstream_behind, name, behind)
				: NLS.bind(Messages.upstream_both, new Object[] { name, ahead, behind });
	}

	private static String changes(WorkTree.FileCounts counts) {
		if (counts.clean()) {
			return Messages.clean;
		}
		List<String> words = new ArrayList<>();
		add(words, Messages.conflicted, counts.conflicted());
		add(words, Messages.staged, counts.staged());
		add(words, Messages.modified, counts.modified());
		add(words, Messages.untracked, counts.untracked());
		return String.join(", ", words);
	}

	private static void add(List<String> words, String text, int count) {
		if (count > 0) {
			words.add(NLS.bind(text, count));
		}
	}

	private static String last(WorkTree.@Nullable LastCommit commit, Instant now) {
		if (commit == null) {
			return "";
		}
		String subject = ForeignText.shortened(ForeignText.shownOnOneLine(commit.subject()), LONGEST_SUBJECT);
		String age = age(commit.time(), now);
		return age.isEmpty() ? NLS.bind(Messages.last_commit, commit.shortHash(), subject)
				: NLS.bind(Messages.last_commit_age, new Object[] { commit.shortHash(), subject, age });
	}

	/** Empty for a time that cannot be read: a repository may claim anything. */
	private static String age(String time, Instant now) {
		try {
			return Ages.ago(OffsetDateTime.parse(time).toInstant(), now);
		} catch (DateTimeException e) {
			return "";
		}
	}

	private static String operation(WorkTree.@Nullable Operation operation) {
		return switch (operation) {
		case null -> "";
		case MERGE -> Messages.operation_merge;
		case REBASE -> Messages.operation_rebase;
		case CHERRY_PICK -> Messages.operation_cherryPick;
		case REVERT -> Messages.operation_revert;
		case BISECT -> Messages.operation_bisect;
		case APPLY_MAILBOX -> Messages.operation_mailbox;
		};
	}

	private static String worktree(Worktree worktree) {
		String repository = folderName(worktree.repository());
		if (worktree.missing()) {
			return worktree.branchThere() && worktree.branch() != null
					? NLS.bind(Messages.worktree_missing, repository, name(worktree.branch()))
					: NLS.bind(Messages.worktree_lost, repository);
		}
		Integer ahead = worktree.ahead();
		if (worktree.target() == null || ahead == null) {
			return NLS.bind(Messages.worktree, repository);
		}
		String target = name(worktree.target());
		if (ahead == 0 && worktree.takenBack() != null) {
			return NLS.bind(Messages.worktree_takenBack, repository, target);
		}
		return ahead > 0 ? NLS.bind(Messages.worktree_ahead, new Object[] { repository, target, ahead })
				: NLS.bind(Messages.worktree_even, repository, target);
	}

	private static String folderName(String path) {
		Path last = Path.of(path).getFileName();
		return name(last == null ? path : last.toString());
	}

	private static String name(String foreign) {
		return ForeignText.shortened(ForeignText.shownOnOneLine(foreign), LONGEST_NAME);
	}
}
