package dev.umbra.core.reducer;

import java.util.List;

import dev.umbra.core.session.Change;
import dev.umbra.core.session.SessionStatus;

/**
 * Decides what an input means for a session. The invariants it owns:
 * <ul>
 * <li>At most one turn runs; a prompt that comes meanwhile is queued, since half of the agents break otherwise.</li>
 * <li>An entry that has ended has an end time and never grows again; whatever a turn leaves open is ended with it.</li>
 * <li>A permission is answered once; whatever ends the turn closes it too and tells the agent.</li>
 * <li>Anything the agent says is upserted by id: announcements may repeat, be missing, or come after the update.</li>
 * <li>What an agent says after its turn's end still counts, since some say more; after its session was closed it is
 * dropped. A question outside a turn is refused: nobody would answer it.</li>
 * <li>Rules and policies decide before the person, and whatever they decide has an entry that says so.</li>
 * <li>What an agent tells of the past becomes the transcript of a session that has none, and of no other.</li>
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
		Logins logins = new Logins(deciding);
		Reopening reopening = new Reopening(deciding);
		for (SessionInput input : inputs) {
			switch (input) {
			case SessionInput.FromAgent from -> said.decide(from.input());
			case SessionInput.TurnSent sent -> turns.sent(sent);
			case SessionInput.TurnNotSent notSent -> turns.notSent(notSent);
			case SessionInput.AgentGone gone -> turns.agentGone(gone);
			case SessionInput.AgentSilent silent -> turns.agentSilent(silent);
			case SessionInput.CancelForced forced -> turns.cancelForced(forced);
			case SessionInput.HostCrashed crashed -> turns.hostCrashed();
			case SessionInput.TurnWaits waits -> turns.place(waits.turn(), SessionStatus.STARTING,
					SessionStatus.PENDING);
			case SessionInput.TurnStarts starts -> turns.place(starts.turn(), SessionStatus.PENDING,
					SessionStatus.STARTING);
			case SessionInput.LoginWanted wanted -> logins.wanted(wanted);
			case SessionInput.LoginFailed login -> logins.failed(login);
			case SessionInput.LoggedIn login -> logins.loggedIn(login);
			case SessionInput.Resumed resumed -> reopening.resumed(resumed);
			case SessionInput.NotResumed not -> reopening.notResumed(not);
			case SessionInput.Adopted adopted -> new History(deciding).adopted(adopted.opened());
			case SessionInput.NotChosen not -> reopening.notChosen(not);
			case SessionInput.CancelStuck stuck -> new Questions(deciding).stuck(stuck);
			case SessionInput.Command command -> new Commands(deciding).decide(command);
			}
			deciding.settle();
		}
		return deciding.decision();
	}

	/** The state after committed changes. */
	public static SessionState evolve(SessionState state, List<Change> changes) {
		return state.evolve(changes);
	}
}
