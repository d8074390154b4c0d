package dev.umbra.bench.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;

/**
 * How long the SWT thread lets somebody wait who comes at any moment. A thread of its own knocks every {@value #EVERY_MILLIS} ms;
 * while a knock is not answered, the later ones wait behind it, and each counts with the time it waited. How late that thread
 * itself was is told beside it: that is the machine's share. Of long waits it takes the SWT thread's stack while they last.
 *
 * <p>{@code begin} and {@code end} on the SWT thread.
 */
final class Pauses {
	private static final int EVERY_MILLIS = 5;
	private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
	private static final long LONG = TimeUnit.MILLISECONDS.toNanos(60);
	private static final int STACKS_PER_PAUSE = 4;
	private static final int PAUSES_TOLD = 12;

	/** One long wait. @param cpu nanoseconds that the SWT thread computed meanwhile */
	private record LongWait(long nanos, long cpu, List<String> stacks) {
	}

	private final Display display;
	private final Thread main;
	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
	private volatile @Nullable Round round;

	/** On the SWT thread. */
	Pauses(Display display) {
		this.display = display;
		main = display.getThread();
	}

	void begin() {
		Round fresh = new Round();
		round = fresh;
		Threads.platformDaemon("bench-pauses", fresh::knock);
	}

	/** What was seen since {@link #begin}, as members of a JSON object. */
	String end() {
		Round ended = round;
		round = null;
		return ended == null ? "" : ended.told();
	}

	private final class Round {
		/** Written on the SWT thread only. */
		private final List<Long> waits = new ArrayList<>();
		private final List<Long> computing = new ArrayList<>();
		private final List<LongWait> longest = new ArrayList<>();
		/** Written by the knocking thread. */
		private final List<Long> late = new ArrayList<>();
		private List<String> stacks = List.of();
		/** When the knock came that is not answered; 0: all are. */
		private volatile long knocked;

		private void knock() {
			long next = System.nanoTime() + EVERY;
			while (round == this && !display.isDisposed()) {
				for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
					LockSupport.parkNanos(left);
				}
				long now = System.nanoTime();
				synchronized (late) {
					late.add(now - next);
				}
				long since = knocked;
				if (since == 0) {
					synchronized (late) {
						stacks = new ArrayList<>();
					}
					long cpu = threads.getThreadCpuTime(main.threadId());
					knocked = now;
					display.asyncExec(() -> answer(now, cpu));
				} else if (now - since > LONG) {
					look(now - since);
				}
				next = Math.max(next + EVERY, now);
			}
		}

		private void look(long after) {
			synchronized (late) {
				if (after < LONG * (stacks.size() + 1) || stacks.size() >= STACKS_PER_PAUSE) {
					return;
				}
			}
			StringBuilder stack = new StringBuilder("after " + Told.millis(after) + " ms");
			for (StackTraceElement frame : main.getStackTrace()) {
				stack.append("\\n  ").append(frame.getClassName()).append('.').append(frame.getMethodName()).append(':')
						.append(frame.getLineNumber());
			}
			synchronized (late) {
				stacks.add(stack.toString());
			}
		}

		private void answer(long since, long cpuThen) {
			long took = System.nanoTime() - since;
			long cpu = threads.getThreadCpuTime(main.threadId()) - cpuThen;
			if (round != this) {
				return;
			}
			for (long wait = took; wait > 0; wait -= EVERY) {
				waits.add(wait);
			}
			computing.add(cpu);
			if (took > LONG) {
				synchronized (late) {
					longest.add(new LongWait(took, cpu, List.copyOf(stacks)));
				}
			}
			knocked = 0;
		}

		private String told() {
			longest.sort(Comparator.comparingLong(LongWait::nanos).reversed());
			StringBuilder json = new StringBuilder("\"waits\":" + Told.array(waits) + ",\"computing\":" + Told.array(computing));
			synchronized (late) {
				json.append(",\"late\":").append(Told.array(late));
			}
			json.append(",\"longest\":[");
			for (LongWait each : longest.subList(0, Math.min(PAUSES_TOLD, longest.size()))) {
				json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append("{\"millis\":").append(Told.millis(each.nanos()))
						.append(",\"computing\":").append(Told.millis(each.cpu())).append(",\"stacks\":[");
				for (int i = 0; i < each.stacks().size(); i++) {
					json.append(i == 0 ? "\"" : ",\"").append(each.stacks().get(i)).append('"');
				}
				json.append("]}");
			}
			return json.append(']').toString();
		}
	}
}
