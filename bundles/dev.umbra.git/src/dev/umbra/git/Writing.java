package dev.umbra.git;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Has git change something, as the person wished: with the repository's filters, which decide what is stored, and with its hooks only
 * where the call says so. Paths are never patterns. Blocks.
 */
final class Writing {
	/** Hooks, filters and checkouts of large trees take their time. */
	static final Duration LIMIT = Duration.ofMinutes(10);
	private static final byte[] NO_INPUT = {};
	private static final String NOWHERE = File.separatorChar == '\\' ? "NUL" : "/dev/null";
	private final GitCommand git;

	Writing(GitCommand git) {
		this.git = git;
	}

	/**
	 * How git is run.
	 *
	 * @param folder where
	 * @param hooks whether hooks run
	 * @param env added, for example another index
	 * @param begun id of the {@link Journal.Note} whose files it uses, by which the process is known; empty for none
	 */
	record Way(Path folder, boolean hooks, Map<String, String> env, String begun) {
		Way(Path folder) {
			this(folder, false, Map.of(), "");
		}

		Way withIndex(Path index) {
			return with("GIT_INDEX_FILE", index.toString());
		}

		/** Git's log of HEAD tells what this makes. @param before full hash of the commit that HEAD is at, null for none */
		Way marked(String mark, @Nullable String before) {
			return with(Marks.ENVIRONMENT, Marks.action(mark, before));
		}

		Way with(String key, String value) {
			Map<String, String> more = new HashMap<>(env);
			more.put(key, value);
			return new Way(folder, hooks, more, begun);
		}

		Way withHooks(boolean run) {
			return new Way(folder, run, env, begun);
		}

		Way begun(String id) {
			return new Way(folder, hooks, env, id);
		}
	}

	GitCommand.Result<byte[]> run(Way way, List<String> command, byte[] input) {
		List<String> args = new ArrayList<>(List.of("--no-pager", "-c", "core.quotePath=false", "-c", "color.ui=false", "-c", "submodule.recurse=false", "-c",
				"gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.fsmonitor=false", "-c", "i18n.commitEncoding=UTF-8"));
		if (!way.hooks()) {
			args.addAll(List.of("-c", "core.hooksPath=" + NOWHERE));
		}
		if (!way.begun().isEmpty()) {
			args.addAll(List.of("-c", "umbra.begun=" + way.begun()));
		}
		if (way.env().containsKey(Marks.ENVIRONMENT)) {
			args.addAll(List.of("-c", "core.logAllRefUpdates=true"));
		}
		args.addAll(command);
		Map<String, String> env = new HashMap<>(way.env());
		if (!way.hooks()) {
			// a hook would inherit it
			env.put("GIT_LITERAL_PATHSPECS", "1");
		}
		env.put("LC_MESSAGES", "C");
		env.put("LANGUAGE", "C");
		return git.run(new GitCommand.Run(way.folder(), args, env, input, LIMIT), GitCommand.bytes(Reading.MOST_BYTES));
	}

	/** @throws dev.umbra.core.FailureException in words, if git refuses; @param what was wanted, for example {@code the commit} */
	byte[] done(String what, Way way, List<String> command, byte[] input) {
		GitCommand.Result<byte[]> result = run(way, command, input);
		if (!result.ok()) {
			throw GitWords.refused(what, way.folder(), result.err());
		}
		return result.out();
	}

	byte[] done(String what, Way way, List<String> command) {
		return done(what, way, command, NO_INPUT);
	}

	/** One line. */
	String line(String what, Way way, List<String> command, byte[] input) {
		return new String(done(what, way, command, input), StandardCharsets.UTF_8).strip();
	}
}
