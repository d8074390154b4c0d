package dev.umbra.git;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * Asks git without running code of the repository: no hooks, no file watcher, no filters, no external or text-converting diff,
 * no pager, no signature program, no credential helper, no fetching of missing objects, nothing written. In a folder that the
 * person trusts, filters and the file watcher run, since without them git says that files differ which do not.
 *
 * <p>The names of filters must be asked for first; that reads configuration and runs nothing. What is given by the
 * environment ({@code GIT_CONFIG_*}) wins over every file, as {@code -c} does, and takes any name.
 */
final class Reading {
	/** For a status of a large working tree on a cold disk. */
	static final Duration LIMIT = Duration.ofSeconds(30);
	static final int MOST_BYTES = 32 << 20;
	private static final byte[] NO_INPUT = {};
	/** Cannot hold a hook. */
	private static final String NOWHERE = File.separatorChar == '\\' ? "NUL" : "/dev/null";
	private static final Charset ARGUMENTS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
	/** 2.31, as {@code major * 10,000 + minor}. */
	private static final int OLDEST = 20_031;
	private final GitCommand git;
	private volatile boolean fit;
	private final Filters filters;

	Reading(GitCommand git, Clocks clocks) {
		this.git = git;
		this.filters = new Filters(this, clocks);
	}

	/** Runs a command of git that reads, at the top of the working tree. */
	<T> GitCommand.Result<T> run(Layout layout, boolean trusted, List<String> command, byte[] input, GitCommand.Output<T> output) {
		SortedSet<String> names = trusted ? Filters.NONE : filters.names(layout);
		List<String> args = options(trusted);
		args.addAll(command);
		return git.run(new GitCommand.Run(layout.root(), args, environment(names), input, LIMIT), output);
	}

	GitCommand.Result<byte[]> run(Layout layout, boolean trusted, List<String> command) {
		return run(layout, trusted, command, NO_INPUT, GitCommand.bytes(MOST_BYTES));
	}

	/**
	 * Whether this git knows all that keeps code of a repository from running (2.31, March 2021).
	 *
	 * @throws FailureException in words, if it does not
	 */
	private void checkVersion(Path folder) {
		if (fit) {
			return;
		}
		GitCommand.Result<byte[]> version = git.run(new GitCommand.Run(folder, List.of("version"), Map.of(), NO_INPUT, LIMIT), GitCommand.bytes(1000));
		String words = new String(version.out(), StandardCharsets.UTF_8).strip();
		Matcher numbers = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})").matcher(words);
		if (!numbers.find() || Integer.parseInt(numbers.group(1)) * 10_000 + Integer.parseInt(numbers.group(2)) < OLDEST) {
			throw new FailureException(Failure.failed("This git is too old: " + words + ".", "Install git 2.31 or newer."));
		}
		fit = true;
	}

	/** Commands that look at configuration or git's own files only: filters do not matter. */
	GitCommand.Result<byte[]> plain(Path folder, List<String> command) {
		checkVersion(folder);
		List<String> args = options(false);
		args.addAll(command);
		return git.run(new GitCommand.Run(folder, args, environment(Filters.NONE), NO_INPUT, LIMIT), GitCommand.bytes(MOST_BYTES));
	}

	/** All of git's configuration for a folder, as git has it without our options: key, line feed, value, NUL. */
	GitCommand.Result<byte[]> configuration(Path folder) {
		return git.run(new GitCommand.Run(folder, List.of("config", "--list", "-z"), environment(Filters.NONE), NO_INPUT, LIMIT), GitCommand.bytes(MOST_BYTES));
	}

	private static List<String> options(boolean trusted) {
		List<String> args = new ArrayList<>(List.of("--no-pager", "--no-optional-locks", "-c", "core.hooksPath=" + NOWHERE, "-c", "credential.helper=", "-c", "log.showSignature=false", "-c",
				"core.quotePath=false", "-c", "color.ui=false", "-c", "submodule.recurse=false", "-c", "i18n.logOutputEncoding=UTF-8"));
		if (!trusted) {
			args.addAll(List.of("-c", "core.fsmonitor=false"));
		}
		return args;
	}

	/** @throws FailureException if a filter has a name that cannot be passed on */
	private static Map<String, String> environment(SortedSet<String> filters) {
		Map<String, String> env = new HashMap<>();
		env.put("GIT_OPTIONAL_LOCKS", "0");
		env.put("GIT_NO_LAZY_FETCH", "1");
		env.put("GIT_ALLOW_PROTOCOL", "none");
		env.put("LC_ALL", "C");
		int n = 0;
		for (String filter : filters) {
			if (!ARGUMENTS.newEncoder().canEncode(filter) || filter.indexOf('\uFFFD') >= 0) {
				throw new FailureException(Failure.failed("The filter \"" + filter + "\" of git's configuration has a name that cannot be switched off here, so that nothing is asked of this repository.",
						"Rename the filter, or trust the folder: umbra host set trusted-folders=FOLDER"));
			}
			for (String part : List.of("clean=", "smudge=", "process=", "required=false")) {
				int at = part.indexOf('=');
				env.put("GIT_CONFIG_KEY_" + n, "filter." + filter + "." + part.substring(0, at));
				env.put("GIT_CONFIG_VALUE_" + n, part.substring(at + 1));
				n++;
			}
		}
		env.put("GIT_CONFIG_COUNT", Integer.toString(n));
		return env;
	}
}
