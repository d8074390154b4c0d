package dev.umbra.ui.internal.live;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.core.Failure;

/** Whether the host answers, from what its events said last and, before the first event, from what a pull came to. Any thread. */
public final class HostReach {
	public enum Phase {
		/** Nothing is known yet, or the person had it started. */
		STARTING,
		READY,
		/** It takes no more work. */
		ENDING,
		/** What is shown is old. */
		UNREACHABLE
	}

	private volatile @Nullable Phase told;

	/** @param state a word of {@code HostStateChanged}; one that is not known changes nothing */
	public void told(String state) {
		switch (state) {
		case "ready" -> told = Phase.READY;
		case "ending" -> told = Phase.ENDING;
		case "unreachable", "stopped" -> told = Phase.UNREACHABLE;
		default -> {
		}
		}
	}

	/** Whether the host, or its absence, was heard of at all. */
	public boolean isTold() {
		return told != null;
	}

	/** The person asked for the host; {@link #answered} says how that went. */
	public void starting() {
		told = Phase.STARTING;
	}

	/** @param failure null if the host answered */
	public void answered(@Nullable Failure failure) {
		told = failure != null && failure.code() == Failure.Code.HOST_UNREACHABLE ? Phase.UNREACHABLE : Phase.READY;
	}

	/** @param known what the asking part knows from the host */
	public Phase phase(Known<?> known) {
		Phase present = told;
		if (present != null) {
			return present;
		}
		Failure failure = known.failure();
		if (failure != null) {
			return failure.code() == Failure.Code.HOST_UNREACHABLE ? Phase.UNREACHABLE : Phase.READY;
		}
		return known.value() == null ? Phase.STARTING : Phase.READY;
	}
}
