package dev.umbra.core.reducer;

import java.util.List;

import dev.umbra.core.session.Change;

/**
 * Decides what an input means for a session. The invariants it owns:
 * <ul>
 * <li>At most one turn runs; a prompt that comes meanwhile is queued, since half of the agents break otherwise.</li>
 * <li>An entry that has ended has an end time and never grows again; whatever a turn leaves open is ended with it.</li>
 * <li>A permission is answered once; whatever ends the turn closes it too and tells the agent.</li>
 * <li>Anything the agent says is upserted by id: announcements may repeat, be missing, or come after the update.</li>
 * <li>What an agent says after its turn's end still counts, since some say more; after its session was closed it is
 * dropped. A question outside a turn is refused: nobody would answer it.</li>
 * </ul>
 * Pure: the same state, inputs and {@link Given} give the same decision.
 */
public final class SessionReducer {
	private SessionReducer() {
	}

	/** Decides one command. */
	public static Decision decide(SessionState state, SessionInput.Command command, Given given) {
		Deciding deciding = new Deciding(state, given);
		new Commands(deciding).decide(command);
		return deciding.decision();
	}

	/** Decides what came from the agent or the host, in order, as one commit. */
	public static Decision decide(SessionState state, List<? extends SessionInput> inputs, Given given) {
		Deciding deciding = new Deciding(state, given);
		AgentSaid said = new AgentSaid(deciding);
		Turns turns = new Turns(deciding);
		for (SessionInput input : inputs) {
			switch (input) {
			case SessionInput.FromAgent from -> said.decide(from.input());
			case SessionInput.TurnSent sent -> turns.sent(sent);
			case SessionInput.TurnNotSent notSent -> turns.notSent(notSent);
			case SessionInput.AgentGone gone -> turns.agentGone(gone);
			case SessionInput.AgentSilent silent -> turns.agentSilent(silent);
			case SessionInput.CancelForced forced -> turns.cancelForced(forced);
			case SessionInput.HostCrashed crashed -> turns.hostCrashed();
			case SessionInput.TurnWaits waits -> notYet();
			case SessionInput.TurnStarts starts -> notYet();
			case SessionInput.LoginWanted wanted -> notYet();
			case SessionInput.LoginFailed login -> notYet();
			case SessionInput.LoggedIn login -> notYet();
			case SessionInput.Resumed resumed -> notYet();
			case SessionInput.NotResumed not -> notYet();
			case SessionInput.Adopted adopted -> notYet();
			case SessionInput.NotChosen not -> notYet();
			case SessionInput.CancelStuck stuck -> notYet();
			case SessionInput.Command command -> new Commands(deciding).decide(command);
			}
		}
		return deciding.decision();
	}

	private static void notYet() {
		// not available yet
	}

	/** The state after committed changes. */
	public static SessionState evolve(SessionState state, List<Change> changes) {
		return state.evolve(changes);
	}
}
