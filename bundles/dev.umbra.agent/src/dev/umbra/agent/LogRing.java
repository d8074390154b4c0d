package dev.umbra.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.agent.AgentLog;
import dev.umbra.wire.Blotter;

/**
 * The newest lines of one kind of log of one agent, in memory: at most {@value #MAX_LINES} and {@value #MAX_BYTES} bytes, of
 * each line at most {@value #MAX_LINE}. Lines are kept as the bytes they came in and never leave otherwise than blotted: so
 * writing, which every message of an agent has to pass, costs a copy, and reading pays the rest. Any thread. Lock:
 * {@code this}, for moments.
 */
final class LogRing {
	static final int MAX_LINES = 2_000;
	static final int MAX_BYTES = 2 << 20;
	static final int MAX_LINE = 8 << 10;
	/** What one answer holds at most: it travels as one message. */
	static final int MAX_PAGE = 512 << 10;
	/** What a line costs besides its bytes, about. */
	private static final int OVERHEAD = 64;

	private record Kept(long number, Instant at, AgentLog.Source source, byte[] bytes, long length, Blotter blotter) {
		int cost() {
			return bytes.length + OVERHEAD;
		}
	}

	private final Deque<Kept> lines = new ArrayDeque<>();
	private List<CompletableFuture<Void>> waiting = new ArrayList<>();
	private long last;
	private int bytes;
	private boolean closed;

	/**
	 * @param line starts with the line; copied
	 * @param length bytes of {@code line} that count
	 * @param whole of the line as it was, if more was cut off already
	 */
	void add(Instant at, AgentLog.Source source, byte[] line, int length, long whole, Blotter blotter) {
		Kept kept;
		List<CompletableFuture<Void>> woken;
		synchronized (this) {
			kept = new Kept(++last, at, source, Arrays.copyOf(line, Math.min(length, MAX_LINE)), whole, blotter);
			lines.add(kept);
			bytes += kept.cost();
			while (lines.size() > MAX_LINES || bytes > MAX_BYTES) {
				bytes -= lines.remove().cost();
			}
			woken = takeWaiting();
		}
		woken.forEach(waiter -> waiter.complete(null));
	}

	private List<CompletableFuture<Void>> takeWaiting() {
		List<CompletableFuture<Void>> woken = waiting;
		if (!woken.isEmpty()) {
			waiting = new ArrayList<>();
		}
		return woken;
	}

	/** Nobody waits any more, now or later. */
	void close() {
		List<CompletableFuture<Void>> woken;
		synchronized (this) {
			closed = true;
			woken = takeWaiting();
		}
		woken.forEach(waiter -> waiter.complete(null));
	}

	/**
	 * What comes after a line, now or as soon as there is something.
	 *
	 * @param wait how long to wait at most; nothing runs meanwhile
	 * @param reading where the answer is put together
	 */
	CompletionStage<AgentLog> next(long after, int limit, Duration wait, ScheduledExecutorService ticks, Executor reading) {
		CompletableFuture<Void> ready = new CompletableFuture<>();
		synchronized (this) {
			if (wait.isZero() || closed || last != after) {
				ready.complete(null);
			} else {
				waiting.add(ready);
			}
		}
		if (!ready.isDone()) {
			ScheduledFuture<?> over = ticks.schedule(() -> giveUp(ready), wait.toMillis(), TimeUnit.MILLISECONDS);
			ready.thenRun(() -> over.cancel(false));
		}
		return ready.thenApplyAsync(done -> read(after, limit), reading);
	}

	private void giveUp(CompletableFuture<Void> waiter) {
		synchronized (this) {
			waiting.remove(waiter);
		}
		waiter.complete(null);
	}

	/**
	 * @param after number of the last line the caller has; one that was never given (of another run of the host) counts as 0
	 * @param limit at most so many lines, the oldest first; 0 for all
	 */
	AgentLog read(long after, int limit) {
		List<Kept> found = new ArrayList<>();
		long from;
		synchronized (this) {
			from = after > last || after < 0 ? 0 : after;
			long size = 0;
			for (Kept line : lines) {
				if (line.number() > from) {
					size += line.bytes().length;
					if (!found.isEmpty() && (size > MAX_PAGE || limit > 0 && found.size() == limit)) {
						break;
					}
					found.add(line);
				}
			}
		}
		if (found.isEmpty()) {
			return new AgentLog(List.of(), from, 0);
		}
		return new AgentLog(found.stream().map(LogRing::shown).toList(), found.getLast().number(),
				found.getFirst().number() - from - 1);
	}

	private static AgentLog.Line shown(Kept line) {
		boolean whole = line.bytes().length == line.length();
		byte[] blotted = line.blotter().bytes(line.bytes(), whole);
		int end = whole ? blotted.length : TailBytes.wholeCharacters(blotted, 0, blotted.length);
		return new AgentLog.Line(line.number(), line.at(), line.source(), new String(blotted, 0, end, StandardCharsets.UTF_8),
				line.length());
	}
}
