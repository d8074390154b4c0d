package dev.umbra.client.snapshot;

import java.util.Objects;

import dev.umbra.core.api.History;

/**
 * What is looked for among all sessions.
 *
 * @param text part of a title, or, in the texts, words and beginnings of words; empty finds all sessions
 * @param inTexts whether prompts, answers and titles of tool calls are searched; without a text that is no search
 */
public record PastQuestion(String text, boolean inTexts, History.Filter filter, State state) {
	/** Which sessions count, by what they are doing. */
	public enum State {
		ANY,
		/** A turn runs, or waits for the person. */
		WORKING,
		/** Not closed. */
		OPEN, CLOSED
	}

	public static final PastQuestion ALL = new PastQuestion("", false, History.Filter.ANY, State.ANY);

	public PastQuestion {
		text = text.strip();
		Objects.requireNonNull(filter, "filter");
		Objects.requireNonNull(state, "state");
	}

	/** Whether the texts are searched, and not the list of the sessions. */
	public boolean searches() {
		return inTexts && !text.isEmpty();
	}
}
