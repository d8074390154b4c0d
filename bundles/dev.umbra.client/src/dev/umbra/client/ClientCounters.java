package dev.umbra.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.Spread;

/**
 * What this client counts, from its start on; {@link Metrics} tells what each number means. Counting takes no lock and, once a name was
 * seen, makes no object. Names are fixed words of the program, never something of a session. Any thread.
 */
public final class ClientCounters {
	/** One method's calls, by what they came to. */
	private static final class Calls {
		private final LongAdder ok = new LongAdder();
		private final LongAdder notModified = new LongAdder();
		private final LongAdder error = new LongAdder();
	}

	/** Values by powers of two, as in {@link Spread}. */
	private static final class Values {
		private final LongAdder sum = new LongAdder();
		private final LongAccumulator max = new LongAccumulator(Math::max, 0);
		private final LongAdder[] buckets = new LongAdder[Spread.BUCKETS];

		Values() {
			for (int i = 0; i < buckets.length; i++) {
				buckets[i] = new LongAdder();
			}
		}

		void add(long value) {
			long counted = Math.max(0, value);
			sum.add(counted);
			max.accumulate(counted);
			buckets[Spread.bucket(counted)].increment();
		}

		Spread spread() {
			Long[] counts = new Long[Spread.BUCKETS];
			int used = 0;
			for (int i = 0; i < buckets.length; i++) {
				counts[i] = buckets[i].sum();
				used = counts[i] > 0 ? i + 1 : used;
			}
			return new Spread(sum.sum(), max.get(), List.of(counts).subList(0, used));
		}
	}

	private final Map<String, Calls> calls = new ConcurrentHashMap<>();
	private final Map<String, LongAdder> refreshes = new ConcurrentHashMap<>();
	private final Map<String, LongAdder> paints = new ConcurrentHashMap<>();
	private final LongAdder bytesIn = new LongAdder();
	private final LongAdder bytesOut = new LongAdder();
	private final LongAdder pushes = new LongAdder();
	private final LongAdder coalescedPushes = new LongAdder();
	private final LongAdder pulls = new LongAdder();
	private final LongAdder notModified = new LongAdder();
	private final LongAdder cacheHits = new LongAdder();
	private final LongAdder cacheMisses = new LongAdder();
	private final LongAdder stale = new LongAdder();
	private final Values intervals = new Values();
	private final Values payloads = new Values();
	private final Values latency = new Values();
	/** Whether something was counted since the last report. */
	private final AtomicBoolean fresh = new AtomicBoolean();
	private volatile Runnable onFresh = () -> {
	};

	/** @param action run when something is counted for the first time since {@link #settle}, on the thread that counts */
	void onFresh(Runnable action) {
		onFresh = action;
	}

	/** What is counted from now on is fresh. @return whether something was */
	boolean settle() {
		return fresh.getAndSet(false);
	}

	/** What was settled is not told yet; the next that is counted says so. */
	void unsettle() {
		fresh.set(true);
	}

	private void changed() {
		if (!fresh.get() && fresh.compareAndSet(false, true)) {
			onFresh.run();
		}
	}

	/** A section of the window took over something new. @param section for example {@code details.git} */
	public void refreshed(String section) {
		increment(refreshes, section);
	}

	/** A section of the window was painted. */
	public void painted(String section) {
		increment(paints, section);
	}

	/** A push that asked for no pull of its own. */
	public void coalesced() {
		coalescedPushes.increment();
		changed();
	}

	/** A pull of the session store was answered, or failed. @param unchanged whether it brought nothing new */
	public void pulled(boolean unchanged, Duration latency) {
		pulls.increment();
		if (unchanged) {
			notModified.increment();
		}
		this.latency.add(latency.toNanos() / 1000);
		changed();
	}

	/** The answer to a pull had so many bytes. */
	public void payload(long bytes) {
		payloads.add(bytes);
		changed();
	}

	/** The next pull of one session was set so far ahead. */
	public void interval(Duration interval) {
		intervals.add(interval.toMillis());
		changed();
	}

	/** @param hit served without a pull */
	public void read(boolean hit) {
		(hit ? cacheHits : cacheMisses).increment();
		changed();
	}

	/** An incident: something shown was older than twice its interval. */
	public void stale() {
		stale.increment();
		changed();
	}

	void traffic(boolean out, long bytes) {
		(out ? bytesOut : bytesIn).add(bytes);
	}

	void pushed() {
		pushes.increment();
		changed();
	}

	private void increment(Map<String, LongAdder> named, String name) {
		LongAdder known = named.get(name);
		(known == null ? named.computeIfAbsent(name, missing -> new LongAdder()) : known).increment();
		changed();
	}

	/** A call that was answered. */
	void called(String method, boolean ok, boolean unchanged) {
		Calls known = calls.get(method);
		Calls counts = known == null ? calls.computeIfAbsent(method, missing -> new Calls()) : known;
		(!ok ? counts.error : unchanged ? counts.notModified : counts.ok).increment();
		changed();
	}

	/** Each number as it is at this moment; together they need not be of one moment. */
	public ClientNumbers numbers() {
		Map<String, CallCounts> called = new HashMap<>();
		calls.forEach((method, counts) -> called.put(method,
				new CallCounts(counts.ok.sum(), counts.notModified.sum(), counts.error.sum())));
		return new ClientNumbers(called, new Bytes(bytesIn.sum(), bytesOut.sum()), pushes.sum(), coalescedPushes.sum(), pulls.sum(),
				notModified.sum(), cacheHits.sum(), cacheMisses.sum(), stale.sum(), sums(refreshes), sums(paints), intervals.spread(),
				payloads.spread(), latency.spread());
	}

	private static Map<String, Long> sums(Map<String, LongAdder> named) {
		Map<String, Long> sums = new HashMap<>();
		named.forEach((name, adder) -> sums.put(name, adder.sum()));
		return sums;
	}
}
