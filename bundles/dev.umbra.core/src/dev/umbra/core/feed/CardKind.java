package dev.umbra.core.feed;

import java.util.Locale;

/** What a card tells of. */
public enum CardKind {
	PROMPT, MESSAGE, THOUGHT, TOOL, PLAN, PERMISSION, INPUT, NOTICE, ERROR,
	/** A session below another one was made. */
	SUB_SESSION, SESSION_STARTED, SESSION_ENDED, AGENT_STARTED, AGENT_STOPPED, AGENT_CRASHED,
	/** A turn came to its end. */
	DONE,
	/** Stands at the beginning of a feed whose oldest cards were removed. */
	OLDER_REMOVED,
	/** Of a newer version. */
	UNKNOWN;

	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
