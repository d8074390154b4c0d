package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls that wait for their answer. Each gets one outcome: whoever removes it completes it. Any thread. */
final class PendingCalls {
	/** A call on its way. */
	record Pending(long id, String method, CompletableFuture<JsonNode> answer) {
	}

	private final AtomicLong last = new AtomicLong();
	private final Map<Long, Pending> pending = new ConcurrentSkipListMap<>();
	private volatile @Nullable Throwable refusal;

	/** A new call, with an answer that has failed already where calls are refused. */
	Pending begin(String method) {
		Pending call = new Pending(last.incrementAndGet(), method, new CompletableFuture<>());
		pending.put(call.id(), call);
		Throwable cause = refusal;
		if (cause != null) {
			fail(call.id(), cause);
		}
		return call;
	}

	/** From now on every new call fails with this cause; those under way are left alone. */
	void refuse(Throwable cause) {
		refusal = cause;
	}

	boolean isIssued(long id) {
		return id > 0 && id <= last.get();
	}

	/** Takes the call out of the wait, to be completed by the caller. Null if it is unknown or has its outcome. */
	@Nullable Pending take(long id) {
		return pending.remove(id);
	}

	void fail(long id, Throwable cause) {
		Pending call = pending.remove(id);
		if (call != null) {
			call.answer().completeExceptionally(cause);
		}
	}

	/** Fails every call that waits now, the oldest first. */
	void failAll(Throwable cause) {
		for (Long id : pending.keySet()) {
			fail(id, cause);
		}
	}
}
