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
import dev.umbra.core.port.Repositories.Added;
import dev.umbra.core.port.Repositories.AtStake;

/** Worktrees: made and removed. Blocks. */
final class WorktreeCommands {
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
		if (there && isWorktree(layout, path, branch)) {
			return added(layout, folder, path, branch);
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
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The folder " + path.getParent() + " cannot be made: " + e.getMessage(), null), e);
		}
		return added(layout, folder, path, branch);
	}

	private Added added(Layout layout, Path folder, Path path, String branch) {
		Path below = layout.root().relativize(real(folder));
		Path corresponding = Files.isDirectory(path.resolve(below)) ? path.resolve(below) : path;
		return new Added(path, corresponding, branch, layout.mainFolder(), String.valueOf(commit(new Writing.Way(path), "HEAD")));
	}

	/** Whether it is there as it is to be: made by a call whose end nobody was told of. */
	private boolean isWorktree(Layout layout, Path path, String branch) {
		if (!(Files.isDirectory(path) && discovery.find(path) instanceof Discovery.Found.InWorkTree in)) {
			return false;
		}
		GitCommand.Result<byte[]> head = writing.run(new Writing.Way(path), List.of("symbolic-ref", "-q", "HEAD"), new byte[0]);
		return in.layout().linked() && in.layout().commonDir().equals(layout.commonDir()) && in.layout().root().equals(real(path))
				&& new String(head.out(), StandardCharsets.UTF_8).strip().equals(HEADS + branch);
	}

	/** What people call the repository, as the name of a folder. */
	private static String repository(Layout layout) {
		String name = String.valueOf(layout.mainFolder().getFileName()).replaceFirst("\\.git$", "").replaceAll("[^\\p{L}\\p{N}._-]+", "-");
		return name.isEmpty() || name.startsWith(".") ? "repository" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
	}

	private static Path real(Path folder) {
		try {
			return folder.toRealPath();
		} catch (IOException e) {
			return folder;
		}
	}

	/** Full hash of the commit that a name stands for, or null. */
	private @Nullable String commit(Writing.Way way, String name) {
		GitCommand.Result<byte[]> found = writing.run(way, List.of("rev-parse", "--verify", "-q", name + "^{commit}"), new byte[0]);
		return found.ok() ? new String(found.out(), StandardCharsets.US_ASCII).strip() : null;
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
