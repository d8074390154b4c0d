package dev.umbra.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.umbra.core.Threads;
import org.jspecify.annotations.Nullable;

/**
 * One command that an agent has us run ({@code terminal/create}): in a session and process group of its own, without input,
 * its output and errors in one stream. No pseudo-terminal: programs see a pipe. Any thread; nothing here blocks.
 *
 * <p>It has ended when its process has exited and its output was read, or 500 ms after the exit if a child in the background
 * holds the pipe.
 */
final class Terminal {
	private static final System.Logger LOG = System.getLogger(Terminal.class.getName());
	private static final Duration PIPE_HELD = Duration.ofMillis(500);
	private static final Duration AFTER_TERM = Duration.ofSeconds(2);
	/** In the command's environment: finds what detached itself from it. */
	private static final String MARK = "UMBRA_AGENT_TERMINAL";
	private static final Map<Integer, String> SIGNALS = Map.ofEntries(Map.entry(1, "SIGHUP"), Map.entry(2, "SIGINT"),
			Map.entry(3, "SIGQUIT"), Map.entry(4, "SIGILL"), Map.entry(6, "SIGABRT"), Map.entry(8, "SIGFPE"),
			Map.entry(9, "SIGKILL"), Map.entry(11, "SIGSEGV"), Map.entry(13, "SIGPIPE"), Map.entry(14, "SIGALRM"),
			Map.entry(15, "SIGTERM"));

	/** @param code as a shell counts, 128 + signal; @param signal its name, if it was one */
	record Exit(int code, @Nullable String signal) {
		static Exit of(int code) {
			return new Exit(code, SIGNALS.get(code - 128));
		}
	}

	/**
	 * @param id ours, unique in this run of the host
	 * @param session the agent's id of the session it belongs to
	 * @param keep bytes of output that are kept
	 */
	record Setting(String id, String session, List<String> command, Path cwd, Map<String, String> environment, int keep) {
	}

	private final Setting setting;
	private final Process process;
	private final ProcessTree tree;
	private final LiveOutput live;
	private final TailBytes output;
	private final CompletableFuture<Void> read = new CompletableFuture<>();
	private final CompletableFuture<Exit> exit = new CompletableFuture<>();
	private final CompletableFuture<Void> ended = new CompletableFuture<>();
	private final AtomicBoolean ending = new AtomicBoolean();

	private Terminal(Setting setting, Process process, String mark, LiveOutput live) {
		this.setting = setting;
		this.process = process;
		this.tree = new ProcessTree(ProcessTable.ofThisSystem(), process.toHandle(), MARK + "=" + mark);
		this.live = live;
		this.output = new TailBytes(setting.keep());
	}

	/**
	 * Starts the command; {@link #begin} has to follow.
	 *
	 * @param run tells this agent's run from all others
	 */
	static Terminal start(Setting setting, String run, LiveOutput live) throws IOException {
		List<String> command = new ArrayList<>(Programs.inOwnSession());
		command.addAll(setting.command());
		ProcessBuilder builder = new ProcessBuilder(command).directory(setting.cwd().toFile()).redirectErrorStream(true)
				.redirectInput(new File(Programs.WINDOWS ? "NUL" : "/dev/null"));
		String mark = run + "-" + setting.id();
		builder.environment().clear();
		builder.environment().putAll(setting.environment());
		builder.environment().put(MARK, mark);
		return new Terminal(setting, builder.start(), mark, live);
	}

	/** Starts reading and watching. */
	void begin() {
		Threads.platformDaemon("terminal-" + id(), this::read);
		process.onExit().thenRun(() -> Threads.virtual("terminal-" + id() + "#exit", this::exited));
	}

	private void read() {
		byte[] buffer = new byte[16 << 10];
		try (InputStream in = process.getInputStream()) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				output.add(buffer, 0, n);
				live.add(buffer, n);
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "the output of terminal " + id() + " ended", e);
		} finally {
			read.complete(null);
		}
	}

	private void exited() {
		try {
			read.get(PIPE_HELD.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException | ExecutionException e) {
			// a child in the background has the pipe: what it says later is kept, but not waited for
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		Exit how = Exit.of(process.exitValue());
		try {
			// before anybody who waits for the end is answered, since what the agent says next is about it
			live.end(how);
		} finally {
			exit.complete(how);
		}
	}

	String id() {
		return setting.id();
	}

	String session() {
		return setting.session();
	}

	boolean isRunning() {
		return !exit.isDone();
	}

	/** How the command ended, once it has. */
	CompletableFuture<Exit> exit() {
		return exit.copy();
	}

	/** How it ended, or null while it runs. */
	@Nullable
	Exit exitNow() {
		return exit.getNow(null);
	}

	/** What is kept of the output so far. */
	String output() {
		return output.text(exit.isDone());
	}

	boolean truncated() {
		return output.truncated();
	}

	/**
	 * Ends the command and all that came of it: TERM, after 2 s KILL; also what it left behind if it has ended by itself.
	 * Repeats return the same stage.
	 *
	 * @return completes when nothing of it runs any more, or all was tried
	 */
	CompletionStage<Void> end() {
		if (ending.compareAndSet(false, true)) {
			Threads.virtual("terminal-" + id() + "#end", () -> {
				try {
					if (!tree.end(AFTER_TERM).isEmpty()) {
						LOG.log(System.Logger.Level.WARNING, "not all processes of terminal " + id() + " could be ended");
					}
					awaitExit();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				} finally {
					ended.complete(null);
				}
			});
		}
		return ended.minimalCompletionStage();
	}

	/** Who is told that all has ended asks next how it did; its exit is noticed on another thread. */
	private void awaitExit() throws InterruptedException {
		try {
			exit.get(2 * PIPE_HELD.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException | ExecutionException e) {
			// it could not be ended, which was said
		}
	}

	/** As {@link #end}; that it has ended is told before this returns, since afterwards nobody listens. */
	CompletionStage<Void> endUnheard() {
		CompletionStage<Void> end = end();
		live.end(exitNow());
		return end;
	}
}
