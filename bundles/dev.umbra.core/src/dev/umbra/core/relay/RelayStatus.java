package dev.umbra.core.relay;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How one identity stands at one relay. Counts are since the host started, but {@code pendingOut}, {@code heldOut} and {@code keptAside}.
 *
 * @param since when the state was entered
 * @param pendingOut records that wait to be sent
 * @param heldOut those of them that the relay refused, or that are too large for it: tried again when the person says so
 * @param lastIn when an event was last taken over, or null
 * @param received events that came, echoes and those known already included
 * @param refused events that were not taken, by {@code refusals}
 * @param keptAside events dated more than a day ahead
 * @param words what a person should know about it now, one sentence each: a clock that is wrong, what is too large, what the relay said
 * @param lastError the last thing that failed, or null; stays until something succeeds
 * @param hint what to do about it, or null
 */
public record RelayStatus(RelayLink link, RelayState state, Instant since, int pendingOut, int heldOut, @Nullable Instant lastIn, long received,
		long refused, List<Refusal> refusals, int keptAside, List<String> words, @Nullable String lastError, @Nullable String hint) {
	/** Events that were refused for one reason, in words. */
	public record Refusal(String words, long count) {
	}

	public RelayStatus {
		Objects.requireNonNull(link, "link");
		Objects.requireNonNull(state, "state");
		Objects.requireNonNull(since, "since");
		refusals = List.copyOf(refusals);
		words = List.copyOf(words);
	}
}
