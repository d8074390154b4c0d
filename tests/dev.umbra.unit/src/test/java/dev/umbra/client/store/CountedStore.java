package dev.umbra.client.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counters that a test reads. Any thread. */
final class CountedStore implements StoreCounters {
	private final List<Duration> intervals = new ArrayList<>();
	private int hits;
	private int misses;
	private int changed;
	private int notModified;
	private int failed;
	private int pushes;
	private int coalesced;
	private int stale;

	@Override
	public synchronized void read(boolean hit) {
		hits += hit ? 1 : 0;
		misses += hit ? 0 : 1;
	}

	@Override
	public synchronized void pulled(Pull pull, Duration latency) {
		switch (pull) {
		case CHANGED -> changed++;
		case NOT_MODIFIED -> notModified++;
		case FAILED -> failed++;
		}
	}

	@Override
	public void payload(long bytes) {
		// a fake host has none
	}

	@Override
	public synchronized void pushed(boolean isCoalesced) {
		pushes++;
		coalesced += isCoalesced ? 1 : 0;
	}

	@Override
	public synchronized void interval(Duration interval) {
		intervals.add(interval);
	}

	@Override
	public synchronized void stale() {
		stale++;
	}

	@Override
	public void refreshed(String section) {
		// there is no window
	}

	@Override
	public void painted(String section) {
		// there is no window
	}

	public synchronized int hits() {
		return hits;
	}

	public synchronized int misses() {
		return misses;
	}

	public synchronized int changed() {
		return changed;
	}

	public synchronized int notModified() {
		return notModified;
	}

	public synchronized int failed() {
		return failed;
	}

	public synchronized int pushes() {
		return pushes;
	}

	public synchronized int coalesced() {
		return coalesced;
	}

	public synchronized int staleIncidents() {
		return stale;
	}

	public synchronized List<Duration> intervals() {
		return List.copyOf(intervals);
	}
}
