package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.umbra.core.Clocks;
import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.Minute;

/** The minutes of the last hour, each the difference of two readings of sums. Knows no timer. Any thread. */
final class MinuteHistory {
	/** With the one that is not over. */
	static final int MINUTES = 60;

	/** Sums at one moment; none ever shrinks, but {@code heapUsed}, which is no sum. */
	record Reading(long calls, long notModified, long errors, Bytes bytes, long pushes, long coalescedPushes, long gitRuns,
			long storeCommits, Duration cpu, long heapUsed, ClientReports.Grown clients) {
	}

	private final Clocks clocks;
	private final Deque<Minute> over = new ArrayDeque<>();
	private Instant from;
	private long begun;
	private Reading before;

	MinuteHistory(Clocks clocks, Reading first) {
		this.clocks = clocks;
		from = clocks.instant();
		begun = clocks.nanos();
		before = first;
	}

	/** The minute is over. */
	synchronized void turn(Reading now) {
		over.addLast(since(now));
		if (over.size() >= MINUTES) {
			over.removeFirst();
		}
		from = clocks.instant();
		begun = clocks.nanos();
		before = now;
	}

	/** The oldest first; the last one is not over. */
	synchronized List<Minute> minutes(Reading now) {
		List<Minute> minutes = new ArrayList<>(over);
		minutes.add(since(now));
		return minutes;
	}

	private Minute since(Reading now) {
		ClientReports.Grown clients = now.clients();
		ClientReports.Grown then = before.clients();
		return new Minute(from, Duration.ofNanos(clocks.nanos() - begun), now.calls() - before.calls(),
				now.notModified() - before.notModified(), now.errors() - before.errors(),
				new Bytes(now.bytes().in() - before.bytes().in(), now.bytes().out() - before.bytes().out()), now.pushes() - before.pushes(),
				now.coalescedPushes() - before.coalescedPushes(), now.gitRuns() - before.gitRuns(), now.storeCommits() - before.storeCommits(),
				now.cpu().minus(before.cpu()), now.heapUsed(), clients.cacheHits() - then.cacheHits(),
				clients.cacheMisses() - then.cacheMisses(), clients.stale() - then.stale(), clients.refreshes() - then.refreshes(),
				clients.paints() - then.paints());
	}
}
