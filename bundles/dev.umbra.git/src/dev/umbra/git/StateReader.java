package dev.umbra.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.git.Worktree;
import dev.umbra.core.port.Repositories.Place;

/** Reads the state of a folder: one process where nothing but files changed since the last time. Blocks. */
final class StateReader {
	private static final System.Logger LOG = System.getLogger(StateReader.class.getName());
	private final Reading reading;
	private final Discovery discovery;
	private final LinkedWorktrees worktrees;
	/** By repository and hash: a commit never changes. */
	private final Map<String, Optional<WorkTree.LastCommit>> commits = Bounded.map(256);

	StateReader(Reading reading, Discovery discovery, LinkedWorktrees worktrees) {
		this.reading = reading;
		this.discovery = discovery;
		this.worktrees = worktrees;
	}

	GitState state(Place place) {
		try {
			return switch (discovery.find(place.folder())) {
			case Discovery.Found.InWorkTree in -> state(place, in.layout());
			case Discovery.Found.Elsewhere elsewhere -> without(place, elsewhere.kind(), elsewhere.words());
			};
		} catch (GitCommand.Missing e) {
			return without(place, GitState.Kind.NO_GIT, e.failure().message() + " " + e.failure().hint());
		} catch (FailureException e) {
			return without(place, GitState.Kind.UNREADABLE, e.failure().message());
		}
	}

	private static GitState without(Place place, GitState.Kind kind, String words) {
		return new GitState(place.folder().toString(), kind, words, null, null);
	}

	private GitState state(Place place, Layout layout) {
		boolean trusted = Trust.of(place, layout);
		StatusParser.Status status = status(layout, trusted, WorkTree.MOST_FILES, List.of());
		String commit = status.head().commit();
		WorkTree tree = new WorkTree(layout.root().toString(), layout.submoduleOf() == null ? null : layout.submoduleOf().toString(), status.head(),
				status.upstream(), status.counts(), status.files(), status.more(), status.stashes(),
				commit == null ? null : lastCommit(layout, commit), Operations.underWay(layout.gitDir()), trusted);
		return new GitState(place.folder().toString(), GitState.Kind.WORK_TREE, "", tree, badge(layout, status.head()));
	}

	/** @param most files that are kept; @param options besides those of every status */
	StatusParser.Status status(Layout layout, boolean trusted, int most, List<String> options) {
		List<String> command = new ArrayList<>(List.of("status", "--porcelain=v2", "-z", "--branch", "--show-stash", "--ignore-submodules=dirty",
				"--untracked-files=normal"));
		command.addAll(options);
		GitCommand.Result<StatusParser.Status> status = reading.run(layout, trusted, command, new byte[0], new StatusParser(most));
		if (!status.ok()) {
			throw GitWords.refused("to tell the state", layout.root(), status.err());
		}
		return status.out();
	}

	private WorkTree.@Nullable LastCommit lastCommit(Layout layout, String commit) {
		return commits.computeIfAbsent(layout.commonDir() + " " + commit, key -> Optional.ofNullable(read(layout, commit))).orElse(null);
	}

	private WorkTree.@Nullable LastCommit read(Layout layout, String commit) {
		GitCommand.Result<byte[]> log = reading.plain(layout.root(),
				List.of("log", "-1", "--no-walk", "--no-color", "--format=%s%x00%an%x00%cI", commit, "--"));
		String[] parts = new String(log.out(), StandardCharsets.UTF_8).strip().split("\0", -1);
		if (!log.ok() || parts.length != 3) {
			LOG.log(System.Logger.Level.INFO, "the commit " + commit + " of " + layout.root() + " cannot be read: " + log.err());
			return null;
		}
		return new WorkTree.LastCommit(commit, parts[0], parts[1], parts[2]);
	}

	private @Nullable Worktree badge(Layout layout, WorkTree.Head head) {
		if (!layout.linked() || layout.submoduleOf() != null) {
			return null;
		}
		String target = worktrees.target(layout.commonDir());
		Integer ahead = head.commit() == null || target == null ? null : worktrees.ahead(layout, target, head.commit());
		return new Worktree(layout.root().toString(), head.branch(), layout.mainFolder().toString(), target, false, head.branch() != null, ahead, null, null,
				worktrees.ours(layout.root()));
	}

	/** Whether a path is there, a link that leads nowhere too. */
	static boolean exists(Path path) {
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
	}
}
