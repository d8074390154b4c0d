package dev.umbra.client;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.api.Metrics.Report;
import dev.umbra.wire.RpcException;

/**
 * Tells the host what this client counts: some seconds after something was counted, and when the client leaves. While nothing is counted
 * nothing is said and no timer runs. A report has all sums, so one that is lost is made good by the next. Any thread.
 */
final class Reporting {
	static final Duration EVERY = Duration.ofSeconds(10);
	private static final System.Logger LOG = System.getLogger(Reporting.class.getName());

	/** Runs something later, on a thread that may wait. */
	interface Later {
		void run(Runnable task, Duration delay);
	}

	private final String client;
	private final String id;
	/** As times are written everywhere. */
	private final Instant since = Clocks.SYSTEM.instant().truncatedTo(ChronoUnit.MILLIS);
	private final ClientCounters counters;
	private final Supplier<@Nullable Link> link;
	private final Later later;
	private boolean due;
	private long nr;
	/** Its host does not know what a report is. */
	private volatile @Nullable Link deaf;

	/** @param link the present connection, or null */
	Reporting(String client, ClientCounters counters, Supplier<@Nullable Link> link, Later later) {
		this.client = client;
		// not a random UUID, whose first one costs a command 20 ms
		this.id = ProcessHandle.current().pid() + "-" + Long.toUnsignedString(Clocks.SYSTEM.nanos(), Character.MAX_RADIX);
		this.counters = counters;
		this.link = link;
		this.later = later;
		counters.onFresh(this::wanted);
	}

	/** Something was counted, or there is a new connection. */
	void wanted() {
		synchronized (this) {
			if (due) {
				return;
			}
			due = true;
		}
		later.run(this::tell, EVERY);
	}

	private void tell() {
		synchronized (this) {
			due = false;
		}
		Link now = usable();
		if (now == null || !counters.settle()) {
			return; // without a connection the next one asks for it
		}
		now.report(ReportJson.of(next())).whenComplete((answer, error) -> {
			if (error != null) {
				failed(now, Link.cause(error));
			}
		});
	}

	private void failed(Link over, Throwable cause) {
		if (cause instanceof RpcException rpc && rpc.code() == RpcException.METHOD_NOT_FOUND) {
			deaf = over;
		}
		LOG.log(System.Logger.Level.DEBUG, "the host did not take a report: {0}", cause.getMessage());
		counters.unsettle();
		if (over.isOpen() && over != deaf) {
			wanted();
		} // else a new connection asks for it
	}

	/** The last words over a connection that is about to be closed; waits a moment until they are written. */
	void leave(Link over) {
		if (over == usable(over) && counters.settle()) {
			over.lastReport(ReportJson.of(next()));
		}
	}

	private @Nullable Link usable() {
		Link now = link.get();
		return now == null ? null : usable(now);
	}

	private @Nullable Link usable(Link over) {
		return over.isOpen() && over.foreign() == null && over != deaf ? over : null;
	}

	private synchronized Report next() {
		nr++;
		return new Report(id, nr, client, since, counters.numbers());
	}
}
