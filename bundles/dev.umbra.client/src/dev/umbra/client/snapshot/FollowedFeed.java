package dev.umbra.client.snapshot;

import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Feed;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;

/**
 * A {@link FeedWatch} over the contract. One question at a time; what is wanted meanwhile is asked next. Another epoch, or a
 * host that counts behind what was known, has everything read anew, page by page, back to the oldest card known; the old
 * state stays until the new one is whole.
 *
 * <p>Lock: the monitor guards the cards and what is wanted, for moments; the host and the listeners are called without it.
 */
final class FollowedFeed implements FeedWatch {
	private enum Want {
		WHOLE, NEW, OLDER
	}

	/** @param about what its answer is good for */
	private record Question(Want about, Feed.ListFor asked) {
	}

	private final AgentId agent;
	private final Function<Feed.ListFor, CompletionStage<Outcome<Feed.Listing>>> source;
	private final Consumer<FollowedFeed> closed;
	private final Listeners listeners = new Listeners();
	private final Set<Want> wanted = EnumSet.noneOf(Want.class);
	private TreeMap<Long, Card> cards = new TreeMap<>();
	private String epoch = "";
	private long change;
	private boolean older;
	private boolean removed;
	/** While everything is read anew: what came of it so far. */
	private @Nullable TreeMap<Long, Card> fresh;
	private long freshChange;
	private boolean freshRemoved;
	private @Nullable String freshWarning;
	private boolean asking;
	private boolean ended;
	private volatile FeedSnapshot now;

	/** @param source asks the host; completes on any thread @param closed told once */
	FollowedFeed(AgentId agent, Function<Feed.ListFor, CompletionStage<Outcome<Feed.Listing>>> source, Consumer<FollowedFeed> closed) {
		this.agent = agent;
		this.source = source;
		this.closed = closed;
		now = new FeedSnapshot(agent, List.of(), false, false, false, null, null);
	}

	@Override
	public AgentId agent() {
		return agent;
	}

	@Override
	public FeedSnapshot now() {
		return now;
	}

	@Override
	public Subscription onChange(Runnable listener) {
		return listeners.add(listener);
	}

	@Override
	public void pull() {
		want(Want.NEW);
	}

	@Override
	public void reload() {
		want(Want.WHOLE);
	}

	@Override
	public void loadOlder() {
		if (now.canLoadOlder()) {
			want(Want.OLDER);
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			if (ended) {
				return;
			}
			ended = true;
		}
		closed.accept(this);
	}

	private void want(Want what) {
		synchronized (this) {
			wanted.add(what);
		}
		ask();
	}

	/** A source that answers at once is asked in a loop, not deeper and deeper. */
	private void ask() {
		Question question = next();
		while (question != null) {
			Question present = question;
			CompletableFuture<Outcome<Feed.Listing>> answer = asked(present);
			if (!answer.isDone()) {
				answer.thenAccept(outcome -> {
					answered(present, outcome);
					ask();
				});
				return;
			}
			answered(present, answer.getNow(null));
			question = next();
		}
	}

	private synchronized @Nullable Question next() {
		if (asking || ended) {
			return null;
		}
		Question question = question();
		asking = question != null;
		return question;
	}

	private @Nullable Question question() {
		TreeMap<Long, Card> begun = fresh;
		if (begun != null) {
			return new Question(Want.WHOLE, listFor(begun.isEmpty() ? null : begun.firstKey(), null));
		}
		if (wanted.contains(Want.WHOLE) || wanted.contains(Want.NEW) && epoch.isEmpty()) {
			wanted.remove(Want.WHOLE);
			wanted.remove(Want.NEW);
			fresh = new TreeMap<>();
			freshRemoved = false;
			freshWarning = null;
			return new Question(Want.WHOLE, listFor(null, null));
		}
		if (wanted.remove(Want.NEW)) {
			return new Question(Want.NEW, listFor(null, change));
		}
		if (wanted.remove(Want.OLDER) && older && !cards.isEmpty() && cards.size() < FeedSnapshot.MOST) {
			return new Question(Want.OLDER, listFor(cards.firstKey(), null));
		}
		return null;
	}

	private Feed.ListFor listFor(@Nullable Long before, @Nullable Long after) {
		return new Feed.ListFor(agent.value(), before, after, 0);
	}

