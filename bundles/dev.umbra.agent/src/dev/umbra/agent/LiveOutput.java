package dev.umbra.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.umbra.core.Threads;
import dev.umbra.wire.Blotter;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a command's output while it runs: in pieces of whole characters, at most 20 a second, secrets
 * blotted out; its first {@value #FIRST} bytes, and at the end, after a line that says how much was left out, its last
 * {@value #LAST}. Locks: {@code this} for moments; {@code delivering} while {@link Told} runs, which keeps the order.
 */
final class LiveOutput {
	static final int FIRST = 256 << 10;
	static final int LAST = 16 << 10;
	private static final long PAUSE_MILLIS = 50;

	/** Where it goes: never two calls at a time, nothing after {@link #ended}. */
	interface Told {
		void output(String text);

		/** @param leftOut bytes that were not told */
		void ended(Terminal.@Nullable Exit exit, long leftOut);
	}

	private final String name;
	private final Told told;
	private final Blotter.Stream blotter;
	private final ScheduledExecutorService ticks;
	private final ReentrantLock delivering = new ReentrantLock();
	private final TailBytes tail = new TailBytes(LAST);
	private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
	private int taken;
	private boolean scheduled;
	private boolean ending;
	private Terminal.@Nullable Exit exit;
	// under delivering
	private byte[] carried = {};
	private boolean over;

	/** @param name of the thread that tells */
	LiveOutput(String name, Told told, Blotter blotter, ScheduledExecutorService ticks) {
		this.name = name;
		this.told = told;
		this.blotter = blotter.stream();
		this.ticks = ticks;
	}

	/** Never waits. What comes after the end is dropped. */
	synchronized void add(byte[] bytes, int length) {
		if (!ending) {
			take(blotter.next(bytes, length));
			schedule(PAUSE_MILLIS);
		}
	}

	/** The command has ended. All is told when this returns. Only the first call counts. @param how null if not known */
	void end(Terminal.@Nullable Exit how) {
		synchronized (this) {
			if (!ending) {
				close(how);
			}
		}
		tell();
	}

	private void close(Terminal.@Nullable Exit how) {
		take(blotter.rest());
		ending = true;
		exit = how;
	}

	private void take(byte[] clear) {
		int first = Math.min(clear.length, FIRST - taken);
		waiting.write(clear, 0, first);
		taken += first;
		tail.add(clear, first, clear.length - first);
	}

	private void schedule(long millis) {
		if (!scheduled && (waiting.size() > 0 || ending)) {
			scheduled = true;
			ticks.schedule(() -> Threads.virtual(name, this::tell), millis, TimeUnit.MILLISECONDS);
		}
	}

	private void tell() {
		delivering.lock();
		try {
			byte[] piece;
			boolean last;
			synchronized (this) {
				piece = waiting.toByteArray();
				waiting = new ByteArrayOutputStream();
				scheduled = false;
				last = ending;
			}
			if (over) {
				return;
			}
			over = last;
			String text = text(piece, last);
			if (!text.isEmpty()) {
				told.output(text);
			}
			if (last) {
				finish();
			}
		} finally {
			delivering.unlock();
		}
	}

	private String text(byte[] piece, boolean last) {
		byte[] all = joined(carried, piece);
		int end = last && tail.total() == 0 ? all.length : TailBytes.wholeCharacters(all, 0, all.length);
		carried = Arrays.copyOfRange(all, end, all.length);
		return new String(all, 0, end, StandardCharsets.UTF_8);
	}

	private void finish() {
		long leftOut = 0;
		if (tail.truncated()) {
			leftOut = carried.length + tail.leftOut();
			told.output("\n… " + leftOut + " bytes left out …\n" + tail.text(true));
		} else if (tail.total() > 0) {
			told.output(new String(joined(carried, tail.bytes()), StandardCharsets.UTF_8));
		}
		Terminal.Exit how;
		synchronized (this) {
			how = exit;
		}
		told.ended(how, leftOut);
	}

	private static byte[] joined(byte[] one, byte[] two) {
		byte[] both = Arrays.copyOf(one, one.length + two.length);
		System.arraycopy(two, 0, both, one.length, two.length);
		return both;
	}
}
