package dev.umbra.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitState;

/** Finds the repository of a folder. What was found is kept while the folder's place in it cannot have changed. Blocks. */
final class Discovery {
	private static final String NOT_ONE = "not a git repository (or any";
	private final Reading reading;
	private final Map<Path, Layout> known = Bounded.map(256);

	Discovery(Reading reading) {
		this.reading = reading;
	}

	sealed interface Found {
		record InWorkTree(Layout layout) implements Found {
		}

		record Elsewhere(GitState.Kind kind, String words) implements Found {
		}
	}

	/**
	 * @throws GitCommand.Missing if there is no git
	 * @throws FailureException if git could not be run
	 */
	Found find(Path folder) {
		if (!Files.isDirectory(folder)) {
			return new Found.Elsewhere(GitState.Kind.NO_FOLDER, "The folder " + folder + " is not there.");
		}
		Path real = real(folder);
		Layout before = known.get(real);
		if (before != null && stillHolds(real, before)) {
			return new Found.InWorkTree(before);
		}
		Found found = ask(real);
		if (found instanceof Found.InWorkTree in) {
			known.put(real, in.layout());
		} else {
			known.remove(real);
		}
		return found;
	}

	/** Without links: so git names it too. */
	private static Path real(Path folder) {
		try {
			return folder.toRealPath();
		} catch (IOException e) {
			return folder;
		}
	}

	/** @throws FailureException in words, if the folder is not in a working tree */
	Layout layout(Path folder) {
		return switch (find(folder)) {
		case Found.InWorkTree in -> in.layout();
		case Found.Elsewhere elsewhere -> throw new FailureException(
				Failure.refused(elsewhere.words(), null));
		};
	}

	/** A repository that was made, moved or removed anywhere above the folder shows by a {@code .git}. */
	private static boolean stillHolds(Path folder, Layout layout) {
		if (!Files.isRegularFile(layout.gitDir().resolve("HEAD"), LinkOption.NOFOLLOW_LINKS) || !folder.startsWith(layout.root())) {
			return false;
		}
		for (Path at = folder; !at.equals(layout.root()); at = at.getParent()) {
			if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
				return false;
			}
		}
		return Files.exists(layout.root().resolve(".git"), LinkOption.NOFOLLOW_LINKS);
	}

	private Found ask(Path folder) {
		GitCommand.Result<byte[]> answer = reading.plain(folder, List.of("rev-parse", "--is-bare-repository", "--is-inside-git-dir",
				"--is-inside-work-tree", "--path-format=absolute", "--git-dir", "--git-common-dir", "--show-toplevel",
				"--show-superproject-working-tree"));
		String text = new String(answer.out(), StandardCharsets.UTF_8);
		String[] lines = text.split("\n", -1);
		if (lines.length < 4) {
			return none(folder, answer.err());
		}
		if (lines[0].equals("true") && lines[2].equals("false")) {
			return new Found.Elsewhere(GitState.Kind.BARE, "The repository " + folder + " is bare: it has no files to work on.");
		}
		if (lines[2].equals("false") && lines[1].equals("false")) {
			return new Found.Elsewhere(GitState.Kind.UNREADABLE, "The repository of " + folder + " has its files elsewhere (core.worktree): it says nothing of this folder.");
		}
		if (lines[2].equals("false")) {
			return new Found.Elsewhere(GitState.Kind.BARE, "The folder " + folder + " is inside git's own, not in a working tree.");
		}
		if (!answer.ok()) {
			return none(folder, answer.err());
		}
		// a line feed at the end of the last line; one more line in a submodule
		Layout layout = lines.length <= 8 ? layout(lines[3], lines[4], lines[5], lines.length == 8 ? lines[6] : null) : null;
		if (layout == null || !folder.startsWith(layout.root()) || layout.submoduleOf() != null && !layout.root().startsWith(layout.submoduleOf())) {
			layout = oneByOne(folder);
		}
		return layout == null ? new Found.Elsewhere(GitState.Kind.UNREADABLE,
				"The path of the repository of " + folder + " cannot be read with this system's character set.") : new Found.InWorkTree(layout);
	}

	private static @Nullable Layout layout(String gitDir, String commonDir, String root, @Nullable String above) {
		try {
			return new Layout(Path.of(root), Path.of(gitDir), Path.of(commonDir), above == null ? null : Path.of(above));
		} catch (InvalidPathException e) {
			return null;
		}
	}

	/** For folders whose names hold line feeds. */
	private @Nullable Layout oneByOne(Path folder) {
		String above = one(folder, "--show-superproject-working-tree");
		return layout(one(folder, "--git-dir"), one(folder, "--git-common-dir"), one(folder, "--show-toplevel"), above.isEmpty() ? null : above);
	}

	private String one(Path folder, String what) {
		String text = new String(reading.plain(folder, List.of("rev-parse", "--path-format=absolute", what)).out(), StandardCharsets.UTF_8);
		return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
	}

	private static Found none(Path folder, String err) {
		if (err.contains(NOT_ONE)) {
			return new Found.Elsewhere(GitState.Kind.NOT_A_REPOSITORY, "The folder " + folder + " is not in a git repository.");
		}
		return new Found.Elsewhere(GitState.Kind.UNREADABLE, GitWords.refused("to read the repository", folder, err).failure().message());
	}
}
