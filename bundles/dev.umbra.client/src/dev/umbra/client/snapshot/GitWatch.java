package dev.umbra.client.snapshot;

import dev.umbra.core.SessionId;

/**
 * Follows what git says of one session's folder, as long as somebody looks: the host looks at a working tree by itself only while
 * somebody does. Any thread; nothing blocks.
 */
public interface GitWatch extends AutoCloseable {
	SessionId session();

	GitSnapshot now();

	/** Told after each change of {@link #now}, on a thread of the client; must not block. */
	Subscription onChange(Runnable listener);

	/** Whether anybody can see it at present; at first nobody can. What nobody sees is not asked for. */
	void shown(boolean seen);

	/** As {@link #shown} last said. */
	boolean isShown();

	/** Has the folder looked at soon: somebody came back to it, or wrote there. Does nothing while nobody sees it. */
	void hint();

	/** What the agent touched may be more. Does nothing while nobody sees it. */
	void touched();

	/** Asks for what is newer, also while nobody sees it. */
	void pull();

	/** Has the folder read now, whatever is known. */
	void refresh();

	@Override
	void close();
}
