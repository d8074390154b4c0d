package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.Spread;

/** Adds up what clients report. Pure. What would be beyond a bound of {@link ClientNumbers} stays at it: reports may come from anybody. */
final class ClientSums {
	private static final long MOST = (1L << 53) - 1;
	/** Names a sum may have; what is left over is counted under {@link #REST}. */
	private static final int NAMES = 200;
	private static final String REST = "other";

	private ClientSums() {
	}

	static ClientNumbers plus(ClientNumbers a, ClientNumbers b) {
		return new ClientNumbers(plus(a.calls(), b.calls(), (x, y) -> plus(x, y)),
				new Bytes(plus(a.bytes().in(), b.bytes().in()), plus(a.bytes().out(), b.bytes().out())), plus(a.pushes(), b.pushes()),
				plus(a.coalescedPushes(), b.coalescedPushes()), plus(a.pulls(), b.pulls()), plus(a.notModified(), b.notModified()),
				plus(a.cacheHits(), b.cacheHits()), plus(a.cacheMisses(), b.cacheMisses()), plus(a.stale(), b.stale()),
				plus(a.refreshes(), b.refreshes(), (x, y) -> plus(x, y)), plus(a.paints(), b.paints(), (x, y) -> plus(x, y)),
				plus(a.intervals(), b.intervals()), plus(a.payloads(), b.payloads()), plus(a.latency(), b.latency()));
	}

	/** Whether nothing of {@code now} is less than it was {@code before}. */
	static boolean grown(ClientNumbers before, ClientNumbers now) {
		CallCounts none = new CallCounts(0, 0, 0);
		return before.calls().entrySet().stream().allMatch(old -> {
			CallCounts counts = now.calls().getOrDefault(old.getKey(), none);
			return counts.ok() >= old.getValue().ok() && counts.notModified() >= old.getValue().notModified()
					&& counts.error() >= old.getValue().error();
		}) && now.bytes().in() >= before.bytes().in() && now.bytes().out() >= before.bytes().out() && now.pushes() >= before.pushes()
				&& now.coalescedPushes() >= before.coalescedPushes() && now.pulls() >= before.pulls()
				&& now.notModified() >= before.notModified() && now.cacheHits() >= before.cacheHits()
				&& now.cacheMisses() >= before.cacheMisses() && now.stale() >= before.stale()
				&& grown(before.refreshes(), now.refreshes()) && grown(before.paints(), now.paints())
				&& grown(before.intervals(), now.intervals()) && grown(before.payloads(), now.payloads())
				&& grown(before.latency(), now.latency());
	}

	static long sum(Map<String, Long> named) {
		return named.values().stream().reduce(0L, (x, y) -> plus(x, y));
	}

	private static boolean grown(Map<String, Long> before, Map<String, Long> now) {
		return before.entrySet().stream().allMatch(old -> now.getOrDefault(old.getKey(), 0L) >= old.getValue());
	}

	private static boolean grown(Spread before, Spread now) {
		if (now.sum() < before.sum() || now.max() < before.max()) {
			return false;
		}
		for (int i = 0; i < before.buckets().size(); i++) {
			if (count(now, i) < before.buckets().get(i)) {
				return false;
			}
		}
		return true;
	}

	private static long count(Spread spread, int bucket) {
		return bucket < spread.buckets().size() ? spread.buckets().get(bucket) : 0;
	}

	private static CallCounts plus(CallCounts a, CallCounts b) {
		return new CallCounts(plus(a.ok(), b.ok()), plus(a.notModified(), b.notModified()), plus(a.error(), b.error()));
	}

	private static Spread plus(Spread a, Spread b) {
		List<Long> buckets = new ArrayList<>();
		for (int i = 0; i < Math.max(a.buckets().size(), b.buckets().size()); i++) {
			buckets.add(plus(count(a, i), count(b, i)));
		}
		return new Spread(plus(a.sum(), b.sum()), Math.max(a.max(), b.max()), buckets);
	}

	private static <V> Map<String, V> plus(Map<String, V> a, Map<String, V> b, BinaryOperator<V> add) {
		Map<String, V> sums = new TreeMap<>(a);
		b.forEach((name, value) -> sums.merge(sums.containsKey(name) || sums.size() < NAMES ? name : REST, value, add));
		return sums;
	}

	private static long plus(long a, long b) {
		return Math.min(MOST, a + b);
	}
}
