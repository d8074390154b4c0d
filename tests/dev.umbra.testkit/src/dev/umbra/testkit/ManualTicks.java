package dev.umbra.testkit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A timer that runs its tasks when a test moves the clock: each at its own time, in order, on the thread that calls
 * {@link #advance}. Periodic tasks are not offered. Any thread may schedule.
 */
public final class ManualTicks extends AbstractExecutorService implements ScheduledExecutorService {
	private final ManualClock clock;
	/** By their distance: the clock may begin anywhere and pass zero. */
	private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
			((Comparator<Task<?>>) (a, b) -> Long.signum(a.at - b.at)).thenComparingLong(task -> task.number));
	private long number;
	private boolean shutdown;

	public ManualTicks(ManualClock clock) {
		this.clock = clock;
	}

	/** Moves the clock, step by step, and runs what falls due on the way. */
	public void advance(Duration by) {
		long end = clock.nanos() + by.toNanos();
		while (true) {
			Task<?> due;
			synchronized (this) {
				Task<?> first = tasks.peek();
				due = first != null && first.at - end <= 0 ? tasks.poll() : null;
			}
			if (due == null) {
				clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanos())));
				return;
			}
			clock.advance(Duration.ofNanos(Math.max(0, due.at - clock.nanos())));
			due.run();
		}
	}

	/** Tasks that wait for their time. */
	public synchronized int waiting() {
		return tasks.size();
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		return add(() -> {
			command.run();
			return null;
		}, delay, unit);
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
		return add(callable, delay, unit);
	}

	private synchronized <V> Task<V> add(Callable<V> callable, long delay, TimeUnit unit) {
		Task<V> task = new Task<>(callable, clock.nanos() + Math.max(0, unit.toNanos(delay)), number++);
		if (shutdown) {
			task.cancel(false);
		} else {
			tasks.add(task);
		}
		return task;
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void execute(Runnable command) {
		schedule(command, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public synchronized void shutdown() {
		shutdown = true;
		tasks.clear();
	}

	@Override
	public List<Runnable> shutdownNow() {
		shutdown();
		return List.of();
	}

	@Override
	public synchronized boolean isShutdown() {
		return shutdown;
	}

	@Override
	public synchronized boolean isTerminated() {
		return shutdown;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return isTerminated();
	}

	private synchronized void remove(Task<?> task) {
		tasks.remove(task);
	}

	private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
		private final long at;
		private final long number;

		Task(Callable<V> callable, long at, long number) {
			super(callable);
			this.at = at;
			this.number = number;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			remove(this);
			return super.cancel(mayInterruptIfRunning);
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(at - clock.nanos(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
		}
	}
}
