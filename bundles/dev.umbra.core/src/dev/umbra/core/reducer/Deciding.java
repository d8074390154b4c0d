package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.SessionSummaryBuilder;

/** A decision in the making: applies each change to the draft as it records it. One thread, one call. */
final class Deciding {
	final Draft draft;
	final Given given;
	final long revision;
	private final List<Change> changes = new ArrayList<>();
	/** Where in the changes an entry was put last. */
	private final Map<EntryId, Integer> puts = new HashMap<>();
	private final List<Effect> effects = new ArrayList<>();
	private boolean attention;
	private String reply = "";
	private @Nullable Failure refusal;
	private boolean summaryDirty;
	private @Nullable Growth growth;

	Deciding(SessionState state, Given given) {
		this.draft = new Draft(state);
		this.given = given;
		this.revision = state.summary().revision() + 1;
	}

	Decision decision() {
		if (refusal != null) {
			return new Decision(draft.freeze(), List.of(), List.of(), false, "", refusal);
		}
		flush();
		if (!changes.isEmpty() || summaryDirty) {
			SessionSummary summary = draft.summary.edit().revision(revision).updated(given.now())
					.queued(draft.queue.size()).build();
			draft.apply(new Change.SummaryPut(summary));
			changes.add(new Change.SummaryPut(summary));
		}
		return new Decision(draft.freeze(), changes, effects, attention, reply, null);
	}

	SessionSummary summary() {
		return draft.summary;
	}

	@Nullable
	TurnId turn() {
		return draft.summary.turn();
	}

	boolean closed() {
		return draft.summary.status().kind() == SessionStatus.Kind.TERMINAL;
	}

	/** Whether what comes now belongs to nothing that will end it. */
	boolean betweenTurns() {
		return turn() == null && !draft.replaying;
	}

	/** The summary is written once, at the end of the decision, whatever changed in it. */
	void summary(SessionSummaryBuilder edited) {
		draft.apply(new Change.SummaryPut(edited.build()));
		summaryDirty = true;
	}

	/** The status of a turn says what it waits for; called after everything that is decided. */
	void settle() {
		SessionStatus now = draft.summary.status();
		SessionStatus next = turn() == null ? now : draft.waiting.status(now);
		if (next != now) {
			summary(summary().edit().status(next));
		}
	}

	void reply(String words) {
		reply = words;
	}

	void refuse(Failure failure) {
		refusal = failure;
	}

	void effect(Effect effect) {
		effects.add(effect);
	}

	void queue(List<QueuedPrompt> queue) {
		change(new Change.QueuePut(queue));
	}

	void blobs(List<Blob> blobs) {
		blobs.forEach(blob -> change(new Change.BlobPut(blob)));
	}

	private void change(Change change) {
		draft.apply(change);
		flush();
		if (!(change instanceof Change.EntryPut put) || !again(put)) {
			changes.add(change);
		}
	}

	/**
	 * An entry that is put twice in one decision, with nothing said of its text in between, is put once: an agent that tells of
	 * a call a hundred times while one commit is under way costs one.
	 */
	private boolean again(Change.EntryPut put) {
		Entry now = put.entry();
		Integer place = puts.put(now.id(), changes.size());
		if (place == null || !(changes.get(place) instanceof Change.EntryPut former)
				|| former.entry().length() != now.length()) {
			return false;
		}
		boolean whole = now.text().length() == now.length() || former.entry().text().length() < now.length();
		changes.set(place, whole ? put : new Change.EntryPut(now.withText(former.entry().text())));
		puts.put(now.id(), place);
		return true;
	}

	EntryId newId() {
		return new EntryId(given.ids().get());
	}

	void output(Change.OutputAppended more) {
		change(more);
	}

	/** Appends an entry at the end of the transcript. */
	Entry add(EntryKind kind, EntryStatus status, String text, Detail detail) {
		return add(newId(), kind, status, text, detail);
	}

	/** The same with an id that was made for it. */
	Entry add(EntryId id, EntryKind kind, EntryStatus status, String text, Detail detail) {
		Entry entry = new Entry(id, draft.lastOrdinal + 1, revision, turn(), kind, status,
				text, text.length(), given.now(), status.open() ? null : given.now(), detail);
		record(entry);
		return entry;
	}

	/** A changed entry; a text that stays is left where it is. */
	void put(Entry entry) {
		record(entry.withRevision(revision));
	}

	private void record(Entry entry) {
		if (Waiting.concerns(entry) && (entry.status().open() || draft.open.containsKey(entry.id()))) {
			attention = true;
		}
		change(new Change.EntryPut(entry));
	}

	/** Grows an open entry. */
	void append(EntryId id, String text) {
		Entry entry = draft.open.get(id);
		if (entry == null) {
			throw new IllegalStateException("entry " + id + " is not open");
		}
		if (text.isEmpty()) {
			return;
		}
		Growth now = growth;
		if (now == null || !now.entry.equals(id)) {
			flush();
			now = new Growth(id, entry.length());
			growth = now;
		}
		now.text.append(text);
		draft.apply(new Change.TextAppended(id, entry.length(), text));
	}

	private void flush() {
		Growth last = growth;
		if (last != null) {
			changes.add(new Change.TextAppended(last.entry, last.offset, last.text.toString()));
			growth = null;
		}
	}

	/** Neighbouring appends to one entry, joined once instead of once per chunk. */
	private static final class Growth {
		final EntryId entry;
		final long offset;
		final StringBuilder text = new StringBuilder();

		Growth(EntryId entry, long offset) {
			this.entry = entry;
			this.offset = offset;
		}
	}

	/** The message or thought that grows is said. */
	void endStream() {
		EntryId stream = draft.stream;
		Entry growing = stream == null ? null : draft.open.get(stream);
		if (growing != null) {
			put(growing.withEnd(EntryStatus.DONE, given.now()));
		}
		draft.stream = null;
		draft.streamMessage = null;
	}

	/** Ends everything that is open. */
	void endOpen(EntryStatus messages, EntryStatus tools, EntryStatus questions, boolean tellAgent) {
		new TerminalRuns(this).showAll();
		for (Entry entry : List.copyOf(draft.open.values())) {
			if (Waiting.concerns(entry)) {
				endQuestion(entry, questions, tellAgent);
			} else {
				put(entry.withEnd(entry.kind() == EntryKind.TOOL ? tools : messages, given.now()));
			}
		}
	}

	/** A question that nobody answered. */
	void endQuestion(Entry entry, EntryStatus status, boolean tellAgent) {
		put(entry.withEnd(status, given.now()));
		if (!tellAgent) {
			return;
		}
		switch (entry.detail()) {
		case Detail.Permission permission -> answer(permission, null, false);
		case Detail.Input input -> effect(new Effect.AnswerInput(input.request(), "cancel", null));
		default -> {
			// a login: the agent has asked nothing that waits
		}
		}
	}

	void answer(Detail.Permission permission, @Nullable String option, boolean allowed) {
		TurnId turn = turn();
		if (Questions.endsAgent(permission)) {
			if (allowed && turn != null) {
				effect(new Effect.EndProcess(turn));
			}
			return;
		}
		effect(switch (permission.origin()) {
		case AGENT -> new Effect.AnswerPermission(permission.request(), option);
		case HOST -> new Effect.AnswerAction(permission.request(), allowed);
		});
	}
}
