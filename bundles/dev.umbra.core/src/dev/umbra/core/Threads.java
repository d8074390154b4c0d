package dev.umbra.core;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The only place where Umbra starts threads, by the names of docs/threading.md. Platform daemons for process pipes and
 * JDBC, whose blocking calls would pin a carrier; virtual threads for the rest.
 */
public final class Threads {
	private static final System.Logger LOG = System.getLogger(Threads.class.getName());

	private Threads() {
	}

	/** Starts a platform daemon thread. An exception that escapes {@code body} is logged with the thread's name. */
	public static Thread platformDaemon(String name, Runnable body) {
		return Thread.ofPlatform().daemon(true).name(name).uncaughtExceptionHandler(Threads::log).start(body);
	}

	/** Starts a virtual thread. An exception that escapes {@code body} is logged with the thread's name. */
	public static Thread virtual(String name, Runnable body) {
		return Thread.ofVirtual().name(name).uncaughtExceptionHandler(Threads::log).start(body);
	}

	/** A platform thread that is not started yet, not a daemon: for shutdown hooks only. */
	public static Thread unstarted(String name, Runnable body) {
		return Thread.ofPlatform().name(name).uncaughtExceptionHandler(Threads::log).unstarted(body);
	}

	/** Runs each task on a virtual thread of its own, named {@code prefix-<n>}. */
	public static Executor virtualEach(String prefix) {
		AtomicLong next = new AtomicLong();
		return task -> virtual(prefix + "-" + next.incrementAndGet(), task);
	}

	/**
	 * A timer with one daemon thread, named {@code ticks}; the caller shuts it down. Tasks must not block: they enqueue.
	 * Cancelled tasks are removed at once; what is scheduled after the shutdown is dropped, since then everything ends.
	 */
	public static ScheduledExecutorService ticks() {
		ScheduledThreadPoolExecutor ticks = new ScheduledThreadPoolExecutor(1,
				task -> Thread.ofPlatform().daemon(true).name("ticks").uncaughtExceptionHandler(Threads::log).unstarted(task),
				new ThreadPoolExecutor.DiscardPolicy());
		ticks.setRemoveOnCancelPolicy(true);
		ticks.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return ticks;
	}

	private static void log(Thread thread, Throwable e) {
		LOG.log(System.Logger.Level.ERROR, "thread " + thread.getName() + " ended by an unexpected error", e);
	}
}
