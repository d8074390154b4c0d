package dev.umbra.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells by git's log of HEAD which commit was made for whom. Git writes the mark there together with the commit's place in the branch, so
 * that it is there exactly if the commit is, whoever was killed meanwhile. Blocks.
 */
final class Marks {
	/** Git begins its notes in the log with it, in place of the command's name. */
	static final String ENVIRONMENT = "GIT_REFLOG_ACTION";
	private static final String NOTHING = "nothing";
	private static final String ALLOWED = "[A-Za-z0-9-]{1,64}";
	private final Reading reading;

	Marks(Reading reading) {
		this.reading = reading;
	}

	/** @param before full hash of the commit that HEAD is at, null for none */
	static String action(String mark, @Nullable String before) {
		return begin(mark) + (before == null ? NOTHING : before);
	}

	private static String begin(String mark) {
		if (!mark.matches(ALLOWED)) {
			throw new IllegalArgumentException("not a mark: " + mark);
		}
		return "umbra " + mark + " on ";
	}

	/**
	 * The last commit with this mark that a branch or HEAD still has; null also where git cannot tell. A hook has the mark too, and may
	 * note with it that it set HEAD to where it was: what was there before was not made.
	 *
	 * @param folder of a working tree, or git's own of one
	 */
	@Nullable
	String made(Path folder, String mark) {
		String begin = begin(mark);
		GitCommand.Result<byte[]> log = reading.plain(folder,
				List.of("log", "-g", "--no-color", "--format=%H %gs", "--fixed-strings", "--grep-reflog=" + begin, "HEAD", "--"));
		if (!log.ok()) {
			return null;
		}
		for (String line : text(log).lines().toList()) {
			int space = line.indexOf(' ');
			int end = line.indexOf(':', space);
			if (space > 0 && end > 0 && line.startsWith(begin, space + 1)) {
				String hash = line.substring(0, space);
				String before = line.substring(space + 1 + begin.length(), end);
				if (!hash.equals(before) && (before.equals(NOTHING) || isAncestor(folder, before, hash)) && isHeld(folder, hash)) {
					return hash;
				}
			}
		}
		return null;
	}

	private boolean isAncestor(Path folder, String before, String hash) {
		return reading.plain(folder, List.of("merge-base", "--is-ancestor", before, hash)).ok();
	}

	/** The log is written first: git may be killed before the branch is. */
	private boolean isHeld(Path folder, String hash) {
		return isAncestor(folder, hash, "HEAD")
				|| !text(reading.plain(folder, List.of("for-each-ref", "--count=1", "--contains=" + hash, "--format=%(refname)", "refs/heads"))).isEmpty();
	}

	private static String text(GitCommand.Result<byte[]> result) {
		return new String(result.out(), StandardCharsets.UTF_8).strip();
	}
}
