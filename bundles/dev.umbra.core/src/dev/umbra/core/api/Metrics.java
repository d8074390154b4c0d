package dev.umbra.core.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;

/**
 * What host and clients count about themselves: numbers and fixed names, never a text of a session, a path or a key. Always
 * on; in memory only, from the start of the host on. Every sum is since its {@code since} and never shrinks.
 */
public interface Metrics {
	CompletionStage<Outcome<Numbers>> get(Get p);

	/**
	 * A client's own sums, told every 10 s while something changed and when it leaves. A repeat, and one that is older than what is
	 * known, changes nothing. Names or numbers that cannot be meant, and sums that shrank, are {@code usage}.
	 */
	CompletionStage<Outcome<Done>> report(Report p);

	/** @param history with the minutes of the last hour */
	record Get(boolean history) {
	}

	/**
	 * @param id what the client calls itself, for as long as its process lives; nobody else does: it is the same client after a new connection
	 * @param nr counts this client's reports, from 1
	 * @param client what it is, as in {@link Hello#client}: {@code cli}, {@code product}, {@code ide}
	 * @param since when it began to count
	 */
	record Report(String id, long nr, String client, Instant since, ClientNumbers numbers) {
		public Report {
			CheckedCounts.name("id", id);
			CheckedCounts.number("nr", nr);
			CheckedCounts.name("client", client);
			Objects.requireNonNull(since, "since");
			Objects.requireNonNull(numbers, "numbers");
		}
	}

	/**
	 * @param clients that are connected, and those that left some minutes ago at most; the longest known first
	 * @param total of all clients that ever reported to this host, those that are forgotten too
	 * @param history minute by minute, the oldest first, at most 60, the last one not over yet; empty if it was not asked for
	 */
	record Numbers(HostNumbers host, List<Client> clients, ClientNumbers total, List<Minute> history) {
		public Numbers {
			clients = List.copyOf(clients);
			history = List.copyOf(history);
		}
	}

	/**
	 * Of the host. What it counts of connections is of all that ever were.
	 *
	 * @param calls by method; methods that are not known are counted as {@code unknown}
	 * @param pushes events and changes that were handed to clients
	 * @param coalescedPushes those that were not sent by themselves, since one that says it too was under way
	 * @param gitRuns git commands that were started
	 * @param storeCommits transactions of the store
	 * @param mailboxes sessions that are in memory
	 * @param agents whose process is up
	 * @param clients connected now
	 * @param heapUsed bytes, with what the next collection frees; {@code heapSize} bytes the heap has now
	 * @param cpu of the process; zero where the system does not say
	 * @param threads how many platform threads by name, ids in it left out ({@code client-<n>}); virtual ones are seen by what they are for
	 */
	record HostNumbers(Instant since, Instant at, Map<String, CallCounts> calls, Bytes bytes, long pushes, long coalescedPushes,
			long gitRuns, long storeCommits, int mailboxes, int agents, int clients, long heapUsed, long heapSize, Duration cpu,
			Map<String, Integer> threads) {
		public HostNumbers {
			calls = Map.copyOf(calls);
			threads = Map.copyOf(threads);
		}
	}

	/**
	 * @param connected now
	 * @param since when it began to count; that may be before this host
	 * @param at when it reported last
	 */
	record Client(String id, String client, boolean connected, Instant since, Instant at, ClientNumbers numbers) {
	}

