package dev.umbra.host;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.reducer.Decision;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.SessionSummary;

/** Brings what one session decided onto the disk. On the session's thread, which waits for it. */
final class SessionCommits {
	private final HostParts parts;
	private final Inbox inbox;
	private final CountDownLatch ended;

	/** @param inbox whose calls are refused while there is no room; @param ended counted down with the mailbox's end */
	SessionCommits(HostParts parts, Inbox inbox, CountDownLatch ended) {
		this.parts = parts;
		this.inbox = inbox;
		this.ended = ended;
	}

	/**
	 * A person's call: flushed to the disk.
	 *
	 * @return the new revisions of the subjects it touched
	 */
	Map<String, Long> commit(SessionState before, Decision decision, Entries.@Nullable CommandResult command) {
		return commit(before, decision, true, command);
	}

	private Map<String, Long> commit(SessionState before, Decision decision, boolean full,
			Entries.@Nullable CommandResult command) {
		SessionSummary now = decision.next().summary();
		return stored(parts.entries().commit(new Entries.Commit(now.id(), now.revision(), decision.changes(), full, command,
				decision.attention() ? Set.of("attention") : Set.of(),
				FeedCards.of(before, decision, parts.clocks().instant()))));
	}

	void remember(Entries.@Nullable CommandResult command) {
		if (command != null) {
			stored(parts.entries().remember(command));
		}
	}

	static <T> T stored(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof StoreException store) {
				throw store;
			}
			throw e;
		}
	}

	/**
	 * What an agent said is not to be lost because the disk is full: it is held, and tried again every second.
	 *
	 * @return null if it could not be kept
	 */
	@Nullable
	Map<String, Long> patiently(SessionState before, Decision decision) {
		while (true) {
			try {
				return commit(before, decision, false, null);
			} catch (StoreException e) {
				SessionSummary summary = before.summary();
				parts.events().problem("Session \"" + summary.title() + "\" (" + summary.id() + ") waits: "
						+ e.failure().message() + (e.failure().hint() == null ? "" : " " + e.failure().hint()));
				if (!e.passing() || inbox.isOver() || !waitForRoom(e.failure())) {
					return null;
				}
			}
		}
	}

	/** A second; meanwhile a person's calls are refused in words, since they could not be committed either. */
	private boolean waitForRoom(Failure failure) {
		try {
			for (int i = 0; i < 20 && !inbox.isOver(); i++) {
				inbox.refuseCalls(failure);
				ended.await(50, TimeUnit.MILLISECONDS);
			}
			return true;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}
}
