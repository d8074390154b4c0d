package dev.umbra.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.umbra.core.Threads;
import dev.umbra.core.agent.Launch;

/**
 * One agent's process, from its start to the end of everything that came of it (specs agents.md, rules 8, 9 and 13).
 *
 * <p>It ends once, in one of two ways: asked to ({@link #end}): stdin closed, 3 s, TERM to the whole tree, 2 s, KILL; or by
 * itself, after which what it left behind is ended likewise. What carries this run's own mark is of this run: a successor of
 * the same agent, started meanwhile, has another and is left alone. Any thread.
 */
final class AgentProcess {
	private static final System.Logger LOG = System.getLogger(AgentProcess.class.getName());
	private static final Duration AFTER_STDIN = Duration.ofSeconds(3);
	private static final Duration AFTER_TERM = Duration.ofSeconds(2);
	/** What helpers of an agent get to end by themselves after it. */
	private static final Duration AFTER_EXIT = Duration.ofMillis(500);
	/** Tells this run from others of the same agent; the person's marker is the same for all. */
	private static final String RUN = "UMBRA_AGENT_RUN";
	private static final String MARKER = "UMBRA_AGENT";
	private static final long LOG_BYTES = 10_000_000;

	private final String name;
	private final String run;
	private final Map<String, String> environment;
	private final Process process;
	private final ProcessTree tree;
	private final StderrLog stderr;
	private final Logbook log;
	private final Consumer<String> notes;
	private final CompletableFuture<Integer> exit;
	private final CompletableFuture<Void> stderrRead = new CompletableFuture<>();
	private final CompletableFuture<Void> ended = new CompletableFuture<>();
	private final AtomicBoolean ending = new AtomicBoolean();
	private volatile boolean asked;

	private AgentProcess(Launch launch, Process process, String run, Map<String, String> environment,
			Logbook log, Consumer<String> notes) {
		this.name = "agent-" + launch.name();
		this.run = run;
		this.environment = Map.copyOf(environment);
		this.process = process;
		this.log = log;
		this.notes = notes;
		this.tree = new ProcessTree(ProcessTable.ofThisSystem(), process.toHandle(), RUN + "=" + run);
		this.stderr = new StderrLog(launch.log(), LOG_BYTES, log, notes);
		this.exit = process.onExit().thenApply(Process::exitValue);
	}

	/**
	 * Starts it in a session of its own where the system can, in its folder, with nothing in its environment but
	 * {@code environment}, what the launch adds, and our marker.
	 *
	 * @param heading first line for the log file
	 * @param notes hears of what goes wrong around it, on any thread
	 */
	static AgentProcess start(Launch launch, List<String> command, Map<String, String> environment, String heading,
			Logbook log, Consumer<String> notes) throws IOException {
		String run = UUID.randomUUID().toString();
		ProcessBuilder builder = new ProcessBuilder(inOwnSession(command)).directory(launch.folder().toFile());
		builder.environment().clear();
		Map<String, String> own = environment(launch, environment, run);
		builder.environment().putAll(own);
		AgentProcess agent = new AgentProcess(launch, builder.start(), run, own, log, notes);
		LOG.log(System.Logger.Level.INFO, agent.name + " (" + launch.agent() + ") started, PID " + agent.pid());
		log.note("started, PID " + agent.pid() + ": " + ShellWords.line(command));
		Threads.platformDaemon(agent.name + "#err", () -> {
			agent.stderr.drain(agent.process.getErrorStream(), heading);
			agent.stderrRead.complete(null);
		});
		agent.exit.thenRun(() -> Threads.virtual(agent.name + "#rest", agent::endRest));
		return agent;
	}

	private static List<String> inOwnSession(List<String> command) {
		List<String> all = new ArrayList<>(Programs.inOwnSession());
		all.addAll(command);
		return all;
	}

	/** {@code UMBRA_*} of whoever started us never gets through, nor does an agent's own setting of it. */
	static Map<String, String> environment(Launch launch, Map<String, String> login, String run) {
		Map<String, String> environment = new TreeMap<>(LoginEnvironment.base(login, launch.envMode()));
		environment.putAll(launch.env());
		environment.keySet().removeIf(variable -> variable.startsWith("UMBRA_"));
		environment.put(MARKER, launch.marker());
		environment.put(RUN, run);
		return environment;
	}