	/** Never completes exceptionally. */
	private CompletableFuture<Outcome<Feed.Listing>> asked(Question question) {
		CompletionStage<Outcome<Feed.Listing>> answer;
		try {
			answer = source.apply(question.asked());
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		return answer.exceptionally(e -> Outcome.notOk(
				Failure.failed("The feed could not be asked for: " + e.getMessage(), "Try again."))).toCompletableFuture();
	}

	private void answered(Question question, Outcome<Feed.Listing> outcome) {
		FeedSnapshot before = now;
		synchronized (this) {
			asking = false;
			switch (outcome) {
			case Outcome.NotOk<Feed.Listing>(Failure failure) -> {
				fresh = null;
				wanted.clear();
				now = new FeedSnapshot(agent, before.cards(), older, removed, true, before.warning(), failure);
			}
			case Outcome.Ok<Feed.Listing>(Feed.Listing listing) -> {
				boolean anew = question.about() == Want.WHOLE;
				if (anew ? readAnew(listing) : known(question.about(), listing)) {
					// what a page has nothing of may still be wrong with another one
					String warning = anew ? freshWarning : listing.warning() != null ? listing.warning() : before.warning();
					now = new FeedSnapshot(agent, List.copyOf(cards.values()), older, removed, true, warning, null);
				}
			}
			}
		}
		if (!now.equals(before)) {
			listeners.tell();
		}
	}

	/** @return whether what is known is whole again */
	private boolean readAnew(Feed.Listing listing) {
		TreeMap<Long, Card> all = fresh;
		if (all == null) {
			return false;
		}
		if (all.isEmpty()) {
			epoch = listing.epoch();
			freshChange = listing.change();
		} else if (!listing.epoch().equals(epoch)) {
			// pages of two hosts do not make one feed
			fresh = null;
			wanted.add(Want.WHOLE);
			return false;
		}
		freshWarning = listing.warning() != null ? listing.warning() : freshWarning;
		listing.cards().forEach(card -> {
			if (marks(card)) {
				freshRemoved = true;
			} else {
				// a page that is read later is newer
				all.put(card.nr(), card);
			}
		});
		boolean reached = cards.isEmpty() || !all.isEmpty() && all.firstKey() <= cards.firstKey();
		if (listing.more() && !listing.cards().isEmpty() && !reached && all.size() < FeedSnapshot.MOST) {
			return false;
		}
		cards = all;
		fresh = null;
		change = freshChange;
		older = listing.more();
		removed = freshRemoved || removed && older;
		bound(listing.first());
		return true;
	}

	/** @return whether the listing continues what is known */
	private boolean known(Want about, Feed.Listing listing) {
		if (!listing.epoch().equals(epoch) || listing.change() < change) {
			wanted.add(Want.WHOLE);
			return false;
		}
		for (Card card : listing.cards()) {
			if (marks(card)) {
				gone(card.nr());
			} else if (about == Want.OLDER || !older || cards.isEmpty() || card.nr() >= cards.firstKey()) {
				cards.put(card.nr(), card);
			}
		}
		switch (about) {
		case OLDER -> older = listing.more();
		case NEW -> {
			if (listing.more() && !listing.cards().isEmpty()) {
				change = listing.cards().getLast().change();
				wanted.add(Want.NEW);
			} else {
				change = listing.change();
			}
		}
		case WHOLE -> throw new IllegalStateException("what is read anew continues nothing");
		}
		bound(listing.first());
		return true;
	}

	/** Cards up to this one were removed at the host. */
	private void gone(long last) {
		removed = true;
		NavigableMap<Long, Card> here = cards.headMap(last, true);
		if (!here.isEmpty()) {
			here.clear();
			older = false;
		}
	}

	private static boolean marks(Card card) {
		return card.kind() == CardKind.OLDER_REMOVED;
	}

	/** @param first what is below was removed at the host */
	private void bound(long first) {
		if (!cards.isEmpty() && cards.firstKey() < first) {
			cards = new TreeMap<>(cards.tailMap(first));
			older = false;
		}
		while (cards.size() > FeedSnapshot.MOST) {
			cards.pollFirstEntry();
			older = true;
		}
	}
}
