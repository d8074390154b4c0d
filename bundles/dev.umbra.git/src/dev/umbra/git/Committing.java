package dev.umbra.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import dev.umbra.core.git.GitPath;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories;

/**
 * Commits chosen files and nothing else. A copy of the index gets what is in the last commit, but for the chosen files: those
 * as they are in the working tree, or as they are staged. Git commits that copy, with the repository's hooks. Only then a second
 * copy, with the new commit's files in it and all else as it was staged, takes the place of the index. Whatever fails before, index
 * and working tree are what they were; the index is locked from the beginning to the end. Blocks.
 */
final class Committing {
	private static final System.Logger LOG = System.getLogger(Committing.class.getName());
	private static final String WHAT = "the commit";
	private final Writing writing;
	private final Staging staging;
	private final Differences differences;

	Committing(Writing writing, Staging staging, Differences differences) {
		this.writing = writing;
		this.staging = staging;
		this.differences = differences;
	}

	/** @return full hash */
	String commit(Layout layout, boolean trusted, Repositories.Commit commit) {
		if (commit.message().isBlank()) {
			throw new FailureException(Failure.usage("The message of the commit is empty.", "Say what it changes."));
		}
		List<String> chosen = new ArrayList<>(commit.whole());
		chosen.addAll(commit.staged());
		Staging.some(chosen).forEach(Pathspecs::bytes);
		try (IndexCopy index = IndexCopy.locked(layout)) {
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
		if (operation != null && operation != WorkTree.Operation.BISECT) {
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
		Writing.Way way = new Writing.Way(layout.root()).withIndex(copy);
		Set<String> asStaged = Staging.withFormer(status, commit.staged(), false);
		reset(layout, way, head, asStaged);
		add(way, status, commit.whole());
		GitCommand.Result<byte[]> result = writing.run(way.withHooks(commit.hooks()), List.of("commit", "-q", "--cleanup=whitespace", "--no-status", "-F", "-"),
				commit.message().getBytes(StandardCharsets.UTF_8));
		String made = head(layout);
		if (made == null || made.equals(head)) {
			throw result.ok() || nothing(way, layout, head) ? nothingToCommit(layout) : GitWords.refused(WHAT, layout.root(), result.err());
		}
		settle(layout, index, head, made);
		return made;
	}

	private boolean nothing(Writing.Way way, Layout layout, @Nullable String head) {
		return writing.run(way, List.of("diff-index", "--cached", "--quiet", against(layout, head), "--"), new byte[0]).ok();
	}

	private static FailureException nothingToCommit(Layout layout) {
		return new FailureException(Failure.refused("There is nothing to commit in the chosen files of " + layout.root() + ": they are as in the last commit.",
				"See what differs: umbra git status"));
	}

	private String against(Layout layout, @Nullable String head) {
		return head == null ? differences.emptyTree(layout) : head;
	}

	/** Takes everything out of a copy that is staged, but for some paths. What git knows of the files' times stays. */
	private void reset(Layout layout, Writing.Way way, @Nullable String head, Set<String> but) {
		byte[] raw = writing.done(WHAT, way, List.of("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", against(layout, head), "--"));
		put(way, entries(raw, false, but));
	}

	private void add(Writing.Way way, StatusParser.Status status, List<String> whole) {
		if (!whole.isEmpty()) {
			Set<String> known = new HashSet<>(whole);
			// new in the index and gone from the folder: there is nothing of it to commit
			status.files().stream().filter(Committing::gone).map(GitFile::path).forEach(known::remove);
			known = Staging.withFormer(status, known, false);
			if (!known.isEmpty()) {
				writing.done(WHAT, way, List.of("add", "-A", Staging.FROM_INPUT.get(0), Staging.FROM_INPUT.get(1)), Pathspecs.input(known));
			}
		}
	}

	private static boolean gone(GitFile file) {
		return switch (file.staged()) {
		case ADDED, RENAMED, COPIED -> file.unstaged() == FileChange.DELETED;
		case NONE, MODIFIED, DELETED, TYPE_CHANGED, UNTRACKED, CONFLICTED -> false;
		};
	}

	private @Nullable String head(Layout layout) {
		GitCommand.Result<byte[]> head = writing.run(new Writing.Way(layout.root()), List.of("rev-parse", "--verify", "-q", "HEAD^{commit}"), new byte[0]);
		return head.ok() ? new String(head.out(), StandardCharsets.US_ASCII).strip() : null;
	}

	/** The commit stands: the index gets what is in it. */
	private void settle(Layout layout, IndexCopy index, @Nullable String before, String made) {
		try {
			Path next = index.copy("next");
			Writing.Way way = new Writing.Way(layout.root()).withIndex(next);
			byte[] raw = writing.done(WHAT, way, List.of("diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", against(layout, before), made, "--"));
			put(way, entries(raw, true, Set.of()));
			writing.run(way, List.of("update-index", "-q", "--refresh"), new byte[0]);
			index.take(next);
		} catch (IOException | FailureException e) {
			LOG.log(System.Logger.Level.WARNING, "the index of " + layout.root() + " does not know of the commit " + made
					+ ": its files are shown as staged until \"git reset\"", e);
		}
	}

	private void put(Writing.Way way, byte[] entries) {
		if (entries.length > 0) {
			writing.done(WHAT, way, List.of("update-index", "-z", "--index-info"), entries);
		}
	}

	/**
	 * From {@code :mode mode hash hash status, NUL, path, NUL} to what {@code --index-info} takes: those that go first, since a file may
	 * become a folder.
	 *
	 * @param now the right side, else the left
	 */
	static byte[] entries(byte[] raw, boolean now, Set<String> but) {
		ByteArrayOutputStream gone = new ByteArrayOutputStream();
		ByteArrayOutputStream there = new ByteArrayOutputStream();
		List<byte[]> records = NumStat.records(raw);
		for (int i = 0; i + 1 < records.size(); i += 2) {
			String[] fields = new String(records.get(i), StandardCharsets.US_ASCII).split(" ");
			byte[] path = records.get(i + 1);
			if (fields.length < 5 || but.contains(GitPath.text(path))) {
				continue;
			}
			String mode = now ? fields[1] : fields[0].substring(1);
			String hash = now ? fields[3] : fields[2];
			boolean none = mode.equals("000000");
			ByteArrayOutputStream to = none ? gone : there;
			to.writeBytes(((none ? "0" : mode) + " " + hash + "\t").getBytes(StandardCharsets.US_ASCII));
			to.writeBytes(path);
			to.write(0);
		}
		gone.writeBytes(there.toByteArray());
		return gone.toByteArray();
	}
}
