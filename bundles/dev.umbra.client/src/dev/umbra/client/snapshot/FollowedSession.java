package dev.umbra.client.snapshot;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Sessions;

/** A watch that somebody else gives its rhythm: it compares and catches up when it is told to. Any thread; nothing blocks. */
public interface FollowedSession extends SessionWatch {
	/** Attaches for the first time; once. */
	void open();

	/**
	 * Asks whether the host has anything newer. Changes nothing by itself. The summary of the answer is null exactly if the
	 * position asked with is still the host's.
	 */
	CompletionStage<Outcome<Sessions.One>> check();

	/** Pulls what is after the position. Completes, never exceptionally, when {@link #now} has it or says why not. */
	CompletionStage<Void> catchUp();

	/** Whether changes are to come unasked, from now on. */
	void push(boolean wanted);
}
