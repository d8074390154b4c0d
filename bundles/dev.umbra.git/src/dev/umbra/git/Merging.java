package dev.umbra.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitPath;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories.Merge;
import dev.umbra.core.port.Repositories.Merged;

/**
 * Merges a session's branch into what is checked out in the repository's main folder, takes that back, and brings it back again. Git
 * does not merge a second time what it merged once: what was taken back comes back by reverting the commit that took it back, and only
 * what the branch has beyond that is merged. All of it is done or nothing. Blocks.
 */
final class Merging {
	private static final System.Logger LOG = System.getLogger(Merging.class.getName());
	private static final String HEADS = "refs/heads/";
	/** Added to the mark of a merge for the commit below it that brings back what was taken back. */
	private static final String BACK = "-back";
	private static final int MOST_NAMED = 20;
	private final Writing writing;
	private final StateReader states;
	private final Discovery discovery;
	private final Journal journal;
	private final Marks marks;

	Merging(Writing writing, StateReader states, Discovery discovery, Journal journal, Marks marks) {
		this.writing = writing;
		this.states = states;
		this.discovery = discovery;
		this.journal = journal;
		this.marks = marks;
	}

	Merged merge(Path repository, boolean trusted, Merge merge) {
		Layout layout = discovery.layout(repository);
		String back = marks.made(layout.root(), merge.mark() + BACK);
		String made = marks.made(layout.root(), merge.mark());
		if (made != null) {
			return new Merged(made, back);
		}
		String head = free(layout, trusted);
		Writing.Way way = new Writing.Way(layout.root()).withHooks(merge.hooks());
		if (commit(way, HEADS + merge.branch()) == null) {
			throw new FailureException(Failure.notFound("There is no branch " + merge.branch() + " in " + layout.root() + ".", null));
		}
		if (back == null && merge.takenBack() != null && isIn(way, merge.takenBack(), head)) {
			back = bringBack(layout, way.marked(merge.mark() + BACK, head), merge.takenBack(), head);
		}
		if (isIn(way, HEADS + merge.branch(), "HEAD")) {
			if (back == null) {
				throw new FailureException(Failure.refused(merge.branch() + " is in " + layout.root() + " already: there is nothing to merge.", null));
			}
			return new Merged(back, null);
		}
		try {
			GitCommand.Result<byte[]> result = merge(layout, way.marked(merge.mark(), back == null ? head : back), merge);
			return new Merged(after(layout, way, result, merge.mark(), "merge"), back);
		} catch (FailureException e) {
			if (back != null) {
				forget(layout, way, back);
			}
			throw e;
		}
	}

	/** The message goes by a file: an argument does not carry every text. */
	private GitCommand.Result<byte[]> merge(Layout layout, Writing.Way way, Merge merge) {
		try {
			Journal.Note note = journal.begin(layout, null);
			try {
				Path file = note.file("message");
				Files.writeString(file, merge.message());
				return writing.run(way.begun(note.id()), List.of("-c", "merge.autoStash=false", "-c", "rerere.enabled=false", "merge", "--no-ff", "--no-edit", "-q", "-F",
						file.toString(), HEADS + merge.branch()), new byte[0]);
			} finally {
				note.removeFiles();
				journal.end(note);
			}
		} catch (IOException e) {
			throw new FailureException(Failure.failed("Nothing can be written in " + layout.gitDir() + ": " + e.getMessage(), null), e);
		}
	}

	/** @return the commit that brings it back; null if it is back already */
	private @Nullable String bringBack(Layout layout, Writing.Way way, String takenBack, String head) {
		GitCommand.Result<byte[]> result = writing.run(way, List.of("-c", "rerere.enabled=false", "revert", "--no-edit", takenBack), new byte[0]);
		String made = commit(way, "HEAD");
		if (result.ok() && made != null && !made.equals(head)) {
			return made;
		}
		List<String> conflicts = conflicts(way);
		boolean nothing = conflicts.isEmpty() && indexIs(way, "HEAD");
		abandon(layout, way, "revert");
		if (nothing) {
			return null;
		}
		if (!conflicts.isEmpty()) {
			throw new FailureException(Failure.refused("What was merged and taken back cannot be brought back by itself: " + String.join(", ", conflicts)
					+ " changed since. Nothing was changed in " + layout.root() + ".", "Bring it back on a terminal, then merge back what is new: git revert " + takenBack));
		}
		throw GitWords.refused("to bring back what was taken back", layout.root(), said(result));
	}

	/** What was brought back goes again: the merge on top of it could not be made. Files with changes of the person's stay as they are. */
	private void forget(Layout layout, Writing.Way way, String back) {
		if (back.equals(commit(way, "HEAD"))) {
			GitCommand.Result<byte[]> reset = writing.run(way.withHooks(false), List.of("reset", "-q", "--keep", back + "^1"), new byte[0]);
			if (!reset.ok()) {
				LOG.log(System.Logger.Level.WARNING, "the commit " + back + " stays in " + layout.root() + ": " + reset.err());
			}
		}
	}

	String takeBack(Path repository, boolean trusted, Merged merged, boolean hooks, String mark) {
		Layout layout = discovery.layout(repository);
		String made = marks.made(layout.root(), mark);
		if (made != null) {
			return made;
		}
		String head = free(layout, trusted);
		Writing.Way way = new Writing.Way(layout.root()).withHooks(hooks).marked(mark, head);
		if (!isIn(way, merged.commit(), head)) {
			throw new FailureException(Failure.refused("The commit " + merged.commit() + " is not in the branch of " + layout.root() + ", so there is nothing to take back.",
					"Check out the branch it was merged into."));
		}
		if (merged.broughtBack() != null) {
			return takeBoth(layout, way, merged.commit(), merged.broughtBack());
		}
		GitCommand.Result<byte[]> result = writing.run(way, revert(way, merged.commit(), "--no-edit"), new byte[0]);
		return after(layout, way, result, mark, "revert");
	}

