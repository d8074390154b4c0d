package dev.umbra.ui.internal.activity;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;

/** Which events are about the agent whose feed is shown. Pure. */
final class FeedHints {
	private FeedHints() {
	}

	/** @param known the sessions this window knows of, or null; one it does not know may be anybody's */
	static boolean concerns(@Nullable AgentId shown, SessionId session, Sessions.@Nullable Listing known) {
		if (shown == null) {
			return false;
		}
		return known == null || known.sessions().stream().filter(one -> one.id().equals(session)).allMatch(one -> one.agent().equals(shown));
	}
}
