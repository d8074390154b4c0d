package dev.umbra.client.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;

/**
 * A {@link PastWatch} over the contract. One round of questions at a time: a round reads pages until enough rows of the asked
 * state are there, and is shown when it is whole. A newer question makes the answers to the older one worthless.
 *
 * <p>Lock: the monitor guards the rows and what is wanted, for moments; the host and the listeners are called without it.
 */
final class FollowedPast implements PastWatch {
	/** Rows of one round. */
	private static final int STEP = 100;
	/** Pages of one round, so that a state which nothing has does not read all there is at once. */
	private static final int MOST_PAGES = 20;

	/** What is asked of the contract; the answers come on any thread. */
	interface Source {
		CompletionStage<Outcome<History.Listing>> list(History.Browse p);

		CompletionStage<Outcome<History.Hits>> search(History.Search p);

		/** Of a contract, or of the failure there is in its place. */
		static Source of(Supplier<Outcome<History>> contract) {
			return new Source() {
				@Override
				public CompletionStage<Outcome<History.Listing>> list(History.Browse p) {
					return call(one -> one.list(p));
				}

				@Override
				public CompletionStage<Outcome<History.Hits>> search(History.Search p) {
					return call(one -> one.search(p));
				}

				private <T> CompletionStage<Outcome<T>> call(Function<History, CompletionStage<Outcome<T>>> which) {
					return switch (contract.get()) {
					case Outcome.Ok<History>(History one) -> which.apply(one);
					case Outcome.NotOk<History>(Failure failure) -> CompletableFuture.completedFuture(Outcome.notOk(failure));
					};
				}
			};
		}
	}

	/** Reading on until there are {@code rows}. */
	private static final class Round {
		private final int generation;
		private final PastQuestion question;
		private final int rows;
		private final Map<SessionId, History.Past> sessions = new LinkedHashMap<>();
		private @Nullable String after;
		private int pages;

		Round(int generation, PastQuestion question, int rows) {
			this.generation = generation;
			this.question = question;
			this.rows = rows;
		}
	}

	private final Source source;
	private final Consumer<FollowedPast> closed;
	private final Listeners listeners = new Listeners();
	private PastQuestion wanted = PastQuestion.ALL;
	/** Of the newest round; an answer to another one is thrown away. */
	private int generation;
	private boolean begun;
	private boolean asking;
	private boolean askAgain;
	private boolean ended;
	private @Nullable String next;
	private volatile PastSnapshot now = new PastSnapshot(PastQuestion.ALL, List.of(), List.of(), false, false, null);

	/** @param closed told once */
	FollowedPast(Source source, Consumer<FollowedPast> closed) {
		this.source = source;
		this.closed = closed;
	}

	@Override
	public PastSnapshot now() {
		return now;
	}

	@Override
	public Subscription onChange(Runnable listener) {
		return listeners.add(listener);
	}

	@Override
	public void ask(PastQuestion question) {
		Round round;
		synchronized (this) {
			if (ended || begun && question.equals(wanted)) {
				return;
			}
			begun = true;
			wanted = question;
			askAgain = false;
			round = begin(STEP);
		}
		read(round);
	}

	@Override
	public void again() {
		Round round;
		synchronized (this) {
			if (ended || !begun) {
				return;
			}
			if (asking) {
				askAgain = true;
				return;
			}
			round = begin(Math.max(STEP, now.sessions().size() + now.hits().size()));
		}
		read(round);
	}

	@Override
	public void loadMore() {
		Round round;
		synchronized (this) {
			if (ended || asking || !now.canLoadMore() || !now.question().equals(wanted)) {
				return;
			}
			round = begin(now.sessions().size() + now.hits().size() + STEP);
			if (!wanted.searches()) {
				now.sessions().forEach(past -> round.sessions.put(past.session(), past));
				round.after = next;
			}
		}
		read(round);
	}

	@Override
	public void close() {
		synchronized (this) {
			if (ended) {
				return;
			}
			ended = true;
			generation++;
		}
		closed.accept(this);
	}

	private Round begin(int rows) {
		asking = true;
		generation++;
		now = new PastSnapshot(now.question(), now.sessions(), now.hits(), now.more(), true, now.failure());
		return new Round(generation, wanted, Math.min(rows, PastSnapshot.MOST));
	}

	private void read(Round round) {
		listeners.tell();
		if (round.question.searches()) {
			answer(() -> source.search(new History.Search(round.question.text(), round.question.asked(), round.rows)),
					outcome -> found(round, outcome));
		} else {
			page(round);
		}
	}

	private void page(Round round) {
		answer(() -> source.list(new History.Browse(round.question.text(), round.question.asked(), round.after, STEP)),
				outcome -> listed(round, outcome));
	}

	private <T> void answer(Supplier<CompletionStage<Outcome<T>>> call, Consumer<Outcome<T>> done) {
		CompletionStage<Outcome<T>> answer;
		try {
			answer = call.get();
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		answer.exceptionally(e -> Outcome.notOk(Failure.failed("The history could not be asked for: " + e.getMessage(), "Try again.")))
				.thenAccept(done);
	}

	private void found(Round round, Outcome<History.Hits> outcome) {
		switch (outcome) {
		case Outcome.Ok<History.Hits>(History.Hits hits) ->
			finish(round, new PastSnapshot(round.question, List.of(), counting(round.question, hits.hits()), hits.more(), false, null), null);
		case Outcome.NotOk<History.Hits>(Failure failure) -> failed(round, failure);
		}
	}

	/** A hit says only whether its session is closed; which of the open ones work is known elsewhere. */
	private static List<History.Hit> counting(PastQuestion question, List<History.Hit> hits) {
		return hits.stream().filter(hit -> question.state().counts(hit.archived())).toList();
	}

	private void listed(Round round, Outcome<History.Listing> outcome) {
		switch (outcome) {
		case Outcome.NotOk<History.Listing>(Failure failure) -> failed(round, failure);
		case Outcome.Ok<History.Listing>(History.Listing listing) -> {
			listing.sessions().stream().filter(past -> counts(round.question, past)).forEach(past -> round.sessions.putIfAbsent(past.session(), past));
			round.after = listing.next();
			round.pages++;
			boolean over = listing.next() == null || round.sessions.size() >= round.rows || round.pages >= MOST_PAGES || outdated(round);
			if (over) {
				finish(round, new PastSnapshot(round.question, new ArrayList<>(round.sessions.values()), List.of(), listing.next() != null, false, null),
						listing.next());
			} else {
				page(round);
			}
		}
		}
	}

	private static boolean counts(PastQuestion question, History.Past past) {
		return question.state().counts(past.status()) && question.state().counts(past.archived());
	}

	private synchronized boolean outdated(Round round) {
		return round.generation != generation;
	}

	private void failed(Round round, Failure failure) {
		PastSnapshot before = now;
		boolean same = before.question().equals(round.question);
		finish(round, new PastSnapshot(round.question, same ? before.sessions() : List.of(), same ? before.hits() : List.of(),
				same && before.more(), false, failure), next);
	}

	private void finish(Round round, PastSnapshot result, @Nullable String after) {
		boolean again;
		synchronized (this) {
			if (round.generation != generation || ended) {
				return;
			}
			asking = false;
			next = after;
			now = result;
			again = askAgain;
			askAgain = false;
		}
		listeners.tell();
		if (again) {
			again();
		}
	}
}
