package dev.umbra.core.reducer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;

/** Everything that can happen to a session. */
public sealed interface SessionInput {
	/** A person's call; decided alone, committed in full before it is answered. */
	sealed interface Command extends SessionInput {
	}

	record Prompt(TurnId turn, String text, String client) implements Command {
	}

	record Cancel(String client) implements Command {
	}

	/** @param option id of an option or a kind that only one has; null to cancel */
	record Answer(EntryId entry, @Nullable String option, String client) implements Command {
	}

	record Rename(String title) implements Command {
	}

	record Close(Sessions.CloseMode mode, String client) implements Command {
	}

	/** What the agent said. */
	record FromAgent(AgentInput input) implements SessionInput {
	}

	/** The agent knows the session, and the turn's prompt is on its way to it. */
	record TurnSent(TurnId turn, AgentRuntime.Opened opened) implements SessionInput {
	}

	/** The turn could not be brought to the agent. */
	record TurnNotSent(TurnId turn, Failure failure) implements SessionInput {
	}

	/**
	 * The agent's process is gone.
	 *
	 * @param words which and how, for example {@code The agent demo ended with exit code 1.}
	 */
	record AgentGone(String words, String stderrTail) implements SessionInput {
	}

	/** The agent has said nothing for long in the middle of this turn; the words say for how long and what to do. */
	record AgentSilent(TurnId turn, String words) implements SessionInput {
	}

	/** The agent did not stop in time after a cancel, and its process was ended. */
	record CancelForced(TurnId turn, String words) implements SessionInput {
	}

	/** A turn was running when the former host ended without a word. */
	record HostCrashed() implements SessionInput {
	}
}
