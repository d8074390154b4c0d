package dev.umbra.core.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.ForeignText;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * The step from what happened to the cards that tell of it: of a session's commit, of a session that is made, of an agent's
 * life. An entry has one card, from its beginning to its end; a message and a thought have theirs when they are said. What
 * grows meanwhile, and what would not change a word of a card, makes none. Pure; one value per commit, inside one call.
 */
public final class Cards {
	/** Enough of a text to fill a line, whatever white space it begins with. UTF-16 code units. */
	private static final int BEGINNING = 2_000;

	/** What the session knew before the commit. */
	public interface Known {
		/** The entry, if it was open, else null; its text is not looked at. */
		@Nullable
		Entry open(EntryId entry);

		/** The beginning of an open entry's text, at most {@code most} UTF-16 code units; empty if it has none. */
		String text(EntryId entry, int most);

		/** Whether the agent was telling of a conversation that went on before, elsewhere: that is nothing it does now. */
		boolean toldOfThePast();
	}

	private final SessionSummary before;
	private final Known known;
	private final Instant at;
	/** By entry; of what is no entry, by the card itself. */
	private final Map<Object, NewCard> cards = new LinkedHashMap<>();
	/** The beginnings of what was put whole in this commit, and may have grown since. */
	private final Map<EntryId, StringBuilder> whole = new HashMap<>();
	/** The beginnings of what grew in this commit; what was there before is looked at only when a card needs it. */
	private final Map<EntryId, StringBuilder> grown = new HashMap<>();
	/** Why the turn ended, as far as its entries say: another may begin in the same commit, and then nothing else does. */
	private String stopReason = "end_turn";
	private boolean turnOver;

	private Cards(SessionSummary before, Known known, Instant at) {
		this.before = before;
		this.known = known;
		this.at = at;
	}

	/** @param at of the commit */
	public static List<NewCard> of(SessionSummary before, List<Change> changes, Known known, Instant at) {
		Cards cards = new Cards(before, known, at);
		changes.forEach(cards::change);
		return List.copyOf(cards.cards.values());
	}

	/** @param parent the session above it, or null; its agent is told of it, too */
	public static List<NewCard> created(SessionSummary session, @Nullable SessionSummary parent, Instant at) {
		List<NewCard> cards = new ArrayList<>();
		if (parent != null) {
			cards.add(new NewCard(parent.agent(), at, CardKind.SUB_SESSION, EntryStatus.DONE, "Sub-session",
					CardWords.line("of " + CardWords.named(parent) + ", by " + session.agentName()), session.id(), null));
		}
		if (parent == null || !parent.agent().equals(session.agent())) {
			cards.add(new NewCard(session.agent(), at, CardKind.SESSION_STARTED, EntryStatus.DONE, "Session started",
					CardWords.line(session.cwd()), session.id(), null));
		}
		return cards;
	}

	/**
	 * @param crashed whether it ended by itself, or failed to start, since {@code before}
	 * @param lastError in which words, or null
	 */
	public static List<NewCard> ofAgent(AgentId agent, AgentState before, AgentState now, boolean crashed,
			@Nullable String lastError, Instant at) {
		List<NewCard> cards = new ArrayList<>();
		if (crashed) {
			cards.add(agent(agent, at, CardKind.AGENT_CRASHED, EntryStatus.FAILED, isUp(before) ? "Agent crashed" : "Agent failed",
					lastError == null ? "" : CardWords.line(lastError)));
		}
		if (isUp(now) && (crashed || !isUp(before))) {
			cards.add(agent(agent, at, CardKind.AGENT_STARTED, EntryStatus.DONE, "Agent started", ""));
		} else if (now == AgentState.STOPPED && isUp(before) && !crashed) {
			cards.add(agent(agent, at, CardKind.AGENT_STOPPED, EntryStatus.DONE, "Agent stopped", ""));
		}
		return cards;
	}

	private static boolean isUp(AgentState state) {
		return switch (state) {
		case READY, WORKING, WAITING -> true;
		case STOPPED, STARTING, BACKING_OFF, FAILED -> false;
		};
	}

	private static NewCard agent(AgentId agent, Instant at, CardKind kind, EntryStatus status, String label,
			String words) {
		return new NewCard(agent, at, kind, status, label, words, null, null);
	}

	private void change(Change change) {
		switch (change) {
		case Change.EntryPut put -> {
			if (put.entry().length() <= put.entry().text().length()) {
				whole.put(put.entry().id(), new StringBuilder(ForeignText.shortened(put.entry().text(), BEGINNING)));
			}
			entry(put.entry());
		}
		case Change.SummaryPut put -> summary(put.summary());
		case Change.TextAppended append -> {
			StringBuilder put = whole.get(append.entry());
			StringBuilder text = put != null ? put : grown.computeIfAbsent(append.entry(), id -> new StringBuilder());
			text.append(append.text(), 0, Math.max(0, Math.min(append.text().length(), BEGINNING - text.length())));
		}
		case Change.OutputAppended whole -> {
			// not told by cards
		}
		case Change.BlobPut put -> {
			// not told by cards
		}
		case Change.QueuePut put -> {
			// a prompt has its card when it is sent
		}
		}
	}

	private void entry(Entry entry) {
		TurnId turn = before.turn();
		if (turn != null && !turn.equals(entry.turn()) && entry.kind() == EntryKind.PROMPT) {
			turnOver(stopReason);
		}
		if (entry.kind() == EntryKind.ERROR) {
			stopReason = "error";
		} else if (entry.detail() instanceof Detail.Lifecycle(String event) && event.equals("cancelled")) {
			stopReason = event;
		}
		if (known.toldOfThePast() && entry.turn() == null && CardWords.saidOrDone(entry.kind())) {
			return;
		}
		CardWords words = CardWords.of(entry, () -> text(entry));
		if (words == null) {
			return;
		}
		Entry former = known.open(entry.id());
		boolean same = former != null && !cards.containsKey(entry.id()) && former.status() == entry.status()
				&& words.equals(CardWords.of(former, () -> text(former)));
		if (!same) {
			cards.put(entry.id(), new NewCard(before.agent(), at, words.kind(), entry.status(), words.label(), words.summary(),
					before.id(), entry.id()));
		}
	}

	private String text(Entry entry) {
		StringBuilder put = whole.get(entry.id());
		return put != null ? put.toString() : known.text(entry.id(), BEGINNING) + grown.getOrDefault(entry.id(), new StringBuilder());
	}

	private void summary(SessionSummary now) {
		if (before.turn() != null && !before.turn().equals(now.turn())) {
			turnOver(now.turn() == null && now.stopReason() != null ? now.stopReason() : stopReason);
		}
		boolean wasClosed = before.status().kind() == SessionStatus.Kind.TERMINAL;
		boolean isClosed = now.status().kind() == SessionStatus.Kind.TERMINAL;
		if (isClosed && !wasClosed) {
			event(CardKind.SESSION_ENDED, EntryStatus.DONE, "Session ended", CardWords.named(now));
		} else if (wasClosed && !isClosed) {
			event(CardKind.SESSION_STARTED, EntryStatus.DONE, "Session reopened", CardWords.named(now));
		}
	}

	private void turnOver(String why) {
		if (!turnOver) {
			turnOver = true;
			event(CardKind.DONE, CardWords.turnStatus(why), CardWords.turnLabel(why), CardWords.turnWords(why));
		}
	}

	private void event(CardKind kind, EntryStatus status, String label, String words) {
		NewCard card = new NewCard(before.agent(), at, kind, status, label, CardWords.line(words), before.id(), null);
		cards.put(card, card);
	}
}
