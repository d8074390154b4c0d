package dev.umbra.core.reducer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;
import dev.umbra.core.session.Enclosure;

/** What is to be done after the changes are committed, never before. */
public sealed interface Effect {
	/** Bring the agent up if need be, open the session there, send the prompt. */
	record StartTurn(TurnId turn, String text, List<Enclosure> enclosures) implements Effect {
		public StartTurn(TurnId turn, String text) {
			this(turn, text, List.of());
		}
	}

	/** Tell the agent to stop this turn; force it after the grace time. */
	record CancelTurn(TurnId turn) implements Effect {
	}

	/** @param option null for <i>cancelled</i> */
	record AnswerPermission(String request, @Nullable String option) implements Effect {
	}

	record AnswerAction(String request, boolean allowed) implements Effect {
	}

	/** @param content a JSON object for an accepted form, or null */
	record AnswerInput(String request, String action, @Nullable String content) implements Effect {
	}

	/** Log in by this method, then {@link SessionInput.LoggedIn}, or {@link SessionInput.LoginFailed}. */
	record Login(TurnId turn, String method) implements Effect {
	}

	/** Bring the agent up and open the session there; then {@link SessionInput.Resumed} or its opposite. */
	record Reopen() implements Effect {
	}

	/** Tell the agent, if it knows the session now; else the next opening will. @param key {@code mode} or {@code option:ID} */
	record Choose(String key, String value) implements Effect {
	}

	/** End the agent's process, whatever else runs in it: the person said so. */
	record EndProcess(TurnId turn) implements Effect {
	}

	/** The session was closed: the agent need not keep it open. */
	record Release(String acpSession) implements Effect {
	}
}
