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
	private static final String ALLOWED = "[A-Za-z0-9-]{1,64}";
	private final Reading reading;

	Marks(Reading reading) {
		this.reading = reading;
	}

	static String action(String mark) {
		if (!mark.matches(ALLOWED)) {
			throw new IllegalArgumentException("not a mark: " + mark);
		}
		return "umbra " + mark;
	}

	/**
	 * The last commit with this mark that a branch or HEAD still has; null also where git cannot tell.
	 *
	 * @param folder of a working tree, or git's own of one
	 */
	@Nullable
	String made(Path folder, String mark) {
		GitCommand.Result<byte[]> log = reading.plain(folder,
				List.of("log", "-g", "-1", "--no-color", "--format=%H", "--fixed-strings", "--grep-reflog=" + action(mark) + ":", "HEAD", "--"));
		String hash = text(log);
		return log.ok() && !hash.isEmpty() && isHeld(folder, hash) ? hash : null;
	}

	/** The log is written first: git may be killed before the branch is. */
	private boolean isHeld(Path folder, String hash) {
		return reading.plain(folder, List.of("merge-base", "--is-ancestor", hash, "HEAD")).ok()
				|| !text(reading.plain(folder, List.of("for-each-ref", "--count=1", "--contains=" + hash, "--format=%(refname)", "refs/heads"))).isEmpty();
	}

	private static String text(GitCommand.Result<byte[]> result) {
		return new String(result.out(), StandardCharsets.UTF_8).strip();
	}
}
