package dev.umbra.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.Entries.Commit;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

/** Values for the tests of the store, and waiting for its stages. */
final class Given {
	static final Instant NOON = Instant.parse("2030-01-02T12:00:00.123Z");
	static final TurnId TURN = new TurnId("turn-1");

	private Given() {
	}

	static SessionSummary summary(SessionId id) {
		return new SessionSummary(id, new AgentId("agent-1"), "demo", "a title", false, SessionStatus.IDLE, "/tmp", List.of(), null, null,
				null, null, null, Offer.NONE, Map.of(), List.of(), null, null, null, null, Usage.NONE, 0, false, false, 1, NOON, NOON, null);
	}

	/** A first commit. */
	static Commit session(SessionId id, Change... more) {
		return commit(id, 1, with(new Change.SummaryPut(summary(id)), more));
	}

	static Commit commit(SessionId id, long revision, Change... changes) {
		return new Commit(id, revision, List.of(changes), false, null, Set.of());
	}

	static Entry message(String id, long ordinal, EntryStatus status, String text) {
		return new Entry(new EntryId(id), ordinal, 1, TURN, EntryKind.MESSAGE, status, text, text.length(), NOON,
				status.open() ? null : NOON.plusSeconds(1), new Detail.Plain());
	}

	static Change put(Entry entry) {
		return new Change.EntryPut(entry);
	}

	static Change append(String entry, long offset, String text) {
		return new Change.TextAppended(new EntryId(entry), offset, text);
	}

	static <T> T await(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
		} catch (ExecutionException e) {
			if (e.getCause() instanceof StoreException failure) {
				throw failure;
			}
			throw new AssertionError(e.getCause());
		} catch (Exception e) {
			throw new AssertionError(e);
		}
	}

	static StoredWindows windows(SqliteStore store) {
		return new StoredWindows(store);
	}

	static StoredRules rules(SqliteStore store) {
		return new StoredRules(store);
	}

	static StoredNotes notes(SqliteStore store) {
		return new StoredNotes(store);
	}

	static Entry only(SqliteStore store, SessionId session) {
		List<Entry> all = await(store.byOrdinal(session, 0, 100, Integer.MAX_VALUE)).entries();
		if (all.size() != 1) {
			throw new AssertionError("expected one entry, found " + all);
		}
		return all.getFirst();
	}

	private static Change[] with(Change first, Change[] more) {
		Change[] all = new Change[more.length + 1];
		all[0] = first;
		System.arraycopy(more, 0, all, 1, more.length);
		return all;
	}
}
