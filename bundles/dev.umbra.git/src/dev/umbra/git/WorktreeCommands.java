package dev.umbra.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Id;
import dev.umbra.core.git.GitPath;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories.Added;
import dev.umbra.core.port.Repositories.AtStake;

/** Worktrees: made, merged back, taken back, removed. Blocks. */
final class WorktreeCommands {
	private static final System.Logger LOG = System.getLogger(WorktreeCommands.class.getName());
	private static final String HEADS = "refs/heads/";
	private static final String REPOSITORY = "<repository>";
	private static final int LONGEST_NAME = 60;
	private final Writing writing;
	private final StateReader states;
	private final Discovery discovery;

	WorktreeCommands(Writing writing, StateReader states, Discovery discovery) {
		this.writing = writing;
		this.states = states;
		this.discovery = discovery;
	}

	/** @param folder any in a working tree of the repository */
	Added add(Path folder, boolean hooks, Path parent, String name, String branch, @Nullable String commit) {
		Layout layout = discovery.layout(folder);
		Path path = parent.resolve(name.replace(REPOSITORY, repository(layout)));
		Writing.Way way = new Writing.Way(layout.root()).withHooks(hooks);
		boolean there = commit(way, HEADS + branch) != null;
		String at = commit != null ? commit : commit(way, "HEAD");
		if (!there && at == null) {
			throw new FailureException(Failure.refused("The repository " + layout.mainFolder() + " has no commit yet, so no worktree can be made of it.",
					"Make a first commit."));
		}
		if (Files.exists(path)) {
			throw new FailureException(Failure.refused("The folder " + path + " is there already.", "Move it away, or remove it."));
		}
		// one that is gone may still be in git's list
		writing.run(way, List.of("worktree", "remove", "--force", path.toString()), new byte[0]);
		List<String> command = new ArrayList<>(List.of("worktree", "add", "-q", "--no-guess-remote"));
		command.addAll(there ? List.of(path.toString(), branch) : List.of("-b", branch, path.toString(), String.valueOf(at)));
		try {
			Files.createDirectories(path.getParent());
			writing.done("the worktree " + path, way, command);
			String made = commit(new Writing.Way(path), "HEAD");
			Path below = layout.root().relativize(real(folder));
			Path corresponding = Files.isDirectory(path.resolve(below)) ? path.resolve(below) : path;
			return new Added(path, corresponding, branch, layout.mainFolder(), String.valueOf(made));
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The folder " + path.getParent() + " cannot be made: " + e.getMessage(), null), e);
		}
	}

	/** What people call the repository, as the name of a folder. */
	private static String repository(Layout layout) {
		String name = String.valueOf(layout.mainFolder().getFileName()).replaceFirst("\\.git$", "").replaceAll("[^\\p{L}\\p{N}._-]+", "-");
		return name.isEmpty() || name.startsWith(".") ? "repository" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
	}

	private static Path real(Path folder) throws IOException {
		return folder.toRealPath();
	}

	/** Full hash of the commit that a name stands for, or null. */
	private @Nullable String commit(Writing.Way way, String name) {
		GitCommand.Result<byte[]> found = writing.run(way, List.of("rev-parse", "--verify", "-q", name + "^{commit}"), new byte[0]);
		return found.ok() ? new String(found.out(), StandardCharsets.US_ASCII).strip() : null;
	}

	String merge(Path repository, boolean trusted, String branch, String message, boolean hooks) {
		Layout layout = free(repository, trusted);
		Writing.Way way = new Writing.Way(layout.root()).withHooks(hooks);
		String before = commit(way, "HEAD");
		if (commit(way, HEADS + branch) == null) {
			throw new FailureException(Failure.notFound("There is no branch " + branch + " in " + layout.root() + ".", null));
		}
		GitCommand.Result<byte[]> result = merge(layout, way, branch, message);
		return after(layout, way, result, before, "merge", branch + " is in " + layout.root() + " already: there is nothing to merge.");
	}

