package dev.umbra.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What is to be known of a worktree beside its repository's main folder. Blocks. */
final class LinkedWorktrees {
	private static final String BRANCH = "ref: refs/heads/";
	private final Reading reading;
	private final Path ours;
	private final Map<Path, Count> counts = Bounded.map(256);

	/** @param ours the folder in which worktrees of sessions are made */
	LinkedWorktrees(Reading reading, Path ours) {
		this.reading = reading;
		this.ours = ours;
	}

	/** @param of what the count depends on */
	private record Count(String of, @Nullable Integer ahead) {
	}

	boolean ours(Path root) {
		return root.startsWith(ours) || root.startsWith(real(ours));
	}

	private static Path real(Path path) {
		try {
			return path.toRealPath();
		} catch (IOException e) {
			return path;
		}
	}

	/** The branch checked out in the main folder, or null. */
	@Nullable
	String target(Path commonDir) {
		try {
			String head = Files.readString(commonDir.resolve("HEAD"), StandardCharsets.UTF_8).strip();
			// of repositories that keep their refs in tables the file says nothing
			return head.startsWith(BRANCH) && !head.endsWith("/.invalid") ? head.substring(BRANCH.length()) : null;
		} catch (IOException e) {
			return null;
		}
	}

	/** Commits that a branch of this name has not. */
	@Nullable
	Integer ahead(Layout layout, String target, String commit) {
		String of = commit + " " + target + " " + FileStamps.of(refs(layout.commonDir(), target));
		Count known = counts.get(layout.gitDir());
		if (known == null || !known.of().equals(of)) {
			known = new Count(of, count(layout.root(), "refs/heads/" + target, commit));
			counts.put(layout.gitDir(), known);
		}
		return known.ahead();
	}

	private static List<Path> refs(Path commonDir, String branch) {
		Path packed = commonDir.resolve("packed-refs");
		try {
			return List.of(packed, commonDir.resolve("refs").resolve("heads").resolve(branch));
		} catch (InvalidPathException e) {
			return List.of(packed);
		}
	}

	private @Nullable Integer count(Path folder, String without, String commit) {
		GitCommand.Result<byte[]> count = reading.plain(folder, List.of("rev-list", "--count", without + ".." + commit, "--"));
		String digits = new String(count.out(), StandardCharsets.US_ASCII).strip();
		return count.ok() && digits.matches("[0-9]{1,9}") ? Integer.valueOf(digits) : null;
	}
}