	private List<String> revert(Writing.Way way, String commit, String how) {
		return commit(way, commit + "^2") == null ? List.of("-c", "rerere.enabled=false", "revert", how, commit)
				: List.of("-c", "rerere.enabled=false", "revert", how, "-m", "1", commit);
	}

	/** By one commit, so that this one too can be taken back whole. */
	private String takeBoth(Layout layout, Writing.Way way, String merge, String back) {
		if (!indexIs(way, "HEAD")) {
			throw new FailureException(Failure.refused("In " + layout.root() + " there are staged changes.", "Commit or unstage them first."));
		}
		Writing.Way own = way.withHooks(false);
		GitCommand.Result<byte[]> result = writing.run(own, revert(own, merge, "--no-commit"), new byte[0]);
		if (result.ok()) {
			result = writing.run(own, revert(own, back, "--no-commit"), new byte[0]);
		}
		if (result.ok()) {
			String subject = writing.line("to read a commit", own, List.of("log", "-1", "--no-walk", "--format=%s", merge, "--"), new byte[0]);
			String message = "Revert \"" + subject + "\"\n\nThis reverts commit " + merge + ", and " + back + " that brought back what it was merged on.\n";
			result = writing.run(way, List.of("commit", "-q", "--cleanup=whitespace", "--no-status", "-m", message), new byte[0]);
			String made = commit(way, "HEAD");
			if (result.ok() && made != null) {
				return made;
			}
		}
		List<String> conflicts = conflicts(own);
		GitCommand.Result<byte[]> reset = writing.run(own, List.of("reset", "-q", "--merge"), new byte[0]);
		if (!reset.ok()) {
			throw stuck(layout, "revert", reset);
		}
		throw conflicts.isEmpty() ? GitWords.refused("the revert", layout.root(), said(result)) : conflicting(layout, "revert", conflicts);
	}

	/**
	 * The main folder has a branch checked out and nothing under way.
	 *
	 * @return full hash of its last commit
	 */
	private String free(Layout layout, boolean trusted) {
		StatusParser.Status status = states.status(layout, trusted, 1, List.of());
		Committing.checkFree(layout, status);
		String head = status.head().commit();
		if (status.head().kind() != WorkTree.HeadKind.BRANCH || head == null) {
			throw new FailureException(Failure.refused("In " + layout.root() + " no branch is checked out.", "Check out the branch to merge into."));
		}
		return head;
	}

	/** @param mark of the commit that was to be made */
	private String after(Layout layout, Writing.Way way, GitCommand.Result<byte[]> result, String mark, String command) {
		String made = marks.made(layout.root(), mark);
		if (made != null) {
			return made;
		}
		if (result.ok()) {
			throw new FailureException(Failure.refused("The " + command + " in " + layout.root() + " changes nothing: it is done already.", null));
		}
		List<String> conflicts = conflicts(way);
		abandon(layout, way, command);
		throw conflicts.isEmpty() ? GitWords.refused("the " + command, layout.root(), said(result)) : conflicting(layout, command, conflicts);
	}

	private void abandon(Layout layout, Writing.Way way, String command) {
		if (Operations.underWay(layout.gitDir()) != null) {
			GitCommand.Result<byte[]> aborted = writing.run(way.withHooks(false), List.of(command, "--abort"), new byte[0]);
			if (!aborted.ok()) {
				throw stuck(layout, command, aborted);
			}
		}
	}

	private static FailureException stuck(Layout layout, String command, GitCommand.Result<byte[]> aborted) {
		return new FailureException(Failure.failed("The " + command + " in " + layout.root() + " stopped and could not be taken back: " + GitWords.first(aborted.err()),
				"Finish or abort it on a terminal: git " + command + " --abort"));
	}

	private static FailureException conflicting(Layout layout, String command, List<String> conflicts) {
		return new FailureException(Failure.refused("There are conflicts in " + String.join(", ", conflicts) + ". Nothing was changed in " + layout.root() + ".",
				command.equals("merge") ? "Merge the main branch into the session's first and resolve them there, then merge back." : "Take it back on a terminal: git revert -m 1"));
	}

	private static String said(GitCommand.Result<byte[]> result) {
		return result.err() + "\n" + new String(result.out(), StandardCharsets.UTF_8);
	}

	/** Full hash of the commit that a name stands for, or null. */
	private @Nullable String commit(Writing.Way way, String name) {
		GitCommand.Result<byte[]> found = writing.run(way, List.of("rev-parse", "--verify", "-q", name + "^{commit}"), new byte[0]);
		return found.ok() ? new String(found.out(), StandardCharsets.US_ASCII).strip() : null;
	}

	private boolean isIn(Writing.Way way, String commit, String head) {
		return writing.run(way, List.of("merge-base", "--is-ancestor", commit, head), new byte[0]).ok();
	}

	/** Whether nothing is staged. */
	private boolean indexIs(Writing.Way way, String head) {
		return writing.run(way, List.of("diff-index", "--cached", "--quiet", head, "--"), new byte[0]).ok();
	}

	private List<String> conflicts(Writing.Way way) {
		GitCommand.Result<byte[]> out = writing.run(way, List.of("diff", "--no-ext-diff", "--no-textconv", "--name-only", "--diff-filter=U", "-z"), new byte[0]);
		return out.ok() ? NumStat.records(out.out()).stream().map(GitPath::text).distinct().limit(MOST_NAMED).toList() : List.of();
	}
}
