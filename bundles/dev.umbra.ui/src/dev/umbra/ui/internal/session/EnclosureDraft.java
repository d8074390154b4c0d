package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.live.TextKeeper;

/**
 * Keeps with the host what is to go with the prompt that is being written: one list is on its way at a time, and the newest follows it.
 * What is there before the host was asked what it has is not told: it would replace that. Any thread.
 */
final class EnclosureDraft {
	private final TextKeeper keeper;
	private List<Sessions.NewEnclosure> wanted = List.of();
	private long version;
	private boolean known;

	/** @param put completes on any thread */
	EnclosureDraft(Function<List<Sessions.NewEnclosure>, CompletionStage<Outcome<Done>>> put) {
		keeper = new TextKeeper("0", newest -> put.apply(wanted()), () -> {
			// what is not kept is with the window as long as it lives, and is told again when the host is back
		});
	}

	private synchronized List<Sessions.NewEnclosure> wanted() {
		return wanted;
	}

	/** These are to go from now on. */
	void keep(List<Sessions.NewEnclosure> now) {
		String next;
		synchronized (this) {
			if (now.equals(wanted)) {
				return;
			}
			wanted = List.copyOf(now);
			version++;
			next = String.valueOf(version);
			if (!known) {
				return;
			}
		}
		keeper.keep(next);
	}

	/** What the host has is read, and stands with what came meanwhile. */
	void known() {
		String newest;
		synchronized (this) {
			known = true;
			newest = String.valueOf(version);
		}
		keeper.keep(newest);
	}

	/** Tries again what failed. */
	void again() {
		keeper.again();
	}

	/** They went with a prompt, of which no composer is left to tell. */
	void done() {
		keep(List.of());
	}
}
