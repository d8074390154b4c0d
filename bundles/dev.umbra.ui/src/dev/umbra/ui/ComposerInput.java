package dev.umbra.ui;

import java.nio.file.Path;

/**
 * Where a person writes to an agent: the composer of a session, or the first prompt on the page where a session is begun.
 * A session part puts it into the context of its part, so that others can write something there for the person to look at
 * and to send. Called on the SWT thread.
 */
public interface ComposerInput {
	/**
	 * Puts a text behind what is written there, on a line of its own, and the cursor behind it. Nothing is sent. What is
	 * kept as the draft and not read yet stays, in front of it.
	 */
	void append(String text);

	/** Suggests a folder for the session; without effect where the session has begun, or the person chose a folder. */
	void suggestFolder(Path folder);
}
