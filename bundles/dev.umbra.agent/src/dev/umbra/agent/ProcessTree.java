package dev.umbra.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A process and all that came of it: its descendants, its process group where it leads one, and whatever carries its mark
 * in the environment, since some agents leave daemons that detached themselves from both. Blocking methods are for
 * threads that may wait.
 */
final class ProcessTree {
	private static final System.Logger LOG = System.getLogger(ProcessTree.class.getName());
	/** How long to trust that a process which is not our child will tell us of its end (a zombie never does). */
	private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

	enum Signal {
		TERM, KILL
	}

	private final ProcessTable table;
	private final ProcessHandle root;
	private final @Nullable String mark;
	/** Descendants seen while their parents lived: afterwards nothing may lead to them. */
	private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();

	/** @param mark {@code NAME=value} in the environment of the root, or null */
	ProcessTree(ProcessTable table, ProcessHandle root, @Nullable String mark) {
		this.table = table;
		this.root = root;
		this.mark = mark;
	}

	/** Those that run now. */
	Set<ProcessHandle> members() {
		Set<ProcessHandle> members = new LinkedHashSet<>();
		members.add(root);
		root.descendants().forEach(seen::add);
		members.addAll(seen);
		if (table.isGroupOf(root)) {
			members.addAll(table.ofGroup(root.pid()));
		}
		if (mark != null) {
			members.addAll(table.withVariable(mark, true));
		}
		members.removeAll(ProcessTable.ourselves());
		members.removeIf(member -> !table.isRunning(member));
		return members;
	}

	/** To the group at once, so that nobody forks away from it, then to each that is not in the group. */
	void signal(Signal signal) {
		Set<ProcessHandle> rest = members();
		if (table.isGroupOf(root)) {
			rest.removeAll(new HashSet<>(table.ofGroup(root.pid())));
			signalGroup(root.pid(), signal);
		}
		rest.forEach(process -> send(process, signal));
	}

	/** Waits until nothing of it runs. @return false if something still does after the limit */
	boolean awaitEnd(Duration limit) throws InterruptedException {
		return awaitEnd(this::members, limit);
	}

	/** TERM, then after {@code grace} KILL. @return what could not be ended */
	Set<ProcessHandle> end(Duration grace) throws InterruptedException {
		if (members().isEmpty()) {
			return Set.of();
		}
		signal(Signal.TERM);
		if (awaitEnd(grace)) {
			return Set.of();
		}
		for (int i = 0; i < 5; i++) {
			signal(Signal.KILL);
			if (awaitEnd(Duration.ofSeconds(1))) {
				return Set.of();
			}
		}
		return members();
	}

	/** Ends processes that belong to no tree of ours, and their descendants. @return what could not be ended */
	static Set<ProcessHandle> end(ProcessTable table, Collection<ProcessHandle> processes, Duration grace)
			throws InterruptedException {
		Set<ProcessHandle> all = new LinkedHashSet<>(processes);
		processes.forEach(process -> process.descendants().forEach(all::add));
		all.removeAll(ProcessTable.ourselves());
		Running running = () -> {
			all.removeIf(process -> !table.isRunning(process));
			return all;
		};
		running.now().forEach(process -> send(process, Signal.TERM));
		if (!awaitEnd(running, grace)) {
			running.now().forEach(process -> send(process, Signal.KILL));
			awaitEnd(running, grace);
		}
		return running.now();
	}

	private interface Running {
		Set<ProcessHandle> now();
	}

	private static boolean awaitEnd(Running running, Duration limit) throws InterruptedException {
		long deadline = System.nanoTime() + limit.toNanos();
		for (Set<ProcessHandle> left = running.now(); !left.isEmpty(); left = running.now()) {
			long nanos = Math.min(deadline - System.nanoTime(), LOOK_AGAIN.toNanos());
			if (nanos <= 0) {
				return false;
			}
			List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
			left.forEach(process -> ends.add(process.onExit()));
			try {
				CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(nanos, TimeUnit.NANOSECONDS);
			} catch (TimeoutException | ExecutionException e) {
				// look again who is left
			}
		}
		return true;
	}

	private static void send(ProcessHandle process, Signal signal) {
		try {
			if (signal == Signal.TERM) {
				process.destroy();
			} else {
				process.destroyForcibly();
			}
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.DEBUG, "cannot end process " + process.pid(), e);
		}
	}

	/** The shell's own kill: it is everywhere, and Java has none for groups. */
	private static void signalGroup(long group, Signal signal) {
		try {
			ProcessBuilder kill = new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", signal.name(),
					Long.toString(group));
			kill.environment().clear();
			Process process = kill.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			process.waitFor(2, TimeUnit.SECONDS);
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "cannot signal process group " + group, e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
