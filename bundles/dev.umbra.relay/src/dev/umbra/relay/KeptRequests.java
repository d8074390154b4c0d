package dev.umbra.relay;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Which requests to delete a relay gives back, as far as it was asked over this connection, or gave them by itself. One thread. */
final class KeptRequests implements Saying.Keeping {
	private final Map<String, Boolean> kept = new HashMap<>();
	private final Set<String> asked = new HashSet<>();

	@Override
	public @Nullable Boolean kept(String request) {
		return kept.get(request);
	}

	/** Whether it is to be asked for now: it was not yet. */
	boolean ask(String request) {
		return asked.add(request);
	}

	void answered(String request, boolean there) {
		kept.put(request, there);
	}

	/** The relay would not say: it may be asked again. */
	void unanswered(String request) {
		asked.remove(request);
	}

	/** These were in what the relay keeps. */
	void given(Collection<String> requests) {
		requests.forEach(request -> kept.put(request, true));
	}
}
