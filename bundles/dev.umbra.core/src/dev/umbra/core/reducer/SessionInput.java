package dev.umbra.core.reducer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;

/** Everything that can happen to a session. */
public sealed interface SessionInput {
	/** A person's call; decided alone, committed in full before it is answered. */
	sealed interface Command extends SessionInput {
	}

	/** @param blobs what the enclosures stand for */
	record Prompt(TurnId turn, String text, List<Enclosure> enclosures, List<Blob> blobs, String client)
			implements Command {
		public Prompt(TurnId turn, String text, String client) {
			this(turn, text, List.of(), List.of(), client);
		}
	}

	record EditQueued(TurnId turn, String text) implements Command {
	}

	/** @param index the place it has afterwards, from 0 */
	record MoveQueued(TurnId turn, int index) implements Command {
	}

	record RemoveQueued(TurnId turn) implements Command {
	}

	/** Ends the turn that runs, if one does, and sends this prompt next. */
	record SendNow(TurnId turn, String client) implements Command {
	}

	/** Goes on after an interruption: the agent is to know the session again; then what is queued is sent. */
	record Resume(String client) implements Command {
	}

	/** @param key {@code mode} or {@code option:ID} */
	record Choose(String key, String value, String client) implements Command {
	}

	record Cancel(String client) implements Command {
	}

	/**
	 * @param option of a permission the id of an option or a kind that only one has; of a login the id of a method; of an input
	 *        {@code accept} or {@code decline}; null to cancel
	 * @param input of an input what was filled in, a JSON object; else null
	 * @param rest true to reject with it everything else that waits in the turn
	 */
	record Answer(EntryId entry, @Nullable String option, @Nullable String input, boolean rest, String client)
			implements Command {
		public Answer(EntryId entry, @Nullable String option, String client) {
			this(entry, option, null, false, client);
		}
	}

	/** A closed session is open again; its tab is the windows' own matter. */
	record Reopen(String client) implements Command {
	}

	/** The session that this one is below is deleted. */
	record ParentDeleted(SessionId parent) implements Command {
	}

	record Rename(String title) implements Command {
	}

	/** The session works elsewhere from now on; refused once its agent knows it. @param worktree absolute; @param branch of it */
	record MoveTo(String cwd, String worktree, String branch) implements Command {
	}

	record Close(Sessions.CloseMode mode, String client) implements Command {
	}

	/** What the agent said. */
	record FromAgent(AgentInput input) implements SessionInput {
	}

	/** The agent knows the session, and the turn's prompt is on its way to it. */
	record TurnSent(TurnId turn, AgentRuntime.Opened opened) implements SessionInput {
	}

	/** The turn waits for a free place among the running ones. @param ahead turns that come before it */
	record TurnWaits(TurnId turn, int ahead) implements SessionInput {
	}

	/** The turn has its place, and the agent comes up. */
	record TurnStarts(TurnId turn) implements SessionInput {
	}

	/** The agent wants a login before it takes the turn. @param words the agent's */
	record LoginWanted(TurnId turn, String words, List<Detail.LoginMethod> methods) implements SessionInput {
	}

	/** A login that was waited for went wrong; the turn goes on waiting for another try. */
	record LoginFailed(TurnId turn, String words) implements SessionInput {
	}

	/** The person logged in, here or elsewhere: what waits for it goes on. */
	record LoggedIn(String method) implements SessionInput {
	}

	/** The agent knows the session again. @param how in words for the transcript */
	record Resumed(AgentRuntime.Opened opened, String how) implements SessionInput {
	}

	/** The session could not be brought back. */
	record NotResumed(Failure failure) implements SessionInput {
	}

	/** A session that only the agent knew was loaded: its history was told by {@link AgentInput.Replayed} before. */
	record Adopted(AgentRuntime.Opened opened) implements SessionInput {
	}

	/** The agent did not take a choice. @param key as in {@link Choose}; a newer choice of the same key stays */
	record NotChosen(String key, String value, String words) implements SessionInput {
	}

	/** The agent does not react to a cancel, and other turns run in its process: the person decides whether it is ended. */
	record CancelStuck(TurnId turn, String words) implements SessionInput {
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
