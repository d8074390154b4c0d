package dev.umbra.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;

/**
 * Runs git: one process per call, without a shell, never with a terminal to ask on. Blocks; call it on a virtual thread.
 * At most {@value #PLACES} run at the same time, so that many folders do not stampede.
 */
final class GitCommand {
	private static final System.Logger LOG = System.getLogger(GitCommand.class.getName());
	private static final int PLACES = 4;
	/** Bytes; what is beyond is dropped. */
	private static final int MOST_ERROR = 64 * 1024;
	/** For pipes that a child of git's holds after git itself ended. */
	private static final Duration REST = Duration.ofMillis(500);
	private final Supplier<@Nullable Path> program;
	private final Supplier<String> searchPath;
	private final Semaphore places = new Semaphore(PLACES);
	private final LongAdder runs = new LongAdder();
	private final AtomicLong next = new AtomicLong();

	/**
	 * @param program where git is now, or null
	 * @param searchPath of the processes; empty: the host's own
	 */
	GitCommand(Supplier<@Nullable Path> program, Supplier<String> searchPath) {
		this.program = program;
		this.searchPath = searchPath;
	}

	/** What git writes, read on a thread of its own; must read to the end. */
	interface Output<T> {
		T read(InputStream in) throws IOException;
	}

	/**
	 * @param folder where git runs; must exist
	 * @param env added to what every process has
	 * @param input to its standard input; empty for none
	 */
	record Run(Path folder, List<String> args, Map<String, String> env, byte[] input, Duration limit) {
	}

	/** @param err what it wrote on standard error */
	record Result<T>(int exit, T out, String err) {
		boolean ok() {
			return exit == 0;
		}
	}

	/** No git program was found. */
	static final class Missing extends FailureException {
		private static final long serialVersionUID = 1L;

		Missing() {
			super(Failure.failed("The program git was not found.", "Install git; it is looked for on the PATH of your login shell."));
		}
	}

	long runs() {
		return runs.sum();
	}

	boolean isThere() {
		return program.get() != null;
	}

	/**
	 * @throws Missing if there is no git
	 * @throws FailureException in words, if it cannot be started or takes longer than its limit
	 */
	<T> Result<T> run(Run run, Output<T> output) {
		Path git = program.get();
		if (git == null) {
			throw new Missing();
		}
		try {
			places.acquire();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.busy("The host is ending.", "Try again in a moment."), e);
		}
		try {
			return running(git, run, output);
		} finally {
			places.release();
		}
	}

	private <T> Result<T> running(Path git, Run run, Output<T> output) {
		List<String> line = new ArrayList<>();
		line.add(git.toString());
		line.addAll(run.args());
		ProcessBuilder builder = new ProcessBuilder(line).directory(run.folder().toFile());
		environment(builder.environment());
		builder.environment().putAll(run.env());
		Process process;
		runs.increment();
		try {
			process = builder.start();
		} catch (IOException e) {
			throw new FailureException(Failure.failed("git could not be started in " + run.folder() + ": " + e.getMessage(), null), e);
		}
		String name = "git-" + next.incrementAndGet();
		CompletableFuture<T> out = reading(name + "#out", process.getInputStream(), output);
		ErrorText words = new ErrorText();
		CompletableFuture<Void> err = reading(name + "#err", process.getErrorStream(), words);
		feed(name, process, run.input());
		try {
			int exit = process.onExit().get(run.limit().toMillis(), TimeUnit.MILLISECONDS).exitValue();
			T read = out.get(run.limit().toMillis(), TimeUnit.MILLISECONDS);
			// a hook may leave a process behind that holds this pipe: what git itself said is here by then
			err.completeOnTimeout(null, REST.toMillis(), TimeUnit.MILLISECONDS).get();
			return new Result<>(exit, read, words.text());
		} catch (TimeoutException e) {
			kill(process);
			throw new FailureException(Failure.failed("git did not answer within " + run.limit().toSeconds() + " s in " + run.folder() + ".",
					"Try it on a terminal: git " + subcommand(run.args())), e);
		} catch (ExecutionException e) {
			kill(process);
			throw new FailureException(Failure.failed("What git said of " + run.folder() + " could not be read: " + e.getCause().getMessage(), null),
					e.getCause());
		} catch (InterruptedException e) {
			kill(process);
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.busy("The host is ending.", "Try again in a moment."), e);
		}
	}

	private static String subcommand(List<String> args) {
		for (int i = 0; i < args.size(); i++) {
			if (args.get(i).equals("-c")) {
				i++;
			} else if (!args.get(i).startsWith("-")) {
				return args.get(i);
			}
		}
		return "status";
	}

	private static void kill(Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
	}

	private static <T> CompletableFuture<T> reading(String name, InputStream in, Output<T> output) {
		CompletableFuture<T> read = new CompletableFuture<>();
		Threads.platformDaemon(name, () -> {
			try (in) {
				read.complete(output.read(in));
			} catch (IOException | RuntimeException e) {
				read.completeExceptionally(e);
			}
		});
		return read;
	}

	private static void feed(String name, Process process, byte[] input) {
		if (input.length == 0) {
			try {
				process.getOutputStream().close();
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "git ended before its input was closed", e);
			}
			return;
		}
		Threads.platformDaemon(name + "#in", () -> {
			try (OutputStream in = process.getOutputStream()) {
				in.write(input);
			} catch (IOException e) {
				// it ended without reading everything: its exit code tells
				LOG.log(System.Logger.Level.DEBUG, "git did not read its input", e);
			}
		});
	}

	/** Nothing of the host's surroundings may point git to another repository, another configuration or a program of its own. */
	private void environment(Map<String, String> env) {
		env.keySet().removeIf(key -> key.startsWith("GIT_") || key.startsWith("UMBRA_"));
		env.put("GIT_TERMINAL_PROMPT", "0");
		env.put("GIT_ASKPASS", "");
		env.put("SSH_ASKPASS", "");
		env.put("GIT_EDITOR", ":");
		env.put("GIT_SEQUENCE_EDITOR", ":");
		env.put("GIT_PAGER", "cat");
		String path = searchPath.get();
		if (!path.isBlank()) {
			env.put("PATH", path);
		}
	}

	/** Standard error as far as it came. */
	private static final class ErrorText implements Output<@Nullable Void> {
		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		@Override
		public @Nullable Void read(InputStream in) throws IOException {
			byte[] piece = new byte[4096];
			for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
				synchronized (kept) {
					kept.write(piece, 0, Math.min(n, MOST_ERROR - kept.size()));
				}
			}
			return null;
		}

		String text() {
			synchronized (kept) {
				return kept.toString(StandardCharsets.UTF_8).strip();
			}
		}
	}

	/** All of the output, at most so many bytes; the rest is read and dropped. */
	static Output<byte[]> bytes(int most) {
		return in -> {
			byte[] kept = in.readNBytes(most);
			in.transferTo(OutputStream.nullOutputStream());
			return kept;
		};
	}
}
