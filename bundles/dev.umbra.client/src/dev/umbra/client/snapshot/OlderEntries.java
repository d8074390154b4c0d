package dev.umbra.client.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;

/**
 * A range of a session's entries, read in as many pages as the host makes of it.
 *
 * @param asOf the session's revision when the first page was read
 * @param entries by ordinal
 */
record OlderEntries(String epoch, long asOf, List<Entry> entries) {
	OlderEntries {
		entries = List.copyOf(entries);
	}

	/** Completes, never exceptionally, when all entries with {@code from <= ordinal < before} are here. */
	static CompletionStage<Outcome<OlderEntries>> read(Sessions sessions, SessionId session, long from, long before) {
		return page(sessions, session, from, before, new OlderEntries("", Long.MAX_VALUE, List.of()))
				.exceptionally(e -> Outcome.notOk(Failure.failed("Older entries could not be read: " + e.getMessage(), "Try again.")));
	}

	private static CompletionStage<Outcome<OlderEntries>> page(Sessions sessions, SessionId session, long from, long before,
			OlderEntries soFar) {
		CompletionStage<Outcome<Sessions.Page>> answer;
		try {
			answer = sessions.entries(new Sessions.Read(session.value(), null, 0, from - 1, false));
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
		return answer.thenCompose(outcome -> switch (outcome) {
		case Outcome.NotOk<Sessions.Page> not -> CompletableFuture.completedFuture(Outcome.notOk(not.failure()));
		case Outcome.Ok<Sessions.Page> ok -> {
			Sessions.Page page = ok.value();
			OlderEntries now = soFar.with(page, before);
			boolean more = page.more() && page.nextOrdinal() >= from && page.nextOrdinal() < before - 1;
			yield more ? page(sessions, session, page.nextOrdinal() + 1, before, now)
					: CompletableFuture.completedFuture(Outcome.ok(now));
		}
		});
	}

	private OlderEntries with(Sessions.Page page, long before) {
		List<Entry> all = new ArrayList<>(entries);
		page.entries().stream().filter(entry -> entry.ordinal() < before).forEach(all::add);
		// pages of two hosts do not make one range: it is then of none
		String whose = epoch.isEmpty() || epoch.equals(page.epoch()) ? page.epoch() : "-";
		return new OlderEntries(whose, Math.min(asOf, page.revision()), all);
	}
}
