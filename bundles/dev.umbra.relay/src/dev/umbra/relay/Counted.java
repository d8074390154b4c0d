package dev.umbra.relay;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.relay.RelayStatus;

/** What came by one link since the host started. Any thread. */
final class Counted {
	private final Map<String, Long> refusals = new HashMap<>();
	private long received;
	private long refused;
	private @Nullable Instant lastIn;

	synchronized void received(int events) {
		received += events;
	}

	synchronized void refused(String words) {
		refused++;
		refusals.merge(words, 1L, Long::sum);
	}

	synchronized void taken(Instant at) {
		lastIn = at;
	}

	synchronized long received() {
		return received;
	}

	synchronized long refused() {
		return refused;
	}

	synchronized @Nullable Instant lastIn() {
		return lastIn;
	}

	/** The most frequent first. */
	synchronized List<RelayStatus.Refusal> refusals() {
		return refusals.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
				.map(each -> new RelayStatus.Refusal(each.getKey(), each.getValue())).toList();
	}
}
