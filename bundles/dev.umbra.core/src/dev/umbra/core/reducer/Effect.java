package dev.umbra.core.reducer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;

/** What is to be done after the changes are committed, never before. */
public sealed interface Effect {
	/** Bring the agent up if need be, open the session there, send the prompt. */
	record StartTurn(TurnId turn, String text) implements Effect {
	}

	/** Tell the agent to stop this turn; force it after the grace time. */
	record CancelTurn(TurnId turn) implements Effect {
	}

	/** @param option null for <i>cancelled</i> */
	record AnswerPermission(String request, @Nullable String option) implements Effect {
	}

	record AnswerWrite(String request, boolean allowed) implements Effect {
	}
}