	/** The message goes by a file: an argument does not carry every text. */
	private GitCommand.Result<byte[]> merge(Layout layout, Writing.Way way, String branch, String message) {
		Path file = layout.gitDir().resolve(IndexCopy.PREFIX + Id.random().substring(0, 8));
		try {
			Files.writeString(file, message);
			return writing.run(way, List.of("-c", "merge.autoStash=false", "-c", "rerere.enabled=false", "merge", "--no-ff", "--no-edit", "-q", "-F", file.toString(),
					HEADS + branch), new byte[0]);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("Nothing can be written in " + layout.gitDir() + ": " + e.getMessage(), null), e);
		} finally {
			try {
				Files.deleteIfExists(file);
			} catch (IOException e) {
				LOG.log(System.Logger.Level.WARNING, file + " could not be removed", e);
			}
		}
	}

	String revert(Path repository, boolean trusted, String merge, boolean hooks) {
		Layout layout = free(repository, trusted);
		Writing.Way way = new Writing.Way(layout.root()).withHooks(hooks);
		String before = commit(way, "HEAD");
		if (before == null || !writing.run(way, List.of("merge-base", "--is-ancestor", merge, before), new byte[0]).ok()) {
			throw new FailureException(Failure.refused("The commit " + merge + " is not in the branch of " + layout.root() + ", so there is nothing to take back.",
					"Check out the branch it was merged into."));
		}
		GitCommand.Result<byte[]> result = writing.run(way, List.of("revert", "--no-edit", "-m", "1", merge), new byte[0]);
		return after(layout, way, result, before, "revert", merge + " is taken back already.");
	}

	/** The main folder, with a branch checked out and nothing under way. */
	private Layout free(Path repository, boolean trusted) {
		Layout layout = discovery.layout(repository);
		StatusParser.Status status = states.status(layout, trusted, 1, List.of());
		Committing.checkFree(layout, status);
		if (status.head().kind() != WorkTree.HeadKind.BRANCH) {
			throw new FailureException(Failure.refused("In " + layout.root() + " no branch is checked out.", "Check out the branch to merge into."));
		}
		return layout;
	}

	private String after(Layout layout, Writing.Way way, GitCommand.Result<byte[]> result, @Nullable String before, String command, String nothing) {
		String now = commit(way, "HEAD");
		if (now != null && !now.equals(before)) {
			return now;
		}
		if (result.ok()) {
			throw new FailureException(Failure.refused(nothing, null));
		}
		List<String> conflicts = conflicts(way);
		if (Operations.underWay(layout.gitDir()) != null) {
			GitCommand.Result<byte[]> aborted = writing.run(way.withHooks(false), List.of(command, "--abort"), new byte[0]);
			if (!aborted.ok()) {
				throw new FailureException(Failure.failed("The " + command + " in " + layout.root() + " stopped and could not be taken back: " + GitWords.first(aborted.err()),
						"Finish or abort it on a terminal: git " + command + " --abort"));
			}
		}
		if (!conflicts.isEmpty()) {
			throw new FailureException(Failure.refused("There are conflicts in " + String.join(", ", conflicts) + ". Nothing was changed in " + layout.root() + ".",
					command.equals("merge") ? "Merge the main branch into the session's first and resolve them there, then merge back." : "Take it back on a terminal: git revert -m 1"));
		}
		throw GitWords.refused("the " + command, layout.root(), result.err() + "\n" + new String(result.out(), StandardCharsets.UTF_8));
	}

	private List<String> conflicts(Writing.Way way) {
		GitCommand.Result<byte[]> out = writing.run(way, List.of("diff", "--no-ext-diff", "--no-textconv", "--name-only", "--diff-filter=U", "-z"), new byte[0]);
		return out.ok() ? NumStat.records(out.out()).stream().map(GitPath::text).distinct().limit(20).toList() : List.of();
	}

	AtStake atStake(Path repository, boolean trusted, Path path, String branch) {
		Layout layout = discovery.layout(repository);
		Writing.Way way = new Writing.Way(layout.root());
		boolean there = Files.isDirectory(path);
		int uncommitted = 0;
		if (there) {
			StatusParser.Status status = states.status(discovery.layout(path), trusted, 100_000, List.of("--untracked-files=all"));
			uncommitted = (int) status.files().stream().map(file -> file.path()).distinct().count();
		}
		String tip = commit(way, HEADS + branch);
		int commits = 0;
		if (tip != null) {
			String count = writing.line("to count commits", way, List.of("rev-list", "--count", HEADS + branch, "--not", "--exclude=" + branch, "--branches", "--tags", "--remotes", "--"),
					new byte[0]);
			commits = Integer.parseInt(count);
		}
		return new AtStake(uncommitted, commits, there, tip);
	}

	void remove(Path repository, Path path, String branch, boolean alsoBranch) {
		Layout layout = discovery.layout(repository);
		Writing.Way way = new Writing.Way(layout.root());
		GitCommand.Result<byte[]> removed = writing.run(way, List.of("worktree", "remove", "--force", path.toString()), new byte[0]);
		// what is not in git's list any more is gone if its folder is
		if (!removed.ok() && Files.exists(path)) {
			throw GitWords.refused("to remove the worktree " + path, layout.root(), removed.err());
		}
		if (alsoBranch && commit(way, HEADS + branch) != null) {
			writing.done("to remove the branch " + branch, way, List.of("branch", "-q", "-D", "--", branch));
		}
	}
}
