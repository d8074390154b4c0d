package dev.umbra.relay.server;

import java.util.concurrent.atomic.LongAdder;

/** What the relay has done since it listens. Any thread. */
final class RelayCounters {
	final LongAdder connections = new LongAdder();
	final LongAdder stored = new LongAdder();
	/** Events that were not taken, for whatever reason but that they are there already. */
	final LongAdder refused = new LongAdder();
	/** Frames that were no message. */
	final LongAdder unreadable = new LongAdder();
	/** Connections that the relay ended because of what the client did, or did not take. */
	final LongAdder dropped = new LongAdder();
}
