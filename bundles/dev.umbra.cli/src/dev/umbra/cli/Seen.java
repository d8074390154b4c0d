package dev.umbra.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import dev.umbra.core.EntryId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * What of a session was shown already: turns upserts and appends, of which some may come twice, into <i>appeared</i>,
 * <i>grew</i> and <i>ended</i>, each character once. One thread.
 */
final class Seen {
	private static final class State {
		private long revision;
		private long shown;
		private boolean open;
	}

	private final Transcript transcript;
	private final WholeText texts;
	private final Predicate<Entry> wanted;
	private final Map<EntryId, State> states = new HashMap<>();
	private SessionStatus status = SessionStatus.IDLE;
	private boolean statusKnown;

	/** @param wanted entries that are shown; the others are passed over */
	Seen(Transcript transcript, WholeText texts, Predicate<Entry> wanted) {
		this.transcript = transcript;
		this.texts = texts;
		this.wanted = wanted;
	}

	void changes(Sessions.Changes changes) {
		for (Item item : changes.items()) {
			switch (item) {
			case Item.Upsert(Entry entry) -> upsert(entry);
			case Item.Append append -> append(append);
			}
		}
		if (changes.summary() != null) {
			summary(changes.summary());
		}
	}

	void upsert(Entry entry) {
		if (!wanted.test(entry)) {
			return;
		}
		State state = states.get(entry.id());
		boolean open = entry.status().open();
		if (state == null) {
			state = new State();
			states.put(entry.id(), state);
			Entry whole = texts.of(entry);
			state.shown = whole.length();
			state.open = open;
			state.revision = entry.revision();
			transcript.appeared(whole);
			return;
		}
		if (state.open && open) {
			if (entry.revision() != state.revision) {
				transcript.changed(entry);
			}
			if (entry.length() > state.shown) {
				grow(entry.revision(), entry.id(), state, texts.of(entry).text().substring((int) state.shown));
			}
		} else if (state.open != open || state.revision != entry.revision()) {
			Entry whole = texts.of(entry);
			transcript.ended(whole, state.shown);
			state.shown = Math.max(state.shown, whole.length());
		}
		state.open = open;
		state.revision = entry.revision();
	}

	private void append(Item.Append append) {
		State state = states.get(append.entry());
		if (state == null || !state.open) {
			return;
		}
		long end = append.offset() + append.text().length();
		if (end > state.shown && append.offset() <= state.shown) {
			grow(append.revision(), append.entry(), state,
					append.text().substring((int) (state.shown - append.offset())));
		}
	}

	private void grow(long revision, EntryId entry, State state, String text) {
		transcript.grew(revision, entry, state.shown, text);
		state.shown += text.length();
		state.revision = revision;
	}

	void summary(SessionSummary summary) {
		if (!statusKnown || summary.status() != status) {
			statusKnown = true;
			status = summary.status();
			transcript.status(summary);
		}
	}
}
