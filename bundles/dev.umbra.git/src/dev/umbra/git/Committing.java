package dev.umbra.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories;

/**
 * Commits chosen files and nothing else. A copy of the index gets what is in the last commit, but for the chosen files: those
 * as they are in the working tree, or as they are staged. Git commits that copy, with the repository's hooks. Only then a second
 * copy, with the new commit's files in it and all else as it was staged, takes the place of the index. Whatever fails before, index
 * and working tree are what they were; the index is locked from the beginning to the end. Who asks for the same again, since it was
 * not told of the end, gets the commit that was made. Blocks.
 */
final class Committing {
	private final Writing writing;
	private final Staging staging;
	private final Settling settling;
	private final Journal journal;
	private final Marks marks;

	Committing(Writing writing, Staging staging, Settling settling, Journal journal, Marks marks) {
		this.writing = writing;
		this.staging = staging;
		this.settling = settling;
		this.journal = journal;
		this.marks = marks;
	}

	/** @return full hash */
	String commit(Layout layout, boolean trusted, Repositories.Commit commit) {
		if (commit.message().isBlank()) {
			throw new FailureException(Failure.usage("The message of the commit is empty.", "Say what it changes."));
		}
		List<String> chosen = new ArrayList<>(commit.whole());
		chosen.addAll(commit.staged());
		Staging.some(chosen).forEach(Pathspecs::bytes);
		String before = marks.made(layout.root(), commit.mark());
		if (before != null) {
			return before;
		}
		try (IndexCopy index = IndexCopy.locked(layout, journal, commit.mark())) {
			StatusParser.Status status = staging.status(layout, trusted);
			checkFree(layout, status);
			return commit(layout, index, status, commit);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The index of " + layout.root() + " cannot be copied: " + e.getMessage(),
					"Is there room on the disk, and is the folder writable? Nothing was committed."), e);
		}
	}

	/** @throws FailureException as refused, while git is in the midst of something */
	static void checkFree(Layout layout, StatusParser.Status status) {
		WorkTree.Operation operation = Operations.underWay(layout.gitDir());
		if (operation != null) {
			throw new FailureException(Failure.refused("In " + layout.root() + " " + Operations.words(operation) + " is under way.",
					"Finish or abort it first, on a terminal."));
		}
		if (status.counts().conflicted() > 0) {
			throw new FailureException(Failure.refused("In " + layout.root() + " there are " + status.counts().conflicted() + " files with conflicts.",
					"Resolve them first."));
		}
	}

	private String commit(Layout layout, IndexCopy index, StatusParser.Status status, Repositories.Commit commit) throws IOException {
		String head = status.head().commit();
		Path copy = index.copy("commit");
		Writing.Way way = new Writing.Way(layout.root()).withIndex(copy).begun(index.note().id());
		settling.reset(layout, way, head, Staging.withFormer(status, commit.staged(), false));
		add(way, status, commit.whole());
		// by a file: git reads its input after the first hook, when this process may have been killed with half of it written
		Path message = Files.writeString(index.note().file("message"), commit.message());
		GitCommand.Result<byte[]> result = writing.run(way.withHooks(commit.hooks()).marked(commit.mark(), head),
				List.of("commit", "-q", "--cleanup=whitespace", "--no-status", "-F", message.toString()), new byte[0]);
		String made = marks.made(layout.root(), commit.mark());
		if (made == null) {
			throw result.ok() || nothing(way, layout, head) ? nothingToCommit(layout) : GitWords.refused(Settling.WHAT, layout.root(), result.err());
		}
		settling.settle(layout, index, head, made);
		return made;
	}

	private boolean nothing(Writing.Way way, Layout layout, @Nullable String head) {
		return writing.run(way, List.of("diff-index", "--cached", "--quiet", settling.against(layout, head), "--"), new byte[0]).ok();
	}

	private static FailureException nothingToCommit(Layout layout) {
		return new FailureException(Failure.refused("There is nothing to commit in the chosen files of " + layout.root() + ": they are as in the last commit.",
				"See what differs: umbra git status"));
	}

	private void add(Writing.Way way, StatusParser.Status status, List<String> whole) {
		if (!whole.isEmpty()) {
			Set<String> known = new HashSet<>(whole);
			// new in the index and gone from the folder: there is nothing of it to commit
			status.files().stream().filter(Committing::gone).map(GitFile::path).forEach(known::remove);
			known = Staging.withFormer(status, known, false);
			if (!known.isEmpty()) {
				writing.done(Settling.WHAT, way, List.of("add", "-A", Staging.FROM_INPUT.get(0), Staging.FROM_INPUT.get(1)), Pathspecs.input(known));
			}
		}
	}

	private static boolean gone(GitFile file) {
		return switch (file.staged()) {
		case ADDED, RENAMED, COPIED -> file.unstaged() == FileChange.DELETED;
		case NONE, MODIFIED, DELETED, TYPE_CHANGED, UNTRACKED, CONFLICTED -> false;
		};
	}
}
