package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Failures;

/**
 * What a host does at its start about the end of the former one: what ran is interrupted, in words, and nothing is resumed. A
 * session that cannot be read becomes <i>failed</i>; it keeps nobody from starting. Called once, before the first client;
 * blocks.
 */
final class CrashRepair {
	private static final System.Logger LOG = System.getLogger(CrashRepair.class.getName());
	private static final Duration LIMIT = Duration.ofSeconds(30);
	private final HostParts parts;
	private final SessionMailboxes mailboxes;

	CrashRepair(HostParts parts, SessionMailboxes mailboxes) {
		this.parts = parts;
		this.mailboxes = mailboxes;
	}

	void run() {
		StoreFile.Opened found = parts.store().opened();
		if (!found.words().isEmpty()) {
			parts.events().problem(found.words());
		}
		List<SessionId> unfinished;
		try {
			unfinished = now(parts.entries().unfinished());
		} catch (RuntimeException e) {
			parts.events().problem("It could not be found out what ran when the former host ended: " + Failures.of(e).message());
			return;
		}
		unfinished.forEach(this::repair);
	}

	private void repair(SessionId id) {
		try {
			now(mailboxes.get(id)).tell(new SessionInput.HostCrashed());
			LOG.log(System.Logger.Level.INFO, "session " + id + " had not finished when the former host ended: repaired");
		} catch (RuntimeException e) {
			failed(id, Failures.of(e));
		}
	}

	private void failed(SessionId id, Failure why) {
		String words = "The session " + id + " cannot be opened: " + why.message();
		try {
			SessionSummary summary = now(parts.entries().session(id)).orElseThrow(() -> SessionMailboxes.notFound(id.value()));
			commitFailed(summary, words, why);
			parts.events().problem("The session \"" + summary.title() + "\" (" + id + ") ran when the former host ended and cannot be "
					+ "opened: " + why.message() + " What can be read of it is shown; it is kept until it is deleted.");
		} catch (RuntimeException e) {
			parts.events().problem(words + " It is left as it is: " + Failures.of(e).message());
		}
	}

	private void commitFailed(SessionSummary summary, String words, Failure why) {
		Instant at = parts.clocks().instant();
		long revision = summary.revision() + 1;
		List<Change> changes = new ArrayList<>();
		try {
			long last = now(parts.entries().newest(summary.id(), 1, 0)).entries().stream().mapToLong(Entry::ordinal).max().orElse(0);
			changes.add(new Change.EntryPut(new Entry(EntryId.random(), last + 1, revision, null, EntryKind.ERROR,
					EntryStatus.FAILED, words, words.length(), at, at,
					new Detail.Fault(why.code().word(), words, "See what is wrong with the store: umbra doctor"))));
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "session " + summary.id() + ": its entries cannot be read", e);
		}
		changes.add(new Change.SummaryPut(summary.edit().status(SessionStatus.FAILED).turn(null).stopReason("interrupted")
				.revision(revision).updated(at).ended(at).build()));
		now(parts.entries().commit(new Entries.Commit(summary.id(), revision, changes, true, null, Set.of("attention"))));
	}

	private static <T> T now(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}
}
