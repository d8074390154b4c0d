package dev.umbra.client.osgi;

import java.time.Duration;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.store.StoreCounters;

/** Counts what the session store of this framework does among everything else this client counts. */
record CountedStore(ClientCounters counters) implements StoreCounters {
	@Override
	public void read(boolean hit) {
		counters.read(hit);
	}

	@Override
	public void pulled(Pull pull, Duration latency) {
		counters.pulled(pull == Pull.NOT_MODIFIED, latency);
	}

	@Override
	public void payload(long bytes) {
		counters.payload(bytes);
	}

	/** The push itself is counted where it arrives. */
	@Override
	public void pushed(boolean coalesced) {
		if (coalesced) {
			counters.coalesced();
		}
	}

	@Override
	public void interval(Duration interval) {
		counters.interval(interval);
	}

	@Override
	public void stale() {
		counters.stale();
	}

	@Override
	public void refreshed(String section) {
		counters.refreshed(section);
	}

	@Override
	public void painted(String section) {
		counters.painted(section);
	}
}
