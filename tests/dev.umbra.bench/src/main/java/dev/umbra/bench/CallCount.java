package dev.umbra.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.umbra.client.store.StoreCounters;

/** Counts pulls alone. */
record CallCount(AtomicLong pulls) implements StoreCounters {
	@Override
	public void read(boolean hit) {
	}

	@Override
	public void pulled(Pull pull, Duration latency) {
		pulls.incrementAndGet();
	}

	@Override
	public void payload(long bytes) {
	}

	@Override
	public void pushed(boolean coalesced) {
	}

	@Override
	public void interval(Duration interval) {
	}

	@Override
	public void stale() {
	}

	@Override
	public void refreshed(String section) {
	}

	@Override
	public void painted(String section) {
	}
}
