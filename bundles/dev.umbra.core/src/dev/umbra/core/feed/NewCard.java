package dev.umbra.core.feed;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.EntryStatus;

/**
 * A card to be kept. One that is of an entry replaces that entry's card, which keeps its place and its time.
 *
 * @param label what it is, in words, for example {@code Edit}
 * @param summary of it, on one line, at most {@value #LONGEST} characters
 * @param status of what it tells of; an event that just happened is {@code done}
 * @param session null for what concerns the agent alone
 * @param entry null for what is no entry
 */
public record NewCard(AgentId agent, Instant time, CardKind kind, EntryStatus status, String label, String summary,
		@Nullable SessionId session, @Nullable EntryId entry) {
	public static final int LONGEST = 120;

	public NewCard {
		Objects.requireNonNull(agent, "agent");
		Objects.requireNonNull(time, "time");
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(status, "status");
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(summary, "summary");
	}
}
