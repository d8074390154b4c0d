package dev.umbra.core.reducer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.GrowingText;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionSummary;

/**
 * What a session must know to go on: its summary, the entries that have not ended, the queue. Never the history.
 * Immutable.
 *
 * @param open entries that have not ended, in ordinal order, their texts apart in {@code texts}
 * @param texts of open entries, and of ended tool calls whose command still runs and may say more
 * @param tools the present turn's tool calls by the agent's id, ended ones too, since updates may come late; bounded
 * @param stream the entry that grows now, or null
 * @param streamMessage the agent's id of the message that grows, or null
 */
public record SessionState(SessionSummary summary, long lastOrdinal, Map<EntryId, Entry> open,
		Map<EntryId, GrowingText> texts, Map<String, Entry> tools, List<QueuedPrompt> queue, @Nullable EntryId stream,
		@Nullable String streamMessage, Memory memory) {
	/** Late updates are matched with so many of a turn's tool calls. */
	static final int MAX_TOOLS = 1000;

	/** A state of a session that was just made; one that its agent has already begins with what the agent tells of it. */
	public static SessionState fresh(SessionSummary summary) {
		return new SessionState(summary, 0, Map.of(), Map.of(), Map.of(), List.of(), null, null,
				summary.acpSession() == null ? Memory.NONE : Memory.ADOPTING);
	}

	/** The state that the store gives back: what a replay of all committed changes would give, without the history. */
	public static SessionState restored(SessionSummary summary, long lastOrdinal, List<Entry> open,
			List<QueuedPrompt> queue) {
		Draft draft = new Draft(new SessionState(summary, lastOrdinal, Map.of(), Map.of(), Map.of(), queue, null, null,
				Memory.NONE));
		open.forEach(entry -> draft.apply(new Change.EntryPut(entry)));
		SessionState state = draft.freeze();
		return new SessionState(summary, lastOrdinal, state.open, state.texts, state.tools, queue, null, null,
				Memory.NONE);
	}

	/** Applies committed changes in order. */
	public SessionState evolve(List<Change> changes) {
		Draft draft = new Draft(this);
		changes.forEach(draft::apply);
		return draft.freeze();
	}

	/**
	 * Whether nothing is lost if the state is read from the store again: no turn, no queue, nothing that the agent is telling,
	 * no command that still runs, and no beginning to which a history could still be told.
	 */
	public boolean canRest() {
		return summary.turn() == null && queue.isEmpty() && !memory.replaying() && open.keySet().containsAll(texts.keySet())
				&& memory.terminals().values().stream().noneMatch(Memory.Terminal::running)
				&& (lastOrdinal == 0 || memory.notices() < lastOrdinal);
	}

	/**
	 * The same with what the store says now, after somebody else wrote there: what is open goes on as it is here.
	 *
	 * @param storedOrdinal the last one used there
	 */
	public SessionState readAnew(SessionSummary stored, long storedOrdinal, List<QueuedPrompt> storedQueue) {
		return new SessionState(stored, Math.max(storedOrdinal, lastOrdinal), open, texts, tools, storedQueue, stream, streamMessage, memory);
	}

	/** What stays of it in memory meanwhile. */
	public SessionState resting() {
		return new SessionState(summary, lastOrdinal, Map.of(), Map.of(), Map.of(), List.of(), null, null, Memory.NONE);
	}

	/** The whole text so far of an open entry; empty for others. */
	public String text(EntryId entry) {
		return texts.getOrDefault(entry, GrowingText.EMPTY).toString();
	}

	Map<EntryId, Entry> openCopy() {
		return new LinkedHashMap<>(open);
	}
}
