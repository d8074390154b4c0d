package dev.umbra.agent;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Our requests that wait for the agent's answer. Each gets one outcome: whoever takes it out completes it. Any thread.
 */
final class Calls {
	/** One request. Not a record: its id on the wire is known only when it leaves. */
	static final class Asked {
		final String method;
		/** The agent's id of the session it is about, or null. */
		final @Nullable String session;
		final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		/** Its id on the wire; 0 as long as it has not left. */
		volatile long id;
		/** Hears of a result that comes when nobody waits for it any more; on the reading thread. */
		volatile @Nullable Consumer<JsonNode> late;

		private Asked(String method, @Nullable String session) {
			this.method = method;
			this.session = session;
		}
	}

	private final Set<Asked> open = ConcurrentHashMap.newKeySet();

	Asked begin(String method, @Nullable String session) {
		Asked asked = new Asked(method, session);
		open.add(asked);
		return asked;
	}

	/** @return false if it has its outcome already */
	boolean complete(Asked asked, JsonNode result) {
		boolean waited = open.remove(asked) && asked.answer.complete(result);
		Consumer<JsonNode> late = asked.late;
		if (!waited && late != null) {
			late.accept(result);
		}
		return waited;
	}

	/** @return false if it has its outcome already */
	boolean fail(Asked asked, Throwable cause) {
		return open.remove(asked) && asked.answer.completeExceptionally(cause);
	}

	/** For who completes it then. @return false if it has its outcome already */
	boolean take(Asked asked) {
		return open.remove(asked);
	}

	boolean isOpen(Asked asked) {
		return open.contains(asked);
	}

	void failAll(Throwable cause) {
		List.copyOf(open).forEach(asked -> fail(asked, cause));
	}

	/** The request with this id, as the agent names it, if it waits still. */
	@Nullable
	Asked named(JsonNode id) {
		String text = id.asText("");
		return open.stream().filter(asked -> asked.id != 0 && Long.toString(asked.id).equals(text)).findFirst().orElse(null);
	}
}
