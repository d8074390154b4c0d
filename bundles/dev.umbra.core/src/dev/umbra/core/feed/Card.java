package dev.umbra.core.feed;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.EntryStatus;

/**
 * A card as it is kept: it refers to its entry and repeats nothing of it but a line.
 *
 * @param nr its place in the feed of its agent: cards are in this order for ever
 * @param change a number that grows with every change of any card; what is after the greatest one known is new
 * @param title of the session at the moment of the reading, or null without one
 */
public record Card(long nr, long change, Instant time, CardKind kind, EntryStatus status, String label, String summary,
		@Nullable SessionId session, @Nullable String title, @Nullable EntryId entry) {
	public Card {
		Objects.requireNonNull(time, "time");
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(status, "status");
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(summary, "summary");
	}
}
