package dev.umbra.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Version;

/** Finds the running host, or has one started. One thread at a time. */
final class Connector {
	private static final System.Logger LOG = System.getLogger(Connector.class.getName());
	private static final Duration LIMIT = Duration.ofSeconds(70);
	private static final int MAX_STARTS = 8;
	private final AtomicLong connections = new AtomicLong();
	private final Home home;
	private final RemoteHost.Options options;
	private final Version own;
	private final HostStarter starter;
	private final Link.Listener listener;
	private final ClientCounters counters;

	Connector(Home home, RemoteHost.Options options, Version own, HostStarter starter, Link.Listener listener,
			ClientCounters counters) {
		this.home = home;
		this.options = options;
		this.own = own;
		this.starter = starter;
		this.listener = listener;
		this.counters = counters;
	}

	/**
	 * Blocks. An ending host turns clients away or is gone a moment later; the next one waits for its lock by itself, so
	 * asking for a start is all there is to do.
	 */
	Link connect(boolean start) {
		long begin = Clocks.SYSTEM.nanos();
		for (int starts = 0;; starts++) {
			Link link = running();
			if (link != null) {
				return link;
			}
			if (!start) {
				throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
						"No host runs for the data folder " + home.folder().path() + ".", "Start it: umbra host start"));
			}
			if (starts >= MAX_STARTS || Clocks.SYSTEM.nanos() - begin > LIMIT.toNanos()) {
				throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
						"A host was started " + starts + " times for the data folder " + home.folder().path()
								+ ", but each had ended before it answered.",
						"Look at " + home.folder().logs()));
			}
			Link other = starter.start(this::running);
			if (other != null) {
				return other;
			}
		}
	}

	/** Null where no host answers. @throws FailureException if one refuses */
	private @Nullable Link running() {
		HostPointer pointer = HostPointer.read(home.folder());
		if (pointer == null) {
			return null;
		}
		try {
			return Link.open("client-" + connections.incrementAndGet(), pointer, own, options.clientName(), options.anyVersion(),
					listener, counters);
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "no host at {0}: {1}", pointer.socket(), e.getMessage());
			return null;
		}
	}
}
