package dev.umbra.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.umbra.core.api.Metrics.Bytes;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.wire.Methods;

/** What all connections of this host carried and were answered, from its start on. Counting takes no lock and makes no object. Any thread. */
final class HostCounters {
	/** Stands for every method this host does not know: a client must not choose what is remembered. */
	static final String UNKNOWN = "unknown";

	private static final class Answers {
		private final LongAdder ok = new LongAdder();
		private final LongAdder notModified = new LongAdder();
		private final LongAdder error = new LongAdder();
	}

	private final Map<String, Answers> calls = new ConcurrentHashMap<>();
	private final Answers unknown = new Answers();
	private final LongAdder bytesIn = new LongAdder();
	private final LongAdder bytesOut = new LongAdder();
	private final LongAdder pushes = new LongAdder();
	private final LongAdder coalesced = new LongAdder();

	HostCounters() {
		calls.put(UNKNOWN, unknown);
		know(Set.of(Methods.HELLO.name(), Methods.SESSIONS_ATTACH.name(), Methods.SESSIONS_DETACH.name()));
	}

	/** Calls of these methods are counted each by its name from now on. */
	void know(Set<String> methods) {
		methods.forEach(method -> calls.putIfAbsent(method, new Answers()));
	}

	/** @param unchanged what is not modified, see {@link Methods#unchanged} */
	void answered(String method, boolean ok, boolean unchanged) {
		Answers answers = calls.getOrDefault(method, unknown);
		(!ok ? answers.error : unchanged ? answers.notModified : answers.ok).increment();
	}

	/** Bytes of lines, their ends included. @param out written by the host */
	void traffic(boolean out, long bytes) {
		(out ? bytesOut : bytesIn).add(bytes);
	}

	/** An event, or a batch of changes, was handed to one client. @param joined how many more it says than one */
	void pushed(long joined) {
		pushes.increment();
		coalesced.add(joined);
	}

	/** Events that were not sent, since one that is due says it too. @param clients whom they would have gone to */
	void coalesced(int clients) {
		coalesced.add(clients);
	}

	/** By method, those never called left out. */
	Map<String, CallCounts> calls() {
		Map<String, CallCounts> counts = new HashMap<>();
		calls.forEach((method, answers) -> {
			CallCounts sums = new CallCounts(answers.ok.sum(), answers.notModified.sum(), answers.error.sum());
			if (sums.sum() > 0) {
				counts.put(method, sums);
			}
		});
		return counts;
	}

	Bytes bytes() {
		return new Bytes(bytesIn.sum(), bytesOut.sum());
	}

	long pushes() {
		return pushes.sum();
	}

	long coalescedPushes() {
		return coalesced.sum();
	}
}
