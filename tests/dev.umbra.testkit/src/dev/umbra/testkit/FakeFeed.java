package dev.umbra.testkit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Feed;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.EntryStatus;

/** {@link Feed} of one agent, in memory. Answers at once, unless it is held. Any thread. */
public final class FakeFeed implements Feed {
	private record Held(ListFor question, CompletableFuture<Outcome<Listing>> answer) {
	}

	private final int page;
	private final TreeMap<Long, Card> cards = new TreeMap<>();
	private final Deque<Held> held = new ArrayDeque<>();
	private final List<ListFor> asked = new ArrayList<>();
	private String epoch = "one";
	private long nr;
	private long change;
	private boolean holding;
	private @Nullable Failure failure;
	private @Nullable String warning;

	/** @param page cards of one answer */
	public FakeFeed(int page) {
		this.page = page;
	}

	/** A new card at the end. @return its number */
	public synchronized long add(CardKind kind, String label, String summary, @Nullable SessionId session, @Nullable EntryId entry) {
		nr++;
		put(new Card(nr, 0, Instant.EPOCH.plusSeconds(nr), kind, EntryStatus.DONE, label, summary, session, session == null ? null : "A session", entry));
		return nr;
	}

	/** Another summary for a card that is there. */
	public synchronized void change(long card, String summary) {
		Card old = cards.get(card);
		put(new Card(card, 0, old.time(), old.kind(), old.status(), old.label(), summary, old.session(), old.title(), old.entry()));
	}

	private void put(Card card) {
		change++;
		cards.put(card.nr(), new Card(card.nr(), change, card.time(), card.kind(), card.status(), card.label(), card.summary(), card.session(),
				card.title(), card.entry()));
	}

	/** Takes a card away, as the deletion of its session does: no change tells of it. */
	public synchronized void remove(long card) {
		cards.remove(card);
	}

	/** Takes the oldest cards away and puts a marker in their place. */
	public synchronized void removeBelow(long first) {
		cards.headMap(first).clear();
		change++;
		cards.put(first - 1, new Card(first - 1, change, Instant.EPOCH, CardKind.OLDER_REMOVED, EntryStatus.DONE, "", "", null, null, null));
	}

	/** Another host, with a store that may count differently. */
	public synchronized void restart(String newEpoch) {
		epoch = newEpoch;
	}

	/** From now on every question is answered so. @param failure null: well */
	public synchronized void fail(@Nullable Failure now) {
		failure = now;
	}

	public synchronized void warn(@Nullable String words) {
		warning = words;
	}

	/** From now on answers wait for {@link #release}. */
	public synchronized void hold() {
		holding = true;
	}

	/** Answers what waits, with what is there now. */
	public void release() {
		List<Held> waiting;
		synchronized (this) {
			holding = false;
			waiting = List.copyOf(held);
			held.clear();
		}
		waiting.forEach(one -> one.answer().complete(answer(one.question())));
	}

	/** Every question so far, in order. */
	public synchronized List<ListFor> asked() {
		return List.copyOf(asked);
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		CompletableFuture<Outcome<Listing>> answer = new CompletableFuture<>();
		synchronized (this) {
			asked.add(p);
			if (holding) {
				held.add(new Held(p, answer));
				return answer;
			}
		}
		answer.complete(answer(p));
		return answer;
	}

	private synchronized Outcome<Listing> answer(ListFor p) {
		if (failure != null) {
			return Outcome.notOk(failure);
		}
		int limit = p.limit() == 0 ? page : p.limit();
		Long after = p.after();
		List<Card> all = after != null
				? cards.values().stream().filter(card -> card.change() > after).sorted(Comparator.comparingLong(Card::change)).toList()
				: List.copyOf(p.before() == null ? cards.values() : cards.headMap(p.before()).values());
		boolean more = all.size() > limit;
		List<Card> some = after != null ? all.subList(0, Math.min(limit, all.size())) : all.subList(Math.max(0, all.size() - limit), all.size());
		return Outcome.ok(new Listing(epoch, some, change, cards.isEmpty() ? nr + 1 : cards.firstKey(), more, warning));
	}
}
