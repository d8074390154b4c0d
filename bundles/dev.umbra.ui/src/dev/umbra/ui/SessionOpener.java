package dev.umbra.ui;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;

/** Shows sessions in tabs; in the application's context. On the SWT thread; nothing blocks. */
public interface SessionOpener {
	/** Brings the session's tab to the front; makes one if there is none. */
	void open(SessionId session);

	/** Does as {@link #open(SessionId)} and shows the place of an entry. @param entry null for where the session stands */
	void open(SessionId session, @Nullable EntryId entry);

	/** Shows the place where a new session is begun. @param agent the one to begin with, or null where that is open */
	void openNew(@Nullable AgentId agent);
}
