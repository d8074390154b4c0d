package dev.umbra.host;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.feed.Cards;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries;
import dev.umbra.core.reducer.Decision;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.GrowingText;
import dev.umbra.core.session.SessionSummary;

/** What the feed of an agent is told of its sessions. */
final class FeedCards {
	private FeedCards() {
	}

	/** @param before the state that the decision was made from; @param at of the commit */
	static List<NewCard> of(SessionState before, Decision decision, Instant at) {
		return Cards.of(before.summary(), decision.changes(), new State(before), at);
	}

	/** Of a session that is about to be made. */
	static CompletionStage<List<NewCard>> created(Entries entries, SessionSummary session) {
		CompletionStage<@Nullable SessionSummary> parent = session.parent() == null ? CompletableFuture.completedFuture(null)
				: entries.session(session.parent()).thenApply(found -> found.orElse(null));
		return parent.thenApply(above -> Cards.created(session, above, session.created()));
	}

	private record State(SessionState state) implements Cards.Known {
		@Override
		public @Nullable Entry open(EntryId entry) {
			return state.open().get(entry);
		}

		@Override
		public String text(EntryId entry, int most) {
			return state.texts().getOrDefault(entry, GrowingText.EMPTY).beginning(most);
		}

		@Override
		public boolean toldOfThePast() {
			return state.memory().replaying();
		}
	}
}