	/**
	 * Of one client, as it counts itself.
	 *
	 * @param calls that were answered, by method, reports left out
	 * @param bytes over its connections
	 * @param pushes events and changes that arrived
	 * @param coalescedPushes of them those that asked for no pull of their own, since one was under way
	 * @param pulls asked of the host by the session store, whatever made it ask
	 * @param notModified of them those that brought nothing new
	 * @param cacheHits readers that were served without a pull; {@code cacheMisses} those that had to wait for one
	 * @param stale incidents: something shown was older than twice its interval
	 * @param refreshes how often a section of the window took over something new, by section; {@code paints} how often it was painted
	 * @param intervals between two pulls of one session, ms
	 * @param payloads of pulls, bytes
	 * @param latency of pulls, from asking to the answer, µs
	 */
	record ClientNumbers(Map<String, CallCounts> calls, Bytes bytes, long pushes, long coalescedPushes, long pulls, long notModified,
			long cacheHits, long cacheMisses, long stale, Map<String, Long> refreshes, Map<String, Long> paints, Spread intervals,
			Spread payloads, Spread latency) {
		public static final ClientNumbers NONE = new ClientNumbers(Map.of(), Bytes.NONE, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(),
				Spread.NONE, Spread.NONE, Spread.NONE);

		public ClientNumbers {
			calls = CheckedCounts.names("calls", calls);
			refreshes = CheckedCounts.names("refreshes", refreshes);
			paints = CheckedCounts.names("paints", paints);
			Objects.requireNonNull(bytes, "bytes");
			Objects.requireNonNull(intervals, "intervals");
			Objects.requireNonNull(payloads, "payloads");
			Objects.requireNonNull(latency, "latency");
			CheckedCounts.number("pushes", pushes);
			CheckedCounts.number("coalescedPushes", coalescedPushes);
			CheckedCounts.number("pulls", pulls);
			CheckedCounts.number("notModified", notModified);
			CheckedCounts.number("cacheHits", cacheHits);
			CheckedCounts.number("cacheMisses", cacheMisses);
			CheckedCounts.number("stale", stale);
			refreshes.forEach(CheckedCounts::number);
			paints.forEach(CheckedCounts::number);
		}
	}

	/** Calls of one method by what they came to; {@code notModified} are not counted as {@code ok}. */
	record CallCounts(long ok, long notModified, long error) {
		public CallCounts {
			CheckedCounts.number("ok", ok);
			CheckedCounts.number("notModified", notModified);
			CheckedCounts.number("error", error);
		}

		public long sum() {
			return ok + notModified + error;
		}
	}

	/** Seen from whoever counts: {@code in} is what it read. */
	record Bytes(long in, long out) {
		public static final Bytes NONE = new Bytes(0, 0);

		public Bytes {
			CheckedCounts.number("in", in);
			CheckedCounts.number("out", out);
		}
	}

	/**
	 * How values are spread, by powers of two.
	 *
	 * @param sum of all values
	 * @param max the greatest
	 * @param buckets how many values each; the first counts zeros, the one at index {@code i} those from 2^(i−1) up to below 2^i;
	 *        at most 54, those at the end that would be zero are left out
	 */
	record Spread(long sum, long max, List<Long> buckets) {
		public static final Spread NONE = new Spread(0, 0, List.of());
		/** Values are below 2^53. */
		public static final int BUCKETS = 54;

		public Spread {
			CheckedCounts.number("sum", sum);
			CheckedCounts.number("max", max);
			buckets = List.copyOf(buckets);
			if (buckets.size() > BUCKETS) {
				throw new IllegalArgumentException("more than " + BUCKETS + " buckets: " + buckets.size());
			}
			buckets.forEach(each -> CheckedCounts.number("buckets", each));
		}

		/** Where a value is counted: negative ones with the zeros, those of 2^53 and more in the last. */
		public static int bucket(long value) {
			return value <= 0 ? 0 : Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(value));
		}

		public long count() {
			return buckets.stream().mapToLong(Long::longValue).sum();
		}

		public long mean() {
			long count = count();
			return count == 0 ? 0 : sum / count;
		}

		/**
		 * A value that this share of all does not exceed: the upper end of its bucket, or {@code max} if that is less; 0 if there are none.
		 *
		 * @param share above 0, up to 1
		 */
		public long atMost(double share) {
			long wanted = (long) Math.ceil(share * count());
			long seen = 0;
			for (int i = 0; i < buckets.size() && wanted > 0; i++) {
				seen += buckets.get(i);
				if (seen >= wanted) {
					return Math.min(max, (1L << i) - 1);
				}
			}
			return 0;
		}
	}

	/**
	 * What happened within one minute, in the host and in all clients together. Clients' numbers are in the minute of their report.
	 *
	 * @param from its beginning
	 * @param length 60 s, less for one that is not over, more where the machine slept
	 * @param calls all; {@code notModified} and {@code errors} are some of them
	 * @param heapUsed bytes, at its end
	 */
	record Minute(Instant from, Duration length, long calls, long notModified, long errors, Bytes bytes, long pushes,
			long coalescedPushes, long gitRuns, long storeCommits, Duration cpu, long heapUsed, long cacheHits, long cacheMisses,
			long stale, long refreshes, long paints) {
	}
}
