package dev.umbra.git;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.WorkTree;

/** What goes into the index and out of it. Blocks. */
final class Staging {
	static final List<String> FROM_INPUT = List.of("--pathspec-from-file=-", "--pathspec-file-nul");
	private static final int MOST_STATUS = 100_000;
	private final Writing writing;
	private final StateReader states;

	Staging(Writing writing, StateReader states) {
		this.writing = writing;
		this.states = states;
	}

	void stage(Layout layout, boolean trusted, List<String> paths) {
		Collection<String> all = withFormer(status(layout, trusted), some(paths), false);
		writing.done("to stage", new Writing.Way(layout.root()), List.of("add", "-A", FROM_INPUT.get(0), FROM_INPUT.get(1)), Pathspecs.input(all));
	}

	void unstage(Layout layout, boolean trusted, List<String> paths) {
		StatusParser.Status status = status(layout, trusted);
		byte[] input = Pathspecs.input(withFormer(status, some(paths), true));
		List<String> command = status.head().kind() == WorkTree.HeadKind.UNBORN
				? List.of("rm", "--cached", "-r", "-q", "-f", FROM_INPUT.get(0), FROM_INPUT.get(1))
				: List.of("restore", "--staged", FROM_INPUT.get(0), FROM_INPUT.get(1));
		writing.done("to unstage", new Writing.Way(layout.root()), command, input);
	}

	StatusParser.Status status(Layout layout, boolean trusted) {
		return states.status(layout, trusted, MOST_STATUS, List.of());
	}

	/** @throws FailureException as usage, if there is none */
	static List<String> some(List<String> paths) {
		if (paths.isEmpty()) {
			throw new FailureException(Failure.usage("No file is named.", "Name at least one."));
		}
		return paths;
	}

	/** A renamed file is both of its paths. @param always also where a copy stays at the former path */
	static Set<String> withFormer(StatusParser.Status status, Collection<String> paths, boolean always) {
		Set<String> all = new TreeSet<>(paths);
		for (GitFile file : status.files()) {
			boolean renamed = always || file.staged() != FileChange.COPIED;
			if (file.from() != null && renamed && paths.contains(file.path())) {
				all.add(file.from());
			}
		}
		return all;
	}
}
