package dev.umbra.core.reducer;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

/**
 * What an agent tells of a conversation that went on before, elsewhere. It becomes the transcript of a session that has
 * none; a session with a transcript of its own knows better and takes nothing.
 */
final class History {
	private final Deciding d;

	History(Deciding deciding) {
		d = deciding;
	}

	void replayed(AgentInput input, AgentSaid said) {
		if (input instanceof AgentInput.Replayed) {
			return;
		}
		if (!d.draft.replaying || empty()) {
			if (d.turn() != null || !empty()) {
				return;
			}
			begins("What follows was told by the agent.");
			d.draft.replaying = true;
		}
		said.decide(input);
	}

	private boolean empty() {
		return d.draft.notices == d.draft.lastOrdinal;
	}

	private void begins(String words) {
		d.add(EntryKind.LIFECYCLE, EntryStatus.DONE, words, new Detail.Lifecycle("history"));
	}

	/** Each prompt of the past ended the turn before it. */
	void promptBegins(String text) {
		d.endOpen(EntryStatus.DONE, EntryStatus.DONE, EntryStatus.CANCELLED, true);
		if (d.summary().title().isEmpty()) {
			d.summary(d.summary().edit().title(Turns.title(text)));
		}
	}

	void adopted(AgentRuntime.Opened opened) {
		d.draft.replaying = false;
		if (d.closed()) {
			return;
		}
		if (d.turn() != null) {
			// a prompt came first: its turn opens the session by itself
			return;
		}
		d.endOpen(EntryStatus.DONE, EntryStatus.DONE, EntryStatus.CANCELLED, true);
		if (empty()) {
			begins("The agent told nothing of what went before.");
		}
		d.summary(Turns.opened(d.summary(), opened).status(SessionStatus.IDLE));
		new Turns(d).goOn();
	}
}