	/**
	 * Ends what other hosts of this data folder left behind.
	 *
	 * @return words about each that could not be ended
	 */
	static List<String> endOrphans(String folderHash) throws InterruptedException {
		return endOrphans(folderHash, ProcessHandle.current().info().startInstant().orElseThrow());
	}

	/** @param before those started later are of this host */
	static List<String> endOrphans(String folderHash, Instant before) throws InterruptedException {
		ProcessTable table = ProcessTable.ofThisSystem();
		List<ProcessHandle> orphans = table.withVariable(MARKER + "=" + folderHash + ":", false).stream()
				.filter(process -> process.info().startInstant().map(start -> start.isBefore(before)).orElse(false)).toList();
		if (!orphans.isEmpty()) {
			LOG.log(System.Logger.Level.INFO, orphans.size() + " processes of an earlier host are ended: PID " + pids(orphans));
		}
		return ProcessTree.end(table, orphans, AFTER_TERM).stream()
				.map(process -> "process " + process.pid() + described(process)
						+ " of an agent of an earlier host could not be ended; end it yourself: kill -9 " + process.pid())
				.toList();
	}

	long pid() {
		return process.pid();
	}

	/** Where its stderr goes; traffic and notes belong there, too. */
	Logbook log() {
		return log;
	}

	/** Tells this run of the agent from all others; part of its environment. */
	String run() {
		return run;
	}

	/** What it was started with, secrets included; never logged. */
	Map<String, String> environment() {
		return environment;
	}

	InputStream out() {
		return process.getInputStream();
	}

	OutputStream in() {
		return process.getOutputStream();
	}

	/** The exit code, 128 + signal if it was killed. */
	CompletableFuture<Integer> exit() {
		return exit;
	}

	/** Completes when nothing of it runs any more, or all was tried. */
	CompletionStage<Void> ended() {
		return ended.minimalCompletionStage();
	}

	/** Completes when stderr was read to its end. */
	CompletableFuture<Void> stderrRead() {
		return stderrRead;
	}

	String stderrTail() {
		return stderr.tail();
	}

	/** Whether it was we who ended it. */
	boolean asked() {
		return asked;
	}

	/**
	 * Ends it; repeats return the same stage.
	 *
	 * @param ours true if the person or the host wants it, false if the agent misbehaves
	 * @param closeStdin returns at once
	 * @return completes when nothing of it runs any more, or all was tried
	 */
	CompletionStage<Void> end(boolean ours, Runnable closeStdin) {
		if (ours && !exit.isDone()) {
			asked = true;
		}
		if (!exit.isDone() && ending.compareAndSet(false, true)) {
			Threads.virtual(name + "#end", () -> {
				closeStdin.run();
				try {
					exitsWithin(AFTER_STDIN);
					endTree();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				} finally {
					ended.complete(null);
				}
			});
		}
		return ended.minimalCompletionStage();
	}

	private void endRest() {
		LOG.log(System.Logger.Level.INFO, name + " ended, PID " + pid() + ", exit code " + exit.getNow(-1));
		if (ending.compareAndSet(false, true)) {
			try {
				endTree();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			} finally {
				ended.complete(null);
			}
		}
	}

	private void endTree() throws InterruptedException {
		if (exit.isDone() && tree.awaitEnd(AFTER_EXIT)) {
			return;
		}
		Set<ProcessHandle> left = tree.end(AFTER_TERM);
		if (!left.isEmpty()) {
			String words = "could not be ended: PID " + pids(left);
			LOG.log(System.Logger.Level.WARNING, name + ": " + words);
			notes.accept(words);
		}
	}

	/** Waits, no longer than the limit. */
	boolean exitsWithin(Duration limit) throws InterruptedException {
		try {
			exit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		} catch (TimeoutException e) {
			return false;
		} catch (ExecutionException e) {
			return true;
		}
	}

	private static String pids(Collection<ProcessHandle> processes) {
		return processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(", "));
	}

	private static String described(ProcessHandle process) {
		return process.info().command().map(command -> " (" + Path.of(command).getFileName() + ")").orElse("");
	}
}
